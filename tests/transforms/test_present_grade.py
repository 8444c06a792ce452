"""Of all the grades beside a question the present one is read, however a page tells it from the others, or none is."""

from __future__ import annotations

import pytest

from tests.transforms.pages import E1, E3, HEADLINE, pillar_page, read_html
from transforms.addresses import SITE, address_of
from transforms.read import read_page

PATH = "peel-2017/kent/effectiveness"
E4 = "How effective is the force at tackling serious and organised crime?"
TEXT = "<p>Officers know their towns, and their towns know them by name.</p>"
GRADES = ("Outstanding", "Good", "Requires improvement", "Inadequate")


def _read_beside(drawn: str) -> str | None:
    """Give the grade that is read of a question with something drawn below its heading."""
    reading = read_html(pillar_page(f"<h3>{E1}</h3>{drawn}{TEXT}<h3>{E3}</h3><p>Ungraded</p><p>It has vans.</p>"), PATH)
    return next(row.grade for row in reading.judgments if row.question == 1)


def _scale(before: str, behind: str, marked: str = "Good") -> str:
    steps = (f"{before}{grade}{behind}" if grade == marked else grade for grade in GRADES)
    return "<ul>" + "".join(f"<li>{step}</li>" for step in steps) + "</ul>"


@pytest.mark.parametrize("marked", GRADES)
@pytest.mark.parametrize(
    ("before", "behind"),
    [("✓ ", ""), ("<strong>", "</strong><span> (this judgment)</span>"), ("", " <span>◀ our judgment</span>")],
)
def test_the_step_of_a_scale_that_is_marked_alone_is_the_grade(marked: str, before: str, behind: str) -> None:
    assert _read_beside(_scale(before, behind, marked)) == marked.casefold()


@pytest.mark.parametrize(
    "drawn", [_scale("", ""), _scale("<strong>", "</strong>"), _scale("✓ ", "").replace("Out", "✓ Out")]
)
def test_of_a_scale_without_one_mark_nobody_can_tell(drawn: str) -> None:
    assert _read_beside(drawn) is None


def test_badges_with_text_between_them_are_no_scale() -> None:
    badges = ("Outstanding", "Good (this inspection)", "Inadequate")
    page = "".join(
        f"<p>{q}</p><p>{badge}</p><p>{n} vans.</p>"
        for n, (q, badge) in enumerate(zip((E1, E3, E4), badges, strict=True))
    )
    rows = read_html(pillar_page(page), PATH).judgments
    assert (rows[0].grade, rows[2].grade) == ("outstanding", "inadequate")


@pytest.mark.parametrize(
    "drawn",
    [
        "<div><p>Previous inspection</p><p>Inadequate</p></div><div><p>This inspection</p><p>Good</p></div>",
        "<div><span>Last inspection</span><span>Inadequate</span></div><div><span>Now</span><span>Good</span></div>",
        "<ul><li>Last inspection: Inadequate</li><li>This inspection: Good</li></ul>",
        "<table><tr><th>2016</th><th>2017</th></tr><tr><td>Inadequate</td><td>Good</td></tr></table>",
        "<table><tr><th>Previous grade</th><th>Current grade</th></tr><tr><td>Inadequate</td><td>Good</td></tr></table>",
        "<p>Good (previously inadequate)</p>",
        "<p>Good (up from requires improvement)</p>",
        "<p hidden>Inadequate</p><p>Good</p>",
        "<div style='display: none'><p>Inadequate</p></div><p>Good</p>",
        "<p>Good</p><blockquote><p>Outstanding!</p></blockquote>",
    ],
)
def test_the_grade_of_this_inspection_is_told_from_the_one_beside_it(drawn: str) -> None:
    assert _read_beside(drawn) == "good"


@pytest.mark.parametrize(
    "drawn",
    [
        "<table><tr><th>2015</th><th>2016</th></tr><tr><td>Inadequate</td><td>Good</td></tr></table>",
        "<p>Previous inspection</p><p>Good</p>",
        "<blockquote><p>Outstanding!</p><footer>A resident, at a meeting</footer></blockquote>",
        "<p>Good (previously)</p>",
    ],
)
def test_a_grade_that_is_not_of_this_inspection_is_no_grade(drawn: str) -> None:
    assert _read_beside(drawn) is None


def test_the_label_of_an_earlier_grade_as_a_heading_hides_no_question() -> None:
    cards = "".join(f"<div><p>{q}</p><div><h4>Grade in 2014</h4><p>Good</p>{TEXT}</div></div>" for q in (E1, E3))
    reading = read_html(pillar_page(f"<h2>Questions for Effectiveness</h2>{cards}"), PATH)
    assert [(row.question, row.grade) for row in reading.judgments] == [(1, None), (3, None)]


def _table(*rows: tuple[str, ...]) -> str:
    return "<table>" + "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in rows) + "</table>"


def _list(*rows: tuple[str, ...]) -> str:
    return "<ul>" + "".join(f"<li>{': '.join(row)}</li>" for row in rows) + "</ul>"


ROWS = ((E1, "Inadequate"), (E3, "Inadequate"))


@pytest.mark.parametrize(
    "told",
    [
        _table(("Question", "2016 grade"), *ROWS),
        _table(("Question", "Last year"), *ROWS),
        "<p>These are the grades that we gave in our 2016 inspection.</p>" + _table(("Question", "Grade"), *ROWS),
        "<p>The grades given to Surrey Police are shown for comparison.</p>" + _table(*ROWS),
        _table(*ROWS) + "<p>These grades are from our 2016 inspection.</p>",
        "<p>Grades in 2016:</p>" + _list(*ROWS),
        "<p>In 2016 we gave the force these grades.</p>" + _table(*ROWS),
        "<p>The following grades are Surrey’s.</p>" + _list(*ROWS),
        "<p>For reference, these were the 2016 grades.</p>" + _list(*ROWS),
    ],
)
@pytest.mark.parametrize(("badge", "grade"), [("", None), ("<p>Good</p>", "good")])
def test_a_table_or_list_of_others_grades_is_never_the_pages_own(told: str, badge: str, grade: str | None) -> None:
    own = "".join(f"<h3>{question}</h3>{badge}{TEXT}" for question in (E1, E3))
    for page in (f"{TEXT}{told}{TEXT}{own}", f"{own}<h2>Background</h2>{told}"):
        rows = read_html(pillar_page(f"<h2>{HEADLINE}</h2>{page}"), PATH).judgments
        assert [(row.grade, row.disagrees) for row in rows if row.question] == [(grade, False), (grade, False)]


@pytest.mark.parametrize(
    "head",
    [("Question", "This force", "Similar forces"), ("Question", "Final grade", "Provisional grade")],
)
def test_of_a_tables_columns_the_forces_own_is_read(head: tuple[str, ...]) -> None:
    table = _table(head, (E1, "Good", "Inadequate"), (E3, "Outstanding", "Good"))
    rows = read_html(pillar_page(f"{TEXT}{table}<h3>{E1}</h3>{TEXT}<h3>{E3}</h3>{TEXT}"), PATH).judgments
    assert [row.grade for row in rows] == ["good", "outstanding"]


def test_a_note_in_a_table_of_grades_is_of_the_question_in_its_row() -> None:
    note = "Not inspected in 2017. The grade of good from 2016 still stands."
    rows = read_html(
        pillar_page(TEXT, _table(("Question", "Judgment"), (E1, "Outstanding"), (E3, note), (E4, "Inadequate")), TEXT),
        PATH,
    )
    told = [(row.question, row.grade, row.status, row.grade_round) for row in rows.judgments]
    assert told == [
        (1, "outstanding", "graded", "2017"),
        (3, "good", "carried over", "2016"),
        (4, "inadequate", "graded", "2017"),
    ]


@pytest.mark.parametrize(
    ("said", "grade"),
    [
        ("We graded Kent Police good in this area.", "good"),
        ("We judged Kent Police to require improvement at investigating crime.", "requires improvement"),
        ("Kent Police’s performance in this area is outstanding.", "outstanding"),
        ("On balance, Kent Police is good at investigating crime.", "good"),
        (
            "Although it was good in 2021, Kent Police now requires improvement at investigating crime.",
            "requires improvement",
        ),
        (
            "Our judgment this year is that Kent Police is good at investigating crime, up from adequate in 2021.",
            "good",
        ),
        ("Kent Police is good at investigating crime; nationally, few forces are.", "good"),
        ("We graded Surrey Police good in this area.", None),
        ("We judged Kent Police to be good at investigating crime in 2021.", None),
        ("Kent Police was judged inadequate in this area.", None),
    ],
)
def test_a_sentence_that_opens_a_chapter_grades_it(said: str, grade: str | None) -> None:
    page = f"<h1>PEEL 2023–25: An inspection of Kent Police</h1><h2>Investigating crime</h2><p>{said}</p>{TEXT}"
    reading = read_page(page.encode(), "text/html", address_of(f"{SITE}/peel-reports/kent-2023-25/"))
    assert [row.grade for row in reading.judgments] == [grade]


def test_a_heading_that_ends_with_its_grade_in_small_letters_is_cut_from_it() -> None:
    page = f"<h1>PEEL 2023–25: An inspection of Kent Police</h1><h2>Investigating crime: adequate</h2>{TEXT}"
    reading = read_page(page.encode(), "text/html", address_of(f"{SITE}/peel-reports/kent-2023-25/"))
    assert [(row.label, row.grade) for row in reading.judgments] == [("Investigating crime", "adequate")]


@pytest.mark.parametrize(
    "drawn",
    [
        "<div><div>1</div><div>{0}</div></div><div><div>2</div><div>{1}</div></div>",
        "<table><tr><th>Ref.</th><th>Areas for improvement</th></tr><tr><td>1</td><td>{0}</td></tr>"
        "<tr><td>2</td><td>{1}</td></tr></table>",
    ],
)
def test_findings_whose_numbers_stand_beside_them_are_a_list(drawn: str) -> None:
    wanted = ["The force should keep its lists short.", "The force should write to all callers."]
    heading = "" if "Ref." in drawn else "<h4>Areas for improvement</h4>"
    reading = read_html(pillar_page(f"<h3>{E1}</h3><p>Good</p>{TEXT}{heading}{drawn.format(*wanted)}"), PATH)
    assert [finding.text for finding in reading.findings] == wanted


@pytest.mark.parametrize(
    ("dated", "updated", "published"),
    [
        ("Last updated 22-03-2018", "2018-03-22", None),
        ("Published: 9 November 2017 | Last updated: 22 March 2018", "2018-03-22", "2017-11-09"),
    ],
)
def test_dates_are_read_with_dashes_and_two_in_a_line(dated: str, updated: str, published: str | None) -> None:
    page = read_html(pillar_page(f"<h3>{HEADLINE}</h3><div>{dated}</div><p>Good</p>{TEXT}"), PATH).page
    assert (str(page.last_updated), page.published_on and str(page.published_on)) == (updated, published)


def test_a_post_that_an_account_signs_is_no_content() -> None:
    post = "<blockquote><p>Surrey Police is good at being fair</p>— HMICFRS (@HMICFRS) <a href=x>May 1</a></blockquote>"
    reading = read_html(pillar_page(f"<h3>{E1}</h3><p>Good</p>{TEXT}{post}<h3>{E3}</h3><p>Good</p>{TEXT}{post}"), PATH)
    assert not any("Surrey" in section.text for section in reading.sections)
    assert sum("Surrey" in text for text in reading.boilerplate) == 2


@pytest.mark.parametrize(
    "drawn",
    ["Grade awarded – Good", "Judgment reached: Good", "Outcome: Good", "Our verdict: Good", "Grade given Good"],
)
def test_a_grade_is_read_whatever_its_label_calls_it(drawn: str) -> None:
    assert _read_beside(f"<p>{drawn}</p>") == "good"


@pytest.mark.parametrize("drawn", ["Survey outcome: Good", "Kent Police’s verdict: Good"])
def test_a_label_that_says_whose_it_is_makes_no_grade_of_the_page(drawn: str) -> None:
    assert _read_beside(f"<p>{drawn}</p>") is None
