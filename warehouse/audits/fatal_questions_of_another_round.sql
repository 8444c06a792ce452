-- A section or finding is about a question that is not of its page's round.
SELECT sections.page_id AS subject, concat_ws(' ', 'section', sections.position, sections.question_id) AS detail
FROM main.sections AS sections
JOIN (SELECT page_id, concat(service, '/', round, '/') AS own FROM main.pages) AS pages USING (page_id)
WHERE NOT starts_with(sections.question_id, pages.own)
UNION ALL
SELECT findings.page_id, concat_ws(' ', 'finding', findings.position, findings.question_id)
FROM main.findings AS findings
JOIN (SELECT page_id, concat(service, '/', round, '/') AS own FROM main.pages) AS pages USING (page_id)
WHERE NOT starts_with(findings.question_id, pages.own)
