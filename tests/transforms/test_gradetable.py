"""Pages that print the grades of many forces, in every shape of table and in lines: each grade is its own force's."""

from __future__ import annotations

import pytest

from schemas import vocabulary
from schemas.records import Reading
from transforms.addresses import SITE, address_of
from transforms.read import NotReadable, read_page

FIRE = "frs-assessment/frs-2023-25/service-assessment-data-table"
RISK, FIRES, SKILLS = (
    "Understanding the risk of fire and other emergencies",
    "Preventing fires and other risks",
    "Getting the right people with the right skills",
)
TOLD = {
    ("avon", "understanding-risk"): "inadequate",
    ("avon", "preventing-fires"): "requires improvement",
    ("avon", "skills"): "adequate",
    ("isle-of-wight", "understanding-risk"): "good",
    ("isle-of-wight", "preventing-fires"): "adequate",
    ("isle-of-wight", "skills"): "outstanding",
}
ROWS = {
    "Avon": {RISK: "Inadequate", FIRES: "Requires improvement", SKILLS: "Adequate"},
    "Isle of Wight Fire and Rescue Service": {RISK: "Good", FIRES: "Adequate", SKILLS: "Outstanding"},
}


def _read(body: str, path: str = FIRE, media_type: str = "text/html") -> Reading:
    page = body if media_type == "text/plain" else f"<main><h1>Service Assessment Data Table 2023/25</h1>{body}</main>"
    return read_page(page.encode(), media_type, address_of(f"{SITE}/{path}/"))


def _told(reading: Reading) -> dict[tuple[str, str], str | None]:
    assert reading.unplaced == ()
    assert reading.page.force is None
    assert {row.source for row in reading.judgments} == {"table"}
    return {(row.force, row.question_id.split("/", 2)[2]): row.grade for row in reading.judgments}


def _row(*cells: str) -> str:
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _tables(name: str = "<h2>{}</h2>", head: str = _row("Question", "Score")) -> str:
    return "".join(
        name.format(force) + "<table>" + head + "".join(_row(*pair) for pair in grades.items()) + "</table>"
        for force, grades in ROWS.items()
    )


SHAPES = {
    "a table below each name": _tables(),
    "a table below each name in bold": _tables("<p><b>{}</b></p>"),
    "a table with its name as caption": _tables("", "<caption>{}</caption>")
    .replace("{}", "Avon", 1)
    .replace("{}", [*ROWS][1]),
    "a row a force, a column a question": "<table>"
    + _row("Service", RISK, FIRES, SKILLS)
    + "".join(_row(force, *grades.values()) for force, grades in ROWS.items())
    + "</table>",
    "a row a question, a column a force": "<table>"
    + _row("", *ROWS)
    + "".join(_row(question, *(grades[question] for grades in ROWS.values())) for question in (RISK, FIRES, SKILLS))
    + "</table>",
    "a row a grade": "<table>"
    + _row("Service", "Question", "Grade")
    + "".join(_row(force, *pair) for force, grades in ROWS.items() for pair in grades.items())
    + "</table>",
    "one table with a row for each name": "<table>"
    + "".join(
        f"<tr><th colspan=2>{force}</th></tr>" + "".join(_row(*pair) for pair in grades.items())
        for force, grades in ROWS.items()
    )
    + "</table>",
    "a name that reaches over its rows": "<table>"
    + "".join(
        f"<tr><td rowspan=3>{force}</td>" + "<tr>".join(f"<td>{q}</td><td>{g}</td></tr>" for q, g in grades.items())
        for force, grades in ROWS.items()
    )
    + "</table>",
    "a list below each name": "".join(
        f"<h3>{force}</h3><ul>" + "".join(f"<li>{q}: {g}</li>" for q, g in grades.items()) + "</ul>"
        for force, grades in ROWS.items()
    ),
    "terms and what they mean": "".join(
        f"<h3>{force}</h3><dl>" + "".join(f"<dt>{q}</dt><dd>{g}</dd>" for q, g in grades.items()) + "</dl>"
        for force, grades in ROWS.items()
    ),
    "pictures for grades": _tables().replace("<td>Good</td>", "<td><img src=g.svg alt=Good></td>"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_each_grade_is_of_its_own_force_in_a_table_of_any_shape(shape: str) -> None:
    reading = _read(SHAPES[shape])
    assert _told(reading) == TOLD
    assert reading.page.title == "Service Assessment Data Table 2023/25"


def test_a_capture_in_plain_text_with_its_names_says_the_same() -> None:
    lines = ["Service Assessment Data Table 2023/25"]
    for force, grades in ROWS.items():
        lines += ["", force, "", "Question Score", *(f"{question} {grade}" for question, grade in grades.items())]
    assert _told(_read("\n".join(lines), media_type="text/plain")) == TOLD


@pytest.mark.parametrize("kept", [[], ["Isle of Wight"], ["Avon"]])
def test_a_capture_that_lost_a_name_is_refused_and_never_gives_a_grade_to_another_force(kept: list[str]) -> None:
    lines = ["Service Assessment Data Table 2023/25"]
    for name, grades in zip(("Avon", "Isle of Wight"), ROWS.values(), strict=True):
        lines += ["", *([name] if name in kept else []), "Question Score", *(f"{q} {g}" for q, g in grades.items())]
    with pytest.raises(NotReadable, match="without the name of the service"):
        _read("\n".join(lines), media_type="text/plain")


def test_a_name_that_is_not_known_leaves_its_grades_to_nobody() -> None:
    with pytest.raises(NotReadable, match="without the name"):
        _read(_tables().replace("Isle of Wight", "Isle of Man"))


def test_of_a_column_for_each_round_only_the_pages_own_counts() -> None:
    rows = "".join(_row(question, "Outstanding", grade) for question, grade in ROWS["Avon"].items())
    for head in (_row("Question", "2021/22", "2023/25"), _row("Question", "Previous grade", "Grade")):
        found = _told(_read(f"<h2>Avon</h2><table>{head}{rows}</table>"))
        assert found == {place: grade for place, grade in TOLD.items() if place[0] == "avon"}


def test_two_grades_of_one_question_without_a_year_between_them_are_both_shown() -> None:
    reading = _read(f"<h2>Avon</h2><table>{_row(RISK, 'Good')}{_row(RISK, 'Adequate')}</table>")
    assert [(row.grade, row.disagrees) for row in reading.judgments] == [("good", False), ("adequate", True)]


POLICE = "peel-assessments/peel-2018"


def test_an_overview_of_the_police_says_pillars_questions_and_what_was_carried_over() -> None:
    head = _row(
        "Force", "Effectiveness", "Effectiveness - Question 1", "Effectiveness - Question 5 - Ungraded", "Legitimacy Q2"
    )
    body = head + _row("Avon and Somerset", "Good", "Requires improvement", "Ungraded", "Good (carried over from 2017)")
    body += _row("Metropolitan Police", "Inadequate", "Good", "Ungraded", "Outstanding")
    reading = _read(f"<p>Grades of 43 forces.</p><table>{body}</table>", POLICE)
    found = {
        (row.force, row.question_id.split("/", 2)[2]): (row.grade, row.status, row.grade_round)
        for row in reading.judgments
    }
    assert found == {
        ("avon-and-somerset", "effectiveness"): ("good", "graded", "2018-19"),
        ("avon-and-somerset", "effectiveness/1"): ("requires improvement", "graded", "2018-19"),
        ("avon-and-somerset", "effectiveness/5"): (None, "ungraded", None),
        ("avon-and-somerset", "legitimacy/2"): ("good", "carried over", "2017"),
        ("metropolitan", "effectiveness"): ("inadequate", "graded", "2018-19"),
        ("metropolitan", "effectiveness/1"): ("good", "graded", "2018-19"),
        ("metropolitan", "effectiveness/5"): (None, "ungraded", None),
        ("metropolitan", "legitimacy/2"): ("outstanding", "graded", "2018-19"),
    }


def test_a_head_of_two_rows_names_the_pillar_and_the_number() -> None:
    head = "<tr><th rowspan=2>Force</th><th colspan=2>Efficiency</th><th>Legitimacy</th></tr><tr><th>1</th><th>2</th><th>Overall</th></tr>"
    reading = _read(f"<table>{head}{_row('Kent Police', 'Good', 'Inadequate', 'Good')}</table>", POLICE)
    assert _told(reading) == {
        ("kent", "efficiency/1"): "good",
        ("kent", "efficiency/2"): "inadequate",
        ("kent", "legitimacy"): "good",
    }


def test_an_overview_that_prints_no_grades_is_refused_by_name() -> None:
    key = "<ul><li>Outstanding</li><li>Good</li><li>Requires improvement</li><li>Inadequate</li></ul>"
    with pytest.raises(NotReadable, match="overview of the grades that prints none"):
        _read(f"<p>Effectiveness - Question 1</p><p>Key</p>{key}<p>Loading graph...</p>", POLICE)


def test_a_grade_off_the_rounds_scale_refuses_the_table() -> None:
    with pytest.raises(NotReadable, match="'adequate' for kent"):
        _read(f"<table>{_row('Force', 'Efficiency')}{_row('Kent', 'Adequate')}</table>", POLICE)


def test_a_page_number_beside_a_pillars_grade_is_no_questions_number() -> None:
    asked = (
        "How efficient is the force at keeping people safe and reducing crime?",
        "How well does the force understand demand?",
        "How well does the force use its resources?",
        "How well is the force planning for the future?",
    )
    grades = ("Outstanding", "Requires improvement", "Good", "Inadequate")
    rows = "".join(_row(*cells, "See below", str(page)) for page, cells in enumerate(zip(asked, grades, strict=True)))
    body = "<h1>Kent PEEL 2017</h1><h2>Efficiency</h2><table>" + _row("Area", "Grade", "More", "Pages") + rows
    body += "</table>" + "".join(f"<h3>{question}</h3><p>Kept by hand.</p>" for question in asked)
    reading = read_page(
        f"<main>{body}</main>".encode(), "text/html", address_of(f"{SITE}/peel-assessments/peel-2017/kent/efficiency/")
    )
    assert [(row.question, row.grade) for row in reading.judgments] == [
        (None, "outstanding"),
        (1, "requires improvement"),
        (2, "good"),
        (3, "inadequate"),
    ]


HEADLINE = "How effective is the force at keeping people safe and reducing crime?"
NUMBERED = ("police/2017/effectiveness", "police/2017/effectiveness/1", "police/2017/effectiveness/2")


def _of_kent(*rows: str) -> list[tuple[str, str | None]]:
    table = f"<table>{''.join(rows)}</table><p>{HEADLINE} is what this page asks.</p>"
    path = "peel-assessments/peel-2017/kent/effectiveness"
    body = f"<main><h1>Kent PEEL 2017</h1><h2>{HEADLINE}</h2>{table}</main>"
    return [
        (row.question_id, row.grade)
        for row in read_page(body.encode(), "text/html", address_of(f"{SITE}/{path}/")).judgments
    ]


def test_numbers_that_head_columns_are_of_the_questions_of_a_headline_and_never_of_the_pillar() -> None:
    head = _row("Pillar", "Overall", "1", "Question 2")
    grades = (HEADLINE, "Inadequate", "Good", "Requires improvement")
    read = [*zip(NUMBERED, ("inadequate", "good", "requires improvement"), strict=True)]
    assert _of_kent(head, _row(*grades)) == read
    unsaid = _of_kent(_row("Pillar", "1", "2"), _row(HEADLINE, "Good", "Good"))
    assert unsaid == [(NUMBERED[0], None), (NUMBERED[1], "good"), (NUMBERED[2], "good")]


@pytest.mark.parametrize("kind", ["Fire and Rescue", "Fire & Rescue", "Fire and Rescue Authority", "FRS"])
def test_a_service_may_be_called_by_any_of_its_kinds(kind: str) -> None:
    head = _row("Service", RISK, FIRES)
    body = head + _row(f"Kent {kind}", "Good", "Adequate") + _row(f"Surrey {kind}", "Inadequate", "Good")
    told = _told(_read(f"<table>{body}</table>"))
    assert {force: grade for (force, area), grade in told.items() if area == "understanding-risk"} == {
        "kent": "good",
        "surrey": "inadequate",
    }


@pytest.mark.parametrize("label", ["Average of all services", "National average", "Median", "Most common grade"])
def test_a_row_that_sums_up_the_others_is_nobodys_and_refuses_nothing(label: str) -> None:
    head = f"<tr><th>Service</th>{''.join(f'<th>{question}</th>' for question in (RISK, FIRES, SKILLS))}</tr>"
    cells = {name: "".join(f"<td>{grade}</td>" for grade in grades.values()) for name, grades in ROWS.items()}
    rows = "".join(f"<tr><td>{name}</td>{told}</tr>" for name, told in cells.items())
    summed = f"<tr><td>{label}</td><td>Good</td><td>Good</td><td>Good</td></tr>"
    assert _told(_read(f"<table>{head}{rows}{summed}</table>")) == TOLD


def test_a_row_of_a_service_that_is_not_known_refuses_the_page_still() -> None:
    head = f"<tr><th>Service</th><th>{RISK}</th><th>{FIRES}</th></tr>"
    row = "<tr><td>Averagely Fire and Rescue Service</td><td>Good</td><td>Good</td></tr>"
    with pytest.raises(NotReadable, match="without the name of the service"):
        _read(f"<table>{head}{row}</table>")


def test_rows_of_many_grades_are_read_below_a_title_in_a_header_of_its_own() -> None:
    asked = vocabulary.questions("police", "2017")
    cells = ["Requires improvement <small>(2016: Inadequate)</small>"] * len(asked)
    table = (
        f"<table>{_row('Force', *(one.wording for one in asked))}{_row('Kent', *cells)}{_row('Surrey', *cells)}</table>"
    )
    page = (
        f"<main><article><header><h1>PEEL 2017: table of grades</h1></header><div>{table}</div></article></main>"
        "<div><ul><li><a href='/a'>Read more about our work</a></li></ul></div>"
    )
    reading = read_page(page.encode(), "text/html", address_of(f"{SITE}/peel-assessments/peel-2017/"))
    assert {(row.force, row.grade) for row in reading.judgments} == {
        ("kent", "requires improvement"), ("surrey", "requires improvement"),
    }  # fmt: skip
    assert len(reading.judgments) == 2 * len(asked)
