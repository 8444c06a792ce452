"""Avon's fire service in 2018/19: grades of the lower half, one of them the lowest."""

from __future__ import annotations

from functools import partial

from flows.practice.building import round_of
from flows.practice.rounds import FRS_2018 as ROUND
from flows.practice.services import AVON_FIRE as FORCE
from flows.practice.wordings import (
    PRACTICE,
    effectiveness,
    efficiency,
    extents_of_service,
    improvements,
    people,
    question,
)

_UPDATED = "17/12/2019"
_ask = partial(question, of=ROUND)

PAGES = round_of(
    FORCE,
    ROUND,
    (
        "This is our first assessment of Avon Fire and Rescue Service.",
        PRACTICE,
        *extents_of_service(
            " from fire and other risks", "requires improvement", "requires improvement", "is inadequate"
        ),
    ),
    ("I have concerns about the service, and the gravest is how some of its people speak to others.",),
    (
        effectiveness(
            "Requires improvement",
            "Avon Fire and Rescue Service’s overall effectiveness requires improvement.",
            of=ROUND,
            updated=_UPDATED,
        ),
        (
            _ask("effectiveness", 1, "Requires improvement", "Its plan lists hazards, and not whom they threaten."),
            _ask(
                "effectiveness",
                2,
                "Requires improvement",
                "Visits are made where they are asked for, which is seldom where they are needed.",
                improvements("The service should visit first the homes where a fire would do most harm."),
            ),
            _ask(
                "effectiveness",
                3,
                "Requires improvement",
                "The list of buildings to inspect is longer each year.",
                improvements("The service should make sure that it inspects the buildings that it says it will."),
            ),
            _ask("effectiveness", 4, "Good", "Crews know their equipment and trust it."),
            _ask("effectiveness", 5, "Good", "It has rehearsed a flood with four neighbours."),
        ),
    ),
    (
        efficiency(
            "Requires improvement",
            "Avon Fire and Rescue Service’s overall efficiency requires improvement.",
            of=ROUND,
            updated=_UPDATED,
        ),
        (
            _ask("efficiency", 1, "Requires improvement", "Overtime fills gaps that a rota made."),
            _ask("efficiency", 2, "Requires improvement", "Savings are named for next year and hoped for after that."),
        ),
    ),
    (
        people(
            "Inadequate",
            "Avon Fire and Rescue Service is inadequate in how it looks after its people.",
            of=ROUND,
            updated=_UPDATED,
        ),
        (
            _ask(
                "people",
                1,
                "Inadequate",
                "People told us in tears what they hear at work.",
                improvements("The service should make sure that all its staff know and show its values."),
            ),
            _ask("people", 2, "Requires improvement", "Records of training are kept, in four different ways."),
            _ask("people", 3, "Requires improvement", "Complaints are taken seriously once they are made; few are."),
            _ask("people", 4, "Requires improvement", "Leaders are chosen by those whom they resemble."),
        ),
    ),
)
