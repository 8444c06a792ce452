"""Put the pages of a round together from what they say: a force's own page, its pillar pages, and their twins."""

from __future__ import annotations

from dataclasses import replace

from flows.practice.content import Force, Group, Judged, Link, Page, Part, crumbs
from flows.practice.rounds import PEEL_2017, Round


def pillar_page(
    force: Force, pillar: str, opening: Judged, questions: tuple[Judged, ...], of: Round = PEEL_2017
) -> Page:
    """Make the page of one pillar; without questions, it has no heading for them."""
    home = f"{of.home}{force.slug}/"
    groups = (Group(f"Questions for {pillar.capitalize()}", judged=questions),) if questions else ()
    return Page(
        path=f"{home}{pillar}/",
        title=f"{force.name} {of.pillar_title}",
        crumbs=crumbs(Link(force.name, home)),
        introduction=(),
        opening=opening,
        groups=groups,
    )


def detailed_twin(page: Page, updated: str, questions: tuple[Judged, ...]) -> Page:
    """Make the page of a pillar's detailed findings: it opens like the pillar's own page, and goes into more."""
    (group,) = page.groups
    opening = replace(page.opening, updated=updated) if page.opening else None
    path = f"{page.path}detailed-findings/"
    return replace(page, path=path, opening=opening, groups=(replace(group, judged=questions),))


def force_page(
    force: Force,
    introduction: tuple[Part, ...],
    observations: tuple[Part, ...],
    pillars: tuple[Judged, ...],
    of: Round = PEEL_2017,
) -> Page:
    """Make a force's own page: introduction, the inspector's words, then a block a pillar."""
    return Page(
        path=f"{of.home}{force.slug}/",
        title=f"{force.name} {of.force_title}",
        crumbs=crumbs(),
        introduction=(
            Link(f"Read more about {force.name}", f"/{force.folder}/{force.slug}/"),
            *introduction,
            f"{force.inspector}, {of.inspector}",
            Link(f"Contact {force.inspector}", "/contact-us/"),
        ),
        opening=None,
        groups=(Group(of.observations, said=observations), Group("", judged=pillars)),
    )


def in_short(opening: Judged) -> Judged:
    """Give a pillar's block on the force page: the pillar page's opening with its first paragraph only."""
    return Judged(opening.wording, opening.said[:1], opening.grade, None, opening.heading, opening.updated)


def round_of(
    force: Force,
    of: Round,
    introduction: tuple[Part, ...],
    observations: tuple[Part, ...],
    *pillars: tuple[Judged, tuple[Judged, ...]],
) -> tuple[Page, ...]:
    """Make all pages of a force in a round, from each pillar's opening and questions; the force's own page first."""
    own = force_page(force, introduction, observations, tuple(in_short(opening) for opening, _ in pillars), of)
    return own, *(pillar_page(force, opening.heading.lower(), opening, asked, of) for opening, asked in pillars)
