"""Grades below a line that says they are another's, another time's or nobody's are no judgments of the page."""

from __future__ import annotations

import pytest

from schemas.records import Reading
from tests.transforms.pages import E1, E3, HEADLINE, judged, pillar_page, read_html
from transforms.addresses import SITE, address_of
from transforms.read import NotReadable, read_page

PATH = "peel-2017/kent/effectiveness"
OTHERS = (
    "How Surrey Police was graded",
    "Last year’s judgments",
    "What we found in 2015",
    "The national picture",
    "The force’s assessment of itself",
    "An example of how we show a grade",
)
OWN = ("How Kent Police was graded", "Our judgments, March 2018", "What Kent does better than Surrey", "Our judgments")
TABLE = (
    "<table>{caption}<tr><td>Preventing crime</td><td>Inadequate</td></tr>"
    "<tr><td>Managing offenders</td><td>Good</td></tr></table>"
)


def _grades(reading: Reading) -> dict[str, str | None]:
    return {row.question_id: row.grade for row in reading.judgments if not row.disagrees}


def _report(above: str, caption: str = "", own: str = TABLE) -> Reading:
    body = (
        f"<h1>PEEL 2023–25: An inspection of Kent Police</h1><h2>Overall summary</h2>{above}"
        f"{own.format(caption=caption)}<h2>Preventing crime</h2><p>Officers know their towns.</p>"
        "<h2>Managing offenders</h2><p>Visits are made on time.</p>"
    )
    address = address_of(f"{SITE}/peel-reports/kent-2023-25/")
    return read_page(f"<body><main>{body}</main></body>".encode(), "text/html", address)


@pytest.mark.parametrize("heading", OTHERS)
@pytest.mark.parametrize("first", [True, False])
def test_questions_printed_again_below_such_a_heading_give_no_judgment(heading: str, *, first: bool) -> None:
    again = f"<h2>{heading}</h2>{judged(E1, 'Inadequate')}{judged(E3, 'Outstanding')}"
    own = f"<h2>Questions for Effectiveness</h2>{judged(E1, 'Good')}{judged(E3, 'Requires improvement')}"
    parts = (again, own) if first else (own, again)
    reading = read_html(pillar_page(judged(HEADLINE, "Good"), *parts), PATH)
    assert [row.grade for row in reading.judgments] == ["good", "good", "requires improvement"]


@pytest.mark.parametrize("heading", OWN)
def test_a_heading_that_names_the_force_or_the_round_heads_its_own_grades(heading: str) -> None:
    reading = read_html(pillar_page(judged(HEADLINE, "Good"), f"<h2>{heading}</h2>{judged(E1, 'Inadequate')}"), PATH)
    assert _grades(reading)["police/2017/effectiveness/1"] == "inadequate"


@pytest.mark.parametrize(
    ("above", "caption"),
    [
        ("<h3>How Surrey Police was graded</h3>", ""),
        ("<h3>Grades</h3>", "<caption>Surrey Police, 2023–25</caption>"),
        ("<p>These are the grades that the force gave when it judged itself:</p>", ""),
        ("<p>We grade Kent Police below. These are the grades that Surrey Police was given:</p>", ""),
        ("", "<tr><th>Area</th><th>Surrey Police</th></tr>"),
        ("", "<tr><th>Area</th><th>Force’s own assessment</th></tr>"),
        ("", "<tr><th>Area</th><th>Most similar forces</th></tr>"),
    ],
)
def test_a_table_of_others_gives_no_judgment(above: str, caption: str) -> None:
    assert set(_grades(_report(above, caption)).values()) == {None}


@pytest.mark.parametrize(
    ("above", "head"),
    [
        ("<p>Surrey Police was judged in May. In this round we grade Kent as follows:</p>", ""),
        ("<p>Most forces are good at most things. The force’s grades are:</p>", ""),
        ("<h3>Kent Police: our judgments</h3>", ""),
        ("<p>The table shows our grades. Those of 2021/22 were given on another scale.</p>", ""),
        ("", "<tr><th>Area</th><th>Kent Police</th></tr>"),
        ("", "<tr><th>Area</th><th>Our judgment of the force</th></tr>"),
        ("<h3>Change since our last inspection</h3>", "<tr><th>Area</th><th>This inspection</th></tr>"),
    ],
)
def test_a_table_that_a_line_or_its_head_leads_in_as_the_forces_own_gives_its_judgments(above: str, head: str) -> None:
    assert set(_grades(_report(above, head)).values()) == {"inadequate", "good"}


@pytest.mark.parametrize(
    "table",
    [
        "<table><caption>Grades now and before</caption>{}</table>",
        "<div role=table><div role=rowgroup>{}</div></div>",
        "<div role=grid>{}</div>",
    ],
)
def test_of_the_columns_now_and_before_the_one_that_names_the_round_is_read(table: str) -> None:
    head = ("Area", "2021/22 grade", "2023–25 grade")
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>"
        for row in (head, ("Preventing crime", "Outstanding", "Good"), ("Managing offenders", "Good", "Inadequate"))
    )
    if "role" in table:
        for tag, role in (("tr", "row"), ("td", "cell")):
            rows = rows.replace(f"<{tag}>", f"<div role={role}>").replace(f"</{tag}>", "</div>")
    found = _grades(_report(f"{table.format(rows)}<p>Its parts follow.</p>", "", own=""))
    assert list(found.values()) == ["good", "inadequate"]


def test_what_a_force_page_says_of_its_last_assessment_is_no_judgment() -> None:
    last, now = (
        f"<p>The extent to which the force is effective at keeping people safe and reducing crime is {grade}.</p>"
        for grade in ("inadequate", "good")
    )
    page = f"<h2>Our previous assessment (2016)</h2>{last}<h2>Kent 2017</h2>{now}"
    reading = read_html(pillar_page(page, title="Kent 2017"), "peel-2017/kent")
    assert [(row.grade, row.disagrees) for row in reading.judgments] == [("good", False)]


def test_two_tables_that_could_both_be_the_forces_own_are_refused() -> None:
    other = TABLE.format(caption="").replace("Inadequate", "Outstanding")
    with pytest.raises(NotReadable, match="two different grades"):
        _report(f"{other}<p>The force is read about above and below.</p><p>Here it is again:</p>")


def test_a_link_to_another_force_with_its_grade_is_no_content() -> None:
    links = "<div><span>Previous</span><a href=/s>Surrey</a><span>Next</span><a href=/e>Essex Police – Good</a></div>"
    reading = read_html(f"<body><div>{_own()}</div>{links}</body>", PATH)
    assert "Surrey" not in " ".join(section.text for section in reading.sections)
    assert len(reading.judgments) == 2


def test_a_key_to_the_grades_in_one_line_is_no_content() -> None:
    line = "<div><b>Key</b> <span>Outstanding</span> <span>Good</span> <span>Inadequate</span></div>"
    reading = read_html(pillar_page(_own(), line, "<p>Officers know their towns.</p>"), PATH)
    assert "Key" not in " ".join(section.text for section in reading.sections)


def _own() -> str:
    return f"<h1>Kent PEEL 2017</h1>{judged(HEADLINE, 'Good')}{judged(E1, 'Good')}"


def test_a_list_of_forces_with_their_grades_goes_on_with_no_list_of_findings() -> None:
    texts = ("The force should keep lists.", "Essex: Good", "Surrey: Inadequate")
    items = "".join(f"<p>• {text}</p>" for text in texts)
    reading = read_html(pillar_page(f"<h3>{E1}</h3><p>Good</p><h4>Areas for improvement</h4>{items}"), PATH)
    assert [finding.text for finding in reading.findings] == ["The force should keep lists."]
