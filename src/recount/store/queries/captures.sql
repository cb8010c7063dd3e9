-- captures: every capture with what was supplied about its source.
select capture.capture_id, capture.source_id, capture.origin, capture.method, capture.media_type, capture.size,
       capture.sha256, capture.captured_at, capture.captured_by, capture.reason, capture.archive_sha256, source.supplied
from capture join source on source.source_id = capture.source_id
order by capture.origin, capture.capture_id
