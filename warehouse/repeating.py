"""Find findings that tell the same concern again: those of changed pages against all, without comparing all with all.

Two findings are alike as far as the words that tell what they are about are the same (Jaccard). Only those that share
one of their keys are compared, so that runs in any order find the same pairs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import floor

import duckdb

from warehouse.fingerprints import fingerprints

LEAST = 0.45
"""From here on two findings count as alike: of labelled ones nearly all are, and few that are lie below."""
_FEW = 10
"""Findings that are a tenth of all or less count as few."""
_SHARED = 3
"""So many words they must share at least: two short findings may be alike by chance."""
_OF_ALL = 10_000
_SHARED_OF_ALL = floor(_OF_ALL * (LEAST - 0.0005) / (1 + LEAST - 0.0005))
"""Of so many words of both, how many two findings share that are just alike, their likeness being rounded up to that.

A whole number, since DuckDB would reckon with any other as a decimal of 36 digits, which takes most of the time.
"""
_AT_ONCE = 10_000
"""Findings that are taken apart at once, and then compared with all: those of all pages would fill the memory."""
_MANY = 100_000
"""Pairs whose words are compared at once, at least: each time it reads the words of all findings, or of nearly all."""


@dataclass(slots=True)
class Repeating:
    """The comparison of findings, while a merge goes on."""

    connection: duckdb.DuckDBPyConnection
    _first: int = field(init=False)
    """The number from which on the findings of this merge are counted; those that are known have lower ones."""
    _next: int = field(init=False)

    def __post_init__(self) -> None:
        asked = "SELECT coalesce(max(text_id), 0) + 1 FROM ops.repeated_texts"
        self._first = self._next = self.connection.execute(asked).fetchall()[0][0]

    def take_batch(self) -> None:
        """Take in the findings of ``differing``, the pages of a batch that changed, and let go of what they were."""
        which = "page_id IN (SELECT page_id FROM differing)"
        self._take_out(which)
        self._take_in("staged_main_findings", which)

    def finish(self) -> None:
        """Find the pairs of what was taken in, and of what was never compared, with all there is."""
        self._take_out("page_id NOT IN (SELECT page_id FROM main.pages)")
        # Only in a file of before there was this comparison.
        self._take_in("main.findings", "page_id NOT IN (SELECT page_id FROM ops.repeated_texts)")
        if self._next == self._first:
            return
        # To find out which others share a key pays only where few do.
        few = (self._next - self._first) * _FEW < self._first
        self.connection.execute(_MARK.format(which=_SHARING.format(first=self._first) if few else "true"))
        self.connection.execute(_NONE_MET)
        met = 0
        for first in range(self._first, self._next, _AT_ONCE):
            last = min(first + _AT_ONCE, self._next) - 1
            met += self.connection.execute(_MEET, {"first": first, "last": last}).fetchall()[0][0]
            if met >= _MANY or last == self._next - 1:
                self.connection.execute(_COMPARE)
                self.connection.execute(_NONE_MET)
                met = 0

    def _take_out(self, which: str) -> None:
        """Remove findings, where there are any."""
        self.connection.execute(_OUTDATED.format(which=which))
        if self.connection.execute("SELECT EXISTS (FROM incomparable)").fetchall()[0][0]:
            self.connection.execute(_TAKE_OUT)

    def _take_in(self, findings: str, which: str) -> None:
        """Take findings apart, some at a time, and put their words and keys among the others."""
        self.connection.execute(_NOTED.format(findings=findings, which=which))
        noted = self.connection.execute("SELECT count(*) FROM noted").fetchall()[0][0]
        for row in range(0, noted, _AT_ONCE):
            texts = self.connection.sql(_TEXTS, params=[self._next, row, row + _AT_ONCE]).pl()
            words, keys = fingerprints(self.connection, texts)
            self.connection.register("words", words)
            self.connection.register("keys", keys)
            self.connection.execute(_PUT_IN, [self._next])
            self.connection.unregister("words")
            self.connection.unregister("keys")
        self._next += noted


_OUTDATED = "CREATE OR REPLACE TEMP TABLE incomparable AS SELECT text_id FROM ops.repeated_texts WHERE {which}"
_NOTED = """
    CREATE OR REPLACE TEMP TABLE noted AS
    SELECT page_id, position, service, force, round, kind LIKE '% practice' AS practice, text
    FROM {findings} WHERE {which}
"""
_TAKE_OUT = """
    DELETE FROM ops.repeated_pairs
    WHERE text_id IN (SELECT text_id FROM incomparable) OR other_id IN (SELECT text_id FROM incomparable);
    DELETE FROM ops.repeated_keys WHERE text_id IN (SELECT text_id FROM incomparable);
    DELETE FROM ops.repeated_texts WHERE text_id IN (SELECT text_id FROM incomparable);
"""


_TEXTS = "SELECT ? + rowid AS text_id, text FROM noted WHERE rowid >= ? AND rowid < ?"
_PUT_IN = """
    INSERT INTO ops.repeated_keys FROM keys;

    INSERT INTO ops.repeated_texts
    SELECT words.text_id, noted.* EXCLUDE (text), words.words
    FROM words JOIN noted ON noted.rowid + ? = words.text_id
    ORDER BY words.text_id
"""
# Every word sets one bit of a number. Words that two texts share set the same bits: from how many bits they have in
# common, and how many words of each set a bit that was set already, follows how many words they share at most.
# All else that tells which findings are compared is put into two numbers, so that the marks of all fit in memory.
_MARK = """
    CREATE OR REPLACE TEMP TABLE homes AS
    SELECT
        *, row_number() OVER ()::INTEGER AS home, dense_rank() OVER (ORDER BY service, practice)::INTEGER AS kind
    FROM (SELECT DISTINCT service, practice, force, round FROM ops.repeated_texts);

    CREATE OR REPLACE TEMP TABLE marked AS
    SELECT
        text_id, kind, home,
        list_bit_or(list_transform(words, lambda word: 1::HUGEINT << (hash(word) % 127)::HUGEINT)) AS bits,
        len(words)::INTEGER AS length, (length - bit_count(bits))::INTEGER AS twice
    FROM ops.repeated_texts AS texts
    JOIN homes
        ON homes.service = texts.service AND homes.practice = texts.practice
        AND homes.force IS NOT DISTINCT FROM texts.force AND homes.round IS NOT DISTINCT FROM texts.round
    WHERE len(words) > 0 AND {which}
"""
_NONE_MET = "CREATE OR REPLACE TEMP TABLE candidates (text_id INTEGER, other_id INTEGER)"
_SHARING = """
    text_id IN (
        SELECT text_id FROM ops.repeated_keys
        WHERE "key" IN (SELECT "key" FROM ops.repeated_keys WHERE text_id >= {first})
    )
"""
_MEET = f"""
    INSERT INTO candidates
    WITH new AS (
        SELECT "key", marked.* FROM ops.repeated_keys AS keys JOIN marked USING (text_id)
        WHERE keys.text_id BETWEEN $first AND $last
    )
    -- New findings have the greater numbers: a pair of two new ones is met once.
    SELECT DISTINCT one.text_id, new.text_id
    FROM ops.repeated_keys AS known
    JOIN marked AS one USING (text_id)
    JOIN new ON new."key" = known."key" AND known.text_id < new.text_id
    -- As one condition: by equal kinds alone, all findings of one would be joined with all others.
    WHERE CASE
        WHEN (bit_count(one.bits & new.bits) + least(one.twice, new.twice)) * {_OF_ALL}
            < {_SHARED_OF_ALL} * (one.length + new.length) THEN false
        ELSE one.kind = new.kind AND one.home <> new.home
    END
"""  # noqa: S608 - our own numbers
_COMPARE = f"""
    INSERT INTO ops.repeated_pairs
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
