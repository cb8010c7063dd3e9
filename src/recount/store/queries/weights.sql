-- weights: what the study's own pairs taught of each level of a comparison, by how many mentions it was learnt of.
select mentions, feature, level, number from weight order by mentions, feature, level
