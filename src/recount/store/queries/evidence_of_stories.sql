-- evidence_of_stories: every story with its text and its capture.
select story.story_id as row_id, story.start, story.end_, story.kind,
       story.title as story_title, story.start as story_start, story.end_ as story_end,
       text.text_id, text.sha256 as text_sha256, text.title, text.author, text.publication, text.address,
       text.published_first, text.published_last, capture.capture_id, capture.origin, capture.sha256, capture.captured_at
from story
join text on text.text_id = story.text_id
join capture on capture.capture_id = text.capture_id
order by story.story_id
