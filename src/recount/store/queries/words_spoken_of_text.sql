-- words_spoken_of_text: attributed words of one text with who said them.
select claim.text_id, claim.words, claim.speakers
from claim
where claim.kind = 'speech' and claim.text_id = :text_id
order by claim.n
