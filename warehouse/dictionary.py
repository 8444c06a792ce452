"""Give the data dictionary of a warehouse, from the comments in the file itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.connect import asking

SCHEMAS = ("main", "history", "ops")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its type in DuckDB's words, and what it says."""

    name: str
    type: str
    says: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One table or view, with what there is one row for."""

    schema: str
    name: str
    kind: str
    """``table`` or ``view``."""
    says: str
    columns: tuple[Column, ...]

    @property
    def called(self) -> str:
        """Give its name as people write it in a query."""
        return self.name if self.schema == "main" else f"{self.schema}.{self.name}"


def dictionary(path: Path) -> tuple[Entry, ...]:
    """Describe every table and view of a warehouse: those of ``main`` first, tables before views.

    Raises:
        PeelError: there is no warehouse, or it cannot be read.

    """
    with asking(path) as connection:
        return entries(connection)


def entries(connection: duckdb.DuckDBPyConnection) -> tuple[Entry, ...]:
    """Describe every table and view of an open warehouse, in the same order."""
    described = connection.execute(
        """
        SELECT schema_name, table_name, 'table', coalesce(comment, '') FROM duckdb_tables() WHERE NOT internal
        UNION ALL
        SELECT schema_name, view_name, 'view', coalesce(comment, '') FROM duckdb_views() WHERE NOT internal
        """
    ).fetchall()
    columns = connection.execute(
        "SELECT schema_name, table_name, column_name, data_type, coalesce(comment, '') FROM duckdb_columns() "
        "WHERE NOT internal ORDER BY column_index"
    ).fetchall()
    inside: dict[tuple[str, str], list[Column]] = {}
    for schema, table, *words in columns:
        inside.setdefault((schema, table), []).append(Column(*words))
    found = [
        Entry(schema, name, kind, says, tuple(inside.get((schema, name), ())))
        for schema, name, kind, says in described
        if schema in SCHEMAS
    ]
    return tuple(sorted(found, key=lambda entry: (SCHEMAS.index(entry.schema), entry.kind, entry.name)))


def in_markdown(described: Sequence[Entry]) -> Iterator[str]:
    """Write a dictionary in Markdown, a line at a time."""
    yield "# Data dictionary"
    for entry in described:
        yield from (
            "",
            f"## `{entry.called}` ({entry.kind})",
            "",
            entry.says,
            "",
            "| column | type | says |",
            "|---|---|---|",
        )
        for column in entry.columns:
            says = column.says.replace("|", "\\|")
            yield f"| `{column.name}` | {column.type} | {says} |"
