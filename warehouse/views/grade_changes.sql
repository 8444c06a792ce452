-- What became of a theme's grade from one inspected round of a force to its next.
CREATE OR REPLACE VIEW main.grade_changes AS
WITH RECURSIVE
{{ today | trim }},
-- Predecessors of one force that were graded differently leave the round open, like questions that differ.
inspected AS (
    SELECT
        theme_grades.service, coalesce(today.current, theme_grades.force) AS force, theme_grades.theme, theme_grades.round,
        rounds.first_year,
        CASE
            WHEN min(earned_grade) = max(earned_grade) AND count(earned_grade) = count(*) THEN min(earned_grade)
        END AS grade,
        CASE WHEN min(pillar) = max(pillar) AND count(pillar) = count(*) THEN min(pillar) END AS pillar
    FROM main.theme_grades AS theme_grades
    JOIN main.rounds AS rounds ON rounds.service = theme_grades.service AND rounds.round = theme_grades.round
    LEFT JOIN today ON today.service = theme_grades.service AND today.force = theme_grades.force
    WHERE theme_grades.graded > 0
    GROUP BY ALL
),
paired AS (
    SELECT
        service, force, theme, round AS round_to, grade AS grade_to, pillar AS pillar_to, first_year,
        lag(round) OVER earlier AS round_from, lag(grade) OVER earlier AS grade_from, lag(pillar) OVER earlier AS pillar_from
    FROM inspected
    WINDOW earlier AS (PARTITION BY service, force, theme ORDER BY first_year, round)
),
scores(grade, score) AS (
    VALUES ('inadequate', 0), ('requires improvement', 1), ('adequate', 2), ('good', 3), ('outstanding', 4)
)
SELECT
    paired.service, paired.force, paired.theme, paired.round_from, paired.round_to, paired.grade_from, paired.grade_to,
    CASE
        WHEN after.score > before.score THEN 'improved'
        WHEN after.score < before.score THEN 'declined'
        ELSE 'same'
    END AS direction,
    -- What is said of the pillar goes before what is said of the whole round.
    CASE WHEN of_pillar.round_to IS NOT NULL THEN of_pillar.comparable ELSE of_round.comparable END AS comparable
FROM paired
JOIN scores AS before ON before.grade = paired.grade_from
JOIN scores AS after ON after.grade = paired.grade_to
LEFT JOIN main.comparability AS of_pillar
    ON of_pillar.service = paired.service AND of_pillar.round_from = paired.round_from
    AND of_pillar.round_to = paired.round_to AND of_pillar.pillar = paired.pillar_from
    AND of_pillar.pillar = paired.pillar_to
LEFT JOIN main.comparability AS of_round
    ON of_round.service = paired.service AND of_round.round_from = paired.round_from
    AND of_round.round_to = paired.round_to AND of_round.pillar IS NULL
ORDER BY paired.service, paired.force, paired.theme, paired.first_year, paired.round_to;

COMMENT ON VIEW main.grade_changes IS 'One row for each service, force (as it is today), theme and two consecutive rounds in which it was inspected and graded; carried-over grades are no inspection.';
COMMENT ON COLUMN main.grade_changes.service IS 'police or fire.';
COMMENT ON COLUMN main.grade_changes.force IS 'Slug of the force that exists today; grades of its predecessors count as its own.';
COMMENT ON COLUMN main.grade_changes.theme IS 'Subject that questions of different rounds share.';
COMMENT ON COLUMN main.grade_changes.round_from IS 'The earlier round.';
COMMENT ON COLUMN main.grade_changes.round_to IS 'The next round in which the theme was inspected.';
COMMENT ON COLUMN main.grade_changes.grade_from IS 'Grade earned in the earlier round.';
COMMENT ON COLUMN main.grade_changes.grade_to IS 'Grade earned in the later round.';
COMMENT ON COLUMN main.grade_changes.direction IS 'improved, declined or same, by the words alone: see comparable.';
COMMENT ON COLUMN main.grade_changes.comparable IS 'Whether the inspectorate says that grades of the two rounds may be compared; NULL where it says nothing, which is not true.';
