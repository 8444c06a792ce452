-- A row names a force, round or question that the data do not know.
SELECT page_id AS subject, concat_ws(' ', 'force', service, force) AS detail
FROM main.pages ANTI JOIN main.forces USING (service, force) WHERE force IS NOT NULL
UNION ALL
SELECT page_id, concat_ws(' ', 'round', service, round)
FROM main.pages ANTI JOIN main.rounds USING (service, round) WHERE round IS NOT NULL
UNION ALL
SELECT page_id, concat_ws(' ', 'force', service, force) FROM main.judgments ANTI JOIN main.forces USING (service, force)
UNION ALL
SELECT page_id, concat_ws(' ', 'question', question_id)
FROM main.judgments ANTI JOIN main.questions USING (question_id, service, round)
UNION ALL
SELECT 'themes', concat_ws(' ', 'question', question_id) FROM main.themes ANTI JOIN main.questions USING (question_id)
