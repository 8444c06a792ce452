"""What an element is drawn as counts, whatever it is called: a page reads as it is seen."""

from __future__ import annotations

import pytest

from tests.transforms.pages import E1, E3, E5, HEADLINE, judged, pillar_page, read_html

PATH = "peel-2017/kent/effectiveness"
LAST = "Officers know their towns, and their towns know them by name."


def _question(badge: str, more: str = "") -> str:
    return pillar_page(judged(HEADLINE, "Good"), f"<section><h3>{E1}</h3>{badge}<p>{LAST}</p>{more}</section>")


@pytest.mark.parametrize(
    "badge",
    [
        "<img data-src=/g.png alt=''><noscript><img src=/g.png alt='Inadequate'></noscript>",
        "<del>Good</del> <ins>Inadequate</ins>",
        "<div>Inadequate <a href=/key>(what does this mean?)</a></div>",
        "<x-tag><template shadowrootmode=open><p>Inadequate</p></template></x-tag>",
        "<p>Judgment for this question: <b>Inadequate</b></p>",
        "<p>Our judgment here is <b>inadequate</b>.</p>",
    ],
)
def test_a_badge_is_what_is_seen_of_it(badge: str) -> None:
    assert [row.grade for row in read_html(_question(badge), PATH).judgments] == ["good", "inadequate"]


def test_a_heading_keeps_the_name_of_the_shape_that_is_drawn_in_it() -> None:
    shape = '<svg width="9" role="img" aria-label="Inadequate"><rect width="9" /><circle r="2" /></svg>'
    asked = f"<h3><span>{E1}</span> {shape}</h3><p>{LAST}</p>"
    body = pillar_page(judged(HEADLINE, "Good"), f"<section>{asked}</section>")
    assert [row.grade for row in read_html(body, PATH).judgments] == ["good", "inadequate"]


def test_a_verdict_on_this_question_belongs_to_the_one_above_it() -> None:
    flat = "".join(
        f"<h3>{question}</h3><p>{LAST}</p><p>Our judgment for this question: {grade}</p>"
        for question, grade in ((E1, "Good"), (E3, "Inadequate"))
    )
    grades = [row.grade for row in read_html(pillar_page(judged(HEADLINE, "Outstanding"), flat), PATH).judgments]
    assert grades == ["outstanding", "good", "inadequate"]


@pytest.mark.parametrize(
    "listed",
    [
        "<span style='display:list-item'>{}</span>",
        "<div role=listitem>{}</div>",
        "<div><div>•</div><div>{}</div></div>",
        "<table><tr><td><img src=/b.gif alt='*'></td><td>{}</td></tr></table>",
    ],
)
def test_a_list_is_a_list_however_it_is_drawn(listed: str) -> None:
    items = ["The force should answer.", "The force should ask."]
    body = "<div role=list>" + "".join(listed.format(item) for item in items) + "</div>"
    reading = read_html(_question("Good", f"<p>However, the force needs to:</p>{body}"), PATH)
    assert [finding.text for finding in reading.findings] == items


@pytest.mark.parametrize("tool", ["<button>Copy link</button>", "[<a href=#e>edit</a>]", "<a href=#a>Permalink</a>"])
def test_a_tool_beside_a_heading_is_no_part_of_it(tool: str) -> None:
    box = f"<h4>Areas for improvement {tool}</h4><p>The force should ask.</p>"
    reading = read_html(_question("Good", box), PATH)
    assert [(finding.lead_in, finding.text) for finding in reading.findings] == [
        ("Areas for improvement", "The force should ask.")
    ]
    assert not [section for section in reading.sections if "link" in section.heading or "edit" in section.heading]


def test_lines_kept_as_they_were_typed_are_read_like_a_capture() -> None:
    lines = (
        f"Kent PEEL 2017\n\nEffectiveness\n{HEADLINE}\nGood\n\n{LAST}\n\nAreas for improvement\n\n- Ask.\n- Answer.\n"
    )
    reading = read_html(f"<body><pre>{lines}</pre></body>", PATH)
    assert [row.grade for row in reading.judgments] == ["good"]
    assert [finding.text for finding in reading.findings] == ["Ask.", "Answer."]


def test_a_page_printed_twice_is_read_once() -> None:
    once = (
        f"<h1>Kent PEEL 2017</h1>{judged(HEADLINE, 'Good')}{judged(E1, 'Good', LAST, 'It is a calm place to work in.')}"
    )
    listed = "<h4>Areas for improvement</h4><ul><li>The force should ask its staff for their views.</li></ul>"
    reading = read_html(f"<body><main><div>{once}{listed}</div><div>{once}{listed}</div></main></body>", PATH)
    assert sum(section.text.count(LAST) for section in reading.sections) == 1
    assert len(reading.findings) == 1
    assert (reading.boilerplate.count(LAST), reading.page.coverage, reading.unplaced) == (1, 1.0, ())


def test_a_page_printed_twice_with_other_grades_is_not_taken_for_one_printed_twice() -> None:
    one, two = (
        f"<div><h1>Kent PEEL 2017</h1>{judged(HEADLINE, 'Good')}{judged(E1, grade, LAST, 'It is a calm place to be.')}</div>"
        for grade in ("Good", "Inadequate")
    )
    reading = read_html(f"<body><main>{one}{two}</main></body>", PATH)
    assert [(row.grade, row.disagrees) for row in reading.judgments[1:]] == [("good", False), ("inadequate", True)]


def test_a_date_bears_the_label_that_heads_its_column() -> None:
    table = (
        "<table><tr><th>Question</th><th>Last updated</th><th>Judgment</th></tr>"
        f"<tr><td>{HEADLINE}</td><td>22/03/2018</td><td>Good</td></tr></table>"
    )
    reading = read_html(pillar_page(table, f"<p>{LAST}</p>"), PATH)
    assert (str(reading.page.last_updated), reading.page.coverage) == ("2018-03-22", 1.0)


@pytest.mark.parametrize("stamp", ["Page last reviewed: 3 June 2024", "This page was last updated on 3 June 2024"])
def test_the_day_of_the_page_does_not_overrule_that_of_the_judgment(stamp: str) -> None:
    page = pillar_page(f"<h3>{HEADLINE}</h3><p>Last updated 22/03/2018</p><p>Good</p><p>{LAST}</p><p>{stamp}</p>")
    assert str(read_html(page, PATH).page.last_updated) == "2018-03-22"


def _after_text(*grades: str, led: str = "") -> list[str | None]:
    flat = "".join(
        f"<h3>{question}</h3><p>{LAST}</p>{f'{led}<p>{grade}</p>' if grade else ''}"
        for question, grade in zip((E1, E3, E5), grades, strict=True)
    )
    page = pillar_page(f"<h3>{HEADLINE}</h3><p>Good</p><p>{LAST}</p><h2>Questions for Effectiveness</h2>{flat}")
    return [row.grade for row in read_html(page, PATH).judgments[1:]]


def test_badges_after_the_text_of_every_question_of_a_flat_page_are_theirs() -> None:
    assert _after_text("Good", "Inadequate", "Outstanding") == ["good", "inadequate", "outstanding"]


def test_a_word_that_somebody_said_after_each_text_is_no_badge() -> None:
    grades = ("Good", "Inadequate", "Outstanding")
    assert _after_text(*grades, led="<p>Asked for one word, a sergeant replied:</p>") == [None, None, None]
    assert _after_text(*grades, led="<p>In sum, this is how we judge the force:</p>") == [
        "good",
        "inadequate",
        "outstanding",
    ]


def test_a_badge_between_a_text_and_a_question_is_nobodys_where_not_every_text_has_one() -> None:
    assert _after_text("Good", "Inadequate", "") == [None, None, None]


@pytest.mark.parametrize("drawn", ["(requires improvement)", "[Requires improvement]", "(graded requires improvement)"])
def test_a_grade_in_brackets_at_the_end_of_a_heading_is_its_questions(drawn: str) -> None:
    page = pillar_page(judged(HEADLINE, "Good"), f"<h3>{E1} {drawn}</h3><p>{LAST}</p>", judged(f"{E3} (good)", ""))
    grades = [(row.question, row.grade) for row in read_html(page, PATH).judgments]
    assert grades == [(None, "good"), (1, "requires improvement"), (3, "good")]


@pytest.mark.parametrize("drawn", ["(2016 grade: good)", "(Surrey Police: good)", "(good in 2016, as we said then)"])
def test_what_else_stands_in_brackets_behind_a_question_is_no_grade_and_hides_no_question(drawn: str) -> None:
    page = pillar_page(judged(HEADLINE, "Good"), f"<h3>{E1} {drawn}</h3><p>{LAST}</p>")
    assert [(row.question, row.grade) for row in read_html(page, PATH).judgments] == [(None, "good"), (1, None)]
