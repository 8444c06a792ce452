"""Fire pages and pages of old police rounds hold the same laws in every markup, drawn by chance or written as text."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.practice.captured import as_text
from flows.practice.content import Page
from flows.practice.markups import MARKUPS, render
from schemas import vocabulary
from schemas.records import Reading
from tests.transforms.contents import CONTENTS, EARLIER, FIRE_2021, FIRE_SERVICE, POLICE_2015, POLICE_2018
from tests.transforms.told import assert_says_what_is_told, read, texts_of, told_by
from tests.transforms.variants import STYLES, Style, Writer


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("page", CONTENTS, ids=lambda page: page.path)
def test_a_page_says_the_same_in_every_markup(page: Page, markup: str) -> None:
    reading = read(page, render(page, markup))
    assert_says_what_is_told(page, reading)
    assert_keeps_the_laws(page, reading)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(style=STYLES, page=st.sampled_from(CONTENTS))
def test_a_page_says_the_same_in_markups_drawn_by_chance(style: Style, page: Page) -> None:
    reading = read(page, Writer(style).document(page))
    assert_says_what_is_told(page, reading)
    assert_keeps_the_laws(page, reading)


@pytest.mark.parametrize("page", CONTENTS, ids=lambda page: page.path)
def test_a_text_rendering_gives_the_judgments_and_findings_of_the_page(page: Page) -> None:
    from_text = read(page, as_text(page, "A").encode(), "text/plain")
    from_html = read(page, render(page, "plain"))
    assert from_text.judgments == from_html.judgments
    assert [(f.kind, f.text, f.question_id) for f in from_text.findings] == [
        (f.kind, f.text, f.question_id) for f in from_html.findings
    ]


@pytest.mark.parametrize("variant", ["A-", "B"])
@pytest.mark.parametrize("page", CONTENTS, ids=lambda page: page.path)
def test_a_text_that_lost_its_grades_never_says_another(page: Page, variant: str) -> None:
    whole = {row.question_id: row for row in read(page, render(page, "plain")).judgments}
    for row in read(page, as_text(page, variant).encode(), "text/plain").judgments:
        assert row.grade in (None, whole[row.question_id].grade)


def test_the_grade_of_an_earlier_round_is_no_judgment_and_no_heading() -> None:
    reading = read(FIRE_2021, render(FIRE_2021, "plain"))
    assert [row for row in reading.judgments if row.disagrees] == []
    assert EARLIER in "\n".join(section.text for section in reading.sections)
    assert EARLIER not in {section.heading for section in reading.sections}


def test_a_badge_beside_a_note_that_it_stands_is_one_row_carried_over() -> None:
    first = next(row for row in read(POLICE_2018, render(POLICE_2018, "plain")).judgments if row.question == 1)
    assert (first.grade, first.status, first.source, first.grade_round) == ("good", "carried over", "badge", "2017")


def test_a_question_that_was_not_inspected_says_so_by_its_note() -> None:
    second = next(row for row in read(POLICE_2015, render(POLICE_2015, "plain")).judgments if row.question == 2)
    assert (second.grade, second.status, second.source) == (None, "not inspected", "note")


def test_a_history_table_on_a_services_page_gives_this_rounds_column_and_its_own_row_alone() -> None:
    ask = FIRE_2021.groups[0].judged[0].wording, FIRE_2021.groups[0].judged[1].wording
    head = "<tr><th></th><th>2018/19</th><th>2021/22</th></tr>"
    rows = "".join(f"<tr><td>{wording}</td><td>Good</td><td>Inadequate</td></tr>" for wording in ask)
    for drawn in (head + rows, head.replace("2018/19", "England").replace("2021/22", "Avon") + rows):
        html = f"<main><h1>{FIRE_2021.title}</h1><table>{drawn}</table><p>The service knows its area well.</p></main>"
        judgments = read(FIRE_2021, html.encode()).judgments
        assert [(row.question, row.grade, row.source) for row in judgments] == [
            (1, "inadequate", "table"),
            (2, "inadequate", "table"),
        ]


def test_a_list_of_what_a_service_is_good_at_asks_no_questions() -> None:
    listed = "<p>It is good at:</p><ul><li>preventing fires and other risks; and</li><li>responding to national risks.</li></ul>"
    body = render(FIRE_SERVICE, "plain").replace(b"</main>", listed.encode() + b"</main>")
    assert {row.question for row in read(FIRE_SERVICE, body).judgments} == {None}


def assert_keeps_the_laws(page: Page, reading: Reading) -> None:
    """Hold a reading against the laws: headings kept, texts once, grades in scale, questions of the round."""
    tiers = vocabulary.rounds()[reading.page.service, str(reading.page.round)].tiers
    for row in reading.judgments:
        assert row.grade is None or row.grade in vocabulary.grades_of(tiers)
        assert row.question_id.startswith(f"{row.service}/{row.round}/")
        assert row.evidence is None or row.evidence in _said(page)
    headings = {section.heading for section in reading.sections}
    assert {group.heading for group in page.groups if group.heading} <= headings
    assert set(told_by(page).grades) <= headings
    long = [line for line in texts_of(reading) if len(line) > 40 and line != EARLIER and line not in headings]
    lead_ins = {finding.lead_in for finding in reading.findings}
    assert len({*long} - lead_ins) == len([line for line in long if line not in lead_ins]), "a text came twice"


def _said(page: Page) -> str:
    """Give all that a page says, with the labels and cases that markups give to badges."""
    grades = [grade for grade in told_by(page).grades.values() if grade]
    labelled = [f"{label}{grade}" for grade in grades for label in ("", "Grade: ", "Judgment: ", "Rating: ")]
    labelled += [f"Graded {grade.lower()}" for grade in grades]
    return "\n".join((as_text(page, "A"), *labelled, *(grade.lower() for grade in grades)))
