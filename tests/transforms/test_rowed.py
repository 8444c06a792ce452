"""The findings in a table of questions are those of the question in their row; what is in doubt stays in sight."""

from __future__ import annotations

import pytest

from schemas.records import Reading
from tests.transforms.pages import E1, E3, pillar_page, read_html

_PATH = "peel-2017/kent/effectiveness"
_KEEP, _ASK = "The force should keep better records of its visits.", "The force should ask people about bail."
_AFIS = "Areas for improvement"


def _table(*rows: tuple[str, ...]) -> Reading:
    drawn = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return read_html(pillar_page(f"<table>{drawn}</table>"), _PATH)


def _found(reading: Reading) -> list[tuple[str, int | None, str]]:
    return [(one.kind, one.question, one.text) for one in reading.findings]


def _grades(reading: Reading) -> list[tuple[int | None, str | None]]:
    return [(row.question, row.grade) for row in reading.judgments]


_GRADED = [(1, "good"), (3, "inadequate")]


@pytest.mark.parametrize("drawn", ["{}", "<p>{}</p>", "<ul><li>{}</li></ul>"])
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (0, 2, 1)])
def test_each_finding_is_of_the_question_in_its_row(drawn: str, order: tuple[int, ...]) -> None:
    rows = ("Question", "Judgment", _AFIS), (E1, "Good", drawn.format(_KEEP)), (E3, "Inadequate", drawn.format(_ASK))
    reading = _table(*(tuple(row[column] for column in order) for row in rows))
    assert _found(reading) == [("area for improvement", 1, _KEEP), ("area for improvement", 3, _ASK)]
    assert _grades(reading) == _GRADED
    assert {(one.lead_in, one.label) for one in reading.findings} == {(_AFIS, E1), (_AFIS, E3)}
    assert reading.page.coverage == 1.0
    assert _AFIS not in [text for one in reading.sections for text in (one.heading, one.text)]


@pytest.mark.parametrize(
    "none", ["None.", "–", "There are no areas for improvement.", "We found no areas for improvement."]
)
def test_a_cell_that_says_that_there_are_none_is_no_finding(none: str) -> None:
    reading = _table(("Question", "Judgment", _AFIS), (E1, "Good", _KEEP), (E3, "Inadequate", none))
    assert _found(reading) == [("area for improvement", 1, _KEEP)]
    assert not any(_AFIS in one.text for one in reading.sections)


def test_what_may_be_no_finding_stays_below_the_head_of_its_column() -> None:
    told = "Records have become better in its larger towns."
    reading = _table(("Question", "Judgment", _AFIS), (E1, "Good", _KEEP), (E3, "Inadequate", told))
    assert _found(reading) == [("area for improvement", 1, _KEEP)]
    assert _grades(reading) == _GRADED
    text = reading.sections[0].text
    assert text.index(_AFIS) < text.index(told)


@pytest.mark.parametrize(
    ("head", "cell"),
    [
        ("Causes of concern", "Two causes of concern were found."),
        ("Innovative practice", "See the chapter on victims for more."),
        ("Areas for improvement (2016)", _ASK),
    ],
)
def test_what_tells_of_findings_elsewhere_or_of_another_round_is_none(head: str, cell: str) -> None:
    reading = _table(("Question", "Judgment", head), (E1, "Good", cell), (E3, "Inadequate", cell))
    assert (_found(reading), _grades(reading)) == ([], _GRADED)
    assert any(head in one.text for one in reading.sections)


def test_a_recommendation_belongs_to_the_concern_of_its_own_row() -> None:
    head = ("Question", "Judgment", "Causes of concern", "Recommendations")
    reading = _table(head, (E1, "Good", "The force loses its files.", _KEEP), (E3, "Inadequate", "None", _ASK))
    assert [(one.kind, one.question) for one in reading.findings] == [
        ("cause of concern", 1),
        ("recommendation", 1),
        ("recommendation", 3),
    ]
    assert [one.parent for one in reading.findings] == [None, reading.findings[0].position, None]


def test_grades_beside_findings_are_those_of_the_column_of_the_round() -> None:
    reading = _table(
        ("Question", "2016", "2017", _AFIS), (E1, "Inadequate", "Good", _KEEP), (E3, "Good", "Inadequate", _ASK)
    )
    assert _grades(reading) == _GRADED
    assert [one.question for one in reading.findings] == [1, 3]


def test_a_row_of_another_force_or_of_two_questions_has_no_finding_of_the_page() -> None:
    rows = (E1, "Good", _KEEP), (f"{E1}</td><td>{E3}", _ASK)
    assert _found(_table(("Question", "Judgment", _AFIS), *rows)) == [("area for improvement", 1, _KEEP)]
    other = [("Force", "Grade", _AFIS), ("Surrey", "Good", _ASK), ("Kent", "Good", _KEEP)]
    drawn = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in other)
    page = pillar_page(f"<h3>1. {E1}</h3><p>Good</p><p>Calls are answered.</p><table>{drawn}</table>")
    assert _ASK not in [one.text for one in read_html(page, _PATH).findings]


def test_a_question_that_reaches_over_several_rows_has_the_findings_of_each_in_order() -> None:
    head = f"<tr><th>Question</th><th>Judgment</th><th>{_AFIS}</th></tr>"
    first = f"<tr><td rowspan=2>{E1}</td><td rowspan=2>Good</td><td>{_KEEP}</td></tr><tr><td>{_ASK}</td></tr>"
    drawn = f"<table>{head}{first}<tr><td>{E3}</td><td>Inadequate</td><td>None</td></tr></table>"
    reading = read_html(pillar_page(drawn), _PATH)
    assert [(one.question, one.text) for one in reading.findings] == [(1, _KEEP), (1, _ASK)]
    assert (_grades(reading), reading.page.coverage) == (_GRADED, 1.0)
