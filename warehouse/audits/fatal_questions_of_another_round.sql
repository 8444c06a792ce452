-- A section or finding is about a question that is not of its page's round.
SELECT sections.page_id AS subject, concat_ws(' ', 'section', sections.position, sections.question_id) AS detail
FROM main.sections AS sections
JOIN main.pages AS pages USING (page_id)
WHERE sections.question_id NOT LIKE concat(pages.service, '/', pages.round, '/%')
UNION ALL
SELECT findings.page_id, concat_ws(' ', 'finding', findings.position, findings.question_id)
FROM main.findings AS findings
JOIN main.pages AS pages USING (page_id)
WHERE findings.question_id NOT LIKE concat(pages.service, '/', pages.round, '/%')
