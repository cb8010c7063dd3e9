-- stories_told: every story with its copy group, in the order of publication as far as it is known.
select story.story_id, story.text_id, story.n, story.kind, story.belongs_to, copy.group_id, copy.earliest,
       text.published_first, capture.origin
from story
join text on text.text_id = story.text_id
join capture on capture.capture_id = text.capture_id
left join copy on copy.story_id = story.story_id
order by capture.origin, story.text_id, story.n
