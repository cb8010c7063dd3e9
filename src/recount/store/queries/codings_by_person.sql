-- codings_by_person: every coding with the person it is of, where it is of one; not what is learnt from the codings of
-- people: it would count what people said a second time, in other passages.
select coding.coding_id, coding.code, coding.value, coding.coder, coding.verdict, coding.score, coding.text_id,
       coding.story_id, coding.start, coding.mention_id, person_mention.person_id, story.n as story_n,
       story.belongs_to, copy.group_id, text.published_first
from coding
join story on story.story_id = coding.story_id
join text on text.text_id = coding.text_id
left join copy on copy.story_id = coding.story_id
left join person_mention on person_mention.mention_id = coding.mention_id
where coding.coder <> 'machine:embedded'
order by coding.code, coding.text_id, coding.start, coding.coding_id
