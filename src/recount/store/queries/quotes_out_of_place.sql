-- quotes_out_of_place: claims and codings whose words are not in their text at their place.
select 'claim' as kind, claim.claim_id as row_id, claim.text_id, claim.start, claim.words
from claim join text on text.text_id = claim.text_id
where substr(text.body, claim.start + 1, claim.end_ - claim.start) <> claim.words
union all
select 'coding' as kind, coding.coding_id as row_id, coding.text_id, coding.start, coding.words
from coding join text on text.text_id = coding.text_id
where substr(text.body, coding.start + 1, coding.end_ - coding.start) <> coding.words
order by kind, row_id
