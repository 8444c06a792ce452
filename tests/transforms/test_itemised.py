"""Findings that only line breaks part are several where each line is one, and never where a break wraps one."""

from __future__ import annotations

import pytest

from tests.transforms.pages import E1, E3, pillar_page, read_html

_PATH = "peel-2017/kent/effectiveness"
_KEEP, _ASK = "The force should keep better records of its visits.", "The force should ask people about bail."
_GOOD, _MORE = "early work with schools; and", "a peer review of files."
_AFIS = "<h4>Areas for improvement</h4>"


def _found(drawn: str) -> list[tuple[int | None, str]]:
    page = pillar_page(f"<h3>1. {E1}</h3><p>Good</p><p>Calls are answered fast.</p>{drawn}")
    return [(one.question, one.text) for one in read_html(page, _PATH).findings]


@pytest.mark.parametrize("lead", [_AFIS, "<p><b>Areas for improvement</b></p>", "<p>Areas for improvement:<br>"])
def test_lines_that_each_say_what_should_be_done_are_findings(lead: str) -> None:
    opened = "" if lead.endswith("<br>") else "<p>"
    assert _found(f"{lead}{opened}{_KEEP}<br>{_ASK}</p><p>Much is done.</p>") == [(1, _KEEP), (1, _ASK)]


def test_lines_that_go_on_with_a_lead_in_are_findings() -> None:
    assert _found(f"<p>Examples of effective practice include:<br>{_GOOD}<br>{_MORE}</p>") == [(1, _GOOD), (1, _MORE)]


def test_lines_below_a_lead_in_of_several_concerns_are_one_each_and_below_one_of_one_are_one() -> None:
    lost, late = "The force loses its files.", "The force answers calls late."
    assert _found(f"<h4>Causes of concern</h4><p>{lost}<br>{late}</p>") == [(1, lost), (1, late)]
    assert _found(f"<h4>Cause of concern</h4><p>{lost}<br>{late}</p>") == [(1, f"{lost} {late}")]


@pytest.mark.parametrize(
    "text",
    [
        "The force should keep better records of its<br>visits and of all its calls.",
        "The force should keep better records.<br>It should also ask people about bail.",
        "The force should keep better records.<br>Officers need to know where they are.",
        "<b>The force should keep better records.</b><br>The force should have known that.",
    ],
)
def test_lines_that_go_on_about_one_finding_are_one(text: str) -> None:
    whole = text.replace("<br>", " ").replace("<b>", "").replace("</b>", "")
    assert _found(f"{_AFIS}<p>{text}</p>") == [(1, whole)]


def test_a_list_item_of_several_lines_is_one_finding() -> None:
    assert _found(f"{_AFIS}<ul><li>{_KEEP}<br>{_ASK}</li><li>{_ASK}</li></ul>") == [(1, f"{_KEEP} {_ASK}"), (1, _ASK)]


def test_lines_that_end_in_semicolons_are_findings() -> None:
    assert _found(f"{_AFIS}<p>{_KEEP[:-1]}; and<br>{_ASK}</p>") == [(1, f"{_KEEP[:-1]}; and"), (1, _ASK)]


def test_a_line_that_explains_a_finding_stays_with_it() -> None:
    assert _found(f"{_AFIS}<p>{_KEEP}<br>Files lie about.<br>{_ASK}</p>") == [
        (1, f"{_KEEP} Files lie about."),
        (1, _ASK),
    ]


def test_lines_in_a_cell_of_a_table_of_questions_are_findings() -> None:
    rows = ("Question", "Judgment", "Areas for improvement"), (E1, "Good", f"{_KEEP}<br />{_ASK}"), (E3, "Good", "None")
    drawn = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    found = read_html(pillar_page(f"<table>{drawn}</table>"), _PATH).findings
    assert [(one.question, one.text) for one in found] == [(1, _KEEP), (1, _ASK)]


def test_a_lead_in_that_leads_in_nothing_is_a_heading() -> None:
    drawn = "<h4>Recommendations</h4><p>Within three months, Kent Police should:</p><p>put in place a plan</p>"
    reading = read_html(pillar_page(f"<h3>1. {E1}</h3><p>Good</p><p>Calls are answered fast.</p>{drawn}"), _PATH)
    assert reading.findings == ()
    assert reading.sections[-1].heading == "Recommendations"
