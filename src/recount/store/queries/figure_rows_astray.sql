-- figure_rows_astray: rows under a figure whose evidence is no longer there.
select figure_row.figure_id, figure_row.kind, figure_row.row_id
from figure_row
left join coding on figure_row.kind = 'coding' and coding.coding_id = figure_row.row_id
left join claim on figure_row.kind = 'claim' and claim.claim_id = figure_row.row_id
left join mention on figure_row.kind = 'mention' and mention.mention_id = figure_row.row_id
left join story on figure_row.kind = 'story' and story.story_id = figure_row.row_id
left join capture on figure_row.kind = 'capture' and capture.capture_id = figure_row.row_id
where coalesce(coding.coding_id, claim.claim_id, mention.mention_id, story.story_id, capture.capture_id) is null
order by figure_row.figure_id, figure_row.n
