"""The ways in which a report's judgments are summed up at its top: tables, lists, a picture, or nothing at all."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from flows.practice.content import Judged, Listing, Part, Picture, Table

TIERS = ("Outstanding", "Good", "Adequate", "Requires improvement", "Inadequate")


def matrix(chapters: Sequence[Judged], tiers: tuple[str, ...] = TIERS) -> Part:
    """Draw a column a grade, with the names of the areas below it."""
    columns = [[one.wording for one in chapters if one.grade == tier] for tier in tiers]
    return Table(tiers, tuple(zip_longest(*columns, fillvalue="")))


def two_columns(chapters: Sequence[Judged], names: tuple[str, str] = ("Area", "Judgment")) -> Part:
    """Draw a row an area, with its grade beside it."""
    return Table(names, tuple((one.wording, one.grade) for one in chapters if one.grade))


def by_grade(chapters: Sequence[Judged]) -> tuple[Part, ...]:
    """List the areas under each grade that was given."""
    lists = ((tier, tuple(one.wording for one in chapters if one.grade == tier)) for tier in TIERS)
    return tuple(Listing(tier, names, headed=True) for tier, names in lists if names)


def one_list(chapters: Sequence[Judged]) -> Part:
    """List the areas with their grades."""
    items = tuple(f"{one.wording}: {one.grade.lower()}" for one in chapters if one.grade)
    return Listing("Our judgments are:", items)


def picture(_chapters: Sequence[Judged]) -> Part:
    """Show them in a picture that has no words for those who do not see it."""
    return Picture()
