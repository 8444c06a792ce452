"""A list of questions asks nothing: the grade behind it is not that of the question that happens to stand last."""

from __future__ import annotations

import pytest

from tests.transforms.pages import E1, E3, HEADLINE, pillar_page, read_html
from transforms.read import NotReadable

_E2 = "How effective is the force at investigating crime and reducing re-offending?"
_ASKED = ((E1, "Good"), (_E2, "Inadequate"), (E3, "Outstanding"))
_LINKS = "".join(f'<li><a href="#q{n}">{question}</a></li>' for n, (question, _) in enumerate(_ASKED))
_PLAIN = "".join(f"<li>{question}</li>" for question, _ in _ASKED)
_PANELS = "<div><p>Inadequate</p><p>Staff wait long.</p></div><div><p>Good</p><p>Staff are kind.</p></div>"
_TABS = (
    f"<ul role=tablist><li><a role=tab href=#p1>1. {E1}</a></li><li><a role=tab href=#p2>2. {_E2}</a></li></ul>{_PANELS}",
    f"<div><button role=tab>{E1}</button><button role=tab>{_E2}</button></div>{_PANELS}",
    f"<div><h3>1. {E1}</h3></div><div><h3>2. {_E2}</h3></div>{_PANELS}",
    f"<p>{E1}</p><p>{_E2}</p><p>Good</p><p>Staff are kind.</p>",
    f"<ol><li>{E1}</li><li>{_E2}</li></ol><h4>Overall grade</h4><p>Good</p><p>Staff are kind.</p>",
)


def _read(*parts: str) -> tuple[dict[int | None, str | None], list[bool]]:
    rows = read_html(pillar_page(*parts), "peel-2017/kent/effectiveness").judgments
    return {row.question: row.grade for row in rows if not row.disagrees}, [row.disagrees for row in rows]


def _sections(*badges: str) -> str:
    return "".join(
        f"<h3>{n}. {question}</h3>{f'<p>{badge}</p>' if badge else ''}<p>Records are read by a sergeant.</p>"
        for n, ((question, _), badge) in enumerate(zip(_ASKED, badges, strict=False), 1)
    )


@pytest.mark.parametrize("index", [f"<ul>{_LINKS}</ul>", f"<p>In this page:</p><ol>{_PLAIN}</ol>"])
@pytest.mark.parametrize("label", ["", "<h4>Overall grade</h4>"])
def test_the_grade_behind_a_table_of_contents_is_that_of_the_pillar_above_it(index: str, label: str) -> None:
    sections = _sections(*(grade for _, grade in _ASKED))
    read, disagrees = _read(
        f"<h2>{HEADLINE}</h2>{index}{label}<p>Requires improvement</p><p>Much is done.</p>{sections}"
    )
    assert read == {None: "requires improvement", 1: "good", 2: "inadequate", 3: "outstanding"}
    assert not any(disagrees)


@pytest.mark.parametrize("badges", [("Good", "Inadequate", ""), ("Good", "Inadequate")])
@pytest.mark.parametrize("entries", [_LINKS, _PLAIN])
def test_a_question_of_a_contents_list_takes_no_grade_where_its_own_part_has_none(
    entries: str, badges: tuple[str, ...]
) -> None:
    index = f"<h2>{HEADLINE}</h2><ul>{entries}</ul><p>Requires improvement</p><p>Much is done.</p>"
    assert _read(index, _sections(*badges))[0] == {None: None, 1: "good", 2: "inadequate", 3: None}


@pytest.mark.parametrize("tabs", _TABS)
def test_panels_that_repeat_no_question_grade_none(tabs: str) -> None:
    read, disagrees = _read(f"<h2>{HEADLINE}</h2>", tabs)
    assert {read[1], read[2], read.get(None)} == {None}
    assert not any(disagrees)


def test_a_page_that_asks_nothing_but_in_its_tabs_is_refused() -> None:
    with pytest.raises(NotReadable, match="none of the round's questions"):
        _read(_TABS[0])


def test_a_link_to_one_question_takes_no_grade_from_below_it() -> None:
    link = f'<h2>{HEADLINE}</h2><ul><li><a href="#q0">{E1}</a></li></ul><p>Requires improvement</p><p>Much is done.</p>'
    assert _read(link, _sections("Good"))[0][1] == "good"


def test_a_question_that_stands_right_below_another_keeps_the_badge_that_its_own_element_holds() -> None:
    read, _ = _read(
        f"<section><h3>{E1}</h3></section><section><h3>{_E2}</h3><p>Good</p><p>Staff are kind.</p></section>"
    )
    assert read == {1: None, 2: "good"}


def test_a_summary_that_gives_each_question_its_grade_is_no_index() -> None:
    summary = "".join(f'<li><a href="#q{n}">{question}</a></li><p>{g}</p>' for n, (question, g) in enumerate(_ASKED))
    assert _read(f"<h2>{HEADLINE}</h2><ul>{summary}</ul><p>Much is done.</p>")[0] == {
        None: None,
        1: "good",
        2: "inadequate",
        3: "outstanding",
    }


_PILLARS = ("Effectiveness", "Efficiency", "Legitimacy")


@pytest.mark.parametrize(
    "drawn", ["<li><a href=#a>{}</a></li>", "<li>{}</li>", "<li><button role=tab>{}</button></li>"]
)
def test_the_last_of_the_pillars_that_a_page_lists_takes_no_grade_from_below_them(drawn: str) -> None:
    menu = "".join(drawn.format(pillar) for pillar in _PILLARS)
    page = f"<ul>{menu}</ul><p>Good</p><p>The force does well.</p><h2>Effectiveness</h2><p>Inadequate</p><p>Calls wait.</p>"
    rows = read_html(pillar_page(page), "peel-2017/kent").judgments
    assert {row.pillar: row.grade for row in rows if row.grade} == {"effectiveness": "inadequate"}
