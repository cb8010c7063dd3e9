-- texts_of_custody: the words of every text that speaks of a prison.
select text_id, body
from text
where lower(body) like '%prison%' or lower(body) like '%jail%' or lower(body) like '%detention%'
order by text_id
