-- codings_suggested: every coding that a machine suggests, with its story and person.
select coding_id, text_id, story_id, mention_id, code, value, start, end_, coder, score, verdict
from coding where coder like 'machine:%' order by coder, text_id, start, coding_id
