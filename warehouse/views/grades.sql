-- The judgment to use for each question: one row chosen of all that pages say about it.
CREATE OR REPLACE VIEW main.grades AS
-- All that a choice rests on is put into one number, the least for the best, and what the chosen row says is looked up afterwards,
-- for the chosen ones alone: a window over all of them would take most of the time.
WITH ordered_pages AS (
    SELECT
        page_id,
        row_number() OVER (
            ORDER BY
                last_updated DESC NULLS LAST,
                CASE family
                    WHEN 'pillar' THEN 1 WHEN 'detailed' THEN 2 WHEN 'report' THEN 3 WHEN 'force' THEN 4 WHEN 'table' THEN 5
                    ELSE 6
                END,
                CASE language WHEN 'en' THEN 1 ELSE 2 END,
                page_id
        ) AS place
    FROM main.pages
),
-- Only of those that disagree may a page state several about one question; the others stand at 0.
ordered_statements AS (
    SELECT
        rowid AS judgment,
        row_number() OVER (PARTITION BY page_id, force, question_id ORDER BY status, grade, evidence) AS place
    FROM main.judgments
    WHERE disagrees
),
-- One row for each grade that is given to a question, with the best of the judgments that give it.
stated AS (
    SELECT service, force, round, question_id, grade, arg_min(judgment, preference) AS judgment, min(preference) AS preference, count(*) AS times
    FROM (
        SELECT
            judgments.rowid AS judgment, judgments.service, judgments.force, judgments.round, judgments.question_id, judgments.grade,
            CASE WHEN judgments.grade IS NULL THEN 1::BIGINT << 62 ELSE 0 END
            + (CASE judgments.source
                WHEN 'badge' THEN 1::BIGINT WHEN 'table' THEN 2 WHEN 'note' THEN 3 WHEN 'prose' THEN 4 ELSE 5
            END << 59)
            + (ordered_pages.place << 28)
            + coalesce(ordered_statements.place, 0) AS preference
        FROM main.judgments AS judgments
        JOIN ordered_pages ON ordered_pages.page_id = judgments.page_id
        LEFT JOIN ordered_statements ON ordered_statements.judgment = judgments.rowid
    )
    GROUP BY service, force, round, question_id, grade
),
best AS (
    SELECT
        arg_min(judgment, preference) AS judgment,
        coalesce(sum(times) FILTER (WHERE grade IS NOT NULL) - arg_min(times, preference), 0)::INTEGER AS disagreeing
    FROM stated
    GROUP BY service, force, round, question_id
),
chosen AS (
    SELECT
        judgments.service, judgments.force, judgments.round, judgments.pillar, judgments.question, judgments.question_id,
        judgments.label, judgments.grade, judgments.status, judgments.source, judgments.grade_round, judgments.page_id,
        best.disagreeing
    FROM main.judgments AS judgments
    JOIN best ON best.judgment = judgments.rowid
),
themed AS (
    SELECT question_id, list(DISTINCT theme ORDER BY theme) AS themes FROM main.themes GROUP BY question_id
),
asked AS (
    SELECT
        questions.*, themed.themes,
        questions.pillar IS NOT NULL
        AND questions.question_id = concat_ws('/', questions.service, questions.round, questions.pillar) AS is_pillar
    FROM main.questions AS questions
    LEFT JOIN themed USING (question_id)
),
-- Carried-over grades that the page does not print.
unprinted AS (
    SELECT service, force, round, question_id, grade_round FROM chosen WHERE status = 'carried over' AND grade IS NULL
),
-- Which question of an earlier round such a one stands for: the same pillar, and the same wording or a shared theme.
alike AS (
    SELECT
        later.question_id, earlier.round AS grade_round, earlier.question_id AS earlier_id,
        rank() OVER (
            PARTITION BY later.question_id, earlier.round
            ORDER BY
                lower(later.wording) = lower(earlier.wording) DESC,
                later.themes IS NOT DISTINCT FROM earlier.themes DESC,
                later.number IS NOT DISTINCT FROM earlier.number DESC
        ) AS place
    FROM asked AS later
    JOIN asked AS earlier
        ON earlier.service = later.service
        AND earlier.round <> later.round
        AND earlier.is_pillar = later.is_pillar
        AND earlier.pillar IS NOT DISTINCT FROM later.pillar
    WHERE later.question_id IN (SELECT question_id FROM unprinted)
        AND (
            later.is_pillar
            OR lower(later.wording) = lower(earlier.wording)
            OR list_has_any(later.themes, earlier.themes)
        )
),
-- A force that took the place of another carries its grades on.
lineage AS (
    SELECT DISTINCT service, force, force AS was FROM unprinted
    UNION ALL
    SELECT service, successor, force FROM main.forces WHERE successor IS NOT NULL
),
-- Questions that are equally alike and were graded differently leave the grade open: it is not ours to guess.
earned AS (
    SELECT
        unprinted.service, unprinted.force, unprinted.round, unprinted.question_id,
        CASE WHEN min(earlier.grade) = max(earlier.grade) THEN min(earlier.grade) END AS grade
    FROM unprinted
    JOIN alike
        ON alike.question_id = unprinted.question_id AND alike.grade_round = unprinted.grade_round AND alike.place = 1
    JOIN lineage ON lineage.service = unprinted.service AND lineage.force = unprinted.force
    JOIN chosen AS earlier
        ON earlier.service = unprinted.service AND earlier.force = lineage.was
        AND earlier.question_id = alike.earlier_id
    GROUP BY ALL
),
complete AS (
    SELECT
        chosen.* REPLACE (coalesce(chosen.grade, earned.grade) AS grade),
        chosen.grade IS NULL AND earned.grade IS NOT NULL AS filled
    FROM chosen
    LEFT JOIN earned USING (service, force, round, question_id)
)
SELECT
    complete.service, complete.force, complete.round, complete.pillar, complete.question, complete.question_id,
    complete.label,
    asked.label AS question_label,
    coalesce(asked.is_pillar, false) AS is_pillar,
    coalesce(asked.themes, []) AS themes,
    complete.grade, complete.status, complete.source, complete.grade_round, complete.filled,
    CASE complete.grade
        WHEN 'inadequate' THEN 0 WHEN 'requires improvement' THEN 1 WHEN 'adequate' THEN 2 WHEN 'good' THEN 3
        WHEN 'outstanding' THEN 4
    END AS score,
    rounds.tiers, pages.last_updated, pages.url, complete.disagreeing, complete.page_id
FROM complete
JOIN main.pages AS pages ON pages.page_id = complete.page_id
LEFT JOIN asked USING (question_id)
LEFT JOIN main.rounds AS rounds ON rounds.service = complete.service AND rounds.round = complete.round
ORDER BY complete.service, complete.force, rounds.first_year, complete.round, complete.pillar, is_pillar DESC, complete.question,
    complete.question_id;

COMMENT ON VIEW main.grades IS 'The judgment to use, one row for each service, force, round and question: a stated grade before none; badge, table, note, prose; then the newest page; pillar, detailed, report, force, table page; English before Welsh.';
COMMENT ON COLUMN main.grades.service IS 'police or fire.';
COMMENT ON COLUMN main.grades.force IS 'Slug of the force or fire service on the site.';
COMMENT ON COLUMN main.grades.round IS 'Inspection programme, which is not a year.';
COMMENT ON COLUMN main.grades.pillar IS 'Pillar of the question; NULL in rounds without pillars.';
COMMENT ON COLUMN main.grades.question IS 'Number of the question in its round; NULL for a pillar and where areas bear no number.';
COMMENT ON COLUMN main.grades.question_id IS 'Key of the question or pillar, as in questions.';
COMMENT ON COLUMN main.grades.label IS 'Wording of the question as printed on the page that was chosen.';
COMMENT ON COLUMN main.grades.question_label IS 'Short name of the question, the same on every page.';
COMMENT ON COLUMN main.grades.is_pillar IS 'Whether the row is of a pillar as a whole and not of one question.';
COMMENT ON COLUMN main.grades.themes IS 'Themes that the question bears across rounds, in alphabetical order.';
COMMENT ON COLUMN main.grades.grade IS 'The grade, NULL where none is stated; filled from the round that earned it where a carried-over one is not printed.';
COMMENT ON COLUMN main.grades.status IS 'graded, carried over, ungraded, not inspected, not yet graded, not graded or not stated.';
COMMENT ON COLUMN main.grades.source IS 'Where on the page the grade or status was read: badge, table, note or prose; NULL where only the data of the round speak.';
COMMENT ON COLUMN main.grades.grade_round IS 'Round that earned the grade.';
COMMENT ON COLUMN main.grades.filled IS 'True where the page does not print the carried-over grade and it was taken from grade_round.';
COMMENT ON COLUMN main.grades.score IS '0 inadequate, 1 requires improvement, 2 adequate, 3 good, 4 outstanding.';
COMMENT ON COLUMN main.grades.tiers IS 'Grades on the scale of the round, 4 or 5: scores of different scales are not comparable.';
COMMENT ON COLUMN main.grades.last_updated IS 'Date printed on the page that was chosen.';
COMMENT ON COLUMN main.grades.url IS 'Address of the page that was chosen.';
COMMENT ON COLUMN main.grades.disagreeing IS 'How many other statements on loaded pages give this question another grade.';
COMMENT ON COLUMN main.grades.page_id IS 'Page that was chosen.';
