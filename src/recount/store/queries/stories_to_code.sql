-- stories_to_code: every story and part of one, with what a coder needs to find it, in the order of the accounts.
select story.story_id, story.text_id, story.n, story.start, story.end_, story.kind, story.title, story.belongs_to,
       copy.group_id, copy.earliest, text.language, capture.origin
from story
join text on text.text_id = story.text_id
join capture on capture.capture_id = text.capture_id
left join copy on copy.story_id = story.story_id
order by capture.origin, story.text_id, story.n
