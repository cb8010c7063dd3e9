-- texts_told: every text with what its reader noted and how many characters it has, in the order of the captures.
select text.text_id, text.capture_id, text.notes, length(text.body) as characters
from text join capture on capture.capture_id = text.capture_id
order by capture.origin, text.text_id
