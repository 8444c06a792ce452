"""All tables by name: the shape of each, what it holds, what there is one row for, and what each column says.

The descriptions become the comments of the warehouse and its dictionary, so every column is described once, here.
"""

import inspect
from dataclasses import dataclass
from functools import lru_cache

import polars as pl
from pandera.polars import DataFrameModel

from schemas.ops_tables import Captures, Loads, Refusals, Rejects
from schemas.page_tables import Findings, Judgments, Pages, Sections
from schemas.reference_tables import Comparability, Forces, Questions, Rounds, Themes

TABLES: dict[str, type[DataFrameModel]] = {
    "forces": Forces,
    "rounds": Rounds,
    "questions": Questions,
    "themes": Themes,
    "comparability": Comparability,
    "pages": Pages,
    "sections": Sections,
    "judgments": Judgments,
    "findings": Findings,
    "captures": Captures,
    "refusals": Refusals,
    "rejects": Rejects,
    "loads": Loads,
}


@dataclass(frozen=True, slots=True)
class Described:
    """What a table is, in words."""

    says: str
    grain: str
    columns: dict[str, str]
    """Description of each column, in column order."""


@lru_cache(maxsize=32)
def described(table: str) -> Described:
    """Say what a table holds, what there is one row for, and what each column says."""
    schema = TABLES[table].to_schema()
    columns = {name: str(item.description) for name, item in schema.columns.items()}
    return Described(inspect.cleandoc(TABLES[table].__doc__ or ""), str(schema.title), columns)


@lru_cache(maxsize=32)
def shape(table: str) -> pl.Schema:
    """Give a table's columns, in order, with their polars types."""
    return pl.Schema({name: item.dtype.type for name, item in TABLES[table].to_schema().columns.items()})


def empty_frame(table: str) -> pl.DataFrame:
    """Give a table's frame without any row."""
    return pl.DataFrame(schema=shape(table))
