-- release_of_policy: the release that stands under a policy.
select release_id, policy, content from release where policy = :policy order by release_id
