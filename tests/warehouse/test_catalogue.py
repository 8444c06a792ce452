"""Views, macros, comments and reference tables are made again where they are not what this program made of them."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.warehouse.made import a_force, published
from warehouse import catalogue
from warehouse.connect import changing

SPOILT = {
    "a view": "CREATE OR REPLACE VIEW main.texts AS SELECT 1 AS page_id",
    "a view that is gone": "DROP VIEW main.texts",
    "a macro": "CREATE OR REPLACE MACRO ops.word_form(word) AS word",
    "a comment": "COMMENT ON COLUMN main.pages.title IS 'nothing'",
    "a reference table": "UPDATE main.rounds SET tiers = 3",
}


def is_ours(home: Path) -> bool:
    with changing(home / "warehouse.duckdb") as connection:
        return catalogue.is_ours(connection)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    home = tmp_path_factory.mktemp("catalogue")
    published(home, a_force("kent"))
    return (home / "warehouse.duckdb").read_bytes()


def test_what_was_published_is_ours_and_stays_so(made: bytes, tmp_path: Path) -> None:
    (tmp_path / "warehouse.duckdb").write_bytes(made)
    assert is_ours(tmp_path)
    published(tmp_path, a_force("kent", "inadequate"), run_id="r2")
    assert is_ours(tmp_path)


@pytest.mark.parametrize("spoilt", SPOILT)
def test_what_somebody_else_changed_is_put_right_by_the_next_run(spoilt: str, made: bytes, tmp_path: Path) -> None:
    file = tmp_path / "warehouse.duckdb"
    file.write_bytes(made)
    with duckdb.connect(str(file)) as connection:
        connection.execute(SPOILT[spoilt])
    assert not is_ours(tmp_path)
    published(tmp_path, run_id="r2")
    assert is_ours(tmp_path)
    with duckdb.connect(str(file), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM search('force')").fetchall()[0][0]
        assert connection.execute("SELECT DISTINCT tiers FROM rounds ORDER BY ALL").fetchall() == [(4,), (5,)]
        told = "SELECT comment FROM duckdb_columns() WHERE table_name = 'pages' AND column_name = 'title'"
        assert connection.execute(told).fetchall() != [("nothing",)]


def test_a_program_of_other_sources_makes_all_of_it_again(
    made: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "warehouse.duckdb").write_bytes(made)
    monkeypatch.setattr(catalogue, "_program", lambda: "another")
    assert not is_ours(tmp_path)
