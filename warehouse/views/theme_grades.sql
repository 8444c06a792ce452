-- One grade for each theme of a force's round, from questions and not from pillars.
CREATE OR REPLACE VIEW main.theme_grades AS
SELECT
    grades.service, grades.force, grades.round, themes.theme,
    CASE WHEN min(grades.grade) = max(grades.grade) THEN min(grades.grade) END AS grade,
    CASE WHEN min(grades.score) = max(grades.score) THEN min(grades.score) END AS score,
    CASE
        WHEN min(grades.grade) FILTER (WHERE grades.status = 'graded')
            = max(grades.grade) FILTER (WHERE grades.status = 'graded')
        THEN min(grades.grade) FILTER (WHERE grades.status = 'graded')
    END AS earned_grade,
    count(*)::INTEGER AS questions,
    (count(*) FILTER (WHERE grades.status = 'graded'))::INTEGER AS graded,
    (count(*) FILTER (WHERE grades.status = 'carried over'))::INTEGER AS carried_over,
    CASE WHEN min(grades.pillar) = max(grades.pillar) AND count(grades.pillar) = count(*) THEN min(grades.pillar) END AS pillar,
    max(grades.tiers) AS tiers
FROM main.grades AS grades
JOIN (SELECT DISTINCT question_id, theme FROM main.themes) AS themes ON themes.question_id = grades.question_id
WHERE NOT grades.is_pillar
GROUP BY grades.service, grades.force, grades.round, themes.theme;

COMMENT ON VIEW main.theme_grades IS 'One row for each service, force, round and theme, from questions and not from pillars; questions of one theme whose grades differ leave it NULL.';
COMMENT ON COLUMN main.theme_grades.service IS 'police or fire.';
COMMENT ON COLUMN main.theme_grades.force IS 'Slug of the force or fire service on the site.';
COMMENT ON COLUMN main.theme_grades.round IS 'Inspection programme, which is not a year.';
COMMENT ON COLUMN main.theme_grades.theme IS 'Subject that questions of different rounds share.';
COMMENT ON COLUMN main.theme_grades.grade IS 'The grade that all graded questions of the theme share, carried-over ones included; NULL where they differ or none has one.';
COMMENT ON COLUMN main.theme_grades.score IS '0 inadequate to 4 outstanding; NULL where grade is.';
COMMENT ON COLUMN main.theme_grades.earned_grade IS 'The same from the questions that were inspected in this very round.';
COMMENT ON COLUMN main.theme_grades.questions IS 'How many questions of the theme pages of this round print.';
COMMENT ON COLUMN main.theme_grades.graded IS 'How many of them were graded in this round.';
COMMENT ON COLUMN main.theme_grades.carried_over IS 'How many of them carry a grade of an earlier round.';
COMMENT ON COLUMN main.theme_grades.pillar IS 'Pillar of those questions; NULL where they belong to several or to none.';
COMMENT ON COLUMN main.theme_grades.tiers IS 'Grades on the scale of the round, 4 or 5.';
