"""Merging: a page is replaced whole, a page with the same rows is left alone, and refusals last until the page loads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from schemas.batch import Batch
from schemas.table_names import CONTENT
from tests.warehouse.made import a_force, batch, capture, finding, judgment, load, page, refusal, section, sha, staged
from warehouse.changes import JudgmentChange, changes_since, remember_grades, take_down_grades
from warehouse.connect import changing
from warehouse.merge import Merged, merge
from warehouse.taking import take_up

Merge = Callable[..., Merged]
KENT = "peel-assessments/peel-2017/kent/effectiveness"
DORSET = "peel-assessments/peel-2017/dorset/effectiveness"
SURREY = "peel-assessments/peel-2017/surrey/effectiveness"


@pytest.fixture
def warehouse(home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a warehouse that holds a page of Kent."""
    with changing(home / "warehouse.duckdb") as connection:
        yield connection


@pytest.fixture
def merged(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> Merge:
    """Merge batches into it, by way of the disk."""

    def merge_all(*batches: Batch, run: str = "r1", answered: tuple[str, ...] = ()) -> Merged:
        places = [staged(tmp_path, one, run, f"b{number}") for number, one in enumerate(batches)]
        take_up(warehouse, places)
        return merge(warehouse, places, run, answered)

    return merge_all


def ask(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return connection.execute(query).fetchall()


def all_rows(connection: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[Any, ...]]]:
    """Give every row of main and history as it lies in its table, row ids and all."""
    tables = [f"{schema}.{table}" for schema in ("main", "history") for table in CONTENT]
    return {table: ask(connection, f"SELECT rowid, * FROM {table} ORDER BY rowid") for table in tables}


def test_one_force_is_replaced_and_every_row_of_the_others_left_where_it_lies(warehouse: Any, merged: Merge) -> None:
    merged(a_force("surrey"))
    before = all_rows(warehouse)
    remember_grades(warehouse, "")
    assert merged(a_force("surrey", "inadequate")) == Merged(0, 1, 0, 0, 0)
    take_down_grades(warehouse)
    assert changes_since(warehouse) == (
        JudgmentChange("police", "surrey", "2017", "police/2017/effectiveness", "good", "inadequate"),
    )
    after = all_rows(warehouse)
    for table in before:
        kept = [row for row in before[table] if SURREY not in row]
        assert [row for row in after[table] if SURREY not in row] == kept
    assert ask(warehouse, f"SELECT count(*) FROM sections WHERE page_id = '{SURREY}'") == [(2,)]


def test_a_page_with_the_same_rows_in_another_order_is_left_alone(warehouse: Any, merged: Merge) -> None:
    before = all_rows(warehouse)
    again = a_force("kent")
    again.current["sections"] = again.current["sections"].reverse()
    assert merged(again) == Merged(0, 0, 1, 0, 0)
    assert all_rows(warehouse) == before


def test_a_row_that_a_page_lost_is_a_change_and_goes(warehouse: Any, merged: Merge) -> None:
    merged(batch(pages=[page(SURREY)], findings=[finding(SURREY, 1, "One."), finding(SURREY, 2, "Two.")]))
    done = merged(batch(pages=[page(SURREY)], findings=[finding(SURREY, 1, "One.")]))
    assert done.pages_changed == 1
    assert ask(warehouse, f"SELECT text FROM findings WHERE page_id = '{SURREY}'") == [("One.",)]


def test_a_row_given_twice_is_not_the_same_as_once(merged: Merge) -> None:
    one = batch(pages=[page(SURREY)], sections=[section(SURREY, 1, "Same.")])
    merged(one)
    assert merged(batch(pages=[page(SURREY)], sections=[section(SURREY, 1, "Same.")] * 2)).pages_changed == 1


def test_superseded_versions_go_to_history_and_are_replaced_with_their_page(warehouse: Any, merged: Merge) -> None:
    merged(batch(pages=[page(SURREY)], judgments=[judgment(SURREY, 3, None)]))
    second = batch(
        pages=[page(SURREY, version=2, content_sha256=sha("new"))],
        judgments=[judgment(SURREY, 3, "good", version=2)],
        history={"pages": [page(SURREY)], "judgments": [judgment(SURREY, 3, None)]},
    )
    remember_grades(warehouse, "")
    assert merged(second).pages_changed == 1
    take_down_grades(warehouse)
    assert [(one.before, one.after) for one in changes_since(warehouse)] == [("not stated", "good")]
    assert ask(warehouse, "SELECT page_id, version, grade FROM history.judgments") == [(SURREY, 1, None)]
    assert ask(warehouse, f"SELECT version, grade FROM judgments WHERE page_id = '{SURREY}'") == [(2, "good")]
    assert merged(second).pages_unchanged == 1
    assert ask(warehouse, "SELECT count(*) FROM history.pages") == [(1,)]
    third = batch(pages=second.current["pages"].to_dicts(), judgments=second.current["judgments"].to_dicts())
    assert merged(third).pages_changed == 1
    assert ask(warehouse, "SELECT count(*) FROM history.pages") == [(0,)]


def test_of_two_batches_with_the_same_page_the_later_counts(warehouse: Any, merged: Merge) -> None:
    assert merged(a_force("surrey", "inadequate"), a_force("surrey")).pages_new == 1
    assert ask(warehouse, "SELECT grade FROM grades WHERE is_pillar AND force = 'surrey'") == [("good",)]


@pytest.mark.parametrize("words", [400, 600_000], ids=["at once", "one after the other"])
def test_batches_are_counted_alike_however_many_are_in_memory(warehouse: Any, merged: Merge, words: int) -> None:
    merged(batch(pages=[page(KENT, words=words)]))
    done = merged(
        batch(pages=[page(SURREY, words=words)]),
        batch(pages=[page(KENT, words=words)]),
        batch(pages=[page(SURREY, words=words + 1)], judgments=[judgment(SURREY, 3, "good")]),
        batch(pages=[page(DORSET, words=words)], refusals=[refusal(KENT, "fetch")]),
    )
    assert done == Merged(2, 0, 1, 1, 0)
    assert ask(warehouse, "SELECT page_id, words FROM pages ORDER BY page_id") == [
        (DORSET, words), (KENT, words), (SURREY, words + 1)
    ]  # fmt: skip
    assert ask(warehouse, "SELECT page_id FROM judgments") == [(SURREY,)]


def test_a_refused_page_keeps_its_rows_and_its_reason_until_it_loads(warehouse: Any, merged: Merge) -> None:
    before = all_rows(warehouse)
    done = merged(batch(refusals=[refusal(KENT)], loads=[load(KENT, "refused", "c2")]))
    assert done == Merged(0, 0, 0, 1, 0)
    assert all_rows(warehouse) == before
    assert ask(warehouse, "SELECT page_id, reason FROM ops.refusals") == [(KENT, "It is a cookie wall.")]
    assert ask(warehouse, "SELECT captures_sha256, outcome FROM ops.loads") == [(sha("c2"), "refused")]
    merged(a_force("kent"))
    assert ask(warehouse, "FROM ops.refusals") == []
    assert ask(warehouse, "SELECT captures_sha256, outcome FROM ops.loads") == [(sha("c1"), "loaded")]


def test_a_page_that_could_not_be_asked_stands_refused_until_it_answers(warehouse: Any, merged: Merge) -> None:
    merged(batch(refusals=[refusal(KENT, "fetch", "r2")]), run="r2")
    merged(run="r3", answered=(SURREY,))
    assert ask(warehouse, "SELECT stage FROM ops.refusals") == [("fetch",)]
    merged(batch(refusals=[refusal(SURREY, "fetch", "r4")]), run="r4", answered=(KENT, SURREY))
    assert ask(warehouse, "SELECT page_id FROM ops.refusals") == [(SURREY,)]
    assert ask(warehouse, "SELECT page_id FROM pages") == [(KENT,)]


def test_a_page_refused_now_stays_refused_though_its_older_content_is_read_again(warehouse: Any, merged: Merge) -> None:
    merged(batch(refusals=[refusal(KENT, "fetch")]), a_force("kent"))
    assert ask(warehouse, "SELECT stage FROM ops.refusals") == [("fetch",)]


def test_rejects_of_a_page_are_those_of_its_last_reading(warehouse: Any, merged: Merge) -> None:
    reject = {"table": "findings", "row": "{}", "check": "text", "reason": "It is empty.", "page": KENT, "run": "r1"}
    assert merged(batch(pages=[page(KENT)], rejects=[reject, reject | {"page": SURREY}])).rows_rejected == 2
    merged(a_force("kent"))
    assert ask(warehouse, "SELECT page FROM ops.rejects") == [(SURREY,)]


def test_captures_are_projected_once_by_their_place_in_the_archive(warehouse: Any, merged: Merge) -> None:
    first, second = capture(SURREY), capture(SURREY, datetime(2026, 12, 1), 500, "r2")
    merged(batch(captures=[first]))
    merged(batch(captures=[first, second]))
    found = ask(warehouse, f"SELECT \"offset\", run_id FROM ops.captures WHERE page_id = '{SURREY}' ORDER BY 1")
    assert found == [(0, "r1"), (500, "r2")]


def test_a_capture_that_was_not_read_again_shows_what_the_same_content_showed(warehouse: Any, merged: Merge) -> None:
    read = capture(SURREY)
    again = capture(SURREY, datetime(2026, 12, 1), 500, payload_sha256=read["payload_sha256"], content_sha256=None)
    error = capture(SURREY, datetime(2026, 12, 1), 900, content_sha256=None)
    merged(batch(captures=[read]))
    merged(batch(captures=[again, error]))
    found = ask(warehouse, f"SELECT content_sha256 FROM ops.captures WHERE page_id = '{SURREY}' ORDER BY \"offset\"")
    assert found == [(sha(SURREY),), (sha(SURREY),), (None,)]
