"""Find findings that tell the same concern again: those of changed pages against all, without comparing all with all.

Two findings are alike as far as the words that tell what they are about are the same (Jaccard). Those that may be alike
share one of the keys that locality-sensitive hashing gives each of them: the least hashes of its words, three to a key.
All of it depends on the two texts alone, so that runs in any order find the same pairs.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256

import duckdb

LEAST = 0.45
"""From here on two findings count as alike: of labelled ones nearly all are, and few that are lie below."""
_SHARED = 3
"""So many words they must share at least: two short findings may be alike by chance."""
_KEYS = 40
"""Of pairs at the limit, 98 in 100 share a key; of those with a tenth of their words in common, 4."""
_AT_ONCE = 20_000
"""Findings whose words are taken apart at once."""
_KEYS_AT_ONCE = 500_000
"""The pairs that all keys bring together would fill the memory: they are compared a part of the keys at a time."""
_FACTORS = (1_000_003, 10_007, 101)
"""What the hashes that a key is made of are multiplied with."""
_PRIME = 2_147_483_647


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
    connection.execute("CREATE OR REPLACE TEMP TABLE uncompared AS FROM ops.repeated_texts LIMIT 0")
    for first in range(0, noted, _AT_ONCE):
        connection.execute(_NUMBER, {"last_id": last_id, "first": first, "many": _AT_ONCE})
    connection.execute(f"CREATE OR REPLACE TEMP TABLE new_keys AS {_keys()}")
    connection.execute(_PUT_IN)
    keys = connection.execute("SELECT count(*) FROM ops.repeated_keys").fetchall()[0][0]
    parts = 1 + keys // _KEYS_AT_ONCE
    for part in range(parts):
        connection.execute(_COMPARE.format(parts=parts, part=part))
    connection.execute(_KEEP)


_OUTDATED = "CREATE OR REPLACE TEMP TABLE incomparable AS SELECT text_id FROM ops.repeated_texts WHERE {which}"
_NOTED = """
    INSERT INTO noted
    SELECT page_id, position, service, force, round, kind LIKE '% practice', text FROM {findings} WHERE {which}
"""
# No word reaches over a space, so what stands between two is looked at once for all the findings that hold it.
_NUMBER = """
    INSERT INTO uncompared
    WITH mine AS (
        SELECT $last_id + rowid + 1 AS text_id, noted.* FROM noted WHERE rowid >= $first AND rowid < $first + $many
    ),
    pieces AS (
        SELECT text_id, unnest(string_split(text, ' ')) AS piece FROM mine
    ),
    told AS (
        SELECT piece, ops.telling_words(piece) AS words FROM (SELECT DISTINCT piece FROM pieces)
    ),
    said AS (
        SELECT text_id, list_sort(list_distinct(flatten(list(words)))) AS words
        FROM pieces JOIN told USING (piece)
        GROUP BY text_id
    )
    SELECT mine.* EXCLUDE (text), said.words FROM mine JOIN said USING (text_id)
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
_PUT_IN = """
    INSERT INTO ops.repeated_texts FROM uncompared ORDER BY text_id;
    INSERT INTO ops.repeated_keys FROM new_keys ORDER BY "key", text_id;
    CREATE OR REPLACE TEMP TABLE alike AS FROM ops.repeated_pairs LIMIT 0;
"""
_COMPARE = f"""
    -- New findings have the greater numbers: a pair of two new ones is met once.
    CREATE OR REPLACE TEMP TABLE candidates AS
    SELECT DISTINCT known.text_id AS text_id, new.text_id AS other_id
    FROM new_keys AS new
    JOIN ops.repeated_keys AS known ON known."key" = new."key" AND known.text_id < new.text_id
    WHERE new."key" % {{parts}} = {{part}} AND known."key" % {{parts}} = {{part}};

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

    INSERT INTO alike
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
    WHERE similarity >= {LEAST} AND shared >= {_SHARED};
"""  # noqa: S608 - our own numbers
_KEEP = "INSERT INTO ops.repeated_pairs SELECT DISTINCT * FROM alike ORDER BY text_id, other_id"


@lru_cache(maxsize=1)
def _keys() -> str:
    """Give the query for the keys of what is not compared yet: two texts share one the likelier, the more alike.

    Each word is hashed once for all texts that hold it.
    """
    hashes = [_hash(key, part) for key in range(_KEYS) for part in range(len(_FACTORS))]
    keys = [
        f"(({' + '.join(_least(key, part) for part in range(len(_FACTORS)))} + {key}) % {_PRIME})::INTEGER"
        for key in range(_KEYS)
    ]
    return f"""
        SELECT unnest([{", ".join(keys)}]) AS "key", text_id
        FROM (SELECT text_id, unnest(words) AS said FROM uncompared)
        JOIN (
            SELECT said, {", ".join(hashes)}
            FROM (
                SELECT said, (md5_number_lower(said) % {_PRIME})::BIGINT AS word
                FROM (SELECT DISTINCT unnest(words) AS said FROM uncompared)
            )
        ) AS hashed USING (said)
        GROUP BY text_id
    """  # noqa: S608 - our own numbers


def _hash(key: int, part: int) -> str:
    """Give the expression for one hash of a word, for a part of a key."""
    factor, more = (_number(f"{key} {part} {name}") for name in ("a", "b"))
    return f"((word * {factor} + {more}) % {_PRIME})::INTEGER AS hash_{key}_{part}"


def _least(key: int, part: int) -> str:
    """Give the expression for the least of one hash of all words of a text, for a part of a key."""
    return f"min(hash_{key}_{part})::BIGINT * {_FACTORS[part]}"


def _number(name: str) -> int:
    """Give a number below the prime that looks like chance and is always the same."""
    return 1 + int.from_bytes(sha256(name.encode()).digest()[:8], "big") % (_PRIME - 1)
