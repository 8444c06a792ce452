"""A grade before a heading is its badge only on a page that prints all of them so; else it ends what is above it."""

from __future__ import annotations

import pytest

from tests.transforms.pages import E1, E3, HEADLINE, pillar_page, read_html
from transforms.addresses import SITE, address_of
from transforms.read import read_page

PATH = "peel-2017/kent/effectiveness"
TEXT = "<p>Officers know their towns, and their towns know them by name.</p>"
AREAS = ("Preventing crime", "Responding to the public", "Managing offenders")
ENDS = (
    "<table><tr><td>Surrey</td><td>Inadequate</td></tr><tr><td>Kent</td><td>Outstanding</td></tr></table>",
    "<div><div><p>Surrey</p><span>Inadequate</span></div><div><p>Essex</p><span>Outstanding</span></div></div>",
    "<p>Surrey</p><p>Inadequate</p>",
    "<div role=row><div role=cell>2016</div><div role=cell>Inadequate</div></div>",
    "<p>Previous grade</p><p>Grade:</p><p>Inadequate</p>",
    "<blockquote><p>Inadequate</p></blockquote>",
    "<p>“Inadequate”</p>",
    "<p>Outstanding</p><p>Good</p><p>Adequate</p><p>Requires improvement</p><p>Inadequate</p>",
)


def _report(body: str) -> dict[str, tuple[str | None, bool]]:
    page = f"<body><main><h1>PEEL 2023–25: An inspection of Kent Police</h1><h2>Overall summary</h2>{TEXT}{body}</main>"
    reading = read_page(page.encode(), "text/html", address_of(f"{SITE}/peel-reports/kent-2023-25/"))
    return {row.label: (row.grade, row.disagrees) for row in reading.judgments if row.question_id in _IDS}


_IDS = {f"police/2023-25/{area.casefold().replace(' ', '-')}" for area in AREAS}


@pytest.mark.parametrize("end", ENDS)
def test_what_ends_the_part_above_is_no_badge_of_the_heading_below(end: str) -> None:
    chapters = "".join(f"{end}<h2>{area}</h2>{TEXT}" for area in AREAS)
    assert _report(chapters + end) == dict.fromkeys(AREAS, (None, False))


@pytest.mark.parametrize("end", ENDS)
def test_nor_does_it_disagree_with_the_badge_behind_the_heading(end: str) -> None:
    chapters = "".join(f"{end}<h2>{area}</h2><p>Good</p>{TEXT}" for area in AREAS)
    assert _report(chapters) == dict.fromkeys(AREAS, ("good", False))


def test_nor_with_the_summary_of_judgments() -> None:
    summary = "".join(f"<tr><td>{area}</td><td>Good</td></tr>" for area in AREAS)
    chapters = "".join(f"<p>Inadequate</p><h2>{area}</h2>{TEXT}" for area in AREAS)
    assert _report(f"<table>{summary}</table>{chapters}") == dict.fromkeys(AREAS, ("good", False))


@pytest.mark.parametrize("end", ENDS[:2])
def test_a_table_of_others_at_a_chapters_end_is_not_the_chapters_own_badge(end: str) -> None:
    chapters = "".join(f"<section><h2>{area}</h2>{TEXT}{end}</section>" for area in AREAS)
    assert _report(chapters) == dict.fromkeys(AREAS, (None, False))


@pytest.mark.parametrize("number", [3, 2])
def test_a_page_that_prints_its_grades_before_their_questions_is_read_so(number: int) -> None:
    chapters = [f"<p>{grade}</p><h2>{area}</h2>{TEXT}" for area, grade in zip(AREAS, _GRADES, strict=True)]
    found = _report("".join(chapters[:number]))
    assert found == {area: (grade.casefold(), False) for area, grade in list(zip(AREAS, _GRADES, strict=True))[:number]}


@pytest.mark.parametrize("drawn", ["<table><tr><td>{}</td><td>{}</td></tr></table>", "<p>{}</p><p>{}</p>"])
def test_a_grade_behind_a_heading_with_another_forces_name_behind_it_is_no_badge(drawn: str) -> None:
    chapters = "".join(f"<h2>{area}</h2>{drawn.format('Inadequate', 'Surrey Police')}{TEXT}" for area in AREAS)
    assert _report(chapters) == dict.fromkeys(AREAS, (None, False))
    chapters = "".join(f"<h2>{area}</h2>{drawn.format('Inadequate', 'Kent Police')}{TEXT}" for area in AREAS)
    assert _report(chapters) == dict.fromkeys(AREAS, ("inadequate", False))


_GRADES = ("Adequate", "Inadequate", "Outstanding")


def test_an_area_that_its_round_never_grades_takes_no_grade_from_above_it() -> None:
    body = (
        f"<p>Good</p><h2>Providing a service to victims of crime</h2>{TEXT}<h2>Preventing crime</h2><p>Good</p>{TEXT}"
    )
    page = f"<body><main><h1>PEEL 2023–25: An inspection of Kent Police</h1><h2>Overall summary</h2>{TEXT}{body}</main>"
    reading = read_page(page.encode(), "text/html", address_of(f"{SITE}/peel-reports/kent-2023-25/"))
    grades = {row.question_id.rpartition("/")[2]: row.grade for row in reading.judgments}
    assert grades == {"victim-service": None, "preventing-crime": "good"}


def test_one_quotation_among_the_questions_of_a_pillar_proves_no_layout() -> None:
    own = (
        f"<h2>Questions for Effectiveness</h2><blockquote>Inadequate</blockquote><h3>{E1}</h3>{TEXT}<h3>{E3}</h3>{TEXT}"
    )
    reading = read_html(pillar_page(f"<h3>{HEADLINE}</h3><p>Good</p>{TEXT}", own), PATH)
    assert [row.grade for row in reading.judgments] == ["good", None, None]


def test_one_word_before_every_question_proves_no_layout_below_a_headline_graded_behind() -> None:
    words = ("Inadequate", "Inadequate"), ("Inadequate", "Outstanding")
    for before, found in zip(words, ((None, None), ("inadequate", "outstanding")), strict=True):
        own = "".join(f"<p>{word}</p><p>{asked}</p>{TEXT}" for word, asked in zip(before, (E1, E3), strict=True))
        page = f"<p>{HEADLINE}</p><p>Good</p>{TEXT}<p>Questions for Effectiveness</p>{own}"
        assert [row.grade for row in read_html(pillar_page(page), PATH).judgments] == ["good", *found]
