-- blocks: by what the mentions of each block can be found, in the order of capture.
select block, entries from block order by block
