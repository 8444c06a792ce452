"""Find findings that tell the same concern again: those of changed pages against all, without comparing all with all.

Two findings are alike as far as the words that tell what they are about are the same (Jaccard). Only those that share
one of their keys are compared, so that runs in any order find the same pairs.
"""

from __future__ import annotations

import duckdb

from warehouse.fingerprints import fingerprints

LEAST = 0.45
"""From here on two findings count as alike: of labelled ones nearly all are, and few that are lie below."""
_SHARED = 3
"""So many words they must share at least: two short findings may be alike by chance."""
_AT_ONCE = 10_000
"""Findings that are taken apart and compared with all at once: the pairs that the keys of all bring together would fill
the memory."""


def make_ready(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the temporary table ``noted`` of findings that are to be compared, without a row."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE noted AS "
        "SELECT * EXCLUDE (text_id, words), NULL::VARCHAR AS text FROM ops.repeated_texts LIMIT 0"
    )


def take_findings(connection: duckdb.DuckDBPyConnection) -> None:
    """Note the findings of ``differing``, the pages of a batch that changed, and let go of what they were before."""
    connection.execute(_OUTDATED.format(which="page_id IN (SELECT page_id FROM differing)"))
    _take_out(connection)
    connection.execute(
        _NOTED.format(findings="staged_main_findings", which="page_id IN (SELECT page_id FROM differing)")
    )


def find_repeated(connection: duckdb.DuckDBPyConnection) -> None:
    """Bring the pairs up to date with the findings that were noted, and with those that were never compared."""
    connection.execute(_OUTDATED.format(which="page_id NOT IN (SELECT page_id FROM main.pages)"))
    _take_out(connection)
    # Only in a file of before there was this comparison.
    connection.execute(
        _NOTED.format(
            findings="main.findings",
            which="page_id NOT IN (SELECT page_id FROM ops.repeated_texts UNION SELECT page_id FROM noted)",
        )
    )
    asked = "SELECT (SELECT count(*) FROM noted), (SELECT coalesce(max(text_id), 0) FROM ops.repeated_texts)"
    noted, last_id = connection.execute(asked).fetchall()[0]
    if not noted:
        return
    for first in range(0, noted, _AT_ONCE):
        _compare(connection, last_id, range(first, first + _AT_ONCE))


_OUTDATED = "CREATE OR REPLACE TEMP TABLE incomparable AS SELECT text_id FROM ops.repeated_texts WHERE {which}"
_NOTED = """
    INSERT INTO noted
    SELECT page_id, position, service, force, round, kind LIKE '% practice', text FROM {findings} WHERE {which}
"""


def _take_out(connection: duckdb.DuckDBPyConnection) -> None:
    """Remove the findings that are listed in ``incomparable``, where there are any."""
    if connection.execute("SELECT EXISTS (FROM incomparable)").fetchall()[0][0]:
        connection.execute(_TAKE_OUT)


_TAKE_OUT = """
    DELETE FROM ops.repeated_pairs
    WHERE text_id IN (SELECT text_id FROM incomparable) OR other_id IN (SELECT text_id FROM incomparable);
    DELETE FROM ops.repeated_keys WHERE text_id IN (SELECT text_id FROM incomparable);
    DELETE FROM ops.repeated_texts WHERE text_id IN (SELECT text_id FROM incomparable);
"""


def _compare(connection: duckdb.DuckDBPyConnection, last_id: int, rows: range) -> None:
    """Take some of the findings that were noted apart, and find all before them that they are like."""
    given = [last_id, rows.start, rows.stop]
    texts = "SELECT ? + rowid + 1 AS text_id, text FROM noted WHERE rowid >= ? AND rowid < ?"
    words, keys = fingerprints(connection, connection.sql(texts, params=given).pl())
    connection.register("words", words)
    connection.register("new_keys", keys)
    connection.execute(_PUT_IN, [last_id])
    connection.execute(_FIND)
    connection.unregister("words")
    connection.unregister("new_keys")


_PUT_IN = """
    INSERT INTO ops.repeated_texts
    SELECT words.text_id, noted.* EXCLUDE (text), words.words
    FROM words JOIN noted ON noted.rowid + ? + 1 = words.text_id
    ORDER BY words.text_id
"""
_FIND = f"""
    INSERT INTO ops.repeated_keys FROM new_keys;

    -- New findings have the greater numbers: a pair of two new ones is met once.
    CREATE OR REPLACE TEMP TABLE candidates AS
    SELECT DISTINCT known.text_id AS text_id, new.text_id AS other_id
    FROM new_keys AS new
    JOIN ops.repeated_keys AS known ON known."key" = new."key" AND known.text_id < new.text_id;

    -- Told apart first and chosen afterwards, since all findings of a service must not be joined with all others.
    CREATE OR REPLACE TEMP TABLE told_apart AS
    SELECT
        candidates.text_id, candidates.other_id,
        one.service = other.service AND one.practice = other.practice
            AND (one.force IS DISTINCT FROM other.force OR one.round IS DISTINCT FROM other.round) AS may_be
    FROM candidates
    JOIN ops.repeated_texts AS one ON one.text_id = candidates.text_id
    JOIN ops.repeated_texts AS other ON other.text_id = candidates.other_id;

    -- Numbers of 64 bits stand for the words, each of which a text has but once: they are compared much sooner.
    CREATE OR REPLACE TEMP TABLE numbered AS
    SELECT text_id, list_transform(words, lambda word: hash(word)) AS words FROM ops.repeated_texts
    WHERE text_id IN (SELECT text_id FROM told_apart WHERE may_be UNION SELECT other_id FROM told_apart WHERE may_be);

    INSERT INTO ops.repeated_pairs
    SELECT text_id, other_id, similarity
    FROM (
        SELECT
            told_apart.text_id, told_apart.other_id,
            len(list_filter(one.words, lambda word: list_contains(other.words, word))) AS shared,
            round(shared / (len(one.words) + len(other.words) - shared), 3) AS similarity
        FROM told_apart
        JOIN numbered AS one ON one.text_id = told_apart.text_id
        JOIN numbered AS other ON other.text_id = told_apart.other_id
        WHERE told_apart.may_be
    )
    WHERE similarity >= {LEAST} AND shared >= {_SHARED}
    ORDER BY text_id, other_id;
"""  # noqa: S608 - our own numbers
