"""The kinds of column and law that the tables share: a type's limits, its description, and what a row must keep to."""

from datetime import date
from typing import Any

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

SHA256 = r"^[0-9a-f]{64}$"
PAGE_ID = r"^[a-z0-9][a-z0-9_/-]*$"
SITE_URL = r"^https://hmicfrs\.justiceinspectorates\.gov\.uk/"
_FIRST_DAY = date(2013, 1, 1)


class Strict:
    """How every table is checked: exactly its columns, exactly their types, nothing converted on the way."""

    strict = True
    coerce = False


def text(
    description: str, *, null: bool = False, one_of: tuple[str, ...] | None = None, like: str | None = None
) -> Any:
    """Describe a column of text; by default it must be given, and not be empty."""
    if one_of is not None:
        return pa.Field(nullable=null, isin=list(one_of), description=description)
    if like is not None:
        return pa.Field(nullable=null, str_matches=like, description=description)
    return pa.Field(nullable=null, str_length={"min_value": 1}, description=description)


def any_text(description: str) -> Any:
    """Describe a column of text that must be given and may be empty."""
    return pa.Field(nullable=False, description=description)


def number(description: str, *, null: bool = False, least: int = 0, most: float | None = None) -> Any:
    """Describe a column of numbers that are at least so much."""
    if most is None:
        return pa.Field(nullable=null, ge=least, description=description)
    return pa.Field(nullable=null, in_range={"min_value": least, "max_value": most}, description=description)


def day(description: str) -> Any:
    """Describe a column of dates that may be missing; a date before there were inspections of this kind was misread."""
    return pa.Field(nullable=True, ge=_FIRST_DAY, description=description)


def given(description: str, *, null: bool = False) -> Any:
    """Describe a column of any other type."""
    return pa.Field(nullable=null, description=description)


def law(broken: str, holds: pl.Expr) -> Any:
    """Make a law of a table: an expression that is true of each good row, and what is wrong with one that breaks it."""

    def check(_model: type, data: PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(holds)

    return pa.dataframe_check(check, error=broken)
