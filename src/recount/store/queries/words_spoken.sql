-- words_spoken: attributed words with who said them, in the order of the accounts.
select claim.text_id, claim.words, claim.speakers
from claim
where claim.kind = 'speech'
order by claim.text_id, claim.n
