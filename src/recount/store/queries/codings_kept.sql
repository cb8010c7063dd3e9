-- codings_kept: the codings of people that stand, with when each was made.
select coding.coding_id, coding.text_id, coding.start, coding.end_, coding.words, coding.code, coding.value, coding.coder,
       coding.codebook_version, coding.reason, decision.at
from coding
join decision on decision.seq = coding.seq
where coding.verdict = 'accepted'
order by coding.text_id, coding.start, coding.end_, coding.code, coding.seq
