-- Findings that tell the same concern again: of one force in different rounds, or of different forces.
CREATE OR REPLACE VIEW main.repeated_findings AS
WITH RECURSIVE
{{ today | trim }},
-- Where two pages of a force and round print the same finding, the likelier home of it stands for both.
twins AS (
    SELECT texts.text_id
    FROM ops.repeated_texts AS texts
    JOIN main.findings AS findings ON findings.page_id = texts.page_id AND findings.position = texts.position
    JOIN main.pages AS pages ON pages.page_id = findings.page_id
    -- The same text has the same words, which are sooner told than read.
    WHERE hash(texts.service, texts.force, texts.round, texts.words) IN (
        SELECT hash(service, force, round, words) AS same FROM ops.repeated_texts GROUP BY same HAVING count(*) > 1
    )
    QUALIFY row_number() OVER (
        PARTITION BY findings.service, findings.force, findings.round, findings.text
        ORDER BY
            CASE pages.family
                WHEN 'pillar' THEN 1 WHEN 'detailed' THEN 2 WHEN 'report' THEN 3 WHEN 'force' THEN 4 ELSE 5
            END,
            findings.page_id, findings.position
    ) > 1
),
told AS (
    SELECT
        texts.text_id, findings.service, findings.force, findings.round, findings.kind, findings.text, findings.page_id,
        findings.position, findings.question_id, pages.url, rounds.first_year, coalesce(today.current, findings.force) AS current
    FROM ops.repeated_texts AS texts
    JOIN main.findings AS findings ON findings.page_id = texts.page_id AND findings.position = texts.position
    JOIN main.pages AS pages ON pages.page_id = findings.page_id
    LEFT JOIN main.rounds AS rounds ON rounds.service = findings.service AND rounds.round = findings.round
    LEFT JOIN today ON today.service = findings.service AND today.force = findings.force
    WHERE texts.text_id NOT IN (SELECT text_id FROM twins)
),
-- Each pair is given once, the earlier round first.
ordered AS (
    SELECT text_id, other_id, similarity FROM ops.repeated_pairs
    UNION ALL
    SELECT other_id, text_id, similarity FROM ops.repeated_pairs
)
SELECT
    first.service, first.force, first.round, first.kind, first.text, later.force AS later_force, later.round AS later_round,
    later.kind AS later_kind, later.text AS later_text, ordered.similarity, first.current = later.current AS same_force,
    first.question_id, later.question_id AS later_question_id, first.page_id, first.position, later.page_id AS later_page_id,
    later.position AS later_position, first.url, later.url AS later_url
FROM ordered
JOIN told AS first ON first.text_id = ordered.text_id
JOIN told AS later ON later.text_id = ordered.other_id
WHERE (first.first_year, first.round, first.force) < (later.first_year, later.round, later.force);

COMMENT ON VIEW main.repeated_findings IS 'Pairs of findings of one service that tell the same concern again, near-identical in the words that matter: of one force (as it is today) in different rounds, or of different forces. One row for each pair, the earlier round first; what a force does well is paired with the like alone.';
COMMENT ON COLUMN main.repeated_findings.service IS 'police or fire.';
COMMENT ON COLUMN main.repeated_findings.force IS 'Force of the earlier finding; of two in one round, the first by name.';
COMMENT ON COLUMN main.repeated_findings.round IS 'Round of the earlier finding.';
COMMENT ON COLUMN main.repeated_findings.kind IS 'Kind of the earlier finding.';
COMMENT ON COLUMN main.repeated_findings.text IS 'The earlier finding.';
COMMENT ON COLUMN main.repeated_findings.later_force IS 'Force of the later finding.';
COMMENT ON COLUMN main.repeated_findings.later_round IS 'Round of the later finding.';
COMMENT ON COLUMN main.repeated_findings.later_kind IS 'Kind of the later finding.';
COMMENT ON COLUMN main.repeated_findings.later_text IS 'The later finding.';
COMMENT ON COLUMN main.repeated_findings.similarity IS 'How many of the words that tell what either is about they share, 0.45 to 1: a measure of wording, and no proof that it is the same concern.';
COMMENT ON COLUMN main.repeated_findings.same_force IS 'Whether it is one force, renamed or merged in between perhaps.';
COMMENT ON COLUMN main.repeated_findings.question_id IS 'Question of the earlier finding.';
COMMENT ON COLUMN main.repeated_findings.later_question_id IS 'Question of the later finding.';
COMMENT ON COLUMN main.repeated_findings.page_id IS 'Page of the earlier finding.';
COMMENT ON COLUMN main.repeated_findings.position IS 'Its place on the page.';
COMMENT ON COLUMN main.repeated_findings.later_page_id IS 'Page of the later finding.';
COMMENT ON COLUMN main.repeated_findings.later_position IS 'Its place on the page.';
COMMENT ON COLUMN main.repeated_findings.url IS 'Address of the earlier finding.';
COMMENT ON COLUMN main.repeated_findings.later_url IS 'Address of the later finding.';
