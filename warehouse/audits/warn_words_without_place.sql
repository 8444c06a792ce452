-- Words of a page's content found no place in any row.
SELECT page_id AS subject, printf('coverage %.3f', coverage) AS detail FROM main.pages WHERE coverage < 0.98
