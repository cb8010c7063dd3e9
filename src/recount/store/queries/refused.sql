-- refused: what a reader said of a story that was not let in, with the reason.
select refused_id, text_id, story_id, what, given, reason
from refused order by text_id, n
