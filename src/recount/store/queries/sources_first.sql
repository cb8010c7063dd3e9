-- sources_first: the source of the earliest story of each copy group.
select copy.group_id, capture.source_id
from copy
join story on story.story_id = copy.story_id
join text on text.text_id = story.text_id
join capture on capture.capture_id = text.capture_id
where copy.earliest
order by copy.group_id, capture.source_id
