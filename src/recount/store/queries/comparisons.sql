-- comparisons: what comparing two texts gave, by the digests of their words; no reason where they are two stories.
select left_same, right_same, weak, distance, reason
from comparison
order by left_same, right_same
