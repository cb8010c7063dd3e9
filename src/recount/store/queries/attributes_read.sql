-- attributes_read: every attribute that an account asserts of a person, as the program read it.
select claim.claim_id as row_id, claim.variable as code, claim.value, claim.words, claim.text_id,
       story.n as story_n, story.belongs_to, copy.group_id, capture.origin, text.published_first,
       person_mention.person_id
from claim
join story on story.story_id = claim.story_id
join text on text.text_id = claim.text_id
join capture on capture.capture_id = text.capture_id
join person_mention on person_mention.mention_id = claim.mention_id
left join copy on copy.story_id = claim.story_id
where claim.variable is not null and claim.polarity = 'asserted'
order by claim.text_id, claim.n
