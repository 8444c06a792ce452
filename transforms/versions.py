"""Tell the versions of a page apart, from its captures at different times, however they arrived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.records import Capture, Reading


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a page: its number from 1 in order of time, the first capture that showed it, and its reading."""

    number: int
    capture: Capture
    reading: Reading
    current: bool


def versions_of(read: Sequence[tuple[Capture, Reading]]) -> tuple[Version, ...]:
    """Tell the versions of one page apart, oldest first; captures with the same words in a row are one version.

    A plain-text capture lacks lines that the page had, so it is a version only where no HTML capture shows the page as
    of the same date: it never replaces an HTML capture unless it prints a later date.
    """
    ordered = sorted(read, key=lambda pair: (pair[0].fetched_at, pair[0].payload_sha256))
    html = [pair for pair in ordered if not _is_text(pair[0])]
    kept: list[tuple[Capture, Reading]] = []
    for capture, reading in ordered:
        if html and _is_text(capture) and not _adds(capture, reading, html):
            continue
        if kept and kept[-1][1].page.content_sha256 == reading.page.content_sha256:
            continue
        kept.append((capture, reading))
    return tuple(
        Version(number, capture, reading, current=number == len(kept))
        for number, (capture, reading) in enumerate(kept, start=1)
    )


def _is_text(capture: Capture) -> bool:
    """Tell whether a capture is plain text."""
    return capture.media_type.startswith("text/plain")


def _adds(capture: Capture, reading: Reading, html: Sequence[tuple[Capture, Reading]]) -> bool:
    """Tell whether a text capture shows a state of the page that no HTML capture shows."""
    printed = reading.page.last_updated
    if printed is None:
        return False
    for other, read in html:
        dated = read.page.last_updated
        if dated is None or dated == printed or (other.fetched_at <= capture.fetched_at and dated > printed):
            return False
    return True
