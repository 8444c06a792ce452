"""What the practice site says of 2017 some months later: a pillar graded that was not yet, and a grade put right."""

from __future__ import annotations

from dataclasses import replace

from flows.practice.answers import Answer
from flows.practice.building import force_page, in_short, pillar_page
from flows.practice.content import Page
from flows.practice.markups import MARKUPS, render
from flows.practice.peel_2017 import kent, metropolitan
from flows.practice.server import PracticeSite
from flows.practice.services import METROPOLITAN
from flows.practice.site import markup_of
from flows.practice.wordings import PRACTICE, effectiveness, extents, improvements, question

FORCES = ("kent", "metropolitan")
"""Whose pages these are."""
_MODIFIED = 1_531_000_000.0
"""When they were last modified: in July 2018, in seconds since 1970."""

_EFFECTIVENESS = effectiveness(
    "Good",
    "The Metropolitan Police Service is good at keeping people safe and reducing crime. We had to wait for its files, "
    "and found them better than their keepers feared.",
)
_, _EFFICIENCY, _LEGITIMACY = metropolitan.PAGES[0].groups[1].judged


def _regraded() -> Page:
    """Give Kent's page on efficiency with the grade of its second question put right."""
    page = next(page for page in kent.PAGES if page.path.endswith("/efficiency/"))
    (group,) = page.groups
    first, _, third = group.judged
    second = question(
        "efficiency",
        2,
        "Good",
        "Cars stood unused in one district when we first came; when we came again, they had been lent out.",
        improvements(
            "The force should set out what it expects from the computer system that it shares with Essex.",
        ),
    )
    return replace(page, groups=(replace(group, judged=(first, second, third)),))


PAGES = (
    force_page(
        METROPOLITAN,
        (
            "This is the fourth yearly assessment of the Metropolitan Police Service that follows the PEEL questions.",
            PRACTICE,
            *extents("the force", "is good", "requires improvement", "is good"),
        ),
        ("What I could not say in the autumn I can say now: the service is good at its first duty.",),
        (in_short(_EFFECTIVENESS), _EFFICIENCY, _LEGITIMACY),
    ),
    pillar_page(
        METROPOLITAN,
        "effectiveness",
        _EFFECTIVENESS,
        (
            question("effectiveness", 1, "Good", "Crime is prevented by those who know where it comes from."),
            question(
                "effectiveness",
                2,
                "Requires improvement",
                "Too many cases are passed on.",
                improvements("The service should limit the number of times that a case changes hands."),
            ),
            question("effectiveness", 3, "Good", "People at risk are recognised, and mostly protected."),
            question("effectiveness", 4, "Good", "Its work against organised crime is patient."),
            question("effectiveness", 5, "Ungraded", "No other force has so many specialists, or needs them so often."),
        ),
    ),
    _regraded(),
)


def publish(site: PracticeSite) -> None:
    """Let a site that is being served say so from now on."""
    for page in PAGES:
        markup = markup_of(page.path)
        site.answers[page.path] = Answer(render(page, markup), MARKUPS[markup].media_type, modified=_MODIFIED)
