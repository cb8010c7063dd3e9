-- translations: pairs of stories that may be translations of one another, and what they share.
select left_id, right_id, reason
from translation
order by left_id, right_id
