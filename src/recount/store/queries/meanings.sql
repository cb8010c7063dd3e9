-- meanings: the vectors of the passages of every text.
select text_id, vectors from meaning order by text_id
