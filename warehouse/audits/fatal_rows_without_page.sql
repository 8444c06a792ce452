-- A row belongs to no loaded version of a page.
SELECT DISTINCT 'sections' AS subject, page_id AS detail FROM main.sections ANTI JOIN main.pages USING (page_id, version)
UNION ALL
SELECT DISTINCT 'judgments', page_id FROM main.judgments ANTI JOIN main.pages USING (page_id, version)
UNION ALL
SELECT DISTINCT 'findings', page_id FROM main.findings ANTI JOIN main.pages USING (page_id, version)
UNION ALL
SELECT DISTINCT 'history.pages', page_id FROM history.pages ANTI JOIN main.pages USING (page_id)
UNION ALL
SELECT DISTINCT 'history.sections', page_id FROM history.sections ANTI JOIN history.pages USING (page_id, version)
UNION ALL
SELECT DISTINCT 'history.judgments', page_id FROM history.judgments ANTI JOIN history.pages USING (page_id, version)
UNION ALL
SELECT DISTINCT 'history.findings', page_id FROM history.findings ANTI JOIN history.pages USING (page_id, version)
