-- A force's own words were taken for a judgment of the inspectorate.
SELECT DISTINCT page_id AS subject, title AS detail
FROM main.pages SEMI JOIN main.judgments USING (page_id)
WHERE third_party
