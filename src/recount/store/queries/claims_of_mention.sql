-- claims_of_mention: what the account tells of one mentioned person, in its order.
select claim.claim_id, claim.mention_id, claim.text_id, claim.story_id, claim.variable, claim.value, claim.quantity,
       claim.words, claim.polarity, claim.certainty, claim.when_
from claim
where claim.mention_id = :mention_id and claim.variable is not null
order by claim.n
