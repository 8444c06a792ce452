"""The phrases that recur on the practice site's pages, and the shapes they stand in."""

from __future__ import annotations

from flows.practice.content import Judged, Listing, Part
from flows.practice.rounds import PEEL_2017, Round

PRACTICE = "This is practice text: it was invented to try peel out, and says nothing about the real force."
STANDS = "This question was not inspected in 2017. The grade and findings of last year’s inspection still stand."


def effectiveness(grade: str, *said: Part, of: Round = PEEL_2017, updated: str | None = None) -> Judged:
    """Open the page on effectiveness."""
    return _opening("effectiveness", grade, said, of, updated)


def efficiency(grade: str, *said: Part, of: Round = PEEL_2017, updated: str | None = None) -> Judged:
    """Open the page on efficiency."""
    return _opening("efficiency", grade, said, of, updated)


def legitimacy(grade: str, *said: Part, of: Round = PEEL_2017, updated: str | None = None) -> Judged:
    """Open the page on legitimacy."""
    return _opening("legitimacy", grade, said, of, updated)


def people(grade: str, *said: Part, of: Round, updated: str) -> Judged:
    """Open the page on how a fire service looks after its people."""
    return _opening("people", grade, said, of, updated)


def _opening(pillar: str, grade: str, said: tuple[Part, ...], of: Round, updated: str | None) -> Judged:
    """Open a pillar's page, on the round's date if it is given no date of its own."""
    date = of.dates.get(pillar, "") if updated is None else updated
    return Judged(of.headlines[pillar], (*said, PRACTICE), grade, heading=pillar.capitalize(), updated=date)


def question(pillar: str, number: int, grade: str, *said: Part, of: Round = PEEL_2017) -> Judged:
    """Ask one of the round's questions."""
    return Judged(of.questions[pillar][number - 1], said, grade, number)


def examples(*items: str) -> Listing:
    """List what a force does well."""
    return Listing("Examples of effective practice include:", items)


def positively(noun: str, *items: str) -> Listing:
    """List what a force does well, in the words used for specialist capabilities."""
    return Listing(f"Most positively, the {noun}:", items)


def ensure(noun: str, *items: str) -> Listing:
    """List what a force has yet to do."""
    return Listing(f"However, the {noun} needs to ensure that:", items)


def needs_to(noun: str, *items: str) -> Listing:
    """List what a force has yet to do, in shorter words."""
    return Listing(f"However, the {noun} needs to:", items)


def should(noun: str, *items: str) -> Listing:
    """List what a force has yet to do, in the words used for specialist capabilities."""
    return Listing(f"However, the {noun} should:", items)


def improvements(*items: str) -> Listing:
    """List the areas for improvement."""
    return Listing("Areas for improvement", items, headed=True)


def extents(subject: str, effective: str, efficient: str, legitimate: str) -> tuple[str, str, str]:
    """Say in three sentences how far a force is what it should be; each takes the words after the question."""
    at = "at keeping people safe and reducing crime"
    return (
        f"The extent to which {subject} is effective {at} {effective}.",
        f"The extent to which {subject} is efficient {at} {efficient}.",
        f"The extent to which {subject} is legitimate {at} {legitimate}.",
    )


def found(subject: str, tranche: str, effective: str, efficient: str, legitimate: str) -> tuple[str, str, str, str]:
    """Say the same in the words of 2018/19."""
    return (
        f"{subject} was inspected in tranche {tranche} and we found:",
        f"the extent to which the force is effective at reducing crime and keeping people safe {effective}.",
        f"the extent to which the force operates efficiently and sustainably {efficient}.",
        f"the extent to which the force treats the public and its workforce legitimately {legitimate}.",
    )


def carried(year: str, pillar: str) -> str:
    """Note that a question of 2018/19 was not looked at, and that an earlier judgment holds."""
    return (
        "This question was not subject to detailed inspection in 2018/19, and our judgment from the "
        f"{year} {pillar} inspection has been carried over."
    )


def extents_of_service(risks: str, effective: str, efficient: str, looks_after: str) -> tuple[str, str, str]:
    """Say in three sentences how far a fire service is what it should be; ``risks`` ends the headline questions."""
    return (
        f"The extent to which the service is effective at keeping people safe and secure{risks} {effective}.",
        f"The extent to which the service is efficient at keeping people safe and secure{risks} {efficient}.",
        f"The extent to which the service looks after its people {looks_after}.",
    )


def earlier(subject: str, was: str) -> str:
    """Say what a fire service was found to be in the round before: a grade that is not this page's."""
    return f"{subject} {was} in its 2018/19 assessment."
