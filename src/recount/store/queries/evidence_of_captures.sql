-- evidence_of_captures: every capture, also those that could not be read.
select capture.capture_id as row_id, capture.capture_id, capture.origin, capture.sha256, capture.captured_at,
       capture.media_type, capture.reason, text.notes, text.title, text.author, text.publication, text.address,
       text.published_first, text.published_last, text.text_id, text.sha256 as text_sha256
from capture left join text on text.capture_id = capture.capture_id
order by capture.capture_id
