-- A page of a kind that prints judgments has none.
SELECT page_id AS subject, family AS detail
FROM main.pages ANTI JOIN main.judgments USING (page_id)
WHERE family IN ('pillar', 'report', 'table') AND NOT third_party
