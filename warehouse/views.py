"""Make the views and macros again from their SQL files, with a column of the grade matrix for each theme."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

import duckdb

VIEWS = (
    "grades",
    "theme_grades",
    "grade_matrix",
    "force_scores",
    "grade_counts",
    "grade_changes",
    "page_history",
    "revisions",
    "texts",
    "word_scores",
    "repeated_findings",
)
"""In the order in which they rest on each other."""

MACROS = ("search", "repeated")
"""Files of macros, in the order in which they rest on each other."""


def create_views(connection: duckdb.DuckDBPyConnection, themes: Sequence[str]) -> None:
    """Make all views and macros, replacing former ones.

    ``themes`` become columns of ``grade_matrix``, in their order.

    Raises:
        ValueError: two themes would share a column's name.

    """
    statements = [*(view_sql(view, tuple(themes)) for view in VIEWS), *(macro_sql(file) for file in MACROS)]
    connection.execute(f"BEGIN; {' '.join(statements)} COMMIT")


@lru_cache(maxsize=32)
def view_sql(view: str, themes: tuple[str, ...]) -> str:
    """Give the statements that make and describe one view."""
    columns = [column_name(theme) for theme in themes]
    if len(set(columns) | {"service", "force", "round"}) != len(columns) + 3:
        raise ValueError(f"Themes must have names of their own as columns: {columns}")
    named = [(text_literal(theme), identifier(column)) for theme, column in zip(themes, columns, strict=True)]
    return _rendered(f"views/{view}.sql", themes=named, today=_text("views/parts/today.sql"))


@lru_cache(maxsize=8)
def macro_sql(file: str) -> str:
    """Give the statements of a file of macros."""
    return _rendered(f"macros/{file}.sql", generic=_text("macros/generic_words.txt").split())


def _rendered(file: str, **given: object) -> str:
    """Fill in a template of SQL."""
    from jinja2 import Environment, StrictUndefined

    # What is made here is SQL from names in our own data, each quoted for SQL; HTML's escapes would spoil it.
    environment = Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701
    environment.filters["quoted"] = text_literal
    return environment.from_string(_text(file)).render(given)


def _text(file: str) -> str:
    """Read one of the package's own files."""
    return resources.files("warehouse").joinpath(file).read_text("utf-8")


def column_name(theme: str) -> str:
    """Turn a theme into the name of its column: ``Serious organised crime`` is ``serious_organised_crime``."""
    return re.sub(r"[^a-z0-9]+", "_", theme.casefold()).strip("_")


def identifier(name: str) -> str:
    """Quote a name for SQL."""
    return '"' + name.replace('"', '""') + '"'


def text_literal(text: str) -> str:
    """Quote a text for SQL."""
    return "'" + text.replace("'", "''") + "'"
