"""Files of every earlier version of the tables: each is taken to the present one with its rows, and kept as it was."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import duckdb
import pytest

from schemas.table_names import CONTENT
from tests.warehouse.made import a_force, published
from warehouse.migrate import migrations
from warehouse.search import search
from warehouse.views import VIEWS

FILES = sorted((Path(__file__).parent / "versions").glob("*.duckdb.gz"), key=lambda file: int(file.name.split(".")[0]))
TABLES = [f"{schema}.{table}" for schema in ("main", "history") for table in CONTENT]
TABLES += ["ops.captures", "ops.refusals", "ops.rejects", "ops.loads"]


def rows(file: Path, columns: dict[str, list[str]] | None = None) -> dict[str, list[tuple[Any, ...]]]:
    """Give the rows of all tables, of some columns of each or of all that it has."""
    with duckdb.connect(str(file), read_only=True) as connection:
        asked = columns or columns_of(file)
        return {
            table: connection.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY ALL").fetchall()
            for table, names in asked.items()
        }


def columns_of(file: Path) -> dict[str, list[str]]:
    with duckdb.connect(str(file), read_only=True) as connection:
        return {
            table: [f'"{row[0]}"' for row in connection.execute(f"DESCRIBE {table}").fetchall()] for table in TABLES
        }


def test_there_is_a_file_of_every_version_but_the_present_one() -> None:
    assert [int(file.name.split(".")[0]) for file in FILES] == [step.number for step in migrations()[:-1]]


@pytest.mark.parametrize(
    "kept",
    # The oldest goes through every step.
    [FILES[0], *(pytest.param(file, marks=pytest.mark.long) for file in FILES[1:])],
    ids=lambda file: file.name.split(".")[0],
)
def test_an_older_file_is_taken_to_the_present_tables_with_all_its_rows(kept: Path, tmp_path: Path) -> None:
    file = tmp_path / "warehouse.duckdb"
    file.write_bytes(gzip.decompress(kept.read_bytes()))
    former, before, columns = file.read_bytes(), rows(file), columns_of(file)
    done = published(tmp_path, run_id="r1")
    assert done.changed_nothing
    assert rows(file, columns) == before
    assert before["history.judgments"]
    assert done.kept is not None
    assert done.kept.read_bytes() == former
    with duckdb.connect(str(file), read_only=True) as connection:
        steps = connection.execute("SELECT number FROM ops.migrations ORDER BY number").fetchall()
        assert steps == [(step.number,) for step in migrations()]
        for view in VIEWS:
            connection.execute(f"FROM main.{view}").fetchall()
    assert [hit.force for hit in search(file, "domestic abuse")] == ["surrey", "surrey"]
    assert published(tmp_path, a_force("kent"), run_id="r2").kept is None
