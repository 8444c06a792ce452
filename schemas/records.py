"""The nouns of the pipeline: what one reading of one page says, as plain frozen records.

A record's fields are the columns of the table it becomes (``schemas/tables.py`` describes each column), so there is one
vocabulary from the page to the warehouse. Text is as printed on the page, with white space folded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Address:
    """What an inspection page's address alone says about it.

    ``force`` and ``round`` are None where the address names none (a grades table bears no force).
    """

    url: str
    """Canonical url: https, one host, trailing slash, no query, no fragment."""
    page_id: str
    """Readable path of the canonical url, e.g. ``peel-assessments/peel-2017/lancashire/effectiveness``."""
    service: str
    force: str | None
    round: str | None
    family: str
    pillar: str | None
    language: str

    @property
    def about(self) -> tuple[str | None, ...]:
        """What the page is about: the site has one page about the same, whatever its path was or will be."""
        return self.service, self.force, self.round, self.family, self.pillar, self.language


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says of itself; times of capture and version numbers are added when frames are made."""

    page_id: str
    url: str
    service: str
    force: str | None
    round: str | None
    family: str
    pillar: str | None
    title: str
    language: str
    third_party: bool
    last_updated: date | None
    published_on: date | None
    content_sha256: str
    words: int
    coverage: float


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a page; ``path`` holds the headings above it, outermost first."""

    position: int
    level: int
    heading: str
    path: tuple[str, ...]
    kind: str
    pillar: str | None
    question: int | None
    question_id: str | None
    text: str
    words: int


@dataclass(frozen=True, slots=True)
class Judgment:
    """What a page says about one question (a pillar is a question without a number)."""

    service: str
    force: str
    round: str
    pillar: str | None
    question: int | None
    question_id: str
    label: str
    grade: str | None
    status: str
    source: str | None
    grade_round: str | None
    evidence: str | None
    disagrees: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """One quotable item of a page, as published."""

    pillar: str | None
    question: int | None
    question_id: str | None
    label: str | None
    kind: str
    position: int
    lead_in: str | None
    text: str
    detail: str | None
    deadline: str | None
    parent: int | None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one capture of one page."""

    page: Page
    sections: tuple[Section, ...]
    judgments: tuple[Judgment, ...]
    findings: tuple[Finding, ...]
    boilerplate: tuple[str, ...]
    """The texts named as boilerplate, in page order: together with what was placed they are the whole page."""
    unplaced: tuple[str, ...]
    """Words of the content that found no place; empty on a page that was read whole."""


@dataclass(frozen=True, slots=True)
class Capture:
    """One visit's answer as the archive keeps it; instants are UTC without a zone."""

    page_id: str
    url: str
    """Canonical url of the page."""
    captured_url: str
    """The url that was asked, as it was asked."""
    fetched_at: datetime
    kind: str
    """``response`` (an HTTP answer), ``revisit`` (unchanged), ``text`` (plain text) or ``html`` (saved file)."""
    http_status: int | None
    media_type: str
    """``text/html`` or ``text/plain``, with the charset where the server named one: ``text/html; charset=utf-8``."""
    payload_sha256: str
    """Hash of the decoded body; a revisit repeats the hash of what it confirms."""
    etag: str | None
    last_modified: str | None
    file: str
    """Name of the WARC file in the archive folder."""
    offset: int
    """Byte offset of the record in that file."""
    run_id: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A page that was promised but could not be read, and why, in one sentence."""

    page_id: str
    url: str
    service: str
    force: str | None
    round: str | None
    stage: str
    """``fetch``, ``read`` or ``check``."""
    reason: str
