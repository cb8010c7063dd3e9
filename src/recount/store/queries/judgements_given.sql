-- judgements_given: verdicts of people and proofs: which pairs are the same, which are different, who says so and why.
select left_id, right_id, by_, verdict, why, seq from judgement where verdict is not null order by left_id, right_id, judgement_id
