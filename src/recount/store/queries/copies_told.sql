-- copies_told: every story that has copies, with its group and its capture.
select copy.group_id, copy.story_id, capture.capture_id, capture.origin
from copy
join story on story.story_id = copy.story_id
join text on text.text_id = story.text_id
join capture on capture.capture_id = text.capture_id
order by copy.group_id, capture.origin, copy.story_id
