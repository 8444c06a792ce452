"""Findings are a list however they are drawn: as terms, as bare lines, as cells, or typed with bullets."""

from __future__ import annotations

import pytest

from schemas.records import Reading
from tests.transforms.pages import E1, E3, pillar_page, read_html
from transforms.addresses import SITE, address_of
from transforms.read import read_page

_PATH = "peel-2017/kent/effectiveness"
_KEEP, _ASK = "The force should keep better records of its visits.", "The force should ask people about bail."
_LEAD, _TURN = "Examples of effective practice include:", "However, the force needs to ensure that:"
_GOOD, _MORE = "early work with schools; and", "a peer review of files."
_LIST = f"<ul><li>{_KEEP}</li><li>{_ASK}</li></ul>"


def _found(body: str) -> list[tuple[str, int | None, str]]:
    page = pillar_page(f"<h3>1. {E1}</h3><p>Good</p><p>Calls are answered fast.</p>{body}")
    return [(one.kind, one.question, one.text) for one in read_html(page, _PATH).findings]


@pytest.mark.parametrize(
    "drawn",
    [
        f"<dl><dt>{_LEAD}</dt><dd>{_GOOD}</dd><dd>{_MORE}</dd></dl>",
        f"<p><b>{_LEAD}</b></p><p>{_GOOD}</p><p>{_MORE}</p>",
        f"<div>{_LEAD}</div><div>{_GOOD}</div><div>{_MORE}</div><p>Calls wait.</p>",
    ],
)
def test_lines_that_go_on_with_a_lead_in_are_its_items(drawn: str) -> None:
    assert _found(drawn) == [("effective practice", 1, _GOOD), ("effective practice", 1, _MORE)]


def test_lines_that_do_not_end_as_items_do_are_none() -> None:
    assert _found(f"<p>{_LEAD}</p><p>early work with</p><p>schools; and more of it.</p>") == []


_NAMED = 'aria-label="Areas for improvement"'
_ITEMS = f"<li>{_KEEP}</li><li>{_ASK}</li>"


@pytest.mark.parametrize(
    "drawn",
    [
        f"<ul {_NAMED}>{_ITEMS}</ul>",
        f"<menu {_NAMED}>{_ITEMS}</menu>",
        f"<dl {_NAMED}><dd>{_KEEP}</dd><dd>{_ASK}</dd></dl>",
        f"<h4>Areas for improvement</h4><menu>{_ITEMS}</menu>",
        f"<h4>Areas for improvement</h4><ul {_NAMED}>{_ITEMS}</ul>",
        f'<div role="list" {_NAMED}><div role="listitem">{_KEEP}</div><div role="listitem">{_ASK}</div></div>',
    ],
)
def test_a_list_is_led_in_by_its_name_whatever_element_it_is(drawn: str) -> None:
    assert _found(drawn) == [("area for improvement", 1, _KEEP), ("area for improvement", 1, _ASK)]


@pytest.mark.parametrize(
    "drawn",
    [
        f"<menu {_NAMED}><li><a href='#a'>{_KEEP}</a></li></menu>",
        f"<ul {_NAMED}><li><a href='#a'>{_KEEP}</a></li></ul>",
        f"<ul aria-label='What people say'>{_ITEMS}</ul>",
        f"<nav><ul {_NAMED}>{_ITEMS}</ul></nav>",
    ],
)
def test_a_list_of_links_or_of_another_name_holds_no_findings(drawn: str) -> None:
    assert _found(drawn) == []


def test_each_item_in_a_cell_of_findings_is_one() -> None:
    practice = f"<ul><li>{_GOOD[:-5]} in its two towns</li><li>{_MORE[:-1]} by three others</li></ul>"
    table = f"<table><tr><th>{_LEAD}</th><th>{_TURN}</th></tr><tr><td>{practice}</td><td>{_LIST}</td></tr></table>"
    assert [kind for kind, _, _ in _found(table)] == ["effective practice"] * 2 + ["improvement needed"] * 2
    typed = f"<td><b>Areas for improvement</b></td><td><p>• {_KEEP}</p><p>• {_ASK}</p></td>"
    assert [text for _, _, text in _found(f"<table><tr>{typed}</tr></table>")] == [_KEEP, _ASK]


def test_a_column_of_findings_in_a_table_of_questions_holds_those_of_each() -> None:
    head = "<tr><th>Question</th><th>Judgment</th><th>What we found</th><th>Areas for improvement</th></tr>"
    rows = "".join(
        f"<tr><td>{question}</td><td>{grade}</td><td><p>Files lie about.</p></td><td>{found}</td></tr>"
        for question, grade, found in (
            (E1, "Good", _LIST),
            (E3, "Inadequate", "<p>None were found in this inspection.</p>"),
        )
    )
    reading = read_html(pillar_page(f"<table>{head}{rows}</table>"), _PATH)
    assert [(one.question, one.text) for one in reading.findings] == [(1, _KEEP), (1, _ASK)]
    assert [(row.question, row.grade) for row in reading.judgments] == [(1, "good"), (3, "inadequate")]
    assert reading.page.coverage == 1.0


def test_recommendations_that_are_the_rows_of_a_table_are_all_read() -> None:
    page = (
        "<h2>Investigating crime</h2><p>Good</p><h3>Cause of concern</h3><p><b>The force isn’t keeping its files safe</b></p>"
        "<p>Files lie about.</p><h4>Recommendations</h4><table><tr><th>Within three months, Kent Police should:</th></tr>"
        "<tr><td>put in place a plan; and</td></tr><tr><td>train its call handlers.</td></tr></table>"
        "<h3>Main findings</h3><p>Much is done.</p>"
    )
    body = pillar_page(page, title="PEEL 2023–25: An inspection of Kent Police")
    found = read_page(body.encode(), "text/html", address_of(f"{SITE}/peel-reports/kent-2023-25/")).findings
    told = [one.text for one in found if one.kind == "recommendation"]
    assert told == ["put in place a plan; and", "train its call handlers."]


def _twice(one: str, other: str) -> Reading:
    blocks = f'<div class="d-none d-md-block">{one}</div><div class="d-md-none" aria-hidden="true">{other}</div>'
    return read_html(pillar_page(f"<h3>1. {E1}</h3><p>Good</p><p>Calls are answered fast.</p>{blocks}"), _PATH)


def test_what_is_printed_twice_for_one_question_is_found_once_and_every_word_is_placed() -> None:
    drawn = f"<h4>Areas for improvement</h4>{_LIST}"
    reading = _twice(drawn, drawn)
    assert [one.text for one in reading.findings] == [_KEEP, _ASK]
    assert (reading.page.coverage, reading.unplaced) == (1.0, ())


def test_what_differs_in_its_kind_or_question_is_found_as_often_as_it_is_printed() -> None:
    practice = "<p>{}</p><ul><li>keeps better records of its visits to homes.</li></ul>"
    assert len(_twice(practice.format(_LEAD), practice.format(_TURN)).findings) == 2
    own = f"<h4>Areas for improvement</h4>{_LIST}"
    assert len(_twice(own, f"<h3>3. {E3}</h3><p>Good</p>{own}").findings) == 4


def test_a_concern_printed_twice_keeps_the_recommendations_that_are_only_in_the_second() -> None:
    concern = "<h3>Cause of concern</h3><p><b>The force isn’t keeping its files safe</b></p><p>Files lie about.</p>"
    led = "<h4>Recommendations</h4><p>By May 2024, the force should:</p><ul>{}</ul>"
    first, second = led.format("<li>plan its storage.</li>"), led.format("<li>plan its storage.</li><li>lock it.</li>")
    page = f"<h2>Investigating crime</h2><p>Good</p><p>Much is done.</p><div>{concern}{first}</div><div>{concern}{second}</div>"
    body = pillar_page(page, title="PEEL 2023–25: An inspection of Kent Police")
    found = read_page(body.encode(), "text/html", address_of(f"{SITE}/peel-reports/kent-2023-25/")).findings
    assert [one.kind for one in found] == ["cause of concern", "recommendation", "recommendation"]
    assert {one.parent for one in found[1:]} == {found[0].position}


def test_a_finding_of_a_summary_is_the_one_that_its_chapter_explains() -> None:
    table = (
        "<table><tr><th>Area</th><th>Grade</th><th>Areas for improvement</th></tr>"
        f"<tr><td>Investigating crime</td><td>Good</td><td>{_KEEP}</td></tr>"
        f"<tr><td>Preventing crime</td><td>Adequate</td><td>{_ASK}</td></tr></table>"
    )
    chapter = (
        f"<h2>Investigating crime</h2><p>Good</p><h3>Area for improvement</h3><p>{_KEEP}</p><p>Files lie about.</p>"
    )
    page = f"<h2>Overall summary</h2><p>Much is done in this force.</p>{table}{chapter}<h2>Preventing crime</h2><p>Adequate</p>"
    body = pillar_page(page, title="PEEL 2023–25: An inspection of Kent Police")
    reading = read_page(body.encode(), "text/html", address_of(f"{SITE}/peel-reports/kent-2023-25/"))
    assert [(one.label, one.text, one.detail) for one in reading.findings] == [
        ("Investigating crime", _KEEP, "Files lie about."),
        ("Preventing crime", _ASK, None),
    ]
    assert (reading.page.coverage, reading.unplaced) == (1.0, ())
