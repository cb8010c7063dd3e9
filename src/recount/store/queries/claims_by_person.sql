-- claims_by_person: what the accounts tell of each person, with when its account was published.
select claim.claim_id, claim.variable, claim.value, claim.polarity, claim.certainty, claim.when_, claim.text_id, claim.n,
       claim.story_id, text.published_first, text.published_last, person_mention.person_id, story.n as story_n,
       story.belongs_to, copy.group_id
from claim
join story on story.story_id = claim.story_id
left join copy on copy.story_id = claim.story_id
join person_mention on person_mention.mention_id = claim.mention_id
join text on text.text_id = claim.text_id
where claim.variable is not null
order by claim.text_id, claim.n
