"""What the sieve lets through, what it sets aside, and what it says of it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import polars as pl
import pytest

from schemas.sieve import BrokenFrame, sieve
from schemas.table_names import CONTENT
from schemas.tables import TABLES, empty_frame, shape
from tests.schemas.made import JUDGMENT, KENT, OF_2023, UNGRADED, frame


@pytest.mark.parametrize("table", CONTENT)
def test_good_rows_pass_unchanged(table: str) -> None:
    rows = frame(table, {})
    sifted = sieve(table, rows)
    assert sifted.good.equals(rows)
    assert sifted.bad.is_empty()


@pytest.mark.parametrize("table", TABLES)
def test_a_frame_without_rows_passes(table: str) -> None:
    sifted = sieve(table, empty_frame(table))
    assert sifted.good.schema == shape(table)
    assert sifted.bad.is_empty()


BAD_ROWS: list[tuple[str, dict[str, Any], str]] = [
    ("pages", {"page_id": "../../etc/passwd"}, "page_id is not of the form it must have: '../../etc/passwd'"),
    ("pages", {"url": "https://example.org/peel/"}, "url is not of the form"),
    ("pages", {"service": "ambulance"}, "service is not one of the words that are allowed: 'ambulance'"),
    ("pages", {"family": "news"}, "family is not one of the words"),
    ("pages", {"force": "narnia"}, "the row is a force that its service does not have"),
    (
        "pages",
        {"service": "fire", "round": "2018-19", "force": "thames-valley"},
        "a force that its service does not have",
    ),
    ("pages", {"round": "2019"}, "a round that its service does not have"),
    ("pages", {"service": "fire"}, "a round that its service does not have"),
    ("pages", {"force": None}, "a page without a force that is no table"),
    ("pages", {"family": "table"}, "or a table with one"),
    ("pages", {"title": None}, "title is missing"),
    ("pages", {"content_sha256": "abc"}, "content_sha256 is not of the form"),
    ("pages", {"words": -1}, "words is less than it can be: '-1'"),
    ("pages", {"coverage": 1.2}, "coverage is outside the range it can be in: '1.2'"),
    ("pages", {"coverage": float("nan")}, "coverage is outside the range"),
    ("pages", {"last_updated": date(1018, 3, 22)}, "last_updated is less than it can be"),
    ("sections", {"position": 0}, "position is less than it can be"),
    ("sections", {"kind": "preface"}, "kind is not one of the words"),
    ("sections", {"path": None}, "path is missing"),
    ("sections", {"question_id": "police/2017/effectiveness/9"}, "a question that is not known"),
    ("sections", {"question": 3}, "or not of that pillar and number"),
    ("judgments", {"grade": "excellent"}, "grade is not one of the words"),
    ("judgments", {"grade": "adequate"}, "a grade that is not on the scale of its round"),
    ("judgments", {"grade": None}, "graded without a grade"),
    ("judgments", {"status": "ungraded"}, "or a grade although it was not graded"),
    ("judgments", {"status": "not inspected", "grade_round": None}, "or a grade although it was not graded"),
    ("judgments", {"status": "excused"}, "status is not one of the words"),
    ("judgments", {"grade_round": "2016"}, "a grade of this round that names another"),
    ("judgments", {"grade_round": None}, "a grade of this round that names another"),
    ("judgments", {"status": "carried over"}, "or one of another round that names this"),
    ("judgments", {"status": "carried over", "grade_round": "2019"}, "a round that its service does not have"),
    ("judgments", {"source": None, "evidence": None}, "a grade without a source"),
    ("judgments", {"evidence": None}, "or a source without the words it was read from"),
    ("judgments", {"evidence": ""}, "evidence is empty"),
    ("judgments", {"question_id": "police/2016/effectiveness/3"}, "a question of another service or round"),
    ("judgments", {"question": 2}, "or not of that pillar and number"),
    ("judgments", {"pillar": "legitimacy"}, "or not of that pillar and number"),
    ("judgments", {"force": None}, "force is missing"),
    ("findings", {"kind": "compliment"}, "kind is not one of the words"),
    ("findings", {"text": ""}, "text is empty"),
    ("findings", {"round": "2016"}, "a question of another service or round"),
    ("findings", {"force": "narnia"}, "a force or round that its service does not have"),
]


@pytest.mark.parametrize(("table", "change", "says"), BAD_ROWS)
def test_a_bad_row_is_set_aside_whole_with_the_reason_and_the_good_ones_stay(
    table: str, change: dict[str, Any], says: str
) -> None:
    other = {"page_id": "peel-assessments/peel-2017/kent/legitimacy"}
    rows = frame(table, other, change)
    sifted = sieve(table, rows)
    assert sifted.good.equals(rows.head(1))
    assert any(says in reason for reason in sifted.bad["reason"]), sifted.bad["reason"].to_list()
    assert set(sifted.bad["table"]) == {table}
    assert set(sifted.bad["page"]) == {rows["page_id"][1]}
    whole = json.loads(sifted.bad["row"][0])
    assert list(whole) == list(shape(table))
    assert all(whole[key] == value for key, value in change.items() if isinstance(value, str))


GOOD_JUDGMENTS: list[dict[str, Any]] = [
    {"status": "carried over", "grade_round": "2016", "source": "note", "evidence": "still stands"},
    {"status": "carried over", "grade": None, "grade_round": "2016", "source": "note", "evidence": "still stands"},
    UNGRADED | {"status": "ungraded"},
    UNGRADED | {"status": "not stated"},
    UNGRADED | {"status": "not yet graded", "source": "note", "evidence": "To be graded"},
    OF_2023 | {"grade": "adequate"},
    {
        "question": None,
        "question_id": "police/2017/effectiveness",
        "source": "prose",
        "evidence": "Kent Police is good.",
    },
]


@pytest.mark.parametrize("change", GOOD_JUDGMENTS)
def test_every_status_of_a_judgment_has_a_row_that_passes(change: dict[str, Any]) -> None:
    assert sieve("judgments", frame("judgments", change)).bad.is_empty()


@pytest.mark.parametrize("table", CONTENT)
def test_of_duplicates_all_are_set_aside(table: str) -> None:
    other = {"page_id": "peel-assessments/peel-2017/kent/legitimacy"}
    sifted = sieve(table, frame(table, {}, other, {}))
    assert sifted.good["page_id"].to_list() == [other["page_id"]]
    assert sifted.bad.height >= 2
    assert set(sifted.bad["page"]) == {KENT}


def test_two_standing_statements_on_one_question_are_set_aside_but_a_disagreeing_one_may_stand_beside() -> None:
    other = {"grade": "inadequate", "source": "prose", "evidence": "Kent Police is inadequate."}
    assert sieve("judgments", frame("judgments", {}, other)).good.is_empty()
    assert sieve("judgments", frame("judgments", {}, other | {"disagrees": True})).good.height == 2


def test_two_versions_of_a_page_are_no_duplicates() -> None:
    assert sieve("pages", frame("pages", {}, {"version": 2})).bad.is_empty()


def test_a_row_that_breaks_several_laws_says_each_of_them() -> None:
    bad = sieve("judgments", frame("judgments", {"force": "narnia", "grade": "adequate"})).bad
    assert set(bad["reason"]) == {
        "the row is a force that its service does not have",
        "the row is a grade that is not on the scale of its round",
    }


def test_a_long_value_is_shortened_in_the_reason_and_whole_in_the_row() -> None:
    long = "x" * 500
    bad = sieve("pages", frame("pages", {"family": long})).bad
    assert len(bad["reason"][0]) < 200
    assert json.loads(bad["row"][0])["family"] == long


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (frame("judgments", {}).drop("grade"), "lacks grade"),
        (frame("judgments", {}).with_columns(mood=pl.lit("fair")), "has mood, which is no column of it"),
        (frame("judgments", {}).with_columns(pl.col("question").cast(pl.Int64)), "has question as Int64, not Int32"),
        (frame("judgments", {}).with_columns(pl.col("disagrees").cast(pl.String)), "has disagrees as String"),
        (pl.DataFrame(), "lacks page_id"),
    ],
)
def test_a_frame_of_another_shape_is_our_fault_and_stops_the_run(broken: pl.DataFrame, says: str) -> None:
    with pytest.raises(BrokenFrame, match=says):
        sieve("judgments", broken)


def test_the_order_of_columns_does_not_matter() -> None:
    rows = frame("judgments", {})
    assert sieve("judgments", rows.select(sorted(rows.columns))).good.equals(rows)


def test_laws_hold_whatever_the_environment_tells_pandera(monkeypatch: pytest.MonkeyPatch) -> None:
    from pandera.config import CONFIG

    monkeypatch.setattr(CONFIG, "validation_enabled", False)
    assert sieve("judgments", frame("judgments", {"grade": "excellent"})).good.is_empty()


def test_a_thousand_rows_are_separated_row_by_row() -> None:
    changes: list[dict[str, Any]] = [
        {"page_id": f"peel-assessments/peel-2017/kent/{number}"} | ({"grade": "excellent"} if number % 7 == 0 else {})
        for number in range(1000)
    ]
    rows = pl.DataFrame([JUDGMENT | change for change in changes], schema=shape("judgments"), orient="row")
    sifted = sieve("judgments", rows)
    assert sifted.good.equals(rows.filter(pl.col("grade") == "good"))
    assert sifted.bad["page"].n_unique() == 143
