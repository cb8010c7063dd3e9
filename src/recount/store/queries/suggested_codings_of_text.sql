-- suggested_codings_of_text: what the machine suggested in one text.
select coding_id, text_id, story_id, passage_id, mention_id, code, value, start, end_, words, coder, codebook_version,
       score, reason
from coding
where text_id = :text_id and coder = :coder order by coding_id
