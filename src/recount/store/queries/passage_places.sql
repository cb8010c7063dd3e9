-- passage_places: where every passage stands, text by text.
select story.text_id, passage.passage_id, passage.story_id, passage.start, passage.end_
from passage join story on story.story_id = passage.story_id
order by story.text_id, passage.start, passage.passage_id
