-- accounts_by_key: in how many accounts a key is told, a group of copies counted once.
select count(distinct account) as accounts from mention_key where key = :key
