-- How a text is taken apart into words, when it is indexed and when it is searched for; and the search itself.
CREATE OR REPLACE MACRO ops.words_in(said) AS
    regexp_extract_all(translate(strip_accents(lower(said)), '''’', ''), '[a-z0-9]+');

-- One form for a word and its plural: more than that would find what nobody asked for.
CREATE OR REPLACE MACRO ops.word_form(word) AS
    CASE
        WHEN length(word) <= 3 OR regexp_matches(word, '(ss|us|is)$') THEN word
        WHEN regexp_matches(word, '[^ae]ies$') THEN left(word, -3) || 'y'
        WHEN regexp_matches(word, '(ch|sh|x|ss)es$') THEN left(word, -2)
        WHEN word LIKE '%s' THEN left(word, -1)
        ELSE word
    END;

-- Words that stand in nearly every text tell none from another.
CREATE OR REPLACE MACRO ops.words_to_find(said) AS
    list_distinct(list_transform(
        list_filter(ops.words_in(said), lambda word: NOT list_contains([
            'a', 'an', 'and', 'are', 'as', 'at', 'be', 'been', 'but', 'by', 'for', 'from', 'has', 'have', 'in', 'is', 'it', 'its',
            'of', 'on', 'or', 'so', 'that', 'the', 'their', 'them', 'there', 'these', 'they', 'this', 'to', 'was', 'were', 'which',
            'with'
        ], word)),
        lambda word: ops.word_form(word)
    ));

-- The part of a text that goes before the first of some words; empty where none of them stands there.
CREATE OR REPLACE MACRO ops.part_before(said, words) AS
    regexp_extract(said, concat('(?is)^(.*?)\b(?:', list_aggregate(ops.words_to_find(words), 'string_agg', '|'), ')'), 1);

-- What stands around the end of a part that goes before, in whole words on one line.
CREATE OR REPLACE MACRO ops.words_around(said, before) AS
    regexp_replace(
        concat(
            regexp_replace(right(concat(' ', before), 80), '^\S*\s', ''),
            regexp_replace(substring(concat(said, ' '), length(before) + 1, 140), '\s\S*$', '')
        ),
        '\s+', ' ', 'g'
    );

-- Texts that hold any of the words, with their score: what word_scores says, without looking at any other word. Rounded, since
-- the last digits of a sum depend on the order of its parts, and what is equally good must come in the same order each time.
CREATE OR REPLACE MACRO ops.texts_with(words) AS TABLE
    SELECT texts.page_id, texts.position, hits.score, hits.found
    FROM (
        SELECT text_id, round(sum(score), 9) AS score, count(*)::INTEGER AS found
        FROM main.word_scores
        WHERE list_contains(ops.words_to_find(words), word)
        GROUP BY text_id
    ) AS hits
    JOIN ops.search_texts AS texts ON texts.text_id = hits.text_id;

-- The best of these, with what they say, but not yet with what stands around the words, which takes longest. Joined by their pages
-- alone, each with a list of its hits, since of a single key DuckDB tells the scan of all texts beforehand.
CREATE OR REPLACE MACRO ops.hits(words, most := NULL) AS TABLE
    SELECT
        hits.scores[place] AS score, hits.founds[place] AS found, hits.service, hits.force, hits.round, hits.kind, hits.heading,
        hits.text, hits.url, hits.page_id, hits.position, hits.language, hits.third_party
    FROM (
        SELECT list_position(best.positions, texts.position) AS place, best.positions, best.scores, best.founds, texts.*
        FROM (
            SELECT page_id, list(position) AS positions, list(score) AS scores, list(found) AS founds
            FROM (FROM ops.texts_with(words) ORDER BY score DESC, page_id, position LIMIT most)
            GROUP BY page_id
        ) AS best
        JOIN main.texts AS texts USING (page_id)
    ) AS hits
    WHERE place IS NOT NULL;

CREATE OR REPLACE MACRO main.search(words, most := NULL) AS TABLE
    SELECT
        round(found.score, 3) AS score, found.found, found.service, found.force, found.round, found.kind, found.heading,
        ops.words_around(found.text, found.before) AS context,
        found.url, found.page_id, found.position, found.language, found.third_party
    FROM (SELECT hits.*, ops.part_before(hits.text, words) AS before FROM ops.hits(words, most := most) AS hits) AS found
    ORDER BY found.score DESC, found.page_id, found.position;

COMMENT ON MACRO TABLE main.search IS 'One row for each section or finding that holds a word of the question, best first (BM25): FROM search(''domestic abuse'') WHERE round = ''2017''. A plural finds its singular, too; most := 20 gives the best 20 of all, sooner. Where the file is attached under another name, USE that name first, or ask word_scores.';
