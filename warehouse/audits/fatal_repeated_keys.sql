-- A table holds two rows for the same key.
SELECT 'forces' AS subject, concat_ws(' ', service, force) AS detail FROM main.forces GROUP BY service, force HAVING count(*) > 1
UNION ALL
SELECT 'rounds', concat_ws(' ', service, round) FROM main.rounds GROUP BY service, round HAVING count(*) > 1
UNION ALL
SELECT 'questions', question_id FROM main.questions GROUP BY question_id HAVING count(*) > 1
UNION ALL
SELECT 'themes', concat_ws(' ', question_id, theme) FROM main.themes GROUP BY question_id, theme HAVING count(*) > 1
UNION ALL
SELECT 'comparability', concat_ws(' ', service, pillar, round_from, round_to)
FROM main.comparability GROUP BY service, pillar, round_from, round_to HAVING count(*) > 1
UNION ALL
SELECT 'pages', page_id FROM main.pages GROUP BY page_id HAVING count(*) > 1
UNION ALL
SELECT 'history.pages', concat_ws(' version ', page_id, version)
FROM (FROM history.pages UNION ALL FROM main.pages) GROUP BY page_id, version HAVING count(*) > 1
UNION ALL
SELECT 'sections and findings', concat_ws(' position ', page_id, position)
FROM (SELECT page_id, position FROM main.sections UNION ALL SELECT page_id, position FROM main.findings)
-- Each place is a bit of a number for each 64 places of a page: where fewer bits are set than there are rows, and there alone,
-- one has been set twice, and which it is needs to be asked of those pages only.
SEMI JOIN (
    SELECT page_id
    FROM (SELECT page_id, position FROM main.sections UNION ALL SELECT page_id, position FROM main.findings)
    GROUP BY page_id, position >> 6
    HAVING count(*) IS DISTINCT FROM bit_count(bit_or(1::UBIGINT << (position & 63)::UBIGINT))
) AS crowded USING (page_id)
GROUP BY page_id, position HAVING count(*) > 1
UNION ALL
SELECT 'judgments', concat_ws(' ', page_id, force, question_id)
FROM main.judgments WHERE NOT disagrees GROUP BY page_id, force, question_id HAVING count(*) > 1
UNION ALL
SELECT 'ops.loads', page_id FROM ops.loads GROUP BY page_id HAVING count(*) > 1
