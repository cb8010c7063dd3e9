-- evidence_of_mentions: every mention with its places, its story, its text and its capture.
select mention.mention_id as row_id, mention.name, mention.described_as, mention.places, mention.role, mention.is_case,
       mention.not_case,
       story.title as story_title, story.start as story_start, story.end_ as story_end,
       text.text_id, text.sha256 as text_sha256, text.title, text.author, text.publication, text.address,
       text.published_first, text.published_last, capture.capture_id, capture.origin, capture.sha256, capture.captured_at
from mention
join story on story.story_id = mention.story_id
join text on text.text_id = mention.text_id
join capture on capture.capture_id = text.capture_id
order by mention.mention_id
