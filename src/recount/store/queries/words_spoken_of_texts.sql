-- words_spoken_of_texts: attributed words of these texts with who said them.
select claim.text_id, claim.words, claim.speakers
from claim
where claim.kind = 'speech' and claim.text_id in :text_ids
order by claim.text_id, claim.n
