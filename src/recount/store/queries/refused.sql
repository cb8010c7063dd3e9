-- refused: what a reader or a suggester said of a story that was not let in, with the reason.
select refused_id, text_id, story_id, what, code, given, reason
from refused order by text_id, n, refused_id
