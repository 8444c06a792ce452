"""Keep the index of words that search rests on: texts of changed pages are taken out and put in again, no others.

That goes on in a thread and on a connection of its own, beside whatever else a merge does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import duckdb

from warehouse.views import identifier, text_literal

if TYPE_CHECKING:
    import polars as pl

_AT_ONCE = 200_000
"""Words on the pages that are taken apart at once: those of all pages would fill the memory."""
_RUN = 500_000
"""Places that are put in order together: a search looks into one small part of each such run."""
_TEXT_BITS = 32
"""A place is one number, of a word and then of a text, so that sorting and counting them costs next to nothing."""
_OUTDATED = "CREATE OR REPLACE TEMP TABLE outdated AS SELECT text_id FROM ops.search_texts WHERE {which}"
_UNINDEXED = """
    CREATE OR REPLACE TEMP TABLE unindexed AS
    SELECT page_id, sum(coalesce(words, 0)) OVER (ORDER BY page_id) // {at_once} AS part FROM {pages} WHERE {which}
"""
_TAKE_OUT = """
    UPDATE ops.search_words AS words SET texts = words.texts - gone.texts
    FROM (
        SELECT word_id, count(*)::INTEGER AS texts FROM ops.search_places SEMI JOIN outdated USING (text_id)
        GROUP BY word_id
    ) AS gone
    WHERE gone.word_id = words.word_id;

    DELETE FROM ops.search_places WHERE text_id IN (SELECT text_id FROM outdated);
    DELETE FROM ops.search_texts WHERE text_id IN (SELECT text_id FROM outdated);
"""
_TEXTS = """
    WITH mine AS (SELECT page_id FROM unindexed WHERE part = ?)
    SELECT page_id, position, concat_ws(' ', heading, text) AS said FROM {prefix}sections SEMI JOIN mine USING (page_id)
    UNION ALL
    SELECT page_id, position, concat_ws(' ', text, detail) FROM {prefix}findings SEMI JOIN mine USING (page_id)
    ORDER BY page_id, position
"""
_SPELL = """
    CREATE OR REPLACE TEMP TABLE spelled AS SELECT number, ops.words_in(piece) AS spellings FROM incoming;

    CREATE OR REPLACE TEMP TABLE forms AS
    SELECT number, unnest(ops.words_to_find(spelling)) AS word
    FROM (SELECT number, unnest(spellings) AS spelling FROM spelled);

    INSERT INTO ops.search_words
    SELECT last_id + row_number() OVER (ORDER BY word), word, 0
    FROM (SELECT DISTINCT word FROM forms ANTI JOIN ops.search_words USING (word))
    CROSS JOIN (SELECT coalesce(max(word_id), 0) AS last_id FROM ops.search_words);

    -- A piece of several words has a row for each, of which the first tells how many there are.
    SELECT
        spelled.number, words.word_id::BIGINT AS word_id,
        CASE
            WHEN row_number() OVER (PARTITION BY spelled.number ORDER BY words.word_id) = 1 THEN len(spelled.spellings)
            ELSE 0
        END AS length
    FROM spelled
    LEFT JOIN forms USING (number)
    LEFT JOIN ops.search_words AS words USING (word)
"""
_PUT_IN = f"""
    INSERT INTO ops.search_places
    SELECT (place >> {_TEXT_BITS})::INTEGER, (place & {2**_TEXT_BITS - 1})::INTEGER, times::INTEGER FROM incoming;

    UPDATE ops.search_words AS words SET texts = words.texts + new.texts
    FROM (SELECT place >> {_TEXT_BITS} AS word_id, count(*)::INTEGER AS texts FROM incoming GROUP BY ALL) AS new
    WHERE new.word_id = words.word_id;
"""  # noqa: S608 - our own number
# Into another table, since a table of which every row is taken out holds all of that in memory.
_LAY_OUT_ANEW = """
    CREATE TABLE ops.laid_out AS FROM ops.search_places ORDER BY word_id, text_id;
    DROP TABLE ops.search_places;
    ALTER TABLE ops.laid_out RENAME TO search_places;
    UPDATE ops.search_texts SET settled = true;
"""
_COMMENTS = """
    SELECT 'TABLE', table_name, comment FROM duckdb_tables()
    WHERE database_name = current_database() AND schema_name = 'ops' AND table_name = 'search_places'
    UNION ALL
    SELECT 'COLUMN', concat_ws('.', table_name, column_name), comment FROM duckdb_columns()
    WHERE database_name = current_database() AND schema_name = 'ops' AND table_name = 'search_places'
"""
# A search reads only the part of the index where its words lie, as long as most of it is in the order of words.
_UNSETTLED = "SELECT count(*) FILTER (WHERE NOT settled) * 4 > count(*) FROM ops.search_texts"


def _texts(connection: duckdb.DuckDBPyConnection, prefix: str, which: str) -> Iterator[pl.DataFrame]:
    """Give the texts of some pages, which are in the tables of that prefix: ``page_id``, ``position``, ``said``."""
    connection.execute(_UNINDEXED.format(pages=f"{prefix}pages", which=which, at_once=_AT_ONCE))
    for (part,) in connection.execute("SELECT DISTINCT part FROM unindexed ORDER BY part").fetchall():
        yield connection.execute(_TEXTS.format(prefix=prefix), [part]).pl()


@contextmanager
def indexing(connection: duckdb.DuckDBPyConnection) -> Iterator[Index]:
    """Keep the index for the length of a merge; on leaving, nothing goes on any more."""
    catalogue = connection.execute("SELECT current_database()").fetchall()[0][0]
    # In this order: a thread that still works on a connection when that is closed ends the whole process.
    with connection.cursor() as own, ThreadPoolExecutor(max_workers=1) as thread:
        own.execute(f"USE {identifier(catalogue)}")
        yield Index(connection, own, thread)


@dataclass(slots=True)
class Index:
    """The index, while a merge goes on.

    Texts are put into it many at a time, in the order of words; what stands between two spaces is looked at once in
    all of them.
    """

    connection: duckdb.DuckDBPyConnection
    """That of the merge, from which the texts come."""
    _own: duckdb.DuckDBPyConnection
    _thread: ThreadPoolExecutor
    _under_way: Future[None] | None = None
    _last_id: int = field(init=False)
    _was_empty: bool = field(init=False)
    _places: int = 0
    _texts: list[pl.DataFrame] = field(default_factory=list)
    _placed: list[pl.DataFrame] = field(default_factory=list)
    _pieces: list[pl.Series] = field(default_factory=list)
    """Held, since the numbers of pieces are good only as long as anybody holds them."""
    _known: list[pl.DataFrame] = field(default_factory=list)
    """Columns ``number`` of a piece, ``word_id`` of each word in it, and ``length`` in words."""

    def __post_init__(self) -> None:
        held = "SELECT coalesce(max(text_id), 0), count(*) = 0 FROM ops.search_texts"
        self._last_id, self._was_empty = self._own.execute(held).fetchall()[0]

    def take_batch(self) -> None:
        """Take up ``differing``, the pages of a batch that changed, from its staged rows."""
        which = "page_id IN (SELECT page_id FROM differing)"
        pages = self.connection.execute("SELECT page_id FROM differing").pl()
        texts = list(_texts(self.connection, "staged_main_", which))
        self._wait()  # so that the texts of two batches are in memory at most
        self._under_way = self._thread.submit(self._replace, pages, texts)

    def finish(self) -> None:
        """Wait until all that was taken up is in the index, and take up what else is not.

        That is so only in a file of before there was one.
        """
        self._wait()
        self._take_out("page_id NOT IN (SELECT page_id FROM main.pages)")
        self._write(settled=self._was_empty)
        for texts in _texts(self._own, "main.", "page_id NOT IN (SELECT page_id FROM ops.search_texts)"):
            self._add(texts)
        self._write(settled=self._was_empty)
        self._own.execute("DELETE FROM ops.search_words WHERE texts = 0")
        if self._own.execute(_UNSETTLED).fetchall()[0][0]:
            self._lay_out_anew()

    def _lay_out_anew(self) -> None:
        """Put all of the index in the order of words, in a table that is described as before."""
        comments = self._own.execute(_COMMENTS).fetchall()
        self._own.execute(_LAY_OUT_ANEW)
        for kind, what, words in comments:
            self._own.execute(f"COMMENT ON {kind} ops.{what} IS {text_literal(words) if words else 'NULL'}")

    def _wait(self) -> None:
        """Wait for the thread, and raise what went wrong in it."""
        if self._under_way:
            self._under_way.result()

    def _replace(self, pages: pl.DataFrame, texts: Sequence[pl.DataFrame]) -> None:
        """Take the texts of pages out of the index, and others in."""
        self._own.register("replaced", pages)
        self._take_out("page_id IN (SELECT page_id FROM replaced)")
        self._own.unregister("replaced")
        for part in texts:
            self._add(part)

    def _take_out(self, which: str) -> None:
        """Remove texts from the index."""
        self._own.execute(_OUTDATED.format(which=which))
        if self._own.execute("SELECT EXISTS (FROM outdated)").fetchall()[0][0]:
            self._own.execute(_TAKE_OUT)

    def _add(self, texts: pl.DataFrame) -> None:
        """Take some texts apart: columns ``page_id``, ``position``, ``said``."""
        import polars as pl

        texts = texts.with_row_index("text_id", self._last_id + 1)
        self._last_id += texts.height
        pieces = texts.select("text_id", pl.col("said").str.split(" ").alias("piece")).explode("piece")
        pieces = pieces.with_columns(pl.col("piece").cast(pl.Categorical))
        numbered = pieces.select("text_id", number=pl.col("piece").to_physical())
        self._spell(pieces["piece"].unique())
        told = numbered.join(pl.concat(self._known), on="number")
        lengths = told.group_by("text_id").agg(pl.col("length").sum())
        self._texts.append(texts.drop("said").join(lengths, on="text_id", how="left"))
        place = told.drop_nulls("word_id").select(pl.col("word_id") * 2**_TEXT_BITS + pl.col("text_id"))
        placed = place.to_series().sort().rle().struct.unnest().select(place="value", times="len")
        self._placed.append(placed)
        self._places += placed.height
        if self._places >= _RUN:
            self._write(settled=True)

    def _spell(self, pieces: pl.Series) -> None:
        """Find the words of pieces that are not known yet."""
        import polars as pl

        new = pl.DataFrame({"number": pieces.to_physical(), "piece": pieces.cast(pl.String)})
        if self._known:
            new = new.join(pl.concat(self._known), on="number", how="anti")
        self._pieces.append(pieces)
        self._own.register("incoming", new)
        self._known.append(self._own.execute(_SPELL).pl())
        self._own.unregister("incoming")

    def _write(self, *, settled: bool) -> None:
        """Put what was taken apart into the index, in the order of words, and begin anew."""
        if self._placed:
            import polars as pl

            self._own.register("incoming", pl.concat(self._placed).sort("place"))
            self._own.execute(_PUT_IN)
            self._own.register("incoming", pl.concat(self._texts).with_columns(settled=pl.lit(settled)))
            self._own.execute("INSERT INTO ops.search_texts BY NAME FROM incoming")
            self._own.unregister("incoming")
        self._texts, self._placed, self._pieces, self._known, self._places = [], [], [], [], 0
