-- quantities_claimed: numbers that accounts claim, with who says so, in the order of the accounts.
select claim.claim_id, claim.n, claim.text_id, claim.story_id, claim.words, claim.quantity, claim.speakers,
       claim.certainty, claim.polarity, claim.stance, story.kind as story_kind, story.n as story_n, story.belongs_to,
       copy.group_id, capture.origin
from claim
join story on story.story_id = claim.story_id
join text on text.text_id = claim.text_id
join capture on capture.capture_id = text.capture_id
left join copy on copy.story_id = claim.story_id
where claim.kind = 'quantity' and claim.quantity is not null
order by capture.origin, claim.text_id, claim.n
