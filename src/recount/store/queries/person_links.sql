-- person_links: every mention with the person it is of and why, and what the person is called.
select person_mention.person_id, person_mention.mention_id, person_mention.because, person.name, person.is_case
from person_mention join person on person.person_id = person_mention.person_id
order by person_mention.person_id, person_mention.mention_id
