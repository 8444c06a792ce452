-- A grade that stands beside its question is another one in a table of the same round.
SELECT
    badge.page_id AS subject,
    concat_ws(' ', badge.force, badge.question_id, 'is', badge.grade, 'here and', tabled.grade, 'on', tabled.page_id) AS detail
FROM main.judgments AS badge
JOIN main.judgments AS tabled USING (service, force, round, question_id)
WHERE badge.source = 'badge' AND tabled.source = 'table' AND badge.grade <> tabled.grade
