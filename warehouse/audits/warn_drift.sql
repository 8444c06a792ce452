-- A page is not what pages of its round and family have been.
WITH gradable AS (
    SELECT
        judgments.page_id,
        count(*) AS questions,
        count(judgments.grade) AS graded,
        count(*) FILTER (WHERE judgments.source IN ('badge', 'table')) AS badges
    FROM main.judgments AS judgments
    JOIN main.questions AS questions ON questions.question_id = judgments.question_id AND questions.graded = 'always'
    WHERE judgments.status IN ('graded', 'not stated') AND NOT judgments.disagrees
    GROUP BY judgments.page_id
),

measured AS (
    SELECT
        pages.page_id, pages.service, pages.round, pages.family,
        coalesce(asked.questions, 0) AS questions,
        coalesce(found.findings, 0) AS findings,
        pages.words::BIGINT AS words,
        CASE WHEN pages.media_type = 'text/html' THEN 100 * gradable.graded // gradable.questions END AS graded,
        CASE WHEN pages.media_type = 'text/html' THEN 100 * gradable.badges // gradable.questions END AS badges
    FROM main.pages AS pages
    LEFT JOIN gradable USING (page_id)
    LEFT JOIN (
        SELECT page_id, count(DISTINCT question_id) AS questions FROM main.judgments GROUP BY page_id
    ) AS asked USING (page_id)
    LEFT JOIN (SELECT page_id, count(*) AS findings FROM main.findings GROUP BY page_id) AS found USING (page_id)
)

SELECT
    page_id AS subject,
    printf('%s %d where %d to %d is healthy', measure, amount, least, most) AS detail
FROM (UNPIVOT measured ON questions, findings, words, graded, badges INTO NAME measure VALUE amount)
JOIN temp.healthy USING (service, round, family, measure)
WHERE amount NOT BETWEEN least AND most
