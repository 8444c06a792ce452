"""The five tables of facts as frames, read from the CSVs beside this file and checked like everything else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import lru_cache

import polars as pl

from schemas import vocabulary
from schemas.sieve import sieve
from schemas.tables import shape

_BOOLEANS = {"true": True, "false": False, "": None}


def forces() -> pl.DataFrame:
    """Give the forces, as the table ``forces`` has them."""
    return _checked("forces", map(asdict, vocabulary.forces().values()))


def rounds() -> pl.DataFrame:
    """Give the rounds, as the table ``rounds`` has them."""
    return _checked("rounds", map(asdict, vocabulary.rounds().values()))


def questions() -> pl.DataFrame:
    """Give the questions of all rounds, as the table ``questions`` has them."""
    return _checked("questions", (asdict(item) for key in vocabulary.rounds() for item in vocabulary.questions(*key)))


@lru_cache(maxsize=1)
def themes() -> pl.DataFrame:
    """Give the themes of the questions, as the table ``themes`` has them."""
    return _checked("themes", _lines("themes.csv"))


def comparability() -> pl.DataFrame:
    """Give what is said on comparing rounds, as the table ``comparability`` has it."""
    return _checked("comparability", _lines("comparability.csv"))


def _lines(name: str) -> Iterable[Mapping[str, object]]:
    """Read a CSV's lines, empty for null, and true and false as what they say."""
    for line in vocabulary.table(name):
        yield {key: _BOOLEANS[value] if key == "comparable" else value or None for key, value in line.items()}


def _checked(table: str, rows: Iterable[Mapping[str, object]]) -> pl.DataFrame:
    """Make a table's frame of rows, which may say more than the table holds.

    Raises:
        ValueError: a line of a CSV breaks a law of its table; the message says which and why.

    """
    columns = shape(table)
    sifted = sieve(table, pl.DataFrame([{name: row[name] for name in columns} for row in rows], schema=columns))
    if sifted.bad.height:
        first = sifted.bad.row(0, named=True)
        raise ValueError(f"the data of {table} are wrong: {first['reason']}: {first['row']}")
    return sifted.good
