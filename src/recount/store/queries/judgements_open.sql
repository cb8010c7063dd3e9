-- judgements_open: suggested pairs that nobody has judged and that are not one person already, the likeliest first.
select suggested.judgement_id, suggested.left_id, suggested.right_id, suggested.score, suggested.reasons
from judgement as suggested
where suggested.by_ = 'machine'
  and not exists (
    select 1 from judgement as judged
    where judged.seq is not null and judged.left_id = suggested.left_id and judged.right_id = suggested.right_id
  )
  and not exists (
    select 1 from person_mention as one join person_mention as other on other.person_id = one.person_id
    where one.mention_id = suggested.left_id and other.mention_id = suggested.right_id
  )
order by suggested.score desc, suggested.left_id, suggested.right_id
