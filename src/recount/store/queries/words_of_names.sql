-- words_of_names: every word of a name that some mention has, as a key.
select distinct key from mention_key where key >= 'word ' and key < 'word!' order by key
