-- text_ids: every text, without its words.
select text_id, capture_id, sha256 from text order by text_id
