"""The one-page reports of 2021/22 and after: their chapters, the boxes in them, and the pages put together of these."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from flows.practice.content import Box, Force, Group, Heading, Judged, Listing, Page, Part, Strong, Table, crumbs


@dataclass(frozen=True, slots=True)
class Cycle:
    """What all reports of one round have in common."""

    home: str
    """What a report's path begins with, before the force's slug, ..."""
    years: str
    """... and what stands after it."""
    title: str
    """The report's title, up to the force's name."""
    areas: dict[str, str]
    """The headings of the chapters that may be graded, by the keys that they are written under here."""
    preface: tuple[Group, ...]
    """Sections that are the same in every report."""
    summary: str
    """The heading above the inspector's words."""
    inspector: str = "His Majesty’s Inspector of Constabulary"


def report(
    cycle: Cycle,
    force: Force,
    published: str,
    judgments: tuple[Part, ...],
    inspector: tuple[Part, ...],
    chapters: Iterable[Judged],
    *,
    more: tuple[Group, ...] = (),
    badges: bool = True,
) -> Page:
    """Put a report together; without ``badges``, its grades are in the summary of its judgments alone."""
    definite = "the " if force.slug == "metropolitan" else ""
    return Page(
        path=f"{cycle.home}{force.slug}-{cycle.years}/",
        title=f"{cycle.title}{definite}{force.full_name}",
        crumbs=crumbs(),
        introduction=(f"Published on: {published}",),
        opening=None,
        groups=(
            Group("Overall summary", (Heading("Our judgments"), *judgments)),
            *cycle.preface,
            Group(cycle.summary, (*inspector, f"{force.inspector}, {cycle.inspector}")),
            *more,
            Group("", judged=tuple(one if badges else replace(one, grade="") for one in chapters)),
        ),
    )


def counted(force: Force, areas: str, graded: str) -> str:
    """Say how many areas a report is about, and in how many of these it gives a grade."""
    return (
        f"Our assessment of {force.full_name} covers {areas} areas of policing. "
        f"We make graded judgments in {graded} of these {areas}, as follows:"
    )


def in_numbers(*rows: tuple[str, str]) -> Group:
    """Give a force's size in a table."""
    return Group(
        "The force in numbers",
        (
            "These numbers are invented, and rounded so that nobody takes them for others.",
            Table(("What", "How much"), rows),
        ),
    )


def main_findings(*pairs: str) -> tuple[Part, ...]:
    """List findings, each a headline and the paragraph below it."""
    told: list[Part] = [Heading("Main findings")]
    for headline, paragraph in zip(pairs[::2], pairs[1::2], strict=True):
        told += [Heading(headline), paragraph]
    return tuple(told)


def improvement(sentence: str, *explained: str) -> Box:
    """Frame one area for improvement: what is to be done, in bold, and why."""
    return Box("Area for improvement", (Strong(sentence), *explained))


def improvements(*pairs: str) -> Box:
    """Frame several, each with one paragraph."""
    told: list[Part] = []
    for sentence, explained in zip(pairs[::2], pairs[1::2], strict=True):
        told += [Strong(sentence), explained]
    return Box("Areas for improvement", tuple(told))


def concern(sentence: str, explained: str, *recommended: Listing, heading: str = "Cause of concern") -> Box:
    """Frame a cause of concern, with recommendations that are led in by their deadlines."""
    return Box(heading, (Strong(sentence), explained, Heading("Recommendations"), *recommended))


def innovative(sentence: str, *explained: str) -> Box:
    """Frame a practice that others may want to copy."""
    return Box("Innovative practice", (Strong(sentence), *explained))


def promising(sentence: str, *explained: str) -> Box:
    """Frame a practice that is too new to be sure of."""
    return Box("Promising practice", (Strong(sentence), *explained))
