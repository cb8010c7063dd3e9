-- captures_of_origin: the captures that came from one origin.
select capture_id from capture where origin = :origin order by capture_id
