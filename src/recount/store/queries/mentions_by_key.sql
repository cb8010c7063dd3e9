-- mentions_by_key: mentions that have a key, so many of them at most.
select mention_id from mention_key where key = :key order by mention_id limit :most
