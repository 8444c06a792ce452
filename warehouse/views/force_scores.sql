-- How a force did in a round as a whole: questions and pillars counted apart.
CREATE OR REPLACE VIEW main.force_scores AS
SELECT
    service, force, round,
    max(tiers) AS tiers,
    round(avg(score) FILTER (WHERE status = 'graded' AND NOT is_pillar), 3) AS mean_score,
    (count(*) FILTER (WHERE NOT is_pillar))::INTEGER AS questions,
    (count(*) FILTER (WHERE status = 'graded' AND NOT is_pillar))::INTEGER AS graded,
    (count(*) FILTER (WHERE status = 'carried over' AND NOT is_pillar))::INTEGER AS carried_over,
    (count(*) FILTER (WHERE grade = 'outstanding' AND status = 'graded' AND NOT is_pillar))::INTEGER AS outstanding,
    (count(*) FILTER (WHERE grade = 'good' AND status = 'graded' AND NOT is_pillar))::INTEGER AS good,
    (count(*) FILTER (WHERE grade = 'adequate' AND status = 'graded' AND NOT is_pillar))::INTEGER AS adequate,
    (count(*) FILTER (WHERE grade = 'requires improvement' AND status = 'graded' AND NOT is_pillar))::INTEGER AS requires_improvement,
    (count(*) FILTER (WHERE grade = 'inadequate' AND status = 'graded' AND NOT is_pillar))::INTEGER AS inadequate,
    round(avg(score) FILTER (WHERE status = 'graded' AND is_pillar), 3) AS pillar_mean_score,
    (count(*) FILTER (WHERE status = 'graded' AND is_pillar))::INTEGER AS pillars_graded,
    (count(*) FILTER (WHERE status = 'carried over' AND is_pillar))::INTEGER AS pillars_carried_over
FROM main.grades
GROUP BY service, force, round;

COMMENT ON VIEW main.force_scores IS 'One row for each service, force and round: mean score and counts of its graded questions, with pillars apart; compare only rounds with the same tiers.';
COMMENT ON COLUMN main.force_scores.service IS 'police or fire.';
COMMENT ON COLUMN main.force_scores.force IS 'Slug of the force or fire service on the site.';
COMMENT ON COLUMN main.force_scores.round IS 'Inspection programme, which is not a year.';
COMMENT ON COLUMN main.force_scores.tiers IS 'Grades on the scale of the round, 4 or 5.';
COMMENT ON COLUMN main.force_scores.mean_score IS 'Mean score of the questions graded in this round, 0 inadequate to 4 outstanding; carried-over grades and pillars are not in it.';
COMMENT ON COLUMN main.force_scores.questions IS 'Questions that pages of this round print, graded or not.';
COMMENT ON COLUMN main.force_scores.graded IS 'Questions graded in this round.';
COMMENT ON COLUMN main.force_scores.carried_over IS 'Questions whose grade stands from an earlier round.';
COMMENT ON COLUMN main.force_scores.outstanding IS 'Questions graded outstanding in this round.';
COMMENT ON COLUMN main.force_scores.good IS 'Questions graded good in this round.';
COMMENT ON COLUMN main.force_scores.adequate IS 'Questions graded adequate in this round.';
COMMENT ON COLUMN main.force_scores.requires_improvement IS 'Questions graded requires improvement in this round.';
COMMENT ON COLUMN main.force_scores.inadequate IS 'Questions graded inadequate in this round.';
COMMENT ON COLUMN main.force_scores.pillar_mean_score IS 'Mean score of the pillars graded in this round.';
COMMENT ON COLUMN main.force_scores.pillars_graded IS 'Pillars graded in this round.';
COMMENT ON COLUMN main.force_scores.pillars_carried_over IS 'Pillars whose grade stands from an earlier round.';
