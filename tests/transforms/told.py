"""What a practice page says, told from its content alone: what any reading of any markup of it must come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from flows.practice import furniture
from flows.practice.content import Box, Heading, Judged, Listing, Page, Part, Strong, Table
from schemas.phrases import lead_in_kind
from schemas.records import Reading
from schemas.vocabulary import grade_words
from transforms.addresses import SITE, address_of
from transforms.read import read_page
from transforms.words import words_of

FURNITURE = (
    furniture.COOKIES,
    furniture.SKIP,
    furniture.NOTICE,
    furniture.SHARE,
    *furniture.SLOGAN,
    *(link.text for link in (*furniture.SHARE_LINKS, *furniture.FOOTER, *furniture.MENU)),
)
"""Texts that stand around the content and may not come out of any page."""

STATUSES = {"Ungraded": "ungraded", "Not graded": "not graded", "To be graded": "not yet graded"}


@dataclass
class Told:
    """The words of a page by what they are."""

    grades: dict[str, str] = field(default_factory=dict)
    """Wording of each question on the page, with the badge printed beside it (empty for none)."""
    names: set[str] = field(default_factory=set)
    """Other headings, and cells of tables, that may be a question's name."""
    findings: list[str] = field(default_factory=list)
    words: Counter[str] = field(default_factory=Counter)

    def count(self, text: str) -> None:
        """Count a text's words."""
        self.words.update(words_of(text.casefold()))


def told_by(page: Page) -> Told:
    """Tell what a page says."""
    told = Told()
    told.count(page.title)
    _parts(page.introduction, told)
    for judged in [page.opening, *(one for group in page.groups for one in group.judged)]:
        if judged:
            _judged(judged, told)
    for group in page.groups:
        told.count(group.heading)
        _parts(group.said, told)
    return told


def _judged(judged: Judged, told: Told) -> None:
    told.grades[judged.wording] = judged.grade
    told.count(judged.wording)
    told.count(judged.grade)
    _parts(judged.said, told)


def _parts(parts: tuple[Part, ...], told: Told) -> None:
    for part in parts:
        for text in texts_in(part):
            if not text.startswith(("Published on:", "Last updated", "Cyhoeddwyd ar:")):
                told.count(text)
        if isinstance(part, Heading | Table):
            told.names.update(texts_in(part))
        if isinstance(part, Listing) and lead_in_kind(part.lead_in):
            told.findings.extend(part.items)
        if isinstance(part, Box) and lead_in_kind(part.heading):
            told.findings.extend(_found_in(part))


def _found_in(box: Box) -> Iterator[str]:
    """Give what a box of findings holds: its bold sentences, and the items of its lists."""
    for part in box.said:
        if isinstance(part, Strong):
            yield part.text
        elif isinstance(part, Listing):
            yield from part.items


def texts_in(part: Part) -> Iterator[str]:
    """Give the texts of a part that belong to the content; a line that is nothing but a link does not."""
    match part:
        case str():
            yield part
        case Heading() | Strong():
            yield part.text
        case Listing():
            yield from (part.lead_in, *part.items)
        case Box():
            yield part.heading
            for inner in part.said:
                yield from texts_in(inner)
        case Table():
            yield from part.header
            for row in part.rows:
                yield from row
        case _:
            pass


def read(page: Page, body: bytes, media_type: str = "text/html") -> Reading:
    """Read a practice page at the address it stands for."""
    return read_page(body, media_type, address_of(SITE + page.path))


def texts_of(reading: Reading) -> list[str]:
    """Give all lines of text that a reading came to, but for the values of its fields."""
    sections = [line for s in reading.sections for line in (s.heading, *s.text.split("\n"))]
    findings = [line for f in reading.findings for line in (f.lead_in or "", *f.text.split("\n"), f.detail or "")]
    return [line for line in (*sections, *findings) if line]


def assert_says_what_is_told(page: Page, reading: Reading) -> None:
    """Hold a reading against the content: judgments, findings, words, and nothing from around it."""
    told = told_by(page)
    rows = {row.label: row for row in reading.judgments if not row.disagrees}
    for wording, badge in told.grades.items():
        row = rows.get(wording)
        if badge in STATUSES:
            assert row is not None, wording
            assert (row.grade, row.status) == (None, STATUSES[badge]), wording
        elif badge:
            assert row is not None, wording
            assert row.grade == grade_words(5, page.language)[badge.lower()], wording
            assert row.source == "badge", wording
        elif row is not None:
            assert row.source in ("note", "prose", "table", None), wording
    assert set(rows) <= {*told.grades, *told.names}, "a judgment of a question that the page does not print"
    assert Counter(f.text for f in reading.findings) == Counter(told.findings)
    lines = texts_of(reading)
    whole = "\n".join(lines)
    for text in FURNITURE:
        assert text not in lines
        assert len(text) < 25 or text not in whole
    evidence = [row.evidence or "" for row in reading.judgments]
    placed = Counter(word for text in (*lines, reading.page.title, *evidence) for word in words_of(text.casefold()))
    assert not [word for word in (told.words - placed).elements() if not word.isdigit()], "words were lost"
    assert reading.unplaced == ()
    assert reading.page.coverage == 1.0
