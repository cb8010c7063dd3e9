-- suggestion_of_pair: what the machine says of a pair, whoever judged it since.
select score, reasons from judgement where by_ = 'machine' and left_id = :left_id and right_id = :right_id
