"""Lancashire in 2018/19: most of it carried over, one page of detailed findings, and a list that came back."""

from __future__ import annotations

from functools import partial

from flows.practice.building import detailed_twin, round_of
from flows.practice.content import Heading, Link
from flows.practice.rounds import PEEL_2018 as ROUND
from flows.practice.services import LANCASHIRE as FORCE
from flows.practice.wordings import (
    PRACTICE,
    carried,
    effectiveness,
    efficiency,
    found,
    improvements,
    legitimacy,
    question,
)

_ask = partial(question, of=ROUND)

_UPDATED = "20/01/2020"


_OWN = round_of(
    FORCE,
    ROUND,
    (
        "This is the fifth yearly assessment of Lancashire Constabulary that follows the PEEL questions.",
        PRACTICE,
        *found("Lancashire Constabulary", "three", "is good", "is outstanding", "is good"),
        Link("Download the full report", "/files/practice-lancashire-2018.pdf"),
    ),
    (
        "The constabulary was told in 2017 to read its own files, and has begun to. It is good again at what it was "
        "good at before.",
        "I would ask its leaders not to wait for me to notice the next time.",
    ),
    (
        effectiveness(
            "Good",
            "Lancashire Constabulary is good at reducing crime and keeping people safe. In 2017 it required "
            "improvement "
            "in how it protects vulnerable people, and has since made good what was missing.",
            of=ROUND,
            updated=_UPDATED,
        ),
        (
            _ask("effectiveness", 1, "Good", carried("2016", "effectiveness")),
            _ask("effectiveness", 2, "Good", "Investigations are led by people who have time to lead them."),
            _ask(
                "effectiveness",
                3,
                "Good",
                improvements(
                    "The constabulary should ensure that supervisors check the risk grade of every domestic abuse "
                    "case.",
                ),
                "Lancashire Constabulary is good at protecting those who are vulnerable. Risk is graded, and the "
                "reasons "
                "are written down.",
                Link(
                    "Detailed findings for question 3",
                    "/peel-assessments/peel-2018/lancashire/effectiveness/detailed-findings/",
                ),
            ),
            _ask("effectiveness", 4, "", carried("2016", "effectiveness")),
            _ask("effectiveness", 5, "Ungraded", "We looked at how forces plan for armed attacks, and graded none."),
        ),
    ),
    (
        efficiency(
            "Outstanding",
            "Lancashire Constabulary operates efficiently, and its services are sustainable.",
            of=ROUND,
            updated=_UPDATED,
        ),
        (
            _ask("efficiency", 1, "Good", "Work is shared out weekly, on evidence that anybody can look up."),
            _ask(
                "efficiency", 2, "Outstanding", "Its plans are tested each year by those who would have to live them."
            ),
        ),
    ),
    (
        legitimacy(
            "Good",
            "Lancashire Constabulary is good at treating the public and its workforce legitimately.",
            of=ROUND,
            updated=_UPDATED,
        ),
        (
            _ask("legitimacy", 1, "Good", "Nine searches in ten that we looked at had reasons we could follow."),
            _ask("legitimacy", 2, "Good", "Records on the use of force are now read by somebody each week."),
            _ask("legitimacy", 3, "Good", carried("2017", "legitimacy")),
        ),
    ),
)
PAGES = (
    *_OWN,
    detailed_twin(
        _OWN[1],
        "21/01/2020",
        (
            _ask(
                "effectiveness",
                3,
                "Good",
                improvements(
                    "The constabulary should ensure that supervisors check the risk grade of every domestic abuse "
                    "case.",
                ),
                "We set out our detailed findings below. They are the same that the pillar’s own page sums up.",
                Heading("Finding those at risk"),
                "Call takers ask the same eight questions of everybody, and hear the ninth that nobody scripted.",
                Heading("Working with others"),
                "Two councils and the constabulary share one list, and argue about it every Tuesday.",
            ),
        ),
    ),
)
