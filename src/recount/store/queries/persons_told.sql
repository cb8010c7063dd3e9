-- persons_told: every person with each of its mentions, the story that tells it and when that was published.
select person.person_id, person.name as person_name, person.is_case, person_mention.mention_id, mention.name,
       mention.is_case as told_case, mention.not_case,
       mention.naming, mention.n as mention_n, story.story_id, story.text_id, story.n as story_n, story.kind as story_kind,
       story.belongs_to, copy.group_id, text.published_first, text.published_last, text.author, text.publication
from person
join person_mention on person_mention.person_id = person.person_id
join mention on mention.mention_id = person_mention.mention_id
join story on story.story_id = mention.story_id
join text on text.text_id = story.text_id
left join copy on copy.story_id = story.story_id
order by person.person_id, story.text_id, mention.n
