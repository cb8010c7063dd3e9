-- codings_told: every coding by people, with the person it is of and the account that it stands in.
select coding.coding_id as row_id, coding.code, coding.value, coding.words, coding.coder, coding.verdict, coding.text_id,
       story.n as story_n, story.belongs_to, copy.group_id, capture.origin, text.published_first,
       person_mention.person_id
from coding
join story on story.story_id = coding.story_id
join text on text.text_id = coding.text_id
join capture on capture.capture_id = text.capture_id
join person_mention on person_mention.mention_id = coding.mention_id
left join copy on copy.story_id = coding.story_id
where coding.score is null
order by coding.text_id, coding.start, coding.coding_id
