{# Rendered with the themes of the data, in their order, as (quoted text, quoted column name). #}
CREATE OR REPLACE VIEW main.grade_matrix AS
SELECT
    held.service, held.force, held.round
    {%- for theme, column in themes %},
    max(theme_grades.grade) FILTER (WHERE theme_grades.theme = {{ theme }}) AS {{ column }}
    {%- endfor %}
FROM (SELECT DISTINCT service, force, round FROM main.judgments) AS held
LEFT JOIN main.theme_grades AS theme_grades
    ON theme_grades.service = held.service AND theme_grades.force = held.force AND theme_grades.round = held.round
LEFT JOIN main.rounds AS rounds ON rounds.service = held.service AND rounds.round = held.round
GROUP BY held.service, held.force, held.round, rounds.first_year
ORDER BY held.service, held.force, rounds.first_year, held.round;

COMMENT ON VIEW main.grade_matrix IS 'One row for each service, force and round, one column for each theme, from questions and not from pillars; two questions of one theme that differ leave it NULL.';
COMMENT ON COLUMN main.grade_matrix.service IS 'police or fire.';
COMMENT ON COLUMN main.grade_matrix.force IS 'Slug of the force or fire service on the site.';
COMMENT ON COLUMN main.grade_matrix.round IS 'Inspection programme, which is not a year.';
{%- for theme, column in themes %}
COMMENT ON COLUMN main.grade_matrix.{{ column }} IS {{ ("Grade of this theme, carried-over grades included: " ~ column[1:-1]) | quoted }};
{%- endfor %}
