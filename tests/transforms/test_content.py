"""Content is told from what stands around it, and prose is not lost with it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.transforms.pages import E1, HEADLINE, judged, read_html
from transforms.words import words_of

PATH = "peel-2017/kent/effectiveness"
LAST = "Officers know their towns, and their towns know them by name."
FOOT = "Every month our teams look at twelve services and tell the public what they saw."


def _page(tail: str, foot: str = "") -> str:
    content = f"<h1>Kent PEEL 2017</h1>{judged(HEADLINE, 'Good')}{judged(E1, 'Good')}{tail}"
    return f"<body><div>{content}</div>{foot}</body>"


def _texts(html: str) -> str:
    reading = read_html(html, PATH)
    return "\n".join(section.text for section in reading.sections)


@pytest.mark.parametrize(
    "tail",
    [
        f"<p>The force has a <a href=/plan>plan</a> for it.</p><p>{LAST}</p>",
        f"<p>It is <a href=/w>there</a>.</p><p>{LAST}</p>",
        f"<ul><li>schools;</li><li>nurses; and</li></ul><p>{LAST}</p>",
        f"<h4>Next steps</h4><p>{LAST}</p>",
        f"<div><p><a href=/g>Safeguarding keeps people from harm.</a></p><p>{LAST}</p></div>",
        f"<p>Short.</p><p>{LAST}</p>",
    ],
)
def test_the_prose_after_the_last_question_is_content(tail: str) -> None:
    assert LAST in _texts(_page(tail))


@pytest.mark.parametrize(
    "foot",
    [
        f"<div><p>{FOOT}</p><p><a href=/c>Contact</a></p></div>",
        f"<footer><p>{FOOT}</p></footer>",
        f"<div class=x><div><p>{FOOT}</p></div></div>",
    ],
)
def test_the_foot_of_a_page_is_no_content_however_it_is_worded(foot: str) -> None:
    text = _texts(_page(f"<p>{LAST}</p>", foot))
    assert FOOT not in text
    assert LAST in text


@pytest.mark.parametrize(
    "said",
    [
        "<p>Could you read all of it? Write to the web team.</p>",
        "<p>You may have it on paper, too.</p>",
        "<h3>Need a hand?</h3><p>Ring 020 7946 0000 before noon.</p>",
        "<h3>Watch the film</h3><p>An inspector shows her bicycle.</p><p>Yes</p><p>No</p>",
        "<p>Rooms 3 to 5, Long Street, Anytown AB1 2CD</p><p>Rate this page</p>",
    ],
)
@pytest.mark.parametrize("around", ["{}", "<div>{}</div>", "<section><div>{}</div></section>"])
def test_what_a_site_says_to_its_visitors_at_the_end_is_no_content(said: str, around: str) -> None:
    text = _texts(_page(f"<p>{LAST}</p>{around.format(said)}"))
    assert text.endswith(LAST)


def test_what_is_said_to_somebody_else_is_content() -> None:
    told = "A poster at the desk says “ring us if you see a light”."
    assert told in _texts(_page(f"<p>{LAST}</p><p>{told}</p>"))


def test_a_heading_that_could_be_the_sites_heads_what_is_said_of_the_force() -> None:
    assert LAST in _texts(_page(f"<h3>Accessibility</h3><p>{LAST}</p>"))


def test_a_finding_that_is_a_link_is_a_finding() -> None:
    listed = "<h4>Areas for improvement</h4><ul><li><a href=/1>The force should answer.</a></li></ul>"
    assert [f.text for f in read_html(_page(listed), PATH).findings] == ["The force should answer."]


def test_a_contents_list_is_no_content_and_gives_no_grade_away() -> None:
    contents = f"<ul><li><a href=#a>{HEADLINE}</a></li><li><a href=#b>{E1}</a></li></ul>"
    reading = read_html(_page("").replace("</h1>", "</h1>" + contents), PATH)
    assert [section.heading for section in reading.sections] == [HEADLINE, E1]


def test_another_pillars_grade_in_a_menu_is_nobodys_here() -> None:
    menu = "<div><a href=../efficiency/>Efficiency</a> <b>Inadequate</b></div>"
    for html in (_page("", menu), _page("").replace("<body>", "<body>" + menu)):
        assert {row.question_id for row in read_html(html, PATH).judgments} == {
            "police/2017/effectiveness",
            "police/2017/effectiveness/1",
        }


@pytest.mark.parametrize(
    ("badges", "expected"),
    [
        ("<section><h3>{0}</h3><p>Text of one.</p><div>Good</div></section>", ("outstanding", "inadequate")),
        ("<h3>{0}</h3><p>Text of one.</p><p>Good</p>", (None, None)),
    ],
)
def test_a_badge_below_its_text_never_goes_to_the_next_question(
    badges: str, expected: tuple[str | None, str | None]
) -> None:
    two = badges.format(HEADLINE).replace("Good", "Outstanding") + badges.format(E1).replace("Good", "Inadequate")
    rows = read_html(f"<body><div><h1>Kent PEEL 2017</h1>{two}</div></body>", PATH).judgments
    assert tuple(row.grade for row in rows) == expected


@pytest.mark.parametrize(
    "badge",
    [
        "We rated this: Good",
        "HMICFRS grade: Good",
        "2017 grade: Good",
        "Kent Police: Good",
        "Good (2016: Requires improvement)",
        "This question is graded Good",
    ],
)
def test_a_badge_may_bear_a_label(badge: str) -> None:
    row = read_html(f"<h1>Kent PEEL 2017</h1>{judged(E1, badge)}", PATH).judgments[0]
    assert (row.grade, row.source, row.evidence) == ("good", "badge", badge)


@pytest.mark.parametrize("badge", ["2016 grade: Good", "Surrey Police: Good", "Previous grade: Good", "Good practice"])
def test_a_label_may_say_that_a_badge_is_not_this_pages(badge: str) -> None:
    row = read_html(f"<h1>Kent PEEL 2017</h1>{judged(E1, badge)}", PATH).judgments[0]
    assert (row.grade, row.status) == (None, "not stated")


def test_figures_are_words() -> None:
    assert words_of("83.6 of 100 calls – £5, or • none") == ("83.6", "of", "100", "calls", "£5,", "or", "none")


@pytest.mark.parametrize("more", ["", "<p>Last updated: 1 May 2019</p>"])
def test_a_date_at_the_end_is_the_pages_where_no_other_is_labelled_and_printed_otherwise(more: str) -> None:
    told = "<p>The counts of forces were these:</p><ul><li>Some: 2 forces</li><li>Others: 41 forces</li></ul>"
    html = _page(f"{more}<p>{LAST}</p>{told}<dl><dt>Last updated</dt><dd>2 May 2019</dd></dl>")
    assert read_html(html, PATH).page.last_updated == date(2019, 5, 1 if more else 2)
