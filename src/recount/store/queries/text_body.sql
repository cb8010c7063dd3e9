-- text_body: the words of one text.
select text.text_id, text.capture_id, text.body, text.published_first, text.published_last
from text
where text.text_id = :text_id
