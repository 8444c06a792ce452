"""What the check of a batch refuses, what it leaves out, and what it keeps."""

from __future__ import annotations

from typing import Any

import pytest

from schemas.batch import Checked, check
from schemas.sieve import BrokenFrame, sieve
from schemas.table_names import CONTENT
from schemas.tables import empty_frame, shape
from tests.schemas.made import KENT, NOW, PAGE, frame, no_frames, page_frames

ESSEX = "peel-assessments/peel-2017/essex/effectiveness"
OF_ESSEX: dict[str, Any] = {"page_id": ESSEX, "url": PAGE["url"].replace("kent", "essex"), "force": "essex"}


def checked(current: dict[str, Any], history: dict[str, Any] | None = None) -> Checked:
    return check(current, history or no_frames(), "run-1", NOW)


def test_a_good_batch_passes_whole() -> None:
    current, history = page_frames({"version": 2}, OF_ESSEX), page_frames({"version": 1})
    result = checked(current, history)
    assert all(result.current[table].equals(current[table]) for table in CONTENT)
    assert all(result.history[table].equals(history[table]) for table in CONTENT)
    assert result.rejects.equals(empty_frame("rejects"))
    assert result.refusals.equals(empty_frame("refusals"))


@pytest.mark.parametrize(("table", "bad"), [("pages", {"coverage": 9.0}), ("judgments", {"grade": "adequate"})])
def test_a_bad_page_or_judgment_refuses_its_page_alone(table: str, bad: dict[str, Any]) -> None:
    current = page_frames({"version": 2} | bad, OF_ESSEX)
    result = checked(current, page_frames({"version": 1}))
    for kept in CONTENT:
        assert result.current[kept]["page_id"].to_list() == [ESSEX]
        assert result.history[kept].is_empty()
    assert result.rejects["table"].to_list() == [table]
    assert result.rejects["run"].to_list() == ["run-1"]
    refusal = result.refusals.row(0, named=True)
    assert refusal["page_id"] == KENT
    assert (refusal["service"], refusal["force"], refusal["round"]) == ("police", "kent", "2017")
    assert (refusal["stage"], refusal["refused_at"], refusal["run"]) == ("check", NOW, "run-1")
    assert refusal["reason"].startswith(f"its {table} could not be trusted: ")
    assert sieve("refusals", result.refusals).bad.is_empty()
    assert sieve("rejects", result.rejects).bad.is_empty()


def test_a_page_is_refused_once_however_many_of_its_rows_are_bad() -> None:
    current = page_frames({})
    current["judgments"] = frame("judgments", {"grade": "excellent"}, {"grade": "adequate", "disagrees": True})
    result = checked(current)
    assert result.refusals.height == 1
    assert result.rejects.height >= 2


@pytest.mark.parametrize(("table", "bad"), [("sections", {"kind": "preface"}), ("findings", {"kind": "compliment"})])
def test_a_bad_section_or_finding_is_set_aside_and_its_page_stays(table: str, bad: dict[str, Any]) -> None:
    current = page_frames({})
    current[table] = frame(table, {}, {"position": 9} | bad)
    result = checked(current)
    assert {kept: result.current[kept].height for kept in CONTENT} == dict.fromkeys(CONTENT, 1)
    assert result.rejects["table"].to_list() == [table]
    assert result.refusals.is_empty()


@pytest.mark.parametrize("table", ["pages", "judgments"])
def test_a_bad_superseded_version_is_left_out_whole_and_costs_no_current_page(table: str) -> None:
    history = page_frames({"version": 1}, {"version": 2})
    bad = {"coverage": 9.0} if table == "pages" else {"grade": "adequate"}
    history[table] = frame(table, {"version": 1} | bad, {"version": 2})
    result = checked(page_frames({"version": 3}), history)
    assert all(result.current[kept].height == 1 for kept in CONTENT)
    assert all(result.history[kept]["version"].to_list() == [2] for kept in CONTENT)
    assert result.rejects["table"].to_list() == [table]
    assert result.refusals.is_empty()


def test_rows_without_their_page_are_our_fault() -> None:
    current = page_frames({})
    current["findings"] = frame("findings", {"page_id": ESSEX})
    with pytest.raises(BrokenFrame, match=f"findings has rows of {ESSEX}"):
        checked(current)


def test_two_current_versions_of_a_page_are_our_fault() -> None:
    with pytest.raises(BrokenFrame, match="more than one version"):
        checked(page_frames({"version": 1}, {"version": 2}))


def test_a_batch_without_one_of_its_frames_is_our_fault() -> None:
    current = page_frames({})
    del current["judgments"]
    with pytest.raises(BrokenFrame, match="lacks judgments"):
        checked(current)


def test_an_empty_batch_passes() -> None:
    result = checked(no_frames())
    assert all(result.current[table].schema == shape(table) for table in CONTENT)
