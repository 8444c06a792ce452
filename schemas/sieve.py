"""Separate good rows from bad: each row that breaks a law of its table is set aside whole, with the law and the reason.

A frame that is not of its table's shape is not bad input but a fault of ours, and stops the run.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl
from pandera.config import ValidationDepth, config_context
from pandera.errors import SchemaErrors

from schemas.tables import TABLES, shape

_SHOWN = 80
"""So many characters of a value are enough to recognise it; the whole row is kept beside it."""
_SAYS = {
    "isin": "is not one of the words that are allowed",
    "str_matches": "is not of the form it must have",
    "str_length": "is empty",
    "greater_than_or_equal_to": "is less than it can be",
    "in_range": "is outside the range it can be in",
    "not_nullable": "is missing",
}
"""What is wrong with a value that fails one of pandera's own checks."""
BAD = pl.Schema(dict.fromkeys(("table", "row", "check", "reason", "page"), pl.String))
"""Columns of the rows set aside: those of ``rejects`` but for the run."""


class BrokenFrame(Exception):
    """A frame lacks a column of its table, has one too many, or one of another type."""


@dataclass(frozen=True, slots=True)
class Sifted:
    """A frame's good rows, and a row for each law that a bad row broke."""

    good: pl.DataFrame
    bad: pl.DataFrame
    """Columns ``table``, ``row`` (the whole row as JSON), ``check``, ``reason``, ``page``."""


@dataclass(frozen=True, slots=True)
class _Broken:
    """A law that the row at ``index`` broke; ``column`` is None where it is about the row as a whole."""

    index: int
    column: str | None
    check: str


def sieve(table: str, frame: pl.DataFrame) -> Sifted:
    """Separate a frame's rows by the laws of its table; of duplicates all are set aside: nothing says which is right.

    A validation costs the same few milliseconds for one row as for thousands: give it a batch, not a page.

    Raises:
        BrokenFrame: the frame is not of the table's shape.

    """
    expected = shape(table)
    _must_fit(table, frame, expected)
    frame = frame.select(list(expected))
    broken = list(_broken(table, frame)) if frame.height else []
    if not broken:
        return Sifted(frame, pl.DataFrame(schema=BAD))
    lost = pl.Series([item.index for item in broken], dtype=pl.UInt32)
    good = frame.with_row_index("__row").filter(~pl.col("__row").is_in(lost.implode())).drop("__row")
    return Sifted(good, pl.DataFrame(_set_aside(table, frame, broken), schema=BAD, orient="row"))


def _must_fit(table: str, frame: pl.DataFrame, expected: pl.Schema) -> None:
    """Refuse a frame of another shape than its table's; the order of its columns does not matter."""
    faults = [f"lacks {name}" for name in expected if name not in frame.columns]
    faults += [f"has {name}, which is no column of it" for name in frame.columns if name not in expected]
    faults += [
        f"has {name} as {frame.schema[name]}, not {dtype}"
        for name, dtype in expected.items()
        if name in frame.columns and frame.schema[name] != dtype
    ]
    if faults:
        raise BrokenFrame(f"the frame for {table} " + "; ".join(faults))


def _broken(table: str, frame: pl.DataFrame) -> Iterator[_Broken]:
    """Ask pandera which rows break which laws.

    Raises:
        BrokenFrame: pandera found a fault that is no row's.

    """
    try:
        # Whatever the environment tells pandera, a row is loaded only after all its laws have been asked.
        with config_context(validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA):
            TABLES[table].validate(frame, lazy=True)
    except SchemaErrors as errors:
        for case in errors.failure_cases.iter_rows(named=True):
            if case["index"] is None:
                raise BrokenFrame(f"the frame for {table}: {case['check']}: {case['failure_case']}") from errors
            of_row = case["schema_context"] == "DataFrameSchema"
            yield _Broken(case["index"], None if of_row else case["column"], case["check"])


def _set_aside(table: str, frame: pl.DataFrame, broken: Iterable[_Broken]) -> Iterator[tuple[str | None, ...]]:
    """Give a row for each law broken, with the whole row that broke it, in the order of the frame."""
    for item in sorted(broken, key=lambda item: (item.index, item.column or "", item.check)):
        row = frame.row(item.index, named=True)
        check, reason = _worded(item, row)
        yield table, json.dumps(row, default=str, ensure_ascii=False), check, reason, row.get("page_id")


def _worded(item: _Broken, row: dict[str, Any]) -> tuple[str, str]:
    """Name a broken law, and say in words what is wrong."""
    if item.column is None:
        return item.check, f"the row is {item.check}"
    name = item.check.partition("(")[0]
    value = str(row[item.column])
    shown = value if len(value) <= _SHOWN else value[:_SHOWN] + "…"
    says = _SAYS.get(name, f"does not pass {item.check}")
    return f"{item.column} {name}", f"{item.column} {says}" + ("" if row[item.column] is None else f": {shown!r}")
