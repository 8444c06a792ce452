"""Load the program's data of forces, rounds, questions, themes and comparability; equal tables are left alone."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

import duckdb

from schemas import vocabulary
from schemas.table_names import REFERENCE

if TYPE_CHECKING:
    import polars as pl


_RANGES = json.dumps(
    [
        {
            "service": "VARCHAR", "round": "VARCHAR", "family": "VARCHAR", "measure": "VARCHAR", "least": "BIGINT",
            "most": "BIGINT",
        }
    ]
)  # fmt: skip


@lru_cache(maxsize=1)
def _frames() -> dict[str, pl.DataFrame]:
    """Give the data by table; they are checked on the way, once in a process."""
    from schemas import reference

    return {table: getattr(reference, table)() for table in REFERENCE}


def theme_names() -> tuple[str, ...]:
    """Give the themes in the order in which the data first name them."""
    return tuple(dict.fromkeys(_frames()["themes"]["theme"].to_list()))


def merge_reference(connection: duckdb.DuckDBPyConnection) -> None:
    """Replace each table whose rows are not those of the data."""
    for table, frame in _frames().items():
        columns = ", ".join(f'"{name}"' for name in frame.columns)
        if connection.execute(f"SELECT {columns} FROM main.{table} ORDER BY rowid").fetchall() == frame.rows():  # noqa: S608
            continue
        connection.register("incoming", frame)
        connection.execute(f"DELETE FROM main.{table}")  # noqa: S608 - our own names
        connection.execute(f"INSERT INTO main.{table} BY NAME FROM incoming")
        connection.unregister("incoming")


def take_up_ranges(connection: duckdb.DuckDBPyConnection) -> None:
    """Put the ranges of healthy pages in the temporary table ``healthy``, where the audit of drift looks."""
    # As one text: DuckDB takes long over a list of Python's dictionaries.
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE healthy AS SELECT unnest(from_json(?, ?), recursive := true)",
        [json.dumps(vocabulary.table("drift.csv")), _RANGES],
    )


def take_up_lead_ins(connection: duckdb.DuckDBPyConnection) -> None:
    """Put the pattern of what leads in findings in the variable ``lead_ins``, where the audit of lead-ins looks."""
    pattern = "|".join(f"(?:{row['pattern']})" for row in vocabulary.table("lead_ins.csv"))
    # What texts may differ in is left to the pattern: to make all of them alike first would take most of the time.
    connection.execute("SET VARIABLE lead_ins = ?", [f"(?i)(?:{pattern})[: ]*".replace("'", "['’‘]")])
