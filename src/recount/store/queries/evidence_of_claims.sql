-- evidence_of_claims: every claim with its words in context, its story, its text and its capture.
select claim.claim_id as row_id, claim.words, claim.start, claim.end_, claim.kind, claim.variable, claim.value,
       claim.speakers, claim.quantity, claim.when_, claim.polarity, claim.certainty,
       story.title as story_title, story.start as story_start, story.end_ as story_end,
       text.text_id, text.sha256 as text_sha256, text.title, text.author, text.publication, text.address,
       text.published_first, text.published_last, capture.capture_id, capture.origin, capture.sha256, capture.captured_at
from claim
join story on story.story_id = claim.story_id
join text on text.text_id = claim.text_id
join capture on capture.capture_id = text.capture_id
order by claim.claim_id
