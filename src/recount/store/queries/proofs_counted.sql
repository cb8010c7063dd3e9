-- proofs_counted: how many pairs of mentions are proved to be two persons.
select count(*) as proofs from judgement where by_ = 'proof'
