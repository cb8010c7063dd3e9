-- runs_standing: what the runs of one step were signed with, by scope.
select scope, run_id, version, inputs from run where step = :step order by scope
