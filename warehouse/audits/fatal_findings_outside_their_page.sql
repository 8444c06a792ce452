-- A finding or judgment names another service, force or round than its page does, or a parent that is no cause of concern of it.
SELECT findings.page_id AS subject, concat_ws(' ', 'finding', findings.position, findings.service, findings.force, findings.round) AS detail
FROM main.findings AS findings
JOIN main.pages AS pages USING (page_id)
WHERE findings.service IS DISTINCT FROM pages.service
    OR findings.round IS DISTINCT FROM pages.round
    OR (pages.force IS NOT NULL AND findings.force IS DISTINCT FROM pages.force)
UNION ALL
SELECT judgments.page_id, concat_ws(' ', 'judgment', judgments.service, judgments.force, judgments.round, judgments.question_id)
FROM main.judgments AS judgments
JOIN main.pages AS pages USING (page_id)
WHERE judgments.service IS DISTINCT FROM pages.service
    OR judgments.round IS DISTINCT FROM pages.round
    OR (pages.force IS NOT NULL AND judgments.force IS DISTINCT FROM pages.force)
UNION ALL
SELECT findings.page_id, concat_ws(' ', 'finding', findings.position, 'of', findings.parent)
FROM main.findings AS findings
LEFT JOIN main.findings AS parent ON parent.page_id = findings.page_id AND parent.position = findings.parent
WHERE findings.parent IS NOT NULL AND parent.kind IS DISTINCT FROM 'cause of concern'
