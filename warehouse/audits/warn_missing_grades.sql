-- A question that its round always grades is printed without a grade, on every page that prints it.
SELECT page_id AS subject, concat_ws(' ', force, question_id) AS detail FROM temp.present_grades WHERE status = 'not stated'
