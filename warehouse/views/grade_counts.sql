-- How many forces hold each grade of a theme in a round.
CREATE OR REPLACE VIEW main.grade_counts AS
SELECT
    service, round, theme, grade,
    count(*)::INTEGER AS forces,
    (count(*) FILTER (WHERE graded = 0))::INTEGER AS carried_over
FROM main.theme_grades
WHERE grade IS NOT NULL
GROUP BY service, round, theme, grade;

COMMENT ON VIEW main.grade_counts IS 'One row for each service, round, theme and grade: how many forces hold it.';
COMMENT ON COLUMN main.grade_counts.service IS 'police or fire.';
COMMENT ON COLUMN main.grade_counts.round IS 'Inspection programme, which is not a year.';
COMMENT ON COLUMN main.grade_counts.theme IS 'Subject that questions of different rounds share.';
COMMENT ON COLUMN main.grade_counts.grade IS 'The grade.';
COMMENT ON COLUMN main.grade_counts.forces IS 'How many forces hold it, carried-over grades included.';
COMMENT ON COLUMN main.grade_counts.carried_over IS 'How many of those hold it from an earlier round alone.';
