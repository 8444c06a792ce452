-- Sections and findings in one sequence, with what they are about.
CREATE OR REPLACE VIEW main.texts AS
SELECT
    parts.page_id, parts.position, pages.service, pages.force, pages.round, parts.kind, parts.question_id, parts.heading, parts.text,
    pages.language, pages.third_party, pages.title, pages.url
FROM (
    SELECT page_id, position, kind, question_id, heading, text FROM main.sections
    UNION ALL
    SELECT page_id, position, kind, question_id, coalesce(label, ''), concat_ws(chr(10), text, detail) FROM main.findings
) AS parts
JOIN main.pages AS pages ON pages.page_id = parts.page_id;

COMMENT ON VIEW main.texts IS 'One row for each section or finding of a page: in the order of position, the page as it reads.';
COMMENT ON COLUMN main.texts.page_id IS 'Page.';
COMMENT ON COLUMN main.texts.position IS 'Place on the page, from 1.';
COMMENT ON COLUMN main.texts.service IS 'police or fire.';
COMMENT ON COLUMN main.texts.force IS 'Slug of the force or fire service on the site; NULL on a page about many.';
COMMENT ON COLUMN main.texts.round IS 'Inspection programme, which is not a year.';
COMMENT ON COLUMN main.texts.kind IS 'Kind of the section (summary, question, chapter, observations, context, other) or of the finding (area for improvement, cause of concern, ...).';
COMMENT ON COLUMN main.texts.question_id IS 'Question that it belongs to; NULL where it belongs to none.';
COMMENT ON COLUMN main.texts.heading IS 'Heading of the section, or the question of the finding as printed.';
COMMENT ON COLUMN main.texts.text IS 'Words of the section, or of the finding with the paragraphs that explain it.';
COMMENT ON COLUMN main.texts.language IS 'en or cy.';
COMMENT ON COLUMN main.texts.third_party IS 'True where the words are the force''s own, not the inspectorate''s.';
COMMENT ON COLUMN main.texts.title IS 'Title of the page.';
COMMENT ON COLUMN main.texts.url IS 'Address of the page.';
