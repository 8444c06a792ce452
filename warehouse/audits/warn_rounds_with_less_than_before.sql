-- A round has fewer pages or grades than before this run.
WITH pages AS (
    SELECT service, round, count(*) AS pages FROM main.pages GROUP BY service, round
),
grades AS (
    SELECT service, round, count(*) AS grades FROM main.judgments WHERE grade IS NOT NULL GROUP BY service, round
)
SELECT
    concat_ws(' ', former.service, former.round) AS subject,
    printf(
        '%d pages and %d grades, before it %d and %d',
        coalesce(pages.pages, 0), coalesce(grades.grades, 0), former.pages, former.grades
    ) AS detail
FROM remembered_rounds AS former
LEFT JOIN pages ON pages.service = former.service AND pages.round = former.round
LEFT JOIN grades ON grades.service = former.service AND grades.round = former.round
WHERE coalesce(pages.pages, 0) < former.pages OR coalesce(grades.grades, 0) < former.grades
