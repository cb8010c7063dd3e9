-- figures: every figure in the order it is printed.
select figure_id, n, grp, name, unit, method, least, most, reason, note, shares, estimates
from figure order by n, figure_id
