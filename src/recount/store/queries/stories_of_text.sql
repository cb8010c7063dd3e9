-- stories_of_text: the stories of one text in their order.
select story_id, n, start, end_, kind, title, belongs_to, speaker, run_id
from story where text_id = :text_id order by n
