"""A grade is read only from what grades this force on this question; everything else that sounds like one is not."""

from __future__ import annotations

import pytest

from schemas.records import Judgment
from tests.transforms.pages import E1, E3, E5, HEADLINE, judged, pillar_page, read_html
from transforms.addresses import SITE, address_of
from transforms.read import NotReadable, read_page

TABLE = f"{SITE}/frs-assessment/frs-2023-25/service-assessment-data-table/"


def _rows(html: str, path: str = "peel-2017/kent/effectiveness") -> dict[int | None, Judgment]:
    return {row.question: row for row in read_html(html, path).judgments if not row.disagrees}


def test_a_badge_is_read_with_its_words_as_evidence() -> None:
    row = _rows(pillar_page(judged(HEADLINE, "Good")))[None]
    assert (row.grade, row.status, row.source, row.grade_round, row.evidence) == (
        "good",
        "graded",
        "badge",
        "2017",
        "Good",
    )
    assert row.label == HEADLINE


def test_a_missing_grade_is_never_read_as_ungraded() -> None:
    row = _rows(pillar_page(judged(HEADLINE, "Good"), judged(E1, "")))[1]
    assert (row.grade, row.status, row.source, row.evidence) == (None, "not stated", None, None)


def test_a_question_that_its_round_never_grades_is_ungraded_without_a_source() -> None:
    row = _rows(pillar_page(judged(HEADLINE, "Good"), judged(E5, "")))[5]
    assert (row.grade, row.status, row.source) == (None, "ungraded", None)


def test_a_question_that_is_not_printed_has_no_row() -> None:
    assert set(_rows(pillar_page(judged(HEADLINE, "Good"), judged(E3, "Good")))) == {None, 3}


@pytest.mark.parametrize(
    ("badge", "status"),
    [("Ungraded", "ungraded"), ("Not graded", "not graded"), ("To be graded", "not yet graded")],
)
def test_a_badge_that_says_there_is_no_grade_is_a_status(badge: str, status: str) -> None:
    row = _rows(pillar_page(judged(HEADLINE, badge)))[None]
    assert (row.grade, row.status, row.source) == (None, status, "badge")


@pytest.mark.parametrize(
    "sentence",
    [
        "Kent Police is good at keeping people safe and reducing crime.",
        "The force is good at keeping people safe and reducing crime, although some victims wait.",
        "Overall, Kent Police is judged to be good at keeping people safe and reducing crime.",
        "Kent Police has been assessed as good in respect of its effectiveness at keeping people safe and reducing crime.",
        "HMICFRS judges Kent Police to be good at keeping people safe and reducing crime.",
        "Overall, the effectiveness of Kent Police is good.",
        "The extent to which the force is effective at keeping people safe and reducing crime is good.",
    ],
)
def test_a_sentence_about_this_force_and_this_question_gives_its_grade(sentence: str) -> None:
    row = _rows(pillar_page(judged(HEADLINE, "", sentence)))[None]
    assert (row.grade, row.status, row.source, row.evidence) == ("good", "graded", "prose", sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Kent Police requires improvement in keeping people safe and reducing crime.",
        "Kent Police is judged as requiring improvement at keeping people safe and reducing crime.",
        "Kent Police has been assessed as requires improvement in respect of keeping people safe and reducing crime.",
        "Overall, the effectiveness of Kent Police requires improvement.",
        "HMIC judges Kent Police to require improvement at keeping people safe and reducing crime.",
    ],
)
def test_a_sentence_may_say_requires_improvement_in_any_of_its_forms(sentence: str) -> None:
    row = _rows(pillar_page(judged(HEADLINE, "", sentence)))[None]
    assert (row.grade, row.source) == ("requires improvement", "prose")


@pytest.mark.parametrize(
    "sentence",
    [
        "Our 2016 inspection found that Kent Police was good at keeping people safe and reducing crime.",
        "In 2016 Kent Police was judged to be good at keeping people safe and reducing crime.",
        "Kent Police was good at keeping people safe and reducing crime last year.",
        "Kent Police is good at preventing crime, tackling anti-social behaviour and keeping people safe.",
        "Kent Police is good at investigating crime.",
        "Essex Police is good at keeping people safe and reducing crime.",
        "Kent Police is judged to be good.",
        "The force was graded good for its crime data integrity.",
        "Kent Police is not good at keeping people safe and reducing crime.",
        "Kent Police needs to improve at keeping people safe and reducing crime.",
        "Kent Police has a good record of keeping people safe and reducing crime.",
        "Kent Police is good in the efficiency with which it keeps people safe and reduces crime.",
        "Kent Police is good at tackling crime and keeping people safe.",
        "Kent Police is good at keeping people safe and reducing crime according to our 2016 inspection.",
        "If Kent Police is good at keeping people safe and reducing crime, we will say so.",
    ],
)
def test_a_sentence_about_anything_else_gives_no_grade(sentence: str) -> None:
    row = _rows(pillar_page(judged(HEADLINE, "", sentence)))[None]
    assert (row.grade, row.status) == (None, "not stated")


def test_a_sentence_that_disagrees_with_the_badge_is_kept_as_a_second_row() -> None:
    sentence = "Kent Police requires improvement in keeping people safe and reducing crime."
    first, second = read_html(pillar_page(judged(HEADLINE, "Good", sentence)), "peel-2017/kent/effectiveness").judgments
    assert (first.grade, first.source, first.disagrees) == ("good", "badge", False)
    assert (second.grade, second.source, second.disagrees) == ("requires improvement", "prose", True)
    assert second.evidence == sentence


@pytest.mark.parametrize(
    ("note", "round_", "grade_round"),
    [
        (
            "This question was not inspected in 2017. The grade and findings from last year’s inspection still stand.",
            "peel-2017",
            "2016",
        ),
        (
            "This question was not subject to detailed inspection in 2018/19, and our judgment from the 2017 effectiveness "
            "inspection has been carried over.",
            "peel-2018",
            "2017",
        ),
        (
            "This question was not subject to inspection in 2018/19, and our judgment from the 2016 effectiveness inspection "
            "has been carried over. However, we reviewed a sample of cases.",
            "peel-2018",
            "2016",
        ),
    ],
)
def test_a_note_carries_an_earlier_grade_over(note: str, round_: str, grade_round: str) -> None:
    title = "Kent PEEL 2017" if round_ == "peel-2017" else "Kent PEEL 2018"
    page = pillar_page(judged(E1, "", note), title=title)
    row = _rows(page, f"{round_}/kent/effectiveness")[1]
    assert (row.grade, row.status, row.source, row.grade_round) == (None, "carried over", "note", grade_round)
    assert row.evidence == note
    with_badge = _rows(pillar_page(judged(E1, "Good", note), title=title), f"{round_}/kent/effectiveness")[1]
    assert (with_badge.grade, with_badge.status, with_badge.source) == ("good", "carried over", "badge")
    assert with_badge.grade_round == grade_round


def test_a_question_that_was_not_inspected_and_has_no_earlier_grade_is_not_inspected() -> None:
    note = "This question has not been inspected or graded in 2015."
    html = pillar_page(
        judged(
            "To what extent are forces recording crimes in accordance with the Home Office Counting Rules?", "", note
        ),
        title="Kent PEEL 2015",
    )
    (row,) = read_html(html, "peel-2015/kent/legitimacy").judgments
    assert (row.question, row.grade, row.status, row.source) == (2, None, "not inspected", "note")


def test_the_key_of_a_chart_is_nobodys_grades() -> None:
    key = (
        "<div>"
        + "".join(f"<p>{g}</p>" for g in ("Outstanding", "Good", "Requires improvement", "Inadequate"))
        + "</div>"
    )
    row = _rows(pillar_page(f"<h2>{HEADLINE}</h2>{key}<p>Text of the summary.</p>"))[None]
    assert (row.grade, row.status) == (None, "not stated")


def test_a_grade_far_from_any_question_belongs_to_none() -> None:
    html = pillar_page(
        f"<h2>{HEADLINE}</h2><p>Kent Police has changed a lot this year.</p><p>Good</p><p>More of the summary.</p>"
    )
    row = _rows(html)[None]
    assert (row.grade, row.status) == (None, "not stated")


def test_a_grade_that_the_rounds_scale_does_not_have_refuses_the_page() -> None:
    with pytest.raises(NotReadable, match="adequate"):
        read_html(pillar_page(judged(HEADLINE, "Adequate")), "peel-2017/kent/effectiveness")


def test_two_different_badges_beside_one_question_refuse_the_page() -> None:
    html = pillar_page(f"<h2>{HEADLINE}</h2><p>Good</p><p>Inadequate</p><p>Text.</p>")
    with pytest.raises(NotReadable, match="two different grades"):
        read_html(html, "peel-2017/kent/effectiveness")


def test_a_badge_drawn_twice_is_one_statement() -> None:
    html = pillar_page(f"<h2>{HEADLINE}</h2><p>Good</p><img alt='Good'><p>Text.</p>")
    assert _rows(html)[None].grade == "good"


@pytest.mark.parametrize("before", [True, False])
def test_badges_before_or_after_their_questions_belong_to_the_right_ones(before: bool) -> None:
    def card(question: str, grade: str) -> str:
        parts = [f"<span class=grade>{grade}</span>", f"<h3>{question}</h3>"]
        return f"<div>{''.join(parts if before else parts[::-1])}</div>"

    html = pillar_page(card(HEADLINE, "Good") + card(E1, "Inadequate") + card(E3, "Outstanding"))
    assert {n: row.grade for n, row in _rows(html).items()} == {None: "good", 1: "inadequate", 3: "outstanding"}


@pytest.mark.parametrize("label", ["Previous grade", "2016 grade", "Our judgment in 2016"])
def test_the_grade_under_an_earlier_rounds_label_is_no_judgment(label: str) -> None:
    drawn = f"<dl><dt>{label}</dt><dd>Inadequate</dd><dt>Grade</dt><dd>Good</dd></dl>"
    row = _rows(pillar_page(f"<h2>{HEADLINE}</h2>{drawn}<p>Text.</p>"))[None]
    assert (row.grade, row.source) == ("good", "badge")


def test_rows_of_questions_and_grades_are_a_table() -> None:
    rows = "".join(f"<tr><td>{q}</td><td>{g}</td></tr>" for q, g in ((E1, "Good"), (E3, "Inadequate")))
    html = pillar_page(judged(HEADLINE, "Good") + f"<table>{rows}</table>")
    found = _rows(html)
    assert (found[1].grade, found[1].source) == ("good", "table")
    assert (found[3].grade, found[3].source) == ("inadequate", "table")


def test_a_sentence_may_state_the_pillars_on_a_force_page() -> None:
    html = (
        "<h1>Kent 2017</h1><p>The extent to which the force is effective at keeping people safe and reducing crime is good.</p>"
        "<p>The extent to which the force is efficient at keeping people safe and reducing crime is outstanding.</p>"
        "<p>The extent to which the force is legitimate at keeping people safe and reducing crime requires improvement.</p>"
    )
    found = {row.question_id: (row.grade, row.source) for row in read_html(html, "peel-2017/kent").judgments}
    assert found == {
        "police/2017/effectiveness": ("good", "prose"),
        "police/2017/efficiency": ("outstanding", "prose"),
        "police/2017/legitimacy": ("requires improvement", "prose"),
    }


def test_the_forces_own_words_are_never_a_judgment() -> None:
    html = (
        "<h1>More about this area</h1><h2>The force says...</h2>"
        "<p>Kent Police is outstanding at keeping people safe and reducing crime.</p>"
    )
    reading = read_html(html, "peel-2017/kent/more-about-this-area")
    assert reading.judgments == ()
    assert reading.page.third_party
    assert {section.kind for section in reading.sections} == {"context"}


def test_what_screen_readers_add_to_a_heading_is_no_part_of_its_question() -> None:
    button = (
        f"<button><span>{E1}</span><span>, </span><span>Good</span><span>Show<span> this section</span></span></button>"
    )
    html = pillar_page(judged(HEADLINE, "Good"), f"<h3>{button}</h3><p>Text.</p>")
    row = _rows(html)[1]
    assert (row.grade, row.source, row.label) == ("good", "badge", E1)


def test_a_question_may_call_the_force_what_it_is_and_speak_of_what_it_has() -> None:
    asked = E5.replace("force’s", "constabulary’s")
    body = pillar_page(judged(HEADLINE, "Good"), f"<h3>5. {asked}</h3><p>Grade: Ungraded</p><p>Towns differ.</p>")
    assert [(row.question, row.status) for row in read_html(body, "peel-2017/kent/effectiveness").judgments] == [
        (None, "graded"),
        (5, "ungraded"),
    ]


@pytest.mark.parametrize("heading", ["<h4>Good</h4>", "<p><b>Good</b></p>"])
def test_the_heading_of_what_is_good_is_no_grade_of_a_question_that_its_round_never_grades(heading: str) -> None:
    listed = f"{heading}<ul><li>Patrols in the ports have grown.</li></ul><h4>Not so good</h4><ul><li>Few.</li></ul>"
    row = _rows(pillar_page(judged(E1, "Good"), f"<h3>{E5}</h3>{listed}"))[5]
    assert (row.grade, row.status) == (None, "ungraded")


@pytest.mark.parametrize("order", [("not yet graded", "outstanding"), ("outstanding", "not yet graded")])
def test_of_two_sentences_in_the_same_words_of_which_one_gives_no_grade_neither_is_believed(
    order: tuple[str, str],
) -> None:
    said = "".join(
        f"<p>The extent to which the force is {how} at keeping people safe and reducing crime is: {grade}.</p>"
        for how, grade in zip(("effective", "efficient", "effective"), (order[0], "good", order[1]), strict=True)
    )
    rows = read_html(pillar_page(said, title="Kent PEEL 2016"), "peel-2016/kent").judgments
    assert [(row.pillar, row.grade, row.status) for row in rows] == [
        ("effectiveness", None, "not stated"),
        ("efficiency", "good", "graded"),
    ]


@pytest.mark.parametrize(
    ("ending", "grade"),
    [
        ("is good; in 2016 it was outstanding.", "good"),
        ("requires improvement; it was good in 2016.", "requires improvement"),
        ("is good, and in 2016 outstanding.", None),
        ("is good; it is outstanding in places.", None),
        ("was good; in 2014 it was outstanding.", None),
    ],
)
def test_a_sentence_that_adds_the_grade_before_is_read_or_its_question_is_not_stated(
    ending: str, grade: str | None
) -> None:
    said = f"The extent to which the force is legitimate at keeping people safe and reducing crime {ending}"
    other = "The extent to which the force is effective at keeping people safe and reducing crime is good."
    rows = read_html(pillar_page(f"<p>{other}</p><p>{said}</p>"), "peel-2017/kent").judgments
    assert [(row.pillar, row.grade) for row in rows] == [("effectiveness", "good"), ("legitimacy", grade)]


@pytest.mark.parametrize("mark", ["<sup>1</sup>", "<sup>[2]</sup>", "<sup><a href=#a>a</a></sup>", " [3]", "¹"])
def test_the_mark_of_a_footnote_behind_a_grade_is_no_part_of_it(mark: str) -> None:
    row = f"<tr><td>Avon Fire and Rescue Service</td><td>Good{mark}</td><td>Adequate</td></tr>"
    head = "<tr><th>Service</th><th>Preventing fires and other risks</th><th>Responding to fires and other emergencies</th>"
    table = pillar_page(f"<table>{head}</tr>{row}</table>", title="Service assessment data table 2023-25")
    read = read_page(table.encode(), "text/html", address_of(TABLE))
    assert [one.grade for one in read.judgments] == ["good", "adequate"]
    assert _rows(pillar_page(judged(E1, f"Good{mark}")))[1].grade == "good"
