"""The accuracy report counts what is wanted and what is read, both ways."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from tests.pages.accuracy import badness, report, score
from tests.pages.wanted import ANY, Wanted, kept_pages, practice_pages

FAULTS = ("wrong", "lost", "extra", "findings extra", "around", "refused", "let in")


@pytest.fixture(scope="module")
def kept() -> dict[str, Wanted]:
    return {page.name: page for page in kept_pages()}


def faults(page: Wanted) -> dict[str, int]:
    scored = score(page)
    short = {
        kind: scored[f"{kind} wanted"] - scored[f"{kind} right"] for kind in ("judgments", "dates", "findings", "prose")
    }
    return {name: amount for name, amount in {**scored, **short}.items() if name in {*FAULTS, *short} and amount}


def test_what_is_wanted_and_not_read_and_what_is_read_and_not_wanted_is_counted(kept: dict[str, Wanted]) -> None:
    page = kept["kept/police-2016/effectiveness-beside-a-crime-data-grade"]
    wanted, found = page.judgments or {}, page.findings or []
    (force, _), *_ = wanted
    first, second = (force, "police/2016/effectiveness/1"), (force, "police/2016/effectiveness/2")
    assert faults(page) == {}
    assert faults(replace(page, judgments=wanted | {first: "inadequate"})) == {"wrong": 1, "judgments": 1}
    assert faults(replace(page, judgments=wanted | {first: None})) == {"wrong": 1, "judgments": 1}
    assert faults(replace(page, judgments=wanted | {first: ANY})) == {}
    assert faults(replace(page, judgments={key: wanted[key] for key in wanted if key != second})) == {"extra": 1}
    assert faults(replace(page, judgments=wanted | {(force, "police/2016/effectiveness/9"): "good"})) == {
        "lost": 1, "judgments": 1,
    }  # fmt: skip
    assert faults(replace(page, last_updated="2017-03-03")) == {"dates": 1}
    assert faults(replace(page, findings=found[1:])) == {"findings extra": 1}
    assert faults(replace(page, findings=[*found, found[0]])) == {"findings": 1}
    assert faults(replace(page, prose=("Three words lost.",))) == {"prose": 3}
    assert faults(replace(page, furniture=page.prose[:1])) == {"around": 1}
    assert faults(replace(page, refused=True)) == {"let in": 1}


def test_a_page_refused_wrongly_has_lost_all_that_it_says(kept: dict[str, Wanted]) -> None:
    page = replace(kept["kept/police-2018-19/effectiveness-of-notes"], body=b"<h1>Page not found</h1>")
    lost = faults(page)
    assert (lost["refused"], lost["lost"], lost["dates"]) == (1, 6, 1)
    assert "refused" not in faults(kept["kept/refused/news-of-a-report"])


def test_the_worst_comes_first() -> None:
    seen = {"judgments wanted": 10, "pages": 2}
    right = Counter(seen | {"judgments right": 10})
    lost = Counter(seen | {"judgments right": 7, "lost": 3})
    wrong = Counter(seen | {"judgments right": 9, "wrong": 1})
    around = Counter(seen | {"judgments right": 10, "around": 1})
    assert sorted([right, lost, around, wrong], key=badness) == [wrong, lost, around, right]


def test_the_report_has_a_table_by_set_by_family_and_by_markup() -> None:
    lines = list(report(["kept"]))
    assert [line.split()[1] for line in lines if line.startswith("\nby ")] == ["set", "family", "markup"]
    (whole,) = (line for line in lines if line.startswith("kept "))
    assert int(whole.split()[1]) == sum(1 for _ in kept_pages())


@pytest.mark.long
def test_no_practice_page_is_misread_in_any_markup() -> None:
    assert {page.name: found for page in practice_pages() if (found := faults(page))} == {}
