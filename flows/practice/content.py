"""The nouns of the practice site: a page as plain data, which every markup renders in its own way."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Listing:
    """A list with the words that lead it in."""

    lead_in: str
    items: tuple[str, ...]
    headed: bool = False
    """Whether the lead-in is a heading (``Areas for improvement``) rather than a line that ends in a colon."""


@dataclass(frozen=True, slots=True)
class Link:
    """A line that is nothing but a link."""

    text: str
    path: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading among what is said, a level below what it stands in."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """A paragraph set in bold."""

    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """A part set apart by a frame, with a heading of its own."""

    heading: str
    said: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a row of column names; all rows are as long as it."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture without a word of its own, as for those who do not see it."""


Part = str | Listing | Link | Heading | Strong | Box | Table | Picture


@dataclass(frozen=True, slots=True)
class Judged:
    """A question, a pillar's headline question or a report's chapter, with what the page says of it."""

    wording: str
    said: tuple[Part, ...] = ()
    grade: str = ""
    """The words of the badge as printed; empty where the page has none."""
    number: int | None = None
    """None for a pillar, and for a chapter of a report."""
    heading: str = ""
    """The pillar's name, printed above its headline question; empty for all others."""
    updated: str = ""
    """``dd/mm/yyyy``, printed after the words ``Last updated``."""


@dataclass(frozen=True, slots=True)
class Group:
    """Judged questions under one heading; the heading may be empty, and the questions may be none."""

    heading: str
    said: tuple[Part, ...] = ()
    judged: tuple[Judged, ...] = ()


@dataclass(frozen=True, slots=True)
class Force:
    """What the pages of a force, or of a fire service, have in common."""

    slug: str
    name: str
    full_name: str
    inspector: str
    folder: str = "police-forces"
    """Where the site keeps what is not of one round."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the practice site."""

    path: str
    """Below the site's origin, with a slash at both ends."""
    title: str
    crumbs: tuple[Link, ...]
    """The way from the home page to this page's parent."""
    introduction: tuple[Part, ...]
    opening: Judged | None
    groups: tuple[Group, ...]
    language: str = "en"


def crumbs(*below: Link) -> tuple[Link, ...]:
    """Give the way to a page; its first part, which all pages share, is no inspection page."""
    return Link("Home", "/"), Link("PEEL assessments", "/peel-assessments/"), *below
