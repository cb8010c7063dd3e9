-- passages_of_text: the passages of one text in the order of its stories.
select passage.passage_id, passage.story_id, story.n as story_n, passage.n, passage.start, passage.end_
from passage join story on story.story_id = passage.story_id
where story.text_id = :text_id order by story.n, passage.n
