{# Rendered with the themes of the data, in their order, as (quoted text, quoted column name). #}
-- The grades of a force's round are put together once, and each theme is looked up in them.
CREATE OR REPLACE VIEW main.grade_matrix AS
SELECT
    held.service, held.force, held.round
    {%- for theme, column in themes %},
    graded.grades[{{ theme }}] AS {{ column }}
    {%- endfor %}
FROM (SELECT DISTINCT service, force, round FROM main.judgments) AS held
LEFT JOIN (
    SELECT service, force, round, map(list(theme), list(grade)) AS grades FROM main.theme_grades GROUP BY service, force, round
) AS graded
    ON graded.service = held.service AND graded.force = held.force AND graded.round = held.round
LEFT JOIN main.rounds AS rounds ON rounds.service = held.service AND rounds.round = held.round
ORDER BY held.service, held.force, rounds.first_year, held.round;

COMMENT ON VIEW main.grade_matrix IS 'One row for each service, force and round, one column for each theme, from questions and not from pillars; two questions of one theme that differ leave it NULL.';
COMMENT ON COLUMN main.grade_matrix.service IS 'police or fire.';
COMMENT ON COLUMN main.grade_matrix.force IS 'Slug of the force or fire service on the site.';
COMMENT ON COLUMN main.grade_matrix.round IS 'Inspection programme, which is not a year.';
{%- for theme, column in themes %}
COMMENT ON COLUMN main.grade_matrix.{{ column }} IS {{ ("Grade of this theme, carried-over grades included: " ~ column[1:-1]) | quoted }};
{%- endfor %}
