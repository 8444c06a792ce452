"""A report is read as what it says, whatever its markup."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from schemas.records import Reading
from tests.transforms.reports import STYLES, Boxed, Chapter, Item, Recommended, Report, Style, Writer, text_of
from transforms.addresses import SITE, address_of
from transforms.read import read_page

POLICE = Report(
    path="/peel-reports/cumbria-2023-25/",
    title="PEEL 2023–25: An inspection of Cumbria Constabulary",
    published="24 October 2023",
    observed=(
        ("", "I am pleased with much of what Cumbria Constabulary does for those who live there."),
        ("Responding to the public", "I saw that its people answer most calls well, though the second line is slow."),
        ("What comes next", "I will follow with interest what becomes of the plans that I was shown in spring."),
    ),
    chapters=(
        Chapter(
            "victim-service",
            "Providing a service to victims of crime",
            "Supporting victims",
            "",
            ("We read forty cases to see how victims fare from their first call to the end of their case.",),
        ),
        Chapter(
            "police-powers-and-treating-the-public",
            "Police powers and treating the public fairly and respectfully",
            "Police powers and public treatment",
            "Good",
            ("Its officers explain themselves to those whom they stop, and record why they did so.",),
            found=(("It listens to those who were stopped", ("A panel of the young meets each month in two towns.",)),),
            data=(
                ("Year", "Stops", "Good reasons"),
                ("2021", "1,200", "90.3 percent"),
                ("2022", "1,450", "75.3 percent"),
            ),
        ),
        Chapter(
            "preventing-crime",
            "Preventing and deterring crime and antisocial behaviour, and reducing vulnerability",
            "Preventing crime",
            "Outstanding",
            ("Patrols go where harm is greatest, and schools know their officer by name.",),
            boxes=(
                Boxed(
                    "innovative practice",
                    "Innovative practice",
                    (Item("A farm watch that never sleeps", ("Forty farms share one camera van among them.",)),),
                ),
            ),
        ),
        Chapter(
            "responding-to-the-public",
            "Responding to the public",
            "Responding to the public",
            "Adequate",
            ("Most calls are answered well, and those in danger are sent help at once.",),
            boxes=(
                Boxed(
                    "area for improvement",
                    "Areas for improvement",
                    (
                        Item(
                            "The constabulary should answer its second line sooner.",
                            ("One caller in five gives up before anybody speaks.", "It has bought a new exchange."),
                            ("at night it is one in four;", "at weekends it is one in three."),
                        ),
                        Item(
                            "The constabulary needs to send help when it said it would.",
                            ("A third of visits come a day late.",),
                        ),
                    ),
                ),
            ),
            after=("Beyond these two things, its control room is a calm place.", "The rest of its work is sound."),
            found=(
                ("Call handlers are well trained", ("They sit beside an older hand for six weeks.", "They like it.")),
                ("Repeat callers are known", ("The screen says so as soon as they ring.",)),
            ),
        ),
        Chapter(
            "investigating-crime",
            "Investigating crime",
            "Investigating crime",
            "Requires improvement",
            ("Too many cases go without a plan, and some without anybody to follow them.",),
            boxes=(
                Boxed(
                    "cause of concern",
                    "Cause of concern",
                    (
                        Item(
                            "The constabulary doesn’t supervise its cases well enough.",
                            ("We found plans in nine cases of forty.",),
                        ),
                    ),
                    (
                        Recommended(
                            "Within three months, Cumbria Constabulary should:",
                            ("give each case a plan; and", "check each plan once a month."),
                            "Within three months",
                        ),
                        Recommended(
                            "By 30 September 2024, the constabulary should:",
                            ("train all of its sergeants.",),
                            "By 30 September 2024",
                        ),
                    ),
                ),
                Boxed(
                    "area for improvement",
                    "Area for improvement",
                    (Item("The constabulary should tell victims what it does.", ("Half of them never heard.",)),),
                ),
            ),
            found=(("Freezers are full", ("Evidence waits a year for a laboratory.",)),),
        ),
        Chapter(
            "leadership",
            "Leadership and force management",
            "Leadership and force management",
            "Good",
            ("Its leaders know what they want, and most of those they lead know it too.",),
            boxes=(
                Boxed(
                    "promising practice",
                    "Promising practice",
                    (Item("Sergeants who write to each other", ("A page a week goes round all stations.",)),),
                ),
            ),
        ),
    ),
)


def read(report: Report, style: Style) -> Reading:
    """Read a report in a markup."""
    return read_page(Writer(style).document(report), "text/html", address_of(SITE + report.path))


def assert_reads(report: Report, style: Style) -> None:
    """Hold a reading against the content."""
    reading = read(report, style)
    stem = reading.page.page_id and f"{reading.page.service}/{reading.page.round}"
    rows = {row.question_id: (row.grade, row.status, row.source, row.disagrees) for row in reading.judgments}
    assert rows == _judged(report, style, stem)
    assert len(rows) == len(reading.judgments)
    assert _findings(reading) == sorted(_wanted(report, stem), key=str)
    assert str(reading.page.published_on) == "2023-10-24"
    chapters = [section.heading for section in reading.sections if section.kind == "chapter" and section.heading]
    assert chapters == [chapter.name for chapter in report.chapters]
    headings = [section.heading for section in reading.sections]
    texts = [section.text for section in reading.sections]
    for chapter in report.chapters:
        if style.box_in and style.box not in ("none", "dl"):
            assert not chapter.after or "\n\n".join(chapter.after) in texts
        for heading, said in chapter.found:
            section = reading.sections[headings.index(heading)]
            assert section.question_id == f"{stem}/{chapter.area}"
            assert section.text.split("\n\n")[: len(said)] == list(said)
    assert (reading.unplaced, reading.page.coverage) == ((), 1.0)
    everything = "\n".join(text for s in reading.sections for text in (s.heading, s.text))
    assert not [
        text
        for text in ("Police forces", "Crown copyright", "Cookies", "Back to top", "Next", "Contents")
        if text in everything
    ]


def _judged(report: Report, style: Style, stem: str) -> dict[str, tuple[str | None, str, str | None, bool]]:
    """Give the judgment wanted of each chapter."""
    wanted: dict[str, tuple[str | None, str, str | None, bool]] = {}
    for chapter in report.chapters:
        row: tuple[str | None, str, str | None, bool]
        if not chapter.grade:
            shown = style.ungraded and style.summary in ("two", "dl", "cards")
            row = (None, "ungraded", "table" if shown else None, False)
        elif style.badge_at != "none":
            row = (chapter.grade.lower(), "graded", "badge", False)
        elif style.summary in ("none", "pixels"):
            row = (None, "not stated", None, False)
        else:
            row = (chapter.grade.lower(), "graded", "table", False)
        wanted[f"{stem}/{chapter.area}"] = row
    return wanted


def _findings(reading: Reading) -> list[tuple[object, ...]]:
    """Give what was found, with the words of the concern that a recommendation belongs to."""
    texts = {finding.position: finding.text for finding in reading.findings}
    return sorted(
        (
            (
                f.kind,
                f.question_id,
                f.text,
                f.detail,
                f.deadline,
                texts.get(f.parent or 0),
                (f.lead_in or "").split("\n")[-1],
            )
            for f in reading.findings
        ),
        key=str,
    )


def _wanted(report: Report, stem: str) -> list[tuple[object, ...]]:
    """Give what is to be found."""
    wanted: list[tuple[object, ...]] = []
    for chapter in report.chapters:
        question = f"{stem}/{chapter.area}"
        for box in chapter.boxes:
            for item in box.items:
                bullets = "\n".join(f"• {bullet}" for bullet in item.bullets)
                detail = "\n".join(filter(None, ("\n\n".join(item.details), bullets))) or None
                wanted.append((box.kind, question, item.text, detail, None, None, box.heading))
            parent = box.items[-1].text
            for one in box.recommended:
                wanted += [
                    ("recommendation", question, text, None, one.deadline, parent, one.lead) for text in one.items
                ]
    return wanted


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(STYLES)
def test_a_report_is_read_as_what_it_says_in_any_markup(style: Style) -> None:
    assert_reads(POLICE, style)


@pytest.mark.parametrize("bullet", ["  • ", "- "])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_capture_of_a_report_as_plain_text_says_the_same(bullet: str, gap: str) -> None:
    body = text_of(POLICE, bullet, gap)
    reading = read_page(body, "text/plain", address_of(SITE + POLICE.path))
    stem = "police/2023-25"
    grades = {row.question_id: row.grade for row in reading.judgments}
    assert grades == {f"{stem}/{chapter.area}": chapter.grade.lower() or None for chapter in POLICE.chapters}
    assert _findings(reading) == sorted(_wanted(POLICE, stem), key=str)
    headings = {section.heading: section for section in reading.sections}
    for chapter in POLICE.chapters:
        assert headings[chapter.name].kind == "chapter"
        assert [heading for heading, _ in chapter.found if heading not in headings] == []
    assert (reading.unplaced, reading.page.coverage) == ((), 1.0)
