"""Look into the file that a new one is to replace, where it can be read, to say what differs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse.migrate import migrations
from warehouse.views import text_literal

_ALIAS = "former"


@contextmanager
def compared_with(connection: duckdb.DuckDBPyConnection, former: Path | None) -> Iterator[str]:
    """Attach a former file and give the prefix of its tables; an empty one where there is nothing to compare with.

    A file that is damaged or of older tables is no reason to stop: it is being replaced.
    """
    prefix = _attached(connection, former) if former is not None and former.exists() else ""
    try:
        yield prefix
    finally:
        if prefix:
            connection.execute(f"DETACH {_ALIAS}")


def _attached(connection: duckdb.DuckDBPyConnection, former: Path) -> str:
    """Attach a file if it has the tables that this program knows."""
    try:
        connection.execute(f"ATTACH {text_literal(str(former.absolute()))} AS {_ALIAS} (READ_ONLY)")
    except duckdb.Error:
        return ""
    try:
        step = connection.execute(f"SELECT max(number) FROM {_ALIAS}.ops.migrations").fetchall()[0][0]  # noqa: S608
        # Reads every column that will be compared, so that damage shows here and not in the middle.
        connection.execute(f"SELECT count(DISTINCT question_id) FROM {_ALIAS}.main.grades").fetchall()  # noqa: S608
    except duckdb.Error:
        step = None
    if step != migrations()[-1].number:
        connection.execute(f"DETACH {_ALIAS}")
        return ""
    return f"{_ALIAS}."
