-- steps: what was run, in which version, how often and with how many rows.
select step, version, count(*) as runs, sum(row_count) as rows
from run group by step, version order by step, version
