-- What each word counts for each text that holds it (BM25, k1 = 1.2, b = 0.75): the sum over some words ranks texts by them.
-- What a word counts for all texts is worked out once for it, and what a length counts once for each text; as subqueries, not
-- as CTEs, through which DuckDB would read what nobody asked for.
CREATE OR REPLACE VIEW main.word_scores AS
SELECT
    words.word, places.text_id, texts.page_id, texts.position, places.times,
    words.rarity * places.times * 2.2 / (places.times + texts.stretch) AS score
FROM (
    SELECT words.word_id, words.word, ln(1 + (whole.texts - words.texts + 0.5) / (words.texts + 0.5)) AS rarity
    FROM ops.search_words AS words
    CROSS JOIN (SELECT count(*) AS texts FROM ops.search_texts) AS whole
) AS words
JOIN ops.search_places AS places ON places.word_id = words.word_id
JOIN (
    SELECT
        texts.text_id, texts.page_id, texts.position,
        -- Three quarters of whole numbers: of decimal ones it takes ten times as long.
        1.2 * (0.25 + 3 * texts.length / 4 / whole.mean_length) AS stretch
    FROM ops.search_texts AS texts
    CROSS JOIN (SELECT avg(length) AS mean_length FROM ops.search_texts) AS whole
) AS texts ON texts.text_id = places.text_id;

COMMENT ON VIEW main.word_scores IS 'One row for each word of a section or finding, with what it counts in a search (BM25); search(''words'') adds them up.';
COMMENT ON COLUMN main.word_scores.word IS 'The word in lower case, without accents and apostrophes, in the singular; the commonest words are left out.';
COMMENT ON COLUMN main.word_scores.text_id IS 'Number of the text in the index.';
COMMENT ON COLUMN main.word_scores.page_id IS 'Page.';
COMMENT ON COLUMN main.word_scores.position IS 'Place on the page, from 1: join it to texts, sections or findings.';
COMMENT ON COLUMN main.word_scores.times IS 'How often the word stands in this text.';
COMMENT ON COLUMN main.word_scores.score IS 'What it counts: the more, the rarer the word, the oftener it stands here, and the shorter the text.';
