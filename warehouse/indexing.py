"""Keep the index of words that search rests on: texts of changed pages are taken out and put in again, no others."""

from __future__ import annotations

import duckdb

AT_ONCE = 400
"""Pages whose words are taken apart at once: the words of all of them would fill the memory."""
_CHANGED = """
    CREATE OR REPLACE TEMP TABLE outdated AS
    SELECT text_id FROM ops.search_texts
    WHERE page_id IN (SELECT page_id FROM differing) OR page_id NOT IN (SELECT page_id FROM main.pages);

    -- Pages that are not staged come in only from a file of before there was an index.
    CREATE OR REPLACE TEMP TABLE unindexed AS
    SELECT
        page_id, page_id IN (SELECT page_id FROM differing) AS staged,
        row_number() OVER (ORDER BY page_id) - 1 AS number
    FROM main.pages
    WHERE staged OR page_id NOT IN (SELECT page_id FROM ops.search_texts);

    CREATE OR REPLACE TEMP TABLE new_texts AS FROM ops.search_texts LIMIT 0;
    CREATE OR REPLACE TEMP TABLE placed AS FROM ops.search_places LIMIT 0;
"""
_TAKE_APART = """
    CREATE OR REPLACE TEMP TABLE taken AS
    SELECT
        (start.last_id + row_number() OVER (ORDER BY page_id, position))::INTEGER AS text_id,
        page_id, position, said
    FROM (
        SELECT page_id, position, concat_ws(' ', heading, text) AS said, true AS staged FROM staged_main_sections
        UNION ALL
        SELECT page_id, position, concat_ws(' ', text, detail), true FROM staged_main_findings
        UNION ALL
        SELECT page_id, position, concat_ws(' ', heading, text), false FROM main.sections
        UNION ALL
        SELECT page_id, position, concat_ws(' ', text, detail), false FROM main.findings
    )
    SEMI JOIN (FROM unindexed WHERE number >= $first AND number < $first + $many) USING (page_id, staged)
    CROSS JOIN (
        SELECT coalesce(max(text_id), 0) AS last_id
        FROM (SELECT text_id FROM ops.search_texts UNION ALL SELECT text_id FROM new_texts)
    ) AS start
"""
# No word reaches over a space, so what stands between two is taken apart once for all the texts that hold it.
_PLACE = """
    CREATE OR REPLACE TEMP TABLE pieces AS
    SELECT text_id, piece, count(*) AS times
    FROM (SELECT text_id, unnest(string_split(said, ' ')) AS piece FROM taken)
    GROUP BY ALL;

    CREATE OR REPLACE TEMP TABLE spelled AS
    SELECT piece, ops.words_in(piece) AS spellings FROM (SELECT DISTINCT piece FROM pieces);

    CREATE OR REPLACE TEMP TABLE forms AS
    SELECT piece, word, count(*) AS times
    FROM (
        SELECT piece, unnest(ops.words_to_find(spelling)) AS word
        FROM (SELECT piece, unnest(spellings) AS spelling FROM spelled)
    )
    GROUP BY ALL;

    INSERT INTO ops.search_words
    SELECT last_id + row_number() OVER (ORDER BY word), word, 0
    FROM (SELECT DISTINCT word FROM forms ANTI JOIN ops.search_words USING (word))
    CROSS JOIN (SELECT coalesce(max(word_id), 0) AS last_id FROM ops.search_words);

    INSERT INTO placed
    SELECT words.word_id, pieces.text_id, sum(pieces.times * forms.times)::INTEGER
    FROM pieces
    JOIN forms USING (piece)
    JOIN ops.search_words AS words USING (word)
    GROUP BY ALL;

    INSERT INTO new_texts
    SELECT text_id, page_id, position, coalesce(lengths.length, 0)::INTEGER, false
    FROM taken
    LEFT JOIN (
        SELECT text_id, sum(times * len(spellings)) AS length FROM pieces JOIN spelled USING (piece) GROUP BY text_id
    ) AS lengths USING (text_id)
    ORDER BY text_id;
"""
_COUNT = """
    UPDATE ops.search_words AS words SET texts = words.texts + change.texts
    FROM (
        SELECT word_id, sum(texts)::INTEGER AS texts FROM (
            SELECT word_id, 1 AS texts FROM placed
            UNION ALL
            SELECT word_id, -1 FROM ops.search_places SEMI JOIN outdated USING (text_id)
        )
        GROUP BY word_id
    ) AS change
    WHERE change.word_id = words.word_id;

    DELETE FROM ops.search_words WHERE texts = 0;
    DELETE FROM ops.search_texts WHERE text_id IN (SELECT text_id FROM outdated);
    INSERT INTO ops.search_texts FROM new_texts ORDER BY text_id;
"""
_APPEND = """
    DELETE FROM ops.search_places WHERE text_id IN (SELECT text_id FROM outdated);
    INSERT INTO ops.search_places FROM placed ORDER BY word_id, text_id;
"""
_LAY_OUT_ANEW = """
    CREATE OR REPLACE TEMP TABLE settled AS
    FROM ops.search_places ANTI JOIN outdated USING (text_id) UNION ALL FROM placed;
    DELETE FROM ops.search_places;
    INSERT INTO ops.search_places FROM settled ORDER BY word_id, text_id;
    UPDATE ops.search_texts SET settled = true;
    DROP TABLE settled;
"""
# A search reads only the part of the index where its words lie, as long as most of it is in the order of words.
_UNSETTLED = "SELECT count(*) FILTER (WHERE NOT settled) * 4 > count(*) FROM ops.search_texts"


def index_words(connection: duckdb.DuckDBPyConnection) -> None:
    """Bring the index up to date with ``differing``, the pages of a merge that changed, and with pages never indexed.

    The caller holds the transaction.
    """
    connection.execute(_CHANGED)
    outdated, pages = connection.execute("SELECT EXISTS (FROM outdated), (SELECT count(*) FROM unindexed)").fetchall()[
        0
    ]
    if not (outdated or pages):
        return
    for first in range(0, pages, AT_ONCE):
        connection.execute(_TAKE_APART, {"first": first, "many": AT_ONCE})
        connection.execute(_PLACE)
    connection.execute(_COUNT)
    unsettled = connection.execute(_UNSETTLED).fetchall()[0][0]
    connection.execute(_LAY_OUT_ANEW if unsettled else _APPEND)
    for table in ("taken", "pieces", "spelled", "forms", "new_texts", "placed"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")
