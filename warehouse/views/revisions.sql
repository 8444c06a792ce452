-- What changed from one version of a page to its next. Current rows are read of pages alone that have an earlier version.
CREATE OR REPLACE VIEW main.revisions AS
WITH pages AS (
    SELECT page_id, version, last_updated, fetched_at FROM main.pages
    WHERE page_id IN (SELECT page_id FROM history.pages)
    UNION ALL
    SELECT page_id, version, last_updated, fetched_at FROM history.pages
),
steps AS (
    SELECT
        page_id, version AS version_after, last_updated AS date_after, fetched_at AS seen_at,
        lag(version) OVER in_time AS version_before, lag(last_updated) OVER in_time AS date_before
    FROM pages
    WINDOW in_time AS (PARTITION BY page_id ORDER BY version)
    QUALIFY version_before IS NOT NULL
),
-- A table prints the same question for many forces, so the force is part of what a judgment is about.
judgments AS (
    SELECT page_id, version, force, question_id, any_value(grade) AS grade, any_value(status) AS status
    FROM (
        SELECT page_id, version, force, question_id, grade, status FROM main.judgments
        WHERE NOT disagrees AND page_id IN (SELECT page_id FROM history.pages)
        UNION ALL
        SELECT page_id, version, force, question_id, grade, status FROM history.judgments WHERE NOT disagrees
    )
    GROUP BY page_id, version, force, question_id
),
judged AS (
    SELECT
        page_id, version_before, version_after, seen_at, judgments.force, question_id,
        any_value(judgments.grade) FILTER (WHERE judgments.version = version_before) AS grade_before,
        any_value(judgments.grade) FILTER (WHERE judgments.version = version_after) AS grade_after,
        any_value(judgments.status) FILTER (WHERE judgments.version = version_before) AS status_before,
        any_value(judgments.status) FILTER (WHERE judgments.version = version_after) AS status_after
    FROM steps
    JOIN judgments USING (page_id)
    WHERE judgments.version IN (version_before, version_after)
    GROUP BY ALL
),
findings AS (
    SELECT page_id, version, question_id, kind, text, detail FROM main.findings
    WHERE page_id IN (SELECT page_id FROM history.pages)
    UNION ALL
    SELECT page_id, version, question_id, kind, text, detail FROM history.findings
),
found AS (
    SELECT
        page_id, version_before, version_after, seen_at, findings.question_id, findings.kind, findings.text,
        bool_or(findings.version = version_before) AS stood_before,
        bool_or(findings.version = version_after) AS stands_after,
        string_agg(findings.detail, chr(10) ORDER BY findings.detail) FILTER (WHERE findings.version = version_before)
            AS detail_before,
        string_agg(findings.detail, chr(10) ORDER BY findings.detail) FILTER (WHERE findings.version = version_after)
            AS detail_after
    FROM steps
    JOIN findings USING (page_id)
    WHERE findings.version IN (version_before, version_after)
    GROUP BY ALL
),
-- A section is the same one where it bears the same heading in the same place, however far down the page it moved.
sections AS (
    SELECT
        page_id, version, path, heading, question_id, text,
        row_number() OVER (PARTITION BY page_id, version, path, heading ORDER BY position) AS occurrence
    FROM (
        SELECT page_id, version, position, path, heading, question_id, text FROM main.sections
        WHERE page_id IN (SELECT page_id FROM history.pages)
        UNION ALL
        SELECT page_id, version, position, path, heading, question_id, text FROM history.sections
    )
),
written AS (
    SELECT
        page_id, version_before, version_after, seen_at, sections.path, sections.heading, sections.occurrence,
        any_value(sections.question_id) AS question_id,
        any_value(sections.text) FILTER (WHERE sections.version = version_before) AS text_before,
        any_value(sections.text) FILTER (WHERE sections.version = version_after) AS text_after
    FROM steps
    JOIN sections USING (page_id)
    WHERE sections.version IN (version_before, version_after)
    GROUP BY ALL
)
SELECT page_id, version_before, version_after, seen_at, question_id, 'grade' AS kind, force AS subject,
    grade_before AS value_before, grade_after AS value_after
FROM judged WHERE grade_before IS DISTINCT FROM grade_after
UNION ALL
SELECT page_id, version_before, version_after, seen_at, question_id, 'status', force, status_before, status_after
FROM judged WHERE status_before IS DISTINCT FROM status_after
UNION ALL
SELECT page_id, version_before, version_after, seen_at, NULL, 'date', NULL, date_before::VARCHAR, date_after::VARCHAR
FROM steps WHERE date_before IS DISTINCT FROM date_after
UNION ALL
SELECT page_id, version_before, version_after, seen_at, question_id, 'finding removed', kind, text, NULL
FROM found WHERE NOT stands_after
UNION ALL
SELECT page_id, version_before, version_after, seen_at, question_id, 'finding added', kind, NULL, text
FROM found WHERE NOT stood_before
UNION ALL
SELECT page_id, version_before, version_after, seen_at, question_id, 'text', text, detail_before, detail_after
FROM found WHERE stood_before AND stands_after AND detail_before IS DISTINCT FROM detail_after
UNION ALL
SELECT page_id, version_before, version_after, seen_at, question_id, 'text', heading, text_before, text_after
FROM written WHERE text_before IS DISTINCT FROM text_after;

COMMENT ON VIEW main.revisions IS 'One row for each fact that differs between two consecutive versions of a page, both read by the same parser: what the site changed.';
COMMENT ON COLUMN main.revisions.page_id IS 'Page.';
COMMENT ON COLUMN main.revisions.version_before IS 'Number of the earlier version.';
COMMENT ON COLUMN main.revisions.version_after IS 'Number of the next version.';
COMMENT ON COLUMN main.revisions.seen_at IS 'When the later version was first seen, UTC.';
COMMENT ON COLUMN main.revisions.question_id IS 'Question that the fact belongs to; NULL where it belongs to the page.';
COMMENT ON COLUMN main.revisions.kind IS 'grade, status, date, finding added, finding removed or text.';
COMMENT ON COLUMN main.revisions.subject IS 'Force whose grade or status changed, heading of the section or words of the finding whose text changed, or the kind of the finding.';
COMMENT ON COLUMN main.revisions.value_before IS 'The earlier value; NULL where there was none.';
COMMENT ON COLUMN main.revisions.value_after IS 'The later value; NULL where there is none.';
