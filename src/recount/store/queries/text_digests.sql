-- text_digests: every text with its digest, to hold one against the other.
select text_id, capture_id, sha256, body from text order by text_id
