-- samples: what copies and translations of each story are found by, with the day its text was published.
select sample.story_id, sample.same, sample.phrases, sample.kept, sample.language, sample.marks, sample.quotes,
       sample.length, text.published_first
from sample
join story on story.story_id = sample.story_id
join text on text.text_id = story.text_id
order by sample.story_id
