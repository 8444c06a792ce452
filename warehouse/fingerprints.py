"""Take findings apart into the words that tell what they are about, and give each the keys that those alike share.

Two texts share a key the likelier, the more alike they are: it is made of the least hashes of their words, three to a
key. All of it depends on the one text alone.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    import polars as pl

_KEYS = 40
"""Of pairs at the limit, 98 in 100 share a key; of those with a tenth of their words in common, 4."""
_FACTORS = (1_000_003, 10_007, 101)
"""What the hashes that a key is made of are multiplied with."""
_PRIME = 2_147_483_647
_TEXT_BITS = 32
"""A word of a text is one number, of the text and then of the word, so that sorting them costs next to nothing."""


def fingerprints(connection: duckdb.DuckDBPyConnection, texts: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give the words of findings (columns ``text_id``, ``words``) and their keys (``key``, ``text_id``), in this order.

    ``texts`` has the columns ``text_id`` and ``text``; one without a telling word has no words, and no key.
    """
    import polars as pl

    # No word reaches over a space, so what stands between two is looked at once for all the findings that hold it.
    pieces = texts.select("text_id", piece=pl.col("text").str.split(" ")).explode("piece")
    telling, words = _telling(connection, pieces.select("piece").unique())
    placed = pieces.join(telling, on="piece").select(pl.col("text_id") * 2**_TEXT_BITS + pl.col("place"))
    numbers = placed.to_series().unique().sort()
    told = pl.DataFrame({"text_id": numbers // 2**_TEXT_BITS, "place": numbers % 2**_TEXT_BITS})
    starts = told.group_by("text_id", maintain_order=True).len()
    spelled = _listed(words["word"].gather(told["place"]), starts["len"])
    said = texts.select("text_id").join(starts.select("text_id", words=spelled), on="text_id", how="left")
    return said.with_columns(pl.col("words").fill_null([])), _keys(words["number"], told["place"], starts)


def _telling(connection: duckdb.DuckDBPyConnection, pieces: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Find the telling words of pieces: their place among all words by the alphabet, and these with a number each."""
    connection.register("incoming", pieces)
    found = connection.sql("SELECT piece, unnest(ops.telling_words(piece)) AS word FROM incoming").pl()
    connection.register("incoming", found.select("word").unique())
    words = connection.sql(
        "SELECT row_number() OVER (ORDER BY word) - 1 AS place, word, "  # noqa: S608 - our own number
        f"(md5_number_lower(word) % {_PRIME})::BIGINT AS number FROM incoming ORDER BY place"
    ).pl()
    connection.unregister("incoming")
    return found.join(words, on="word").select("piece", "place"), words


def _keys(numbers: pl.Series, places: pl.Series, texts: pl.DataFrame) -> pl.DataFrame:
    """Hash words into keys: each word is hashed once for all texts that hold it."""
    import polars as pl

    def least(key: int, part: int) -> pl.Series:
        hashed = (numbers * _number(f"{key} {part} a") + _number(f"{key} {part} b")) % _PRIME
        return _listed(hashed.gather(places), texts["len"]).list.min() * _FACTORS[part]

    def keyed(key: int) -> pl.DataFrame:
        made = (least(key, 0) + least(key, 1) + least(key, 2) + key) % _PRIME
        return pl.DataFrame({"key": made.cast(pl.Int32), "text_id": texts["text_id"].cast(pl.Int32)})

    return pl.concat(map(keyed, range(_KEYS))).sort("key", "text_id")


def _listed(values: pl.Series, lengths: pl.Series) -> pl.Series:
    """Cut values that follow each other into lists of some lengths."""
    import polars as pl
    import pyarrow as pa

    ends = pl.concat([pl.Series([0]), lengths.cast(pl.Int64).cum_sum()])
    return pl.Series(pl.from_arrow(pa.LargeListArray.from_arrays(ends.to_arrow(), values.to_arrow())))


@lru_cache(maxsize=256)
def _number(name: str) -> int:
    """Give a number below the prime that looks like chance and is always the same."""
    return 1 + int.from_bytes(sha256(name.encode()).digest()[:8], "big") % (_PRIME - 1)
