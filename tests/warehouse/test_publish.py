"""Publishing: pages are replaced whole, equal ones left alone, and the file that people read is never half of anything."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from schemas.batch import Batch
from schemas.errors import PeelError
from schemas.table_names import CONTENT
from schemas.tables import TABLES, shape
from tests.warehouse.made import (
    a_force,
    batch,
    finding,
    judgment,
    page,
    published,
    run,
    section,
    staged,
)
from warehouse.audit import AuditFailed, Warned, audit
from warehouse.changes import JudgmentChange
from warehouse.connect import changing
from warehouse.disk import COPY
from warehouse.publish import STEPS, publish

KENT = "peel-assessments/peel-2017/kent/effectiveness"
SURREY = "peel-assessments/peel-2017/surrey/effectiveness"


def ask(home: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute(query).fetchall()


def all_rows(home: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Give every row of main and history as it lies in its table, row ids and all."""
    tables = [f"{schema}.{table}" for schema in ("main", "history") for table in CONTENT]
    tables += [f"main.{table}" for table in ("forces", "rounds", "questions", "themes", "comparability")]
    return {table: ask(home, f"SELECT rowid, * FROM {table} ORDER BY rowid") for table in tables}


def test_a_first_run_makes_the_file_and_says_what_is_new(tmp_path: Path) -> None:
    home = tmp_path / "a" / "home"
    done = published(home, a_force("kent"))
    assert (done.pages_new, done.pages_changed, done.pages_unchanged, done.kept) == (1, 0, 0, None)
    assert done.judgments_changed == (
        JudgmentChange("police", "kent", "2017", "police/2017/effectiveness", None, "good"),
        JudgmentChange("police", "kent", "2017", "police/2017/effectiveness/3", None, "requires improvement"),
    )
    assert not done.changed_nothing
    assert ask(home, "SELECT force, protecting_vulnerable_people FROM grade_matrix") == [
        ("kent", "requires improvement")
    ]
    assert ask(home, "SELECT kind, heading, text, path FROM sections ORDER BY position")[0] == (
        "question", "Part 1", "What kent does.", ["Top"],
    )  # fmt: skip
    assert ask(home, "SELECT run, kind, pages_new, judgments_changed FROM ops.runs") == [("r1", "ingest", 1, 2)]


def test_the_same_batch_again_changes_no_row_and_says_so(home: Path) -> None:
    before = all_rows(home)
    done = published(home, a_force("kent"), run_id="r2")
    assert done.changed_nothing
    assert done.pages_unchanged == 1
    assert all_rows(home) == before
    assert [len(before[f"main.{table}"]) for table in CONTENT] == [1, 2, 2, 1]
    assert ask(home, "SELECT run FROM ops.runs ORDER BY run") == [("r0",), ("r2",)]


def test_a_fresh_file_holds_the_batches_alone_and_the_former_one_is_kept(home: Path) -> None:
    published(home, a_force("dorset"))
    done = published(home, a_force("kent"), a_force("surrey"), run_id="r2", fresh=True)
    assert (done.pages_new, done.pages_changed, done.pages_unchanged) == (1, 0, 1)
    assert {(one.force, one.before, one.after) for one in done.judgments_changed if one.question_id[-1] != "3"} == {
        ("surrey", None, "good"),
        ("dorset", "good", None),
    }
    assert ask(home, "SELECT DISTINCT force FROM pages ORDER BY force") == [("kent",), ("surrey",)]
    assert done.kept is not None
    with duckdb.connect(str(done.kept), read_only=True) as kept:
        assert kept.execute("SELECT count(*) FROM pages").fetchall() == [(2,)]


@pytest.mark.long
def test_a_fresh_file_has_the_rows_of_the_incremental_runs(home: Path) -> None:
    published(home, a_force("surrey", "inadequate"))
    published(home, a_force("surrey"), run_id="r2")
    before = all_rows(home)
    assert published(home, a_force("kent"), a_force("surrey"), run_id="r3", fresh=True).changed_nothing
    after = all_rows(home)
    assert {table: sorted(str(row[1:]) for row in found) for table, found in after.items()} == {
        table: sorted(str(row[1:]) for row in found) for table, found in before.items()
    }


def test_a_fresh_file_replaces_a_damaged_one(tmp_path: Path) -> None:
    (tmp_path / "warehouse.duckdb").write_bytes(b"not a database" * 1000)
    done = published(tmp_path, a_force("kent"), fresh=True)
    assert done.pages_new == 1
    assert done.kept is not None
    assert done.kept.read_bytes().startswith(b"not a database")


def test_a_fatal_audit_stops_and_the_former_file_stands(home: Path) -> None:
    before = (home / "warehouse.duckdb").read_bytes()
    twice = batch(pages=[page(SURREY)], judgments=[judgment(SURREY, 3, "good"), judgment(SURREY, 3, "inadequate")])
    with pytest.raises(AuditFailed, match=r"same key.*surrey.*effectiveness/3") as failed:
        published(home, twice, run_id="r2")
    assert "\n" not in str(failed.value)
    assert (home / "warehouse.duckdb").read_bytes() == before
    assert not list(home.glob(f"{COPY}*"))
    assert [place.name for place in (home / "staging" / "r2").iterdir()] == ["b0"]


@pytest.fixture
def bare(home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a warehouse with the program's data and without pages."""
    with changing(home / "warehouse.duckdb") as connection:
        for table in CONTENT:
            connection.execute(f"DELETE FROM main.{table}")
        connection.execute("DELETE FROM ops.loads")
        yield connection


def put(connection: duckdb.DuckDBPyConnection, made: Batch) -> None:
    """Insert a batch's rows as they are."""
    for table, frame in made.current.items():
        connection.register("made", frame)
        connection.execute(f"INSERT INTO main.{table} BY NAME FROM made")
        connection.unregister("made")


BAD = {
    "a page twice": batch(pages=[page(KENT), page(KENT)]),
    "two rows at one place of a page": batch(
        pages=[page(KENT)], sections=[section(KENT, 1, "A.")], findings=[finding(KENT, 1, "B.")]
    ),
    "two rows at one of many places of a page": batch(
        pages=[page(KENT)], sections=[section(KENT, place, "A.") for place in (1, 6, 70, 64, 70)]
    ),
    "a row of no loaded version": batch(pages=[page(KENT)], sections=[section(KENT, 1, "A.", version=2)]),
    "a force that nobody knows": batch(pages=[page(KENT, force="kentucky")]),
    "a question that nobody knows": batch(pages=[page(KENT)], judgments=[judgment(KENT, 77, "good")]),
    "a grade off its scale": batch(pages=[page(KENT)], judgments=[judgment(KENT, 3, "adequate")]),
    "a word that is no grade": batch(pages=[page(KENT)], judgments=[judgment(KENT, 3, "fair")]),
    "graded without a grade": batch(pages=[page(KENT)], judgments=[judgment(KENT, 3, None, status="graded")]),
    "ungraded with a grade": batch(pages=[page(KENT)], judgments=[judgment(KENT, 3, "good", status="ungraded")]),
    "a section about a question of another round": batch(
        pages=[page(KENT)], sections=[section(KENT, 1, "A.", question_id="police/2016/effectiveness/3")]
    ),
    "a finding about a question of another round": batch(
        pages=[page(KENT)], findings=[finding(KENT, 1, "A.", question_id="police/2016/effectiveness/3")]
    ),
    "a finding of another force than its page": batch(
        pages=[page(KENT)], findings=[finding(KENT, 1, "A.", force="surrey")]
    ),
    "a judgment of another force than its page": batch(
        pages=[page(KENT)], judgments=[judgment(KENT, 3, "good", force="surrey")]
    ),
    "a recommendation of no cause of concern": batch(
        pages=[page(KENT)],
        findings=[finding(KENT, 1, "A."), finding(KENT, 2, "B.", kind="recommendation", parent=1)],
    ),
    "a judgment in the force's own words": batch(
        pages=[page(KENT, third_party=True)], judgments=[judgment(KENT, 3, "good")]
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_no_audit_lets_pass(case: str, bare: duckdb.DuckDBPyConnection) -> None:
    put(bare, a_force("surrey"))
    put(bare, batch(sections=[section(SURREY, place, "Far down.") for place in (63, 64, 65, 66, 127, 128, 129)]))
    audit(bare, "r1")
    put(bare, BAD[case])
    with pytest.raises(AuditFailed):
        audit(bare, "r1")


def test_what_leads_in_findings_and_leads_in_none_is_warned_of(bare: duckdb.DuckDBPyConnection) -> None:
    table = "Question | Areas for improvement\n\nCalls | Records have become better."
    put(bare, a_force("kent"))
    put(
        bare,
        batch(
            sections=[
                section(KENT, 61, "Keeping records.", heading="Recommendations:"),
                section(KENT, 62, table, heading="Overview of grades"),
                section(KENT, 63, "Areas for improvement are many here.", heading="However"),
                section(KENT, 64, "", heading="The force’s areas for improvement"),
                section(KENT, 65, "", heading="Meysydd i’w gwella"),
            ]
        ),
    )
    warned = {one.audit: one.rows for one in audit(bare, "r1")}
    assert warned["lead_ins_without_findings"] == 4
    told = bare.execute("SELECT detail FROM ops.audits WHERE audit = 'lead_ins_without_findings'").fetchall()
    assert told == [("Areas for improvement",), ("However",), ("Meysydd i’w gwella",), ("Recommendations:",)]


@pytest.mark.long
def test_warnings_are_stored_counted_and_gone_with_their_cause(home: Path) -> None:
    low = batch(
        pages=[page(KENT, coverage=0.5), page(SURREY)],
        judgments=[judgment(KENT, 3, None), judgment(KENT, 1, None, status="carried over", source="note")],
    )
    done = published(home, low)
    assert {one.audit for one in done.warnings} == {
        "words_without_place", "missing_grades", "carried_over_without_grade", "pages_without_judgments", "rounds_with_less_than_before",
        "drift",
    }  # fmt: skip
    assert Warned("words_without_place", "Words of a page's content found no place in any row.", 1) in done.warnings
    assert ask(home, "SELECT subject, detail, run FROM ops.audits WHERE audit = 'missing_grades'") == [
        (KENT, "kent police/2017/effectiveness/3", "r1")
    ]
    assert published(home, a_force("kent"), a_force("surrey"), run_id="r2").warnings == ()
    assert ask(home, "FROM ops.audits") == []


@pytest.mark.long
def test_a_round_that_has_less_than_before_is_warned_of(home: Path) -> None:
    fewer = batch(pages=[page(KENT)], judgments=[judgment(KENT, None, "good")])
    done = published(home, fewer)
    assert [one.audit for one in done.warnings] == ["rounds_with_less_than_before"]
    assert ask(home, "SELECT subject, detail FROM ops.audits") == [
        ("police 2017", "1 pages and 1 grades, before it 1 and 2")
    ]
    assert published(home, fewer, run_id="r2").warnings == ()
    done = published(home, a_force("surrey", round_="2016"), run_id="r3", fresh=True)
    assert ask(home, "SELECT detail FROM ops.audits") == [("0 pages and 0 grades, before it 1 and 1",)]


def test_a_run_that_changes_nothing_keeps_the_warnings_and_asks_what_is_fatal_again(home: Path) -> None:
    low = batch(pages=[page(KENT, coverage=0.5)], judgments=[judgment(KENT, 3, "good")])
    warned = published(home, low).warnings
    stored = "SELECT audit, subject, detail, run FROM ops.audits ORDER BY ALL"
    before = ask(home, stored)
    assert "words_without_place" in {name for name, *_ in before}
    again = published(home, low, run_id="r2")
    assert again.changed_nothing
    assert again.warnings == tuple(one for one in warned if one.audit != "rounds_with_less_than_before")
    assert ask(home, stored) == [(*row, "r2") for *row, _ in before if row[0] != "rounds_with_less_than_before"]
    with changing(home / "warehouse.duckdb") as connection:
        put(connection, BAD["a page twice"])
    with pytest.raises(AuditFailed, match="same key"):
        published(home, run_id="r3")


def test_a_badge_and_a_table_that_disagree_are_named(home: Path) -> None:
    table = "peel-assessments/peel-2017/grades"
    said = judgment(table, 3, "good", force="kent", source="table", pillar="effectiveness")
    published(home, batch(pages=[page(table, family="table", force=None)], judgments=[said]))
    assert ask(home, "SELECT subject, detail FROM ops.audits WHERE audit = 'badges_and_tables_that_disagree'") == [
        (KENT, f"kent police/2017/effectiveness/3 is requires improvement here and good on {table}")
    ]


def test_disagreeing_pages_are_warned_of(home: Path) -> None:
    force_page = "peel-assessments/peel-2017/kent"
    other = batch(pages=[page(force_page)], judgments=[judgment(force_page, 3, "good", pillar="effectiveness")])
    done = published(home, a_force("kent"), other)
    assert [one.audit for one in done.warnings] == ["disagreeing_statements", "drift"]


def test_steps_are_told_in_order_and_batches_go_once_they_landed(home: Path) -> None:
    told: list[str] = []
    published(home, a_force("kent"), at_step=told.append)
    assert tuple(told) == STEPS
    assert not (home / "staging" / "r1").exists()


def test_a_run_without_batches_is_written_down(home: Path) -> None:
    assert published(home).changed_nothing
    assert ask(home, "SELECT run FROM ops.runs ORDER BY run") == [("r0",), ("r1",)]


@pytest.mark.parametrize("file", ["main.findings", "main.pages", "ops.loads"])
def test_the_batch_that_is_not_whole_is_named_and_nothing_changes(home: Path, file: str) -> None:
    before = (home / "warehouse.duckdb").read_bytes()
    places = [staged(home, a_force(force), "r2", force) for force in ("surrey", "dorset", "essex")]
    (places[1] / f"{file}.parquet").write_bytes(b"PAR1")
    with pytest.raises(PeelError, match=rf"dorset is not whole \({file}\.parquet\)"):
        publish(home, places, run("r2"))
    assert (home / "warehouse.duckdb").read_bytes() == before


def test_a_home_may_bear_any_marks_in_its_name(home: Path, tmp_path: Path) -> None:
    odd = shutil.copytree(home, tmp_path / "it's [a] *home* %20 & ünï")
    assert published(odd, a_force("kent"), fresh=True).changed_nothing
    assert ask(odd, "SELECT count(*) FROM pages") == [(1,)]


def test_a_home_that_duckdb_cannot_work_in_is_named(tmp_path: Path) -> None:
    with pytest.raises(PeelError, match="question mark"):
        published(tmp_path / "where?", a_force("kent"))


def test_a_batch_staged_again_replaces_the_one_before(tmp_path: Path) -> None:
    assert staged(tmp_path, a_force("kent")) == staged(tmp_path, a_force("kent", "inadequate"))
    assert staged(tmp_path, a_force("surrey")) != staged(tmp_path, a_force("kent"))
    assert len(list((tmp_path / "staging" / "r1").iterdir())) == 2


def test_every_table_has_the_columns_of_its_schema_and_every_one_is_described(loaded: Path) -> None:
    for table in TABLES:
        schemas = ["main", "history"] if table in CONTENT else ["main"]
        for schema in ["ops"] if table in ("captures", "refusals", "rejects", "loads") else schemas:
            described = ask(loaded, f"DESCRIBE {schema}.{table}")
            assert [row[0] for row in described] == list(shape(table))
    silent = "comment IS NULL AND schema_name IN ('main', 'history', 'ops')"
    assert ask(loaded, f"SELECT table_name FROM duckdb_tables() WHERE {silent}") == []
    assert ask(loaded, f"SELECT table_name, column_name FROM duckdb_columns() WHERE {silent} AND NOT internal") == []
    assert ask(loaded, "SELECT comment FROM duckdb_tables() WHERE table_name = 'pages' AND schema_name = 'main'")[0][0]


def test_tables_have_no_keys_so_that_the_same_load_runs_elsewhere(loaded: Path) -> None:
    assert ask(loaded, "FROM duckdb_constraints()") == []
    assert ask(loaded, "SELECT DISTINCT data_type FROM duckdb_columns() WHERE NOT internal ORDER BY 1") == [
        (kind,) for kind in ("BIGINT", "BOOLEAN", "DATE", "DOUBLE", "INTEGER", "TIMESTAMP", "VARCHAR", "VARCHAR[]")
    ]


@pytest.mark.long
def test_where_little_memory_is_not_enough_publishing_begins_anew_with_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(tmp_path, a_force("kent"))
    monkeypatch.setattr("warehouse.publish._LITTLE", "2MB")
    steps: list[str] = []
    batch = staged(tmp_path, a_force("surrey"), "r2")
    assert publish(tmp_path, [batch], run("r2"), steps.append).pages_new == 1
    assert steps[:3] == ["staged", "copied", "copied"]
    assert ask(tmp_path, "SELECT DISTINCT force FROM grades ORDER BY force") == [("kent",), ("surrey",)]
