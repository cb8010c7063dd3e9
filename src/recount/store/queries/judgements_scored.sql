-- judgements_scored: every pair that the machine suggests, with its score.
select left_id, right_id, score from judgement where by_ = 'machine' order by left_id, right_id
