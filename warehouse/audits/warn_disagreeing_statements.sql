-- Pages give the same question of the same force and round different grades.
SELECT page_id AS subject, printf('%s %s is %s here and otherwise in %d statements', force, question_id, grade, disagreeing) AS detail
FROM temp.present_grades WHERE disagreeing > 0
