-- codings_of_people: what people said of words, as their codings were laid anew; nothing that is still coded blind.
select text_id, story_id, code, value, start, end_, verdict, seq
from coding where coder not like 'machine:%' order by seq, coding_id
