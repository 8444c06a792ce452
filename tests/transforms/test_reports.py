"""Each rule of reading a report on the least that shows it."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.records import Reading
from transforms.addresses import SITE, address_of
from transforms.read import read_page

CONCERN = "The force doesn’t plan its cases."
SHOULD = "The force should answer calls sooner."
WHY = "Too many callers give up before anybody speaks."
PROSE = "The control room is a calm place, and its people know what they are there for."


def read(
    body: str, path: str = "peel-reports/cumbria-2023-25", title: str = "Cumbria Constabulary PEEL 2023–25"
) -> Reading:
    """Read a report with this body under its title."""
    html = f"<!doctype html><body><main><h1>{title}</h1><h2>Overall summary</h2><p>All of it was seen.</p>{body}</main>"
    return read_page(html.encode(), "text/html", address_of(f"{SITE}/{path}/"))


def responding(body: str) -> Reading:
    """Read a report with one chapter."""
    return read(f"<h2>Responding to the public</h2><p>Adequate</p><p>It answers its calls.</p>{body}")


def grades(reading: Reading) -> list[tuple[str, str | None, str, str | None]]:
    """Give the judgments in short."""
    return [(row.question_id.split("/")[-1], row.grade, row.status, row.source) for row in reading.judgments]


def found(reading: Reading) -> list[tuple[str, str, str | None]]:
    """Give the findings in short."""
    return [(finding.kind, finding.text, finding.detail) for finding in reading.findings]


def test_an_area_named_in_the_inspectors_summary_is_no_chapter() -> None:
    reading = read(
        "<h2>HM Inspector’s summary</h2><h3>Investigating crime</h3><p>I liked what I saw of its files.</p>"
        "<h2>Investigating crime</h2><p>Good</p><p>Its files are full, and its plans are followed.</p>"
    )
    assert [(s.heading, s.kind) for s in reading.sections][-2:] == [
        ("Investigating crime", "other"),
        ("Investigating crime", "chapter"),
    ]
    assert reading.sections[-2].question_id is None
    assert grades(reading) == [("investigating-crime", "good", "graded", "badge")]


def test_a_list_of_areas_in_prose_makes_no_chapters() -> None:
    reading = responding("<p>We also looked at:</p><ul><li>Investigating crime</li><li>Managing offenders</li></ul>")
    assert grades(reading) == [("responding-to-the-public", "adequate", "graded", "badge")]
    assert reading.sections[-1].text.endswith("• Investigating crime\n• Managing offenders")


def test_an_area_that_is_graded_only_sometimes_is_no_gap_without_a_grade() -> None:
    reading = read("<h2>Crime recording</h2><p>Most crimes are written down on the day.</p>")
    assert [s.heading for s in reading.sections if s.kind == "chapter"] == ["Crime recording"]
    assert reading.judgments == ()


def test_only_what_opens_a_chapter_grades_it_in_prose() -> None:
    opening = "<h2>Investigating crime</h2><p>{}</p><h3>Main findings</h3><h4>Its farms</h4><p>{}</p>"
    graded = "Cumbria Constabulary is good at investigating crime."
    assert grades(read(opening.format(graded, "It has forty vans."))) == [
        ("investigating-crime", "good", "graded", "prose")
    ]
    assert grades(
        read(opening.format("It has forty vans.", "The force is inadequate at investigating rural crime."))
    ) == [("investigating-crime", None, "not stated", None)]


@pytest.mark.parametrize(
    "box",
    [
        f"<aside><h3>Area for improvement</h3><p><strong>{SHOULD}</strong></p><p>{WHY}</p></aside>",
        f"<h3>Area for improvement</h3><div><p><b>{SHOULD}</b></p><p>{WHY}</p></div>",
        f"<div><h3>Areas for improvement</h3><p>{SHOULD}</p><p>{WHY}</p></div>",
        f"<div><h3>Area for improvement</h3><p><strong>{SHOULD}</strong> {WHY}</p></div>",
        f"<div><h3>Area for improvement</h3><p><strong>{SHOULD}</strong><br>{WHY}</p></div>",
        f"<div><h3>Areas for improvement</h3><ul><li><strong>{SHOULD}</strong><p>{WHY}</p></li></ul></div>",
        f"<div><h3>Areas for improvement</h3><ol><li><b>{SHOULD}</b> {WHY}</li></ol></div>",
        f"<div><h3>Area for improvement 1 of 1</h3><h4>{SHOULD}</h4><p>{WHY}</p></div>",
        f"<div><p><strong>Area for improvement:</strong> {SHOULD}</p><p>{WHY}</p></div>",
        f"<details><summary>Area for improvement</summary><p><b>{SHOULD}</b></p><p>{WHY}</p></details>",
        f"<table><tr><th>Area for improvement</th></tr><tr><td><p><b>{SHOULD}</b></p><p>{WHY}</p></td></tr></table>",
    ],
)
def test_a_box_is_a_finding_with_what_explains_it_and_ends_where_its_element_does(box: str) -> None:
    reading = responding(f"{box}<p>{PROSE}</p>")
    assert found(reading) == [("area for improvement", SHOULD, WHY)]
    assert reading.sections[-1].text == PROSE
    assert reading.unplaced == ()


def test_the_second_bold_sentence_of_a_box_of_several_is_another_finding_without_a_full_stop() -> None:
    box = "<div><h3>Areas for improvement</h3>{}</div>".format(
        "".join(
            f"<p><b>The force {lacks}</b></p><p>{WHY}</p>"
            for lacks in ("must keep its lists of wanted people short", "isn’t yet sure of how long its callers wait")
        )
    )
    assert [finding.text.split()[2] for finding in responding(box).findings] == ["must", "isn’t"]


def test_a_badge_printed_twice_in_one_line_is_one_grade() -> None:
    html = "<h2>Investigating crime</h2><span>Good</span><span class=print>Judgment: Good</span><p>It has vans.</p>"
    assert grades(read(html)) == [("investigating-crime", "good", "graded", "badge")]


def test_a_phrase_ends_the_boxes_that_no_element_ends() -> None:
    reading = responding(
        f"<h3>Area for improvement</h3><p><b>{SHOULD}</b></p><p>{WHY}</p>"
        f"<p>In this section we set out our main findings.</p><p>{PROSE}</p>"
    )
    assert found(reading) == [("area for improvement", SHOULD, WHY)]
    assert reading.sections[-1].text.endswith(PROSE)


def test_a_second_cause_of_concern_may_follow_the_first_ones_recommendations() -> None:
    reading = responding(
        f"<div><h3>Causes of concern</h3><p><b>{CONCERN}</b></p><p>{WHY}</p><h4>Recommendations</h4>"
        "<p>Within three months, the force should:</p><ul><li>plan.</li></ul><p><b>It loses what it finds.</b></p>"
        "<h4>Recommendations</h4><ul><li>By 31 March 2025, the force should buy a freezer.</li></ul></div>"
    )
    texts = {finding.position: finding.text for finding in reading.findings}
    assert [(f.kind, f.text, f.deadline, texts.get(f.parent or 0)) for f in reading.findings] == [
        ("cause of concern", CONCERN, None, None),
        ("recommendation", "plan.", "Within three months", CONCERN),
        ("cause of concern", "It loses what it finds.", None, None),
        (
            "recommendation",
            "By 31 March 2025, the force should buy a freezer.",
            "By 31 March 2025",
            "It loses what it finds.",
        ),
    ]


@pytest.mark.parametrize(
    ("printed", "deadline"),
    [
        ("The force should immediately:", "immediately"),
        ("With immediate effect, the force should:", "With immediate effect"),
        ("Within six months, Cumbria Constabulary should:", "Within six months"),
        ("By 30 September 2024, the force should:", "By 30 September 2024"),
        ("By the end of March 2025, the force should:", "By the end of March 2025"),
        ("Within the next 12 months, the force should:", "Within the next 12 months"),
        ("HMICFRS recommends that, no later than 1 May 2025, the force should:", "no later than 1 May 2025"),
        ("The force should:", None),
    ],
)
def test_a_recommendation_bears_its_deadline_as_printed(printed: str, deadline: str | None) -> None:
    reading = responding(
        f"<div><h3>Cause of concern</h3><p><b>{CONCERN}</b></p><p>{printed}</p><ul><li>plan its cases.</li></ul></div>"
    )
    recommended = reading.findings[-1]
    assert (recommended.kind, recommended.text, recommended.deadline) == ("recommendation", "plan its cases.", deadline)
    assert recommended.parent == reading.findings[0].position
    assert recommended.lead_in == printed


def test_a_table_of_contents_is_none_of_the_content() -> None:
    lines = "<h2>Contents</h2><p>HM Inspector’s summary</p><p>Investigating crime</p><p>Managing offenders</p>"
    reading = read(
        f"{lines}<h2>HM Inspector’s summary</h2><p>I am pleased.</p><h2>Investigating crime</h2><p>Good</p><p>So it is.</p>"
        "<h2>Managing offenders</h2><p>Good</p><p>So it is.</p>"
    )
    assert reading.boilerplate == ("Contents", "HM Inspector’s summary", "Investigating crime", "Managing offenders")
    assert [s.kind for s in reading.sections] == ["summary", "observations", "chapter", "chapter"]


def test_a_welsh_report_is_read_in_welsh() -> None:
    areas = (("Atal troseddu", "Da"), ("Ymchwilio i droseddau", "Angen gwella"), ("Ymateb i’r cyhoedd", "Annigonol"))
    summary = "".join(f"<tr><td>{area}</td><td>{grade}</td></tr>" for area, grade in areas)
    reading = read(
        "<p>Cyhoeddwyd ar: 4 Ebrill 2024</p><h2>Crynodeb cyffredinol</h2><h3>Ein dyfarniadau</h3>"
        f"<table>{summary}</table><h2>Atal troseddu: Da</h2><p>Mae’r heddlu yn gwneud hyn bob dydd.</p>"
        "<h2>Amddiffyn pobl agored i niwed</h2><p>Mae Heddlu Gwent yn ddigonol am amddiffyn pobl agored i niwed.</p>"
        "<div><h3>Meysydd i’w gwella</h3><p><b>Dylai’r heddlu ateb yn gynt.</b></p><p>Mae gormod yn aros.</p></div>"
        "<div><h3>Achos pryder</h3><p><b>Nid yw’r heddlu yn cofnodi.</b></p><h4>Argymhellion</h4>"
        "<p>Erbyn 30 Medi 2024, dylai’r heddlu:</p><ul><li>cofnodi.</li></ul></div>",
        "peel-reports/heddlu-gwent-2023-25",
        "PEEL 2023–2025: Heddlu Gwent",
    )
    assert (reading.page.language, reading.page.published_on) == ("cy", date(2024, 4, 4))
    assert grades(reading) == [
        ("preventing-crime", "good", "graded", "badge"),
        ("responding-to-the-public", "inadequate", "graded", "table"),
        ("investigating-crime", "requires improvement", "graded", "table"),
        ("protecting-vulnerable-people", "adequate", "graded", "prose"),
    ]
    assert [(f.kind, f.text, f.detail, f.deadline) for f in reading.findings] == [
        ("area for improvement", "Dylai’r heddlu ateb yn gynt.", "Mae gormod yn aros.", None),
        ("cause of concern", "Nid yw’r heddlu yn cofnodi.", None, None),
        ("recommendation", "cofnodi.", None, "Erbyn 30 Medi 2024"),
    ]


@pytest.mark.parametrize(
    ("drawn", "grade"),
    [
        ("<p>Good (2021/22)</p>", None),
        ("<p>2021/22: Good</p>", None),
        ("<p>2021/22 grade: Good</p><p>2023–25 grade: Adequate</p>", "adequate"),
        ("<p>Previous grade: Good</p><p>Adequate</p>", "adequate"),
        ("<p>Adequate</p><p>Previous grade: Good</p>", "adequate"),
        ("<p>Adequate (May 2024)</p>", "adequate"),
        ("<p>England average: Good</p><p>Adequate</p>", "adequate"),
        ("<dl><dt>Grade</dt><dd>Adequate</dd><dt>Last time</dt><dd>Good</dd></dl>", "adequate"),
        ("<table><tr><td>2021/22</td><td>Good</td></tr><tr><td>2023–25</td><td>Adequate</td></tr></table>", "adequate"),
    ],
)
def test_the_grade_of_another_round_beside_a_chapter_is_not_its_own(drawn: str, grade: str | None) -> None:
    reading = read(f"<h2>Investigating crime</h2>{drawn}<p>Its files are full, and its plans are followed.</p>")
    assert [(row.grade, row.disagrees) for row in reading.judgments] == [(grade, False)]


def test_of_two_grades_with_their_months_the_later_one_stands() -> None:
    for first, second in (
        ("Inadequate (May 2021)", "Adequate (May 2022)"),
        ("Adequate (May 2022)", "Inadequate (May 2021)"),
    ):
        reading = read(
            f"<h2>Investigating crime</h2><p>{first}</p><p>{second}</p><p>Its files are full, and it follows its plans.</p>",
            "peel-reports/dyfed-powys-2021-22",
            "Dyfed-Powys Police PEEL 2021/22",
        )
        assert [(row.grade, row.disagrees) for row in reading.judgments] == [("adequate", False), ("inadequate", True)]


LISTED = "<ul><li>Investigating crime: Outstanding</li><li>Managing offenders: Outstanding</li></ul>"
ROWS = (
    "<tr><td>Investigating crime</td><td>Outstanding</td></tr><tr><td>Managing offenders</td><td>Outstanding</td></tr>"
)


@pytest.mark.parametrize(
    "summary",
    [
        f"<h3>Our 2021/22 judgments</h3>{LISTED}",
        f"<h3>Previous grades</h3>{LISTED}",
        f"<p>In our 2021/22 inspection we graded the force as follows:</p>{LISTED}",
        f"<h3>How other forces were graded</h3>{LISTED}",
        f"<table><caption>PEEL 2021/22 grades</caption>{ROWS}</table>",
        f"<table><tr><th>Area</th><th>2021/22</th></tr>{ROWS}</table>",
        f"<table><tr><th>Area</th><th>Last inspection</th></tr>{ROWS}</table>",
    ],
)
def test_a_summary_of_another_rounds_grades_tells_nothing(summary: str) -> None:
    chapters = "".join(
        f"<h2>{area}</h2><p>There is much to say of this, and it is said at length here.</p>"
        for area in ("Investigating crime", "Managing offenders")
    )
    assert [row.grade for row in read(summary + chapters).judgments] == [None, None]


@pytest.mark.parametrize(
    "heading",
    [
        "Investigating crime",
        "4. Investigating crime",
        "Chapter 4: Investigating crime",
        "INVESTIGATING CRIME",
        "How good is the force at investigating crime?",
        "4. How good is Cumbria Constabulary at investigating crime?",
        '<a href="#top">Investigating crime</a>',
        'Investigating crime <a href="#top">Back to top</a>',
        "Investigating&nbsp;crime<sup>1</sup>",
    ],
)
def test_a_chapter_is_known_by_its_area_however_it_is_headed(heading: str) -> None:
    reading = read(f"<h2>{heading}</h2><p>Good</p><p>Its files are full, and its plans are followed.</p>")
    assert grades(reading) == [("investigating-crime", "good", "graded", "badge")]
    assert reading.unplaced == ()
