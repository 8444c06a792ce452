-- What each capture showed, so that only those that showed a version of a page say when it was last seen.
ALTER TABLE ops.captures ADD COLUMN content_sha256 VARCHAR;
