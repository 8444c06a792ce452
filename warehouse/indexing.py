"""Keep the index of words that search rests on: texts of changed pages are taken out and put in again, no others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    import polars as pl

_AT_ONCE = 400_000
"""Words on the pages that are taken apart at once: those of all pages would fill the memory."""
_RUN = 1_000_000
"""Places that are put in order together: a search looks into one small part of each such run."""
_TEXT_BITS = 32
"""A place is one number, of a word and then of a text, so that sorting and counting them costs next to nothing."""
_NO_BATCH = -1
_CHANGED = f"""
    CREATE OR REPLACE TEMP TABLE outdated AS
    SELECT text_id FROM ops.search_texts
    WHERE page_id IN (SELECT page_id FROM differing) OR page_id NOT IN (SELECT page_id FROM main.pages);

    CREATE OR REPLACE TEMP TABLE unindexed AS
    SELECT batch, sum(words) OVER (PARTITION BY batch ORDER BY page_id) // {_AT_ONCE} AS part, page_id
    FROM staged_main_pages SEMI JOIN differing USING (page_id)
    UNION ALL
    -- Pages that are not staged come in only from a file of before there was an index.
    SELECT {_NO_BATCH}, sum(words) OVER (ORDER BY page_id) // {_AT_ONCE}, page_id
    FROM main.pages
    WHERE page_id NOT IN (SELECT page_id FROM differing) AND page_id NOT IN (SELECT page_id FROM ops.search_texts);
"""  # noqa: S608 - our own number
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
    WITH mine AS (SELECT page_id FROM unindexed WHERE batch = $batch AND part = $part)
    SELECT page_id, position, concat_ws(' ', heading, text) AS said
    FROM {sections} SEMI JOIN mine USING (page_id) {only}
    UNION ALL
    SELECT page_id, position, concat_ws(' ', text, detail) FROM {findings} SEMI JOIN mine USING (page_id) {only}
    ORDER BY page_id, position
"""
_STAGED = _TEXTS.format(sections="staged_main_sections", findings="staged_main_findings", only="WHERE batch = $batch")
_LOADED = _TEXTS.format(sections="main.sections", findings="main.findings", only="")
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
_LAY_OUT_ANEW = """
    CREATE OR REPLACE TEMP TABLE settled AS FROM ops.search_places;
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
    outdated = connection.execute("SELECT EXISTS (FROM outdated)").fetchall()[0][0]
    parts = connection.execute("SELECT DISTINCT batch, part FROM unindexed ORDER BY ALL").fetchall()
    if not (outdated or parts):
        return
    connection.execute(_TAKE_OUT)
    held = "SELECT coalesce(max(text_id), 0), count(*) = 0 FROM ops.search_texts"
    last_id, empty = connection.execute(held).fetchall()[0]
    run = _Run(connection, last_id)
    for batch, part in parts:
        run.add(connection.execute(_LOADED if batch == _NO_BATCH else _STAGED, {"batch": batch, "part": part}).pl())
        if run.places >= _RUN:
            run.write(settled=True)
    run.write(settled=empty)
    connection.execute("DELETE FROM ops.search_words WHERE texts = 0")
    if connection.execute(_UNSETTLED).fetchall()[0][0]:
        connection.execute(_LAY_OUT_ANEW)


@dataclass(slots=True)
class _Run:
    """Texts that are put into the index together; what stands between two spaces is looked at once in all of them."""

    connection: duckdb.DuckDBPyConnection
    last_id: int
    places: int = 0
    _texts: list[pl.DataFrame] = field(default_factory=list)
    _placed: list[pl.DataFrame] = field(default_factory=list)
    _pieces: list[pl.Series] = field(default_factory=list)
    """Held, since the numbers of pieces are good only as long as anybody holds them."""
    _known: list[pl.DataFrame] = field(default_factory=list)
    """Columns ``number`` of a piece, ``word_id`` of each word in it, and ``length`` in words."""

    def add(self, texts: pl.DataFrame) -> None:
        """Take some texts apart: columns ``page_id``, ``position``, ``said``."""
        import polars as pl

        texts = texts.with_row_index("text_id", self.last_id + 1)
        self.last_id += texts.height
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
        self.places += placed.height

    def _spell(self, pieces: pl.Series) -> None:
        """Find the words of pieces that are not known yet."""
        import polars as pl

        new = pl.DataFrame({"number": pieces.to_physical(), "piece": pieces.cast(pl.String)})
        if self._known:
            new = new.join(pl.concat(self._known), on="number", how="anti")
        self._pieces.append(pieces)
        self.connection.register("incoming", new)
        self._known.append(self.connection.execute(_SPELL).pl())
        self.connection.unregister("incoming")

    def write(self, *, settled: bool) -> None:
        """Put what was taken apart into the index, in the order of words, and begin anew."""
        import polars as pl

        if self._placed:
            self.connection.register("incoming", pl.concat(self._placed).sort("place"))
            self.connection.execute(_PUT_IN)
            self.connection.register("incoming", pl.concat(self._texts).with_columns(settled=pl.lit(settled)))
            self.connection.execute("INSERT INTO ops.search_texts BY NAME FROM incoming")
            self.connection.unregister("incoming")
        self._texts, self._placed, self._pieces, self._known, self.places = [], [], [], [], 0
