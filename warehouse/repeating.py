"""Find findings that tell the same concern again: those of changed pages against all, without comparing all with all.

Two findings are alike as far as the words that tell what they are about are the same (Jaccard). Only those that share
one of their keys are compared, so that runs in any order find the same pairs.
"""

from __future__ import annotations

import duckdb

from warehouse.fingerprints import fingerprints

LEAST = 0.45
"""From here on two findings count as alike: of labelled ones nearly all are, and few that are lie below."""
_FEW = 10
"""Findings that are a tenth of all or less count as few."""
_SHARED = 3
"""So many words they must share at least: two short findings may be alike by chance."""
_SHARED_OF_ALL = (LEAST - 0.0005) / (1 + LEAST - 0.0005)
"""Of the words of both, how many two findings share that are just alike, their likeness being rounded up to that."""
_AT_ONCE = 10_000
"""Findings that are taken apart at once, and then compared with all: those of all pages would fill the memory."""


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
    parts = [range(first, min(first + _AT_ONCE, noted)) for first in range(0, noted, _AT_ONCE)]
    for rows in parts:
        _take_in(connection, last_id, rows)
    # To find out which others share a key pays only where few do.
    which = _SHARING.format(last=last_id) if noted * _FEW < last_id else "true"
    connection.execute(_MARK.format(which=which))
    for rows in parts:
        connection.execute(_FIND, {"first": last_id + rows.start + 1, "last": last_id + rows.stop})


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


def _take_in(connection: duckdb.DuckDBPyConnection, last_id: int, rows: range) -> None:
    """Take some of the findings that were noted apart, and put their words and keys among the others."""
    given = [last_id, rows.start, rows.stop]
    texts = "SELECT ? + rowid + 1 AS text_id, text FROM noted WHERE rowid >= ? AND rowid < ?"
    words, keys = fingerprints(connection, connection.sql(texts, params=given).pl())
    connection.register("words", words)
    connection.register("keys", keys)
    connection.execute(_PUT_IN, [last_id])
    connection.unregister("words")
    connection.unregister("keys")


_PUT_IN = """
    INSERT INTO ops.repeated_keys FROM keys;

    INSERT INTO ops.repeated_texts
    SELECT words.text_id, noted.* EXCLUDE (text), words.words
    FROM words JOIN noted ON noted.rowid + ? + 1 = words.text_id
    ORDER BY words.text_id
"""
# Every word sets one bit of a number. Words that two texts share set the same bits: from how many bits they have in
# common, and how many words of each set a bit that was set already, follows how many words they share at most.
_MARK = """
    CREATE OR REPLACE TEMP TABLE marked AS
    SELECT
        text_id, service, practice, force, round,
        list_bit_or(list_transform(words, lambda word: 1::HUGEINT << (hash(word) % 127)::HUGEINT)) AS bits,
        len(words) AS length, length - bit_count(bits) AS twice
    FROM ops.repeated_texts WHERE len(words) > 0 AND {which}
"""
_SHARING = """
    text_id IN (
        SELECT text_id FROM ops.repeated_keys
        WHERE "key" IN (SELECT "key" FROM ops.repeated_keys WHERE text_id > {last})
    )
"""
_FIND = f"""
    INSERT INTO ops.repeated_pairs
    WITH new AS (
        SELECT "key", marked.* FROM ops.repeated_keys AS keys JOIN marked USING (text_id)
        WHERE keys.text_id BETWEEN $first AND $last
    ),
    -- New findings have the greater numbers: a pair of two new ones is met once.
    candidates AS (
        SELECT DISTINCT one.text_id AS text_id, new.text_id AS other_id
        FROM ops.repeated_keys AS known
        JOIN marked AS one USING (text_id)
        JOIN new ON new."key" = known."key" AND known.text_id < new.text_id
        -- As one condition: by equal services alone, all findings of one would be joined with all others.
        WHERE CASE
            WHEN bit_count(one.bits & new.bits) + least(one.twice, new.twice)
                < {_SHARED_OF_ALL} * (one.length + new.length) THEN false
            ELSE one.service = new.service AND one.practice = new.practice
                AND (one.force IS DISTINCT FROM new.force OR one.round IS DISTINCT FROM new.round)
        END
    )
    SELECT text_id, other_id, similarity
    FROM (
        SELECT
            text_id, other_id, len(list_intersect(one.words, other.words)) AS shared,
            round(shared / (len(one.words) + len(other.words) - shared), 3) AS similarity
        FROM candidates
        JOIN ops.repeated_texts AS one USING (text_id)
        JOIN ops.repeated_texts AS other ON other.text_id = candidates.other_id
    )
    WHERE similarity >= {LEAST} AND shared >= {_SHARED}
    ORDER BY text_id, other_id
"""  # noqa: S608 - our own numbers
