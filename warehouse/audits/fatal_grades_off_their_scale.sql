-- A judgment has a grade that its round does not give, or a status that its grade contradicts.
WITH said AS (
    SELECT
        judgments.page_id, judgments.question_id, judgments.grade, judgments.status, judgments.grade_round,
        coalesce(earned.tiers, rounds.tiers) AS tiers, judgments.round
    FROM main.judgments AS judgments
    LEFT JOIN main.rounds AS rounds ON rounds.service = judgments.service AND rounds.round = judgments.round
    LEFT JOIN main.rounds AS earned ON earned.service = judgments.service AND earned.round = judgments.grade_round
)
SELECT page_id AS subject, concat_ws(' ', question_id, status, grade) AS detail
FROM said
WHERE coalesce(
    (grade IS NOT NULL AND grade NOT IN ('outstanding', 'good', 'adequate', 'requires improvement', 'inadequate'))
    OR (grade IS NOT DISTINCT FROM 'adequate' AND tiers = 4)
    OR (status = 'graded' AND (grade IS NULL OR grade_round IS DISTINCT FROM round))
    OR (status NOT IN ('graded', 'carried over') AND grade IS NOT NULL),
    true
)
