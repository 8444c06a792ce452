"""The practice pages as plain-text captures, in the three forms in which stored copies of such pages are met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flows.practice.content import Box, Heading, Judged, Link, Listing, Page, Part, Picture, Strong, Table
from flows.practice.furniture import SKIP


@dataclass(frozen=True, slots=True)
class _Line:
    """A block of a capture: one line, or the lines of a list."""

    text: str
    role: str = ""
    """``skip``, ``date``, ``grade``, ``mark`` (a lone word or number), ``summary`` or ``item``; empty for all else."""


def as_text(page: Page, variant: str = "A-") -> str:
    """Write a page as a plain-text capture, without a line end at its end.

    ``A`` has every line. ``A-`` has lost the lines of one word: where such a line stood there is a gap of two blank
    lines, but none where a pillar's grade stood. ``B`` has lost dates, grades and numbers, starts without the link that
    skips the menu, and marks bullets with a dash.
    """
    if variant not in ("A", "A-", "B"):
        raise ValueError(f"no variant {variant!r}: A, A- or B")
    text = ""
    gap = False
    before = ""
    for line in _lines(page):
        if _lost(line, variant):
            gap = gap or (variant == "A-" and before != "date")
            continue
        if text:
            text += "\n" if line.role == before == "item" else "\n\n\n" if gap else "\n\n"
        text += _bullet(variant) + line.text if line.role == "item" else line.text
        gap, before = False, line.role
    return text


def _bullet(variant: str) -> str:
    """Give what stands before an item."""
    return "- " if variant == "B" else "  • "


def _lost(line: _Line, variant: str) -> bool:
    """Say whether a capture of this form has no such line."""
    if variant == "B":
        return line.role in ("skip", "date", "grade") or (line.role == "mark" and line.text.isdigit())
    return variant == "A-" and line.role in ("grade", "mark") and " " not in line.text


def _lines(page: Page) -> Iterator[_Line]:
    """Give a page's lines in order."""
    yield _Line(SKIP, "skip")
    yield _Line(page.title)
    yield from _parts(page.introduction)
    if page.opening:
        yield from _judged(page.opening)
    for group in page.groups:
        if group.heading:
            yield _Line(group.heading, "mark")
        yield from _parts(group.said)
        for judged in group.judged:
            yield from _judged(judged)


def _judged(judged: Judged) -> Iterator[_Line]:
    """Give the lines of a question."""
    if judged.heading:
        yield _Line(judged.heading, "mark")
    if judged.number:
        yield _Line(str(judged.number), "mark")
    yield _Line(judged.wording)
    if judged.updated:
        yield _Line(f"Last updated {judged.updated}", "date")
    if judged.grade:
        yield _Line(judged.grade, "grade")
    yield from _parts(judged.said)


def _parts(parts: tuple[Part, ...]) -> Iterator[_Line]:
    """Give the lines of paragraphs, lists, boxes and tables; a picture has none."""
    for part in parts:
        match part:
            case Listing():
                yield _Line(part.lead_in)
                yield from (_Line(item, "item") for item in part.items)
            case Heading():
                yield _Line(part.text, "mark")
            case Box():
                yield _Line(part.heading)
                yield from _parts(part.said)
            case Table():
                rows = (" ".join(cell for cell in row if cell) for row in (part.header, *part.rows))
                yield from (_Line(row) for row in rows if row)
            case Link() | Strong():
                yield _Line(part.text)
            case str():
                yield _Line(part)
            case Picture():
                pass
