-- A heading, or the head of a table's column, says that findings follow, and none was read there.
SELECT page_id AS subject, led AS detail
FROM (
    SELECT page_id, heading AS led FROM main.sections
    UNION ALL
    -- A table's rows stand in a section's text a line each, their cells cut by bars.
    SELECT page_id, unnest(string_split_regex(text, '\n| [|] ')) FROM main.sections WHERE contains(text, ' | ')
)
JOIN main.pages USING (page_id)
WHERE
    family NOT IN ('table', 'context') AND NOT third_party AND length(led) BETWEEN 1 AND 200
    AND regexp_full_match(led, getvariable('lead_ins'))
