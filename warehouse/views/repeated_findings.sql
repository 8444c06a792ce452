-- Findings that tell the same concern again: of one force in different rounds, or of different forces.
CREATE OR REPLACE VIEW main.repeated_findings AS
WITH RECURSIVE
{{ today | trim }},
-- What findings share with all of their force and round, and where that stands among others in time: everything but their own
-- words is looked up by number at the end.
homes AS (
    SELECT
        held.service, held.force, held.round, coalesce(today.current, held.force) AS current,
        row_number() OVER () AS home,
        dense_rank() OVER (ORDER BY rounds.first_year, held.round, held.force) AS place
    FROM (SELECT DISTINCT service, force, round FROM main.findings) AS held
    LEFT JOIN main.rounds AS rounds ON rounds.service = held.service AND rounds.round = held.round
    LEFT JOIN today ON today.service = held.service AND today.force = held.force
),
told AS (
    SELECT
        texts.text_id, homes.home, homes.place, pages.rowid AS page, findings.position, findings.kind, findings.text,
        findings.question_id
    FROM ops.repeated_texts AS texts
    JOIN main.findings AS findings ON findings.page_id = texts.page_id AND findings.position = texts.position
    JOIN main.pages AS pages ON pages.page_id = findings.page_id
    JOIN homes
        ON homes.service IS NOT DISTINCT FROM findings.service AND homes.force IS NOT DISTINCT FROM findings.force
        AND homes.round IS NOT DISTINCT FROM findings.round
),
-- Where two pages of a force and round print the same finding, the likelier home of it stands for both.
twins AS (
    SELECT told.text_id
    FROM told
    JOIN main.pages AS pages ON pages.rowid = told.page
    -- Of most no other one has even the same number, which is soon found.
    WHERE hash(told.home, told.text) IN (SELECT hash(home, text) AS same FROM told GROUP BY same HAVING count(*) > 1)
    QUALIFY row_number() OVER (
        PARTITION BY told.home, told.text
        ORDER BY
            CASE pages.family
                WHEN 'pillar' THEN 1 WHEN 'detailed' THEN 2 WHEN 'report' THEN 3 WHEN 'force' THEN 4 ELSE 5
            END,
            pages.page_id, told.position
    ) > 1
),
-- Each pair is given once, the earlier round first: put in order by numbers, before what they say is looked up.
ordered AS (
    SELECT
        CASE WHEN one.place < other.place THEN pairs.text_id ELSE pairs.other_id END AS first_id,
        CASE WHEN one.place < other.place THEN pairs.other_id ELSE pairs.text_id END AS later_id,
        pairs.similarity
    FROM ops.repeated_pairs AS pairs
    JOIN told AS one ON one.text_id = pairs.text_id
    JOIN told AS other ON other.text_id = pairs.other_id
    WHERE one.place <> other.place
        AND pairs.text_id NOT IN (SELECT text_id FROM twins)
        AND pairs.other_id NOT IN (SELECT text_id FROM twins)
)
SELECT
    home.service, home.force, home.round, first.kind, first.text, later_home.force AS later_force, later_home.round AS later_round,
    later.kind AS later_kind, later.text AS later_text, ordered.similarity,
    -- Not a plain comparison, by which a filter on it would bring together all findings of a force.
    CASE WHEN home.current = later_home.current THEN true WHEN home.current <> later_home.current THEN false END AS same_force,
    first.question_id, later.question_id AS later_question_id, page.page_id, first.position, later_page.page_id AS later_page_id,
    later.position AS later_position, page.url, later_page.url AS later_url
FROM ordered
JOIN told AS first ON first.text_id = ordered.first_id
JOIN homes AS home ON home.home = first.home
JOIN main.pages AS page ON page.rowid = first.page
JOIN told AS later ON later.text_id = ordered.later_id
JOIN homes AS later_home ON later_home.home = later.home
JOIN main.pages AS later_page ON later_page.rowid = later.page;

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
