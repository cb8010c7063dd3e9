-- samples: what the copies of each story are found by, with the day its text was published.
select sample.story_id, sample.same, sample.phrases, sample.kept, text.published_first
from sample
join story on story.story_id = sample.story_id
join text on text.text_id = story.text_id
order by sample.story_id
