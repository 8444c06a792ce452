"""The nouns of the practice site: a page as plain data, which every markup renders in its own way."""

from __future__ import annotations

from dataclasses import dataclass

PILLARS = ("effectiveness", "efficiency", "legitimacy")


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


Part = str | Listing | Link


@dataclass(frozen=True, slots=True)
class Judged:
    """A question, or a pillar's headline question, with what the page says of it."""

    wording: str
    said: tuple[Part, ...] = ()
    grade: str = ""
    """The words of the badge as printed; empty where the page has none."""
    number: int | None = None
    heading: str = ""
    """The pillar's name, printed above its headline question."""
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
    """What a force's pages have in common."""

    slug: str
    name: str
    full_name: str
    inspector: str


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


def pillar_page(force: Force, pillar: str, opening: Judged, questions: tuple[Judged, ...]) -> Page:
    """Make the page of one pillar; without questions, it has no heading for them."""
    home = force_path(force.slug)
    groups = (Group(f"Questions for {pillar.capitalize()}", judged=questions),) if questions else ()
    return Page(
        path=f"{home}{pillar}/",
        title=f"{force.name} PEEL 2017",
        crumbs=(*_crumbs(), Link(force.name, home)),
        introduction=(),
        opening=opening,
        groups=groups,
    )


def force_page(
    force: Force, introduction: tuple[Part, ...], observations: tuple[Part, ...], pillars: tuple[Judged, ...]
) -> Page:
    """Make a force's own page: introduction, the inspector's words, then a block a pillar."""
    return Page(
        path=force_path(force.slug),
        title=f"{force.name} 2017",
        crumbs=_crumbs(),
        introduction=(
            Link(f"Read more about {force.name}", f"/police-forces/{force.slug}/"),
            *introduction,
            f"{force.inspector}, Her Majesty’s Inspector of Constabulary",
            Link(f"Contact {force.inspector}", "/contact-us/"),
        ),
        opening=None,
        groups=(Group("HMI's observations", said=observations), Group("", judged=pillars)),
    )


def in_short(opening: Judged) -> Judged:
    """Give a pillar's block on the force page: the pillar page's opening with its first paragraph only."""
    return Judged(opening.wording, opening.said[:1], opening.grade, None, opening.heading, opening.updated)


def force_path(slug: str) -> str:
    """Give the path of a force's page."""
    return f"/peel-assessments/peel-2017/{slug}/"


def _crumbs() -> tuple[Link, ...]:
    """Give the part of the way that all pages share; none of it is an inspection page."""
    return Link("Home", "/"), Link("PEEL assessments", "/peel-assessments/")
