"""A report's summary of judgments is read however it is drawn, and only where it leaves no doubt."""

from __future__ import annotations

import pytest

from schemas.records import Judgment, Reading
from transforms.addresses import SITE, address_of
from transforms.read import read_page

PAIRS = (
    ("Recording data about crime", "Good"),
    ("Preventing crime", "Good"),
    ("Responding to the public", "Adequate"),
    ("Managing offenders", "Adequate"),
    ("Developing a positive workplace", "Adequate"),
    ("Investigating crime", "Requires improvement"),
)
SCALE = ("Outstanding", "Good", "Adequate", "Requires improvement", "Inadequate")
GROUPS = tuple((grade, tuple(area for area, own in PAIRS if own == grade)) for grade in SCALE)
WANTED = {
    "police/2023-25/crime-data-integrity": "good",
    "police/2023-25/preventing-crime": "good",
    "police/2023-25/responding-to-the-public": "adequate",
    "police/2023-25/managing-offenders": "adequate",
    "police/2023-25/workforce": "adequate",
    "police/2023-25/investigating-crime": "requires improvement",
}


def each(pattern: str, pairs: tuple[tuple[str, str], ...] = PAIRS) -> str:
    """Write each area with its grade."""
    return "".join(pattern.format(area=area, grade=grade) for area, grade in pairs)


def grouped(pattern: str, item: str, between: str = "", *, empty: bool = True) -> str:
    """Write each grade with its areas."""
    return "".join(
        pattern.format(grade=grade, areas=between.join(item.format(area=area) for area in areas))
        for grade, areas in GROUPS
        if areas or empty
    )


def ticked(mark: str) -> str:
    """Write a row an area, marked in the column of its grade."""
    rows = "".join(
        f"<tr><th>{area}</th>" + "".join(f"<td>{mark if own == grade else ''}</td>" for grade in SCALE) + "</tr>"
        for area, own in PAIRS
    )
    return f"<table><tr><th>Area</th>{''.join(f'<th>{grade}</th>' for grade in SCALE)}</tr>{rows}</table>"


HEADS = "".join(f"<th>{grade}</th>" for grade in SCALE)
COLUMNS = (
    "<tr><td></td><td>Recording data about crime</td><td>Responding to the public</td><td>Investigating crime</td>"
    "<td></td></tr><tr><td></td><td>Preventing crime</td><td>Managing offenders</td><td></td><td></td></tr>"
    "<tr><td></td><td></td><td>Developing a positive workplace</td><td></td><td></td></tr>"
)
SPANNED = "".join(
    f"<tr><th rowspan={len(areas)}>{grade}</th><td>" + "</td></tr><tr><td>".join(areas) + "</td></tr>"
    for grade, areas in GROUPS
    if areas
)
FORMS = {
    "columns": f"<table><thead><tr>{HEADS}</tr></thead><tbody>{COLUMNS}</tbody></table>",
    "columns of lists": f"<table><tr>{HEADS}</tr><tr>{grouped('<td><ul>{areas}</ul></td>', '<li>{area}</li>')}</tr></table>",
    "columns of lines": f"<table><tr>{HEADS}</tr><tr>{grouped('<td>{areas}</td>', '{area}', '<br>')}</tr></table>",
    "columns in divs": f"<div>{grouped('<div><div>{grade}</div>{areas}</div>', '<div>{area}</div>')}</div>",
    "ticks": ticked("✓"),
    "pictures of ticks": ticked('<img src="tick.svg" alt="Yes">'),
    "rows of grades": f"<table>{grouped('<tr><th>{grade}</th><td>{areas}</td></tr>', '{area}', ', ', empty=False)}</table>",
    "grades over rows": f"<table>{SPANNED}</table>",
    "area and grade": f"<table><tr><th>Area</th><th>Grade</th></tr>{each('<tr><td>{area}</td><td>{grade}</td></tr>')}</table>",
    "items with their trend": f"<ul>{each('<li>{area} <b>{grade}</b> <i>↓ from good</i></li>')}</ul>",
    "the name of a drawing": f'<svg role="img" aria-label="{each("{area}: {grade}; ")}"></svg>',
    "two rounds": "<table><tr><th></th><th>2021/22</th><th>2023–25</th></tr>"
    + each("<tr><td>{area}</td><td>Outstanding</td><td>{grade}</td></tr>")
    + "</table>",
    "items": f"<ul>{grouped('<li>{grade}: {areas}</li>', '{area}', ', ', empty=False)}</ul>",
    "bold in items": f"<ul>{grouped('<li><b>{grade}</b> {areas}</li>', '{area}', '; ', empty=False)}</ul>",
    "lists in a list": f"<ul>{grouped('<li>{grade}<ul>{areas}</ul></li>', '<li>{area}</li>')}</ul>",
    "headings": grouped("<h4>{grade}</h4><ul>{areas}</ul>", "<li>{area}</li>"),
    "counted headings": grouped("<h4>{grade} (3)</h4><ul>{areas}</ul>", "<li>{area}</li>"),
    "definitions": f"<dl>{each('<dt>{area}</dt><dd>{grade}</dd>')}</dl>",
    "definitions of grades": f"<dl>{grouped('<dt>{grade}</dt>{areas}', '<dd>{area}</dd>')}</dl>",
    "cards": each("<div><h4>{area}</h4><span>{grade}</span></div>"),
    "cards with the grade first": each("<div><span>{grade}</span><h4>{area}</h4></div>"),
    "lines": each("<p>{area}: {grade}</p>"),
    "bold in lines": each("<p>{area} <b>{grade}</b></p>"),
    "groups wrapped by line breaks": f"<p>{grouped('{grade}: {areas}', '{area}', ', ', empty=False)}</p>".replace(
        "Adequate:", "<br>Adequate:"
    ).replace("Requires improvement:", "<br>Requires improvement:"),
    "an area that nobody knows in a list": f"<ul>{each('<li>{area}: {grade}</li>', PAIRS[:2])}"
    f"<li>Guarding the sea: Inadequate</li>{each('<li>{area}: {grade}</li>', PAIRS[2:])}</ul>",
    "an area that nobody knows among definitions": f"<dl>{each('<dt>{area}</dt><dd>{grade}</dd>', PAIRS[:2])}"
    f"<dt>Guarding the sea</dt><dd>Inadequate</dd>{each('<dt>{area}</dt><dd>{grade}</dd>', PAIRS[2:])}</dl>",
    "an area that nobody knows under a heading": grouped("<h4>{grade}</h4><ul>{areas}</ul>", "<li>{area}</li>").replace(
        "<li>Preventing crime</li>", "<li>Guarding the sea</li><li>Preventing crime</li>"
    ),
    "links": f"<ul>{each('<li><a href=#x>{area}</a> {grade}</li>')}</ul>",
    "with a key": f"<ul>{each('<li>{area} {grade}</li>')}</ul><ul>"
    + "".join(f"<li>{grade}</li>" for grade in SCALE)
    + "</ul>",
    "picture": f'<img src="grades.png" alt="{each("{area}: {grade}; ")}">',
    "picture of groups": f'<img src="g.png" alt="Our judgments. {grouped("{grade}: {areas}. ", "{area}", ", ", empty=False)}">',
}
DOUBTFUL = {
    "absent": "",
    "picture of nothing": '<img src="g.png" alt="Our grades: outstanding, good, adequate, requires improvement, inadequate">',
    "picture without words": '<img src="grades.png" alt="">',
    "areas alone": each("<p>{area}</p>"),
    "areas in a table": f"<table>{each('<tr><td>{area}</td><td></td></tr>')}</table>",
    "all grades, then all areas": "".join(f"<p>{grade}</p>" for grade in SCALE) + each("<p>{area}</p>"),
    "an area that nobody knows among bare lines": "<p>Guarding the sea</p><p>Good</p>"
    + "<p>Adequate</p><p>Preventing crime</p><p>Good</p><p>Responding to the public</p><p>Good</p>"
    "<p>Investigating crime</p><p>Inadequate</p>",
    "two grades without a year": f"<table>{each('<tr><td>{area}</td><td>Outstanding</td><td>{grade}</td></tr>')}</table>",
}


def report(summary: str, *chapters: str) -> Reading:
    """Read a report with a summary and some chapters."""
    html = (
        "<!doctype html><body><main><h1>PEEL 2023–25: An inspection of Cumbria Constabulary</h1>"
        "<h2>Overall summary</h2><h3>Our judgments</h3><p>We make graded judgments in six areas as follows:</p>"
        f"{summary}<p>The rest of this report tells what we found in each of them.</p>{''.join(chapters)}"
        "<h2>Protecting vulnerable people</h2><p>The force looks after those who need it, whoever calls.</p></main>"
    )
    return read_page(html.encode(), "text/html", address_of(f"{SITE}/peel-reports/cumbria-2023-25/"))


def stated(reading: Reading) -> dict[str, Judgment]:
    """Give the judgments that were read off the page."""
    return {row.question_id: row for row in reading.judgments if row.source}


@pytest.mark.parametrize("form", FORMS)
def test_a_summary_of_judgments_is_read_in_every_form(form: str) -> None:
    reading = report(FORMS[form])
    rows = stated(reading)
    assert {one: row.grade for one, row in rows.items()} == WANTED
    assert {(row.source, row.status, row.disagrees) for row in rows.values()} == {("table", "graded", False)}
    assert [s.heading for s in reading.sections if s.kind == "chapter"] == ["Protecting vulnerable people"]
    assert (reading.unplaced, reading.page.coverage) == ((), 1.0)
    unstated = [row.question_id for row in reading.judgments if row.status == "not stated"]
    assert unstated == ["police/2023-25/protecting-vulnerable-people"]


@pytest.mark.parametrize("form", DOUBTFUL)
def test_a_summary_that_leaves_doubt_tells_nothing(form: str) -> None:
    reading = report(DOUBTFUL[form])
    assert stated(reading) == {}
    assert [s.heading for s in reading.sections if s.kind == "chapter"] == ["Protecting vulnerable people"]
    assert (reading.unplaced, reading.page.coverage) == ((), 1.0)


def test_a_chapter_and_the_summary_that_agree_are_one_judgment() -> None:
    chapter = "<h2>Responding to the public</h2><p>Adequate</p><p>Calls are answered well by all of its people.</p>"
    rows = [row for row in report(FORMS["columns"], chapter).judgments if row.question_id.endswith("the-public")]
    assert [(row.grade, row.source, row.label) for row in rows] == [("adequate", "badge", "Responding to the public")]


def test_a_chapter_and_the_summary_that_disagree_are_both_kept() -> None:
    chapter = "<h2>Responding to the public</h2><p>Good</p><p>Calls are answered well by all of its people.</p>"
    rows = [row for row in report(FORMS["columns"], chapter).judgments if row.question_id.endswith("the-public")]
    assert [(row.grade, row.source, row.disagrees) for row in rows] == [
        ("good", "badge", False),
        ("adequate", "table", True),
    ]
