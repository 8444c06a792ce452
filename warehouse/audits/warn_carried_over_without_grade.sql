-- A grade is carried over from a round that is not loaded, or that does not say it.
SELECT page_id AS subject, concat_ws(' ', force, question_id, 'from', coalesce(grade_round, 'an unnamed round')) AS detail
FROM temp.present_grades WHERE status = 'carried over' AND grade IS NULL
