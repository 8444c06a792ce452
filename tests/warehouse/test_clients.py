"""The published file in other clients: DuckDB's own command line, and under another name."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse.made import a_force, published
from warehouse.views import VIEWS

SHELL = Path(sys.executable).parent / "duckdb"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("clients")
    published(home, a_force("kent"), a_force("kent", "inadequate", "2016"), a_force("surrey"))
    return home / "warehouse.duckdb"


def in_shell(*given: str) -> Any:
    """Give the last answer of DuckDB's command line."""
    done = subprocess.run([SHELL, "-json", *given], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout or "[]")


def counts(prefix: str = "") -> str:
    parts = [f"SELECT '{view}' AS name, count(*) AS rows FROM (FROM {prefix}{view} ORDER BY ALL)" for view in VIEWS]
    return " UNION ALL ".join(parts)


@pytest.mark.skipif(not SHELL.exists(), reason="the command line of DuckDB is not installed beside Python")
@pytest.mark.parametrize("attached", [False, True], ids=["opened", "attached"])
def test_every_view_and_search_work_in_the_command_line_of_duckdb(file: Path, attached: bool) -> None:
    with duckdb.connect(str(file), read_only=True) as connection:
        expected = dict(connection.execute(counts()).fetchall())
        found = connection.execute("SELECT page_id, position FROM search('better')").fetchall()
    assert expected["grades"] == 6
    assert found
    if attached:
        place = f"ATTACH '{file}' AS elsewhere (READ_ONLY)"
        answers = in_shell("-c", place, "-c", counts("elsewhere."))
        hits = in_shell("-c", place, "-c", "USE elsewhere", "-c", "SELECT page_id, position FROM search('better')")
    else:
        answers = in_shell("-readonly", str(file), "-c", counts())
        hits = in_shell("-readonly", str(file), "-c", "SELECT page_id, position FROM search('better')")
    assert {row["name"]: row["rows"] for row in answers} == expected
    assert [(row["page_id"], row["position"]) for row in hits] == found


def test_every_macro_of_main_says_what_it_is(file: Path) -> None:
    with duckdb.connect(str(file), read_only=True) as connection:
        named = "function_name, comment FROM duckdb_functions() WHERE schema_name = 'main' AND NOT internal"
        said = dict(connection.execute(f"SELECT {named}").fetchall())
    assert set(said) == {"search"}
    assert "best first" in said["search"]
