-- story_places: where each story and what lies inside it stands, with the day its text was published.
select story.story_id, story.text_id, story.n, story.start, story.end_, story.kind, text.published_first
from story join text on text.text_id = story.text_id
order by story.text_id, story.n
