-- judgements_proved: pairs of mentions that cannot be one person, each with the proof.
select left_id, right_id, reasons, why
from judgement
where by_ = 'proof'
order by left_id, right_id
