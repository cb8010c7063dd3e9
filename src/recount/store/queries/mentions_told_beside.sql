-- mentions_told_beside: these mentions, and all of the same texts, as mentions_told has them.
select mention.mention_id, mention.text_id, mention.story_id, mention.n, mention.name, mention.spellings,
       mention.described_as, mention.is_case, mention.role, mention.naming, mention.places,
       story.n as story_n, story.kind as story_kind, story.belongs_to, text.published_first, text.published_last,
       capture.capture_id, capture.captured_at, capture.origin,
       copy.group_id, mention.run_id
from mention
join story on story.story_id = mention.story_id
join text on text.text_id = mention.text_id
join capture on capture.capture_id = text.capture_id
left join copy on copy.story_id = mention.story_id
where mention.text_id in (select text_id from mention where mention_id in :mention_ids)
order by mention.text_id, mention.n
