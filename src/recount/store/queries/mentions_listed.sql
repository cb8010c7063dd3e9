-- mentions_listed: every mention of a case in the order of capture, with the runs that its facts come from.
select mention.mention_id, mention.text_id, mention.run_id, copy.group_id
from mention
join text on text.text_id = mention.text_id
join capture on capture.capture_id = text.capture_id
left join copy on copy.story_id = mention.story_id
where mention.is_case = true
order by capture.captured_at, capture.capture_id, mention.n, mention.mention_id
