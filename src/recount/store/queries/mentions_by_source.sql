-- mentions_by_source: each mention of a person told of with its source and its copy group.
select person.person_id, person_mention.mention_id, capture.source_id, copy.group_id
from person
join person_mention on person_mention.person_id = person.person_id
join mention on mention.mention_id = person_mention.mention_id
join story on story.story_id = mention.story_id
join text on text.text_id = story.text_id
join capture on capture.capture_id = text.capture_id
left join copy on copy.story_id = story.story_id
order by person.person_id, person_mention.mention_id
