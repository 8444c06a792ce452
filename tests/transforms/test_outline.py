"""Every text of a page has one place: a section, a finding or a field."""

from __future__ import annotations

from datetime import date

import pytest

from tests.transforms.pages import E1, E3, HEADLINE, judged, pillar_page, read_html

PATH = "peel-2017/kent/effectiveness"


def test_sections_and_findings_are_one_sequence_in_reading_order() -> None:
    html = pillar_page(
        judged(HEADLINE, "Good", "The summary."),
        "<h2>Questions for Effectiveness</h2>",
        judged(E1, "Good", "Before the list.", "Examples of effective practice include:")
        + "<ul><li>a list of one thing</li></ul><p>After the list.</p>",
        judged(E3, "Good", "Last."),
    )
    reading = read_html(html, PATH)
    placed = [(s.position, s.heading, s.text) for s in reading.sections]
    placed += [(f.position, f.lead_in or "", f.text) for f in reading.findings]
    assert sorted(placed) == [
        (1, HEADLINE, "The summary."),
        (2, "Questions for Effectiveness", ""),
        (3, E1, "Before the list."),
        (4, "Examples of effective practice include:", "a list of one thing"),
        (5, "", "After the list."),
        (6, E3, "Last."),
    ]
    last = reading.sections[-1]
    assert (last.level, last.kind, last.path) == (3, "question", ("Questions for Effectiveness",))
    assert reading.sections[3].path == ("Questions for Effectiveness", E1)


@pytest.mark.parametrize(
    ("lead_in", "kind"),
    [
        ("Examples of effective practice include:", "effective practice"),
        ("Most positively, the constabulary:", "effective practice"),
        ("However, the force needs to ensure that:", "improvement needed"),
        ("However, the constabulary should:", "improvement needed"),
        ("However, Kent Police needs to:", "improvement needed"),
        ("Areas for improvement", "area for improvement"),
        ("Area for improvement", "area for improvement"),
        ("The following AFI from HMICFRS’ 2015 Legitimacy inspection remains:", "area for improvement"),
        ("Cause of concern", "cause of concern"),
    ],
)
def test_a_list_is_findings_of_the_kind_that_its_lead_in_says(lead_in: str, kind: str) -> None:
    html = pillar_page(
        judged(E1, "Good") + f"<p>{lead_in}</p><ul><li>answer calls sooner;</li><li>write more down.</li></ul>"
    )
    found = [(f.kind, f.lead_in, f.text, f.question, f.label) for f in read_html(html, PATH).findings]
    assert found == [(kind, lead_in, "answer calls sooner;", 1, E1), (kind, lead_in, "write more down.", 1, E1)]


@pytest.mark.parametrize(
    "lead_in", ["Kent Police:", "This means it can:", "The force:", "However, it has few detectives."]
)
def test_any_other_list_is_text_of_its_section(lead_in: str) -> None:
    html = pillar_page(judged(E1, "Good", lead_in) + "<ul><li>answers calls soon;</li><li>writes much down.</li></ul>")
    reading = read_html(html, PATH)
    assert reading.findings == ()
    assert reading.sections[-1].text == f"{lead_in}\n• answers calls soon;\n• writes much down."


def test_a_list_within_an_item_belongs_to_the_item() -> None:
    html = pillar_page(
        judged(E1, "Good")
        + "<h4>Areas for improvement</h4><ul><li>The force should write down:<ul><li>who called; and</li><li>when.</li></ul>"
        "</li><li>The force should answer.</li></ul>"
    )
    texts = [f.text for f in read_html(html, PATH).findings]
    assert texts == ["The force should write down:\n• who called; and\n• when.", "The force should answer."]


def test_areas_for_improvement_may_be_paragraphs() -> None:
    html = pillar_page(
        judged(E1, "Good")
        + "<h4>Areas for improvement</h4><p>The force should answer sooner.</p><p>The force should write more down.</p>"
        "<p>Its officers know their towns well.</p>"
    )
    reading = read_html(html, PATH)
    assert [f.text for f in reading.findings] == [
        "The force should answer sooner.",
        "The force should write more down.",
    ]
    assert reading.sections[-1].text == "Its officers know their towns well."


def test_a_heading_that_is_no_question_is_a_section_of_the_question_above_it() -> None:
    html = pillar_page(judged(E1, "Good") + "<h4>Assessing demand</h4><p>It counts its calls.</p>")
    section = read_html(html, PATH).sections[-1]
    assert (section.heading, section.text, section.kind, section.question) == (
        "Assessing demand",
        "It counts its calls.",
        "other",
        1,
    )
    assert section.path[-1] == E1


def test_the_inspectors_observations_are_told_apart() -> None:
    html = "<h1>Kent 2017</h1>" + judged(HEADLINE, "Good") + "<h2>HMI's observations</h2><p>I am pleased with Kent.</p>"
    section = read_html(html, "peel-2017/kent").sections[-1]
    assert (section.kind, section.text, section.question_id) == ("observations", "I am pleased with Kent.", None)


@pytest.mark.parametrize(
    "written",
    [
        "<p>Last updated 22/03/2018</p>",
        "<p>Last updated: 22 March 2018</p>",
        "<p>Last updated on <time datetime='2018-03-22'>22nd March 2018</time></p>",
        "<dl><dt>Last updated</dt><dd>22/03/2018</dd></dl>",
        "<div>Last updated<br>22.03.2018</div>",
        "<table><tr><td>Last updated</td><td>22/03/2018</td></tr></table>",
    ],
)
def test_a_date_is_read_in_every_form(written: str) -> None:
    page = read_html(pillar_page(f"<h2>{HEADLINE}</h2>{written}<p>Good</p><p>Text.</p>"), PATH).page
    assert page.last_updated == date(2018, 3, 22)


def test_the_latest_date_of_a_force_page_is_its_date() -> None:
    html = (
        "<h1>Kent 2017</h1>"
        f"<h3>{HEADLINE}</h3><p>Last updated 22/03/2018</p><p>Good</p>"
        "<h3>How efficient is the force at keeping people safe and reducing crime?</h3><p>Last updated 09/11/2017</p><p>Good</p>"
    )
    assert read_html(html, "peel-2017/kent").page.last_updated == date(2018, 3, 22)


def test_a_banner_above_the_title_makes_no_other_content() -> None:
    page = pillar_page(judged(HEADLINE, "Good"))
    banner = "<h3>Planned website downtime</h3><p>The site will be closed on Sunday.</p>"
    plain = read_html(page, PATH)
    bannered = read_html(page.replace("<h1>", banner + "<h1>"), PATH)
    assert bannered.page.content_sha256 == plain.page.content_sha256
    assert bannered.sections == plain.sections


def test_hostile_text_comes_out_as_text() -> None:
    nasty = "Robert'); DROP TABLE pages;-- <script>alert(1)</script> ../../etc \x1b[31mred"
    escaped = nasty.replace("<", "&lt;").replace(">", "&gt;")
    text = read_html(pillar_page(judged(HEADLINE, "Good", escaped)), PATH).sections[0].text
    assert text == "Robert'); DROP TABLE pages;-- <script>alert(1)</script> ../../etc [31mred"


def test_an_item_that_opens_with_a_heading_is_a_part_of_the_page_and_its_text_no_finding() -> None:
    improve = "<h4>Areas for improvement</h4><ul><li>The force should answer sooner.</li></ul>"
    parts = "".join(f"<li><h3>{asked}</h3>{improve}<p>What follows is what was seen.</p></li>" for asked in (E1, E3))
    reading = read_html(pillar_page(judged(HEADLINE, "Good"), f"<ol>{parts}</ol>"), PATH)
    assert [finding.text for finding in reading.findings] == ["The force should answer sooner."] * 2


def test_the_notes_at_the_foot_of_a_page_are_no_more_of_the_findings_above_them() -> None:
    improve = "<h4>Areas for improvement</h4><ul><li>The force should answer sooner.</li></ul>"
    parts = f"<section><h3>{E1}</h3><p>Good</p>{improve}</section><hr><ol><li>Of all forces, without Kent.</li></ol>"
    reading = read_html(pillar_page(judged(HEADLINE, "Good"), parts), PATH)
    assert [finding.text for finding in reading.findings] == ["The force should answer sooner."]
    assert "Of all forces, without Kent." in reading.sections[-1].text


def test_what_follows_a_bullet_that_was_typed_is_no_more_of_it_whatever_list_holds_the_page() -> None:
    sign = "<span style='font-family:Symbol'>·<span style='font:7pt Times'>&nbsp; </span></span>"
    items = ("The force should ask.", "The force should answer.")
    typed = "".join(f"<p>{sign}{item}</p>" for item in items)
    part = f"<li><h3>{E1}</h3><p>Good</p><h4>Areas for improvement</h4>{typed}<p>Towns differ.</p></li>"
    reading = read_html(pillar_page(judged(HEADLINE, "Good"), f"<ul>{part}</ul>"), PATH)
    assert tuple(finding.text for finding in reading.findings) == items
    assert reading.sections[-1].text.endswith("Towns differ.")
