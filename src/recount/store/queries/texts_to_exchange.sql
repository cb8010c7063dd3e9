-- texts_to_exchange: every text that has words, with where it came from.
select text.text_id, text.sha256, text.body, capture.origin
from text
join capture on capture.capture_id = text.capture_id
where text.body <> ''
order by capture.origin, text.text_id
