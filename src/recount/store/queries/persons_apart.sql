-- persons_apart: pairs of persons that a person judged or a proof shows to be different, and the mentions that show it.
select lefts.person_id as left_person, rights.person_id as right_person, judgement.left_id, judgement.right_id
from judgement
join person_mention as lefts on lefts.mention_id = judgement.left_id
join person_mention as rights on rights.mention_id = judgement.right_id
where judgement.verdict = 'different' and lefts.person_id <> rights.person_id
order by lefts.person_id, rights.person_id, judgement.left_id, judgement.right_id
