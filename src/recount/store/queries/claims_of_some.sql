-- claims_of_some: what the accounts tell of these mentioned persons, in the order of the accounts.
select claim.claim_id, claim.mention_id, claim.text_id, claim.story_id, claim.variable, claim.value, claim.quantity,
       claim.words, claim.polarity, claim.certainty, claim.when_
from claim
where claim.mention_id in :mention_ids and claim.variable is not null
order by claim.text_id, claim.n
