-- When each version of a page was first and last seen.
CREATE OR REPLACE VIEW main.page_history AS
WITH versions AS (
    SELECT *, true AS current FROM main.pages
    UNION ALL BY NAME
    SELECT *, false AS current FROM history.pages
),
dated AS (
    SELECT
        *, lead(fetched_at) OVER (PARTITION BY page_id ORDER BY version) AS next_at
    FROM versions
)
SELECT
    dated.page_id, dated.version,
    dated.fetched_at AS first_seen_at,
    greatest(
        dated.fetched_at,
        max(captures.fetched_at) FILTER (WHERE captures.fetched_at < coalesce(dated.next_at, 'infinity'))
    ) AS last_seen_at,
    dated.current, dated.title, dated.last_updated, dated.words, dated.content_sha256, dated.url
FROM dated
LEFT JOIN ops.captures AS captures
    ON captures.page_id = dated.page_id
    AND captures.content_sha256 = dated.content_sha256
    AND captures.fetched_at >= dated.fetched_at
GROUP BY
    dated.page_id, dated.version, dated.fetched_at, dated.next_at, dated.current, dated.title, dated.last_updated, dated.words,
    dated.content_sha256, dated.url
ORDER BY dated.page_id, dated.version;

COMMENT ON VIEW main.page_history IS 'One row for each version of a page, with when it was seen.';
COMMENT ON COLUMN main.page_history.page_id IS 'Page.';
COMMENT ON COLUMN main.page_history.version IS 'Number of the version, in the order of its captures.';
COMMENT ON COLUMN main.page_history.first_seen_at IS 'First capture that showed this version, UTC.';
COMMENT ON COLUMN main.page_history.last_seen_at IS 'Last capture before the next version that showed it, UTC: error pages, refused pages and texts that lack lines show none.';
COMMENT ON COLUMN main.page_history.current IS 'Whether it is the version that the tables in main hold.';
COMMENT ON COLUMN main.page_history.title IS 'Title of this version.';
COMMENT ON COLUMN main.page_history.last_updated IS 'Date printed on this version.';
COMMENT ON COLUMN main.page_history.words IS 'Words of this version.';
COMMENT ON COLUMN main.page_history.content_sha256 IS 'Hash of the cleaned words of this version.';
COMMENT ON COLUMN main.page_history.url IS 'Address of the page.';
