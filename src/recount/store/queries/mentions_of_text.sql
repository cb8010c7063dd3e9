-- mentions_of_text: the persons that one text tells of.
select mention.mention_id, mention.n, story.n as story_n, mention.name, mention.spellings, mention.described_as,
       mention.is_case, mention.role, mention.naming, mention.places, mention.run_id
from mention join story on story.story_id = mention.story_id
where mention.text_id = :text_id order by mention.n
