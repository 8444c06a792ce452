"""Bring a warehouse file to the tables that this program knows, one numbered step after the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib import resources

import duckdb

from schemas.errors import PeelError


class Newer(PeelError):
    """A warehouse has been through steps that this program does not know."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One step; ``sql`` may be several statements, which are applied together or not at all."""

    number: int
    name: str
    sql: str


@lru_cache(maxsize=1)
def migrations() -> tuple[Migration, ...]:
    """Give the steps in order, from the numbered files of ``migrations/``."""
    files = [
        file for file in resources.files("warehouse").joinpath("migrations").iterdir() if file.name.endswith(".sql")
    ]
    named = [(*file.name.removesuffix(".sql").split("_", 1), file.read_text("utf-8")) for file in files]
    return tuple(
        sorted((Migration(int(number), name, sql) for number, name, sql in named), key=lambda step: step.number)
    )


def applied(connection: duckdb.DuckDBPyConnection) -> int:
    """Give the number of the last step that a file has been through; 0 for an empty one."""
    known = "SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'ops' AND table_name = 'migrations'"
    if not connection.execute(known).fetchall()[0][0]:
        return 0
    return int(connection.execute("SELECT coalesce(max(number), 0) FROM ops.migrations").fetchall()[0][0])


def pending(connection: duckdb.DuckDBPyConnection, steps: tuple[Migration, ...] | None = None) -> tuple[Migration, ...]:
    """Give the steps that a file has still to go through.

    Raises:
        Newer: the file has been through steps that this program does not know.

    """
    steps = migrations() if steps is None else steps
    done, last = applied(connection), steps[-1].number
    if done > last:
        raise Newer(
            f"The warehouse was written by a newer peel (its tables are of step {done}, this one knows {last}): update "
            "peel, use another --home, or move the file away and make one that this peel knows with `peel rebuild`."
        )
    return tuple(step for step in steps if step.number > done)


def migrate(
    connection: duckdb.DuckDBPyConnection, now: datetime, steps: tuple[Migration, ...] | None = None
) -> tuple[int, ...]:
    """Take a file through its pending steps, each in a transaction of its own, and give their numbers.

    Raises:
        PeelError: the file was written by a newer program.

    """
    taken = pending(connection, steps)
    for step in taken:
        connection.execute("BEGIN")
        try:
            connection.execute(step.sql)
            connection.execute(
                "CREATE TABLE IF NOT EXISTS ops.migrations (number INTEGER, name VARCHAR, applied_at TIMESTAMP)"
            )
            connection.execute("INSERT INTO ops.migrations VALUES (?, ?, ?)", [step.number, step.name, now])
        except duckdb.Error:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
    return tuple(step.number for step in taken)
