"""Avon's fire service in 2021/22: better in places, with what it was before under each grade."""

from __future__ import annotations

from functools import partial

from flows.practice.building import round_of
from flows.practice.rounds import FRS_2021 as ROUND
from flows.practice.services import AVON_FIRE as FORCE
from flows.practice.wordings import (
    PRACTICE,
    earlier,
    effectiveness,
    efficiency,
    extents_of_service,
    improvements,
    people,
    question,
)

_UPDATED = "15/12/2021"
_ask = partial(question, of=ROUND)
_WAS_GOOD = earlier(FORCE.full_name, "was good")
_REQUIRED = earlier(FORCE.full_name, "required improvement")
_WAS_INADEQUATE = earlier(FORCE.full_name, "was inadequate")

PAGES = round_of(
    FORCE,
    ROUND,
    (
        "This is our third assessment of Avon Fire and Rescue Service, if a letter about the pandemic is counted.",
        PRACTICE,
        *extents_of_service("", "requires improvement", "is good", "requires improvement"),
    ),
    ("The service has changed its tone. I ask it to change some of its habits next.",),
    (
        effectiveness(
            "Requires improvement",
            "Avon Fire and Rescue Service’s overall effectiveness requires improvement.",
            _REQUIRED,
            of=ROUND,
            updated=_UPDATED,
        ),
        (
            _ask("effectiveness", 1, "Good", "Its plan now says who lives beside each hazard.", _REQUIRED),
            _ask(
                "effectiveness",
                2,
                "Requires improvement",
                "Visits begin to follow need.",
                _REQUIRED,
                improvements("The service should visit first the homes where a fire would do most harm."),
            ),
            _ask(
                "effectiveness",
                3,
                "Requires improvement",
                "The list of buildings has been cut, by removing buildings from it.",
                _REQUIRED,
                improvements("The service should make sure that it inspects the buildings that it says it will."),
            ),
            _ask("effectiveness", 4, "Good", "Engines arrive on time, nine times in ten.", _WAS_GOOD),
            _ask("effectiveness", 5, "Good", "It has learned from the flood that it rehearsed.", _WAS_GOOD),
        ),
    ),
    (
        efficiency(
            "Good",
            "Avon Fire and Rescue Service’s overall efficiency is good.",
            _REQUIRED,
            of=ROUND,
            updated=_UPDATED,
        ),
        (
            _ask(
                "efficiency",
                1,
                "Requires improvement",
                "Overtime has fallen; the rota has not been mended.",
                _REQUIRED,
            ),
            _ask(
                "efficiency",
                2,
                "Good",
                "Savings are named for three years, and sold buildings are not counted twice.",
                _REQUIRED,
            ),
        ),
    ),
    (
        people(
            "Requires improvement",
            "Avon Fire and Rescue Service requires improvement in how it looks after its people.",
            _WAS_INADEQUATE,
            of=ROUND,
            updated=_UPDATED,
        ),
        (
            _ask(
                "people",
                1,
                "Requires improvement",
                "Nobody wept. Some still looked over their shoulder.",
                _WAS_INADEQUATE,
                improvements("The service should make sure that all its staff know and show its values."),
            ),
            _ask("people", 2, "Good", "There is one record of training, and it is right.", _REQUIRED),
            _ask("people", 3, "Requires improvement", "Complaints are made now, and answered slowly.", _REQUIRED),
            _ask("people", 4, "Requires improvement", "Promotion has rules, and exceptions.", _REQUIRED),
        ),
    ),
)
