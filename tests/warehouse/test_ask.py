"""Asking: read-only for real, in every form, with errors that a person can act on."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from schemas.errors import PeelError
from warehouse.ask import Limits, ask


@pytest.fixture(scope="module")
def file(loaded: Path) -> Path:
    return loaded / "warehouse.duckdb"


def answer(file: Path, query: str, form: str = "table", **how: Any) -> str:
    out = io.BytesIO()
    ask(file, query, form, out, **how)
    return out.getvalue().decode()


def refusal(file: Path, query: str, **how: Any) -> str:
    with pytest.raises(PeelError) as refused:
        answer(file, query, **how)
    sentence = str(refused.value)
    assert "\n" not in sentence
    assert sentence.isprintable()
    assert sentence.endswith((".", "?"))
    return sentence


def test_a_table_is_for_people(file: Path) -> None:
    assert answer(file, "SELECT force, grade, score, is_pillar FROM grades ORDER BY score").splitlines() == [
        "force  grade                 score  is_pillar",
        "─────  ────────────────────  ─────  ─────────",
        "kent   requires improvement  1      false",
        "kent   good                  3      true",
    ]


def test_csv_is_what_csv_readers_expect(file: Path) -> None:
    text = answer(file, "SELECT 'a,\"b\"\nc' AS x, NULL AS y, true AS z, [1, 2] AS l, 1.5::DECIMAL(4,2) AS d", "csv")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["x", "y", "z", "l", "d"],
        ['a,"b"\nc', "", "true", "[1, 2]", "1.50"],
    ]


def test_csv_gives_a_spreadsheet_no_formula_to_run(file: Path) -> None:
    query = "SELECT '=1+1' AS a, '-x' AS b, chr(9) || 'x' AS c, '@SUM(1)' AS \"+d\", -1 AS e, 'a=1' AS f, '＝1' AS g"
    assert list(csv.reader(io.StringIO(answer(file, query, "csv"), newline=""))) == [
        ["a", "b", "c", "'+d", "e", "f", "g"],
        ["'=1+1", "'-x", "'\tx", "'@SUM(1)", "-1", "a=1", "'＝1"],
    ]


def test_json_is_one_object_a_row(file: Path) -> None:
    query = (
        "SELECT last_updated, fetched_at, force, NULL AS nothing, [1] AS l, {'a': 1.5} AS s, 'nan'::DOUBLE AS n, "
        "1 AS a, 2 AS a, 3::DECIMAL(4, 2) AS d, 'x'::BLOB AS b FROM pages"
    )
    assert json.loads(answer(file, query, "json")) == [
        {
            "last_updated": "2018-03-22", "fetched_at": "2026-11-01T12:00:00", "force": "kent", "nothing": None, "l": [1],
            "s": {"a": 1.5}, "n": None, "a": 1, "a_1": 2, "d": 3.0, "b": "78",
        }
    ]  # fmt: skip
    assert json.loads(answer(file, "SELECT 1 WHERE false", "json")) == []


def test_markdown_escapes_what_it_would_read_as_markup(file: Path) -> None:
    assert answer(file, "SELECT 'a|b' AS x, '<i>' AS y, 'two\nlines' AS z", "markdown").splitlines() == [
        "| x | y | z |",
        "| --- | --- | --- |",
        "| a\\|b | &lt;i&gt; | two lines |",
    ]


def test_parquet_keeps_types(file: Path) -> None:
    out = io.BytesIO()
    assert ask(file, "SELECT last_updated, themes, score FROM grades ORDER BY score", "parquet", out) == 2
    frame = pl.read_parquet(io.BytesIO(out.getvalue()))
    assert frame.schema == {"last_updated": pl.Date, "themes": pl.List(pl.String), "score": pl.Int32}
    assert frame.height == 2


@pytest.mark.parametrize("form", ["table", "csv", "json", "markdown"])
def test_no_cell_can_drive_a_terminal(file: Path, form: str) -> None:
    text = answer(file, "SELECT chr(27) || '[31mred' || chr(155) || chr(7) || chr(8238) AS \"x\x1b[2J\"", form)
    assert all(mark.isprintable() or mark in "\r\n" for mark in text.replace("\u202e", "") if form != "json")
    assert "\x1b" not in text
    assert "\x9b" not in text
    assert "\x07" not in text
    assert "red" in text


def test_a_table_fits_the_terminal_and_marks_what_it_cut(file: Path) -> None:
    lines = answer(
        file, "SELECT 'short' AS a, repeat('long ', 50) AS b, '漢字漢字漢字漢字漢字' AS c", width=50
    ).splitlines()
    assert lines[2].startswith("short  long long")
    assert "…" in lines[2]
    from warehouse.cells import wide

    assert max(wide(line) for line in lines) <= 50


def test_rows_that_do_not_fit_are_written_downwards(file: Path) -> None:
    lines = answer(file, "SELECT * FROM grades WHERE is_pillar", width=80).splitlines()
    assert lines[0] == "─── 1"
    assert "grade           good" in lines
    assert max(map(len, lines)) <= 80


def test_a_pivot_is_one_question(file: Path) -> None:
    assert answer(file, "PIVOT grades ON grade USING count(*) GROUP BY force").splitlines()[0].split() == [
        "force", "good", "requires", "improvement",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "query",
    [
        "INSERT INTO pages (page_id) VALUES ('x')",
        "DELETE FROM pages",
        "DROP TABLE pages",
        "CREATE TABLE mine AS SELECT 1",
        "CREATE TEMP TABLE mine AS SELECT 1",
        "COPY pages TO '{place}/x.csv'",
        "EXPORT DATABASE '{place}/x'",
        "EXPLAIN ANALYZE COPY pages TO '{place}/x.csv'",
        "EXPLAIN ANALYZE DELETE FROM pages",
        "ATTACH '{place}/x.duckdb' AS x",
        "ATTACH ':memory:' AS x",
        "FROM read_csv('/etc/passwd')",
        "FROM read_text('/etc/passwd')",
        "FROM '/etc/passwd'",
        "FROM glob('/*')",
        "FROM sniff_csv('/etc/passwd')",
        "FROM read_parquet('https://example.org/x.parquet')",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET threads = 1",
        "RESET lock_configuration",
        "PRAGMA enable_profiling = 'json'",
        "PRAGMA memory_limit = '1GB'",
        "CREATE SECRET s (TYPE s3)",
        "CALL enable_logging()",
        "USE ops",
        "CHECKPOINT",
        "SELECT 1; DROP TABLE pages",
        "SELECT 1; SELECT 2",
        "FROM query('DROP TABLE pages')",
        "SELECT * FROM enable_logging(storage = 'file', storage_config = {{'path': '{place}/log'}}); SELECT 1",
        "",
        "-- nothing",
    ],
)
def test_nothing_but_a_question_is_answered(file: Path, query: str, tmp_path: Path) -> None:
    before = file.read_bytes()
    refusal(file, query.format(place=tmp_path))
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == []
    assert [one.name for one in file.parent.iterdir() if "duckdb" in one.name] == ["warehouse.duckdb"]


def test_a_mistyped_name_is_answered_with_the_near_ones(file: Path) -> None:
    assert refusal(file, "FROM grads") == "There is no table or view grads: did you mean grades?"
    assert "ops.runs" in refusal(file, "FROM ops.run")
    assert "there are comparability, findings, force" in refusal(file, "FROM qqqqqq")
    assert refusal(file, "SELECT gade FROM grades") == "There is no column gade there: did you mean grade?"
    assert "did you mean round" in refusal(file, "SELECT g.rond FROM grades g")
    assert "single quotes" in refusal(file, 'SELECT force FROM grades WHERE grade = "good"')
    assert refusal(file, "SELECT counnt(*) FROM grades").startswith("There is no function counnt: did you mean ")
    assert refusal(file, "SELEC 1") == "That is no SQL that DuckDB understands, from 'SELEC' on."
    assert refusal(file, "SELECT grade FROM grades WHERE").endswith("understands: syntax error at end of input.")
    assert "Could not convert" in refusal(file, "SELECT 'x'::INTEGER")
    assert refusal(file, "FROM history.grades").startswith("There is no table or view history.grades: did you mean gra")
    assert "did you mean page_id?" in refusal(file, "SELECT 1 FROM pages JOIN sections USING (pageid)")
    assert "it stands in single quotes" in refusal(file, "SELECT * FROM grades WHERE force = kent")
    assert "number of a grade is its score" in refusal(file, "SELECT avg(grade) FROM grades")
    assert "in single quotes, like '2017'" in refusal(file, "SELECT * FROM grades WHERE round > 2016")
    assert "write it like DATE '2017-12-31'" in refusal(file, "SELECT * FROM grades WHERE last_updated > 2016")
    assert "The column round holds texts such as '2018-19'" in refusal(file, "FROM rounds WHERE round = 2016")
    assert "GROUP BY" in refusal(file, "SELECT force, count(*) FROM grades")


def test_names_of_python_are_no_tables(file: Path) -> None:
    rows = [1, 2, 3]
    assert "no table or view rows" in refusal(file, "FROM rows")
    assert rows


def test_a_question_that_takes_too_long_is_stopped(file: Path) -> None:
    endless = "SELECT count(*) FROM range(1000000000) a, range(1000000000) b WHERE a.range * b.range % 7 = 3"
    assert "took longer than 0.2 s" in refusal(file, endless, limits=Limits(seconds=0.2))
    many = "SELECT * FROM range(50000000)"
    assert "took longer than 0.2 s" in refusal(file, many, form="csv", limits=Limits(seconds=0.2))
    assert answer(file, "SELECT 1 AS x", limits=Limits(seconds=60))


def test_a_plan_is_shown_as_duckdb_lays_it_out(file: Path) -> None:
    plan = answer(file, "EXPLAIN SELECT force FROM forces").splitlines()
    assert "SEQ_SCAN" in "".join(plan)
    assert max(map(len, plan)) < 100
    assert json.loads(answer(file, "EXPLAIN SELECT force FROM forces", "json"))[0]["explain_key"] == "physical_plan"


@pytest.mark.parametrize("form", ["table", "csv", "json", "markdown", "parquet"])
def test_no_more_rows_are_written_than_are_wanted(file: Path, form: str) -> None:
    assert ask(file, "FROM range(5000)", form, io.BytesIO(), limits=Limits(rows=2001)) == 2001
    assert ask(file, "FROM range(3)", form, io.BytesIO(), limits=Limits(rows=2001)) == 3


def test_who_asks_for_it_reaches_files_and_still_cannot_change_the_warehouse(file: Path, tmp_path: Path) -> None:
    before = file.read_bytes()
    free = Limits(unsafe=True)
    names = tmp_path / "names.csv"
    names.write_text("force,called\nkent,Kent Police\n", "utf-8")
    joined = f"SELECT called, grade FROM grades JOIN '{names}' USING (force) WHERE is_pillar"
    assert "Kent Police  good" in answer(file, joined, limits=free)
    assert (
        answer(file, f"COPY grades TO '{tmp_path}/out.parquet'; SET threads = 1; SELECT 7 AS x", limits=free)
        == "x\n─\n7\n"
    )
    assert pl.read_parquet(tmp_path / "out.parquet").height == 2
    assert "only read from here" in refusal(file, "DELETE FROM pages", limits=free)
    assert "No files found" in refusal(file, f"FROM '{tmp_path}/none.csv'", limits=free)
    assert file.read_bytes() == before


def test_an_unknown_format_and_a_missing_file_are_named(file: Path, tmp_path: Path) -> None:
    assert "choose one of table, csv" in refusal(file, "SELECT 1", form="excel")
    assert "peel ingest" in refusal(tmp_path / "warehouse.duckdb", "SELECT 1")
    assert list(tmp_path.iterdir()) == []


def test_asking_imports_nothing_slow() -> None:
    slow = ("polars", "pandera", "rich", "prefect", "pyarrow", "jinja2", "filelock", "numpy")
    program = f"import sys, warehouse.ask; print([name for name in {slow} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
