-- figure_rows: the rows under every figure.
select figure_id, n, person_id, kind, row_id, standing
from figure_row order by figure_id, n
