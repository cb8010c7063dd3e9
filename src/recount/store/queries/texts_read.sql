-- texts_read: every text with its words, its metadata and the run that made it, in the order of the captures.
select text.text_id, text.run_id, text.sha256, text.body, text.language, text.title, text.author, text.publication,
       text.address, text.published_first, text.published_last, text.published_precise, text.blocks, text.notes,
       text.reader
from text join capture on capture.capture_id = text.capture_id
order by capture.origin, text.text_id
