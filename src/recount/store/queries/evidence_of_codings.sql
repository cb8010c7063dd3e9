-- evidence_of_codings: every coding with its words in context, its story, its text and its capture.
select coding.coding_id as row_id, coding.words, coding.start, coding.end_, coding.code, coding.value, coding.coder,
       coding.score, coding.reason as why, story.title as story_title, story.start as story_start, story.end_ as story_end,
       text.text_id, text.sha256 as text_sha256, text.title, text.author, text.publication, text.address,
       text.published_first, text.published_last, capture.capture_id, capture.origin, capture.sha256, capture.captured_at
from coding
join story on story.story_id = coding.story_id
join text on text.text_id = coding.text_id
join capture on capture.capture_id = text.capture_id
order by coding.coding_id
