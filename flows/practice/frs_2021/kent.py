"""Kent's fire service in 2021/22: under each grade of this round stands one of the last."""

from __future__ import annotations

from functools import partial

from flows.practice.building import round_of
from flows.practice.content import Heading
from flows.practice.rounds import FRS_2021 as ROUND
from flows.practice.services import KENT_FIRE as FORCE
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

_UPDATED = "27/07/2022"
_ask = partial(question, of=ROUND)
_WAS_GOOD = earlier(FORCE.full_name, "was good")
_REQUIRED = earlier(FORCE.full_name, "required improvement")

PAGES = round_of(
    FORCE,
    ROUND,
    (
        "This is our third assessment of Kent Fire and Rescue Service, if a letter about the pandemic is counted.",
        PRACTICE,
        *extents_of_service("", "is good", "is good", "is good"),
    ),
    ("I congratulate the service on how it treats its people now, and have told it that its engines come too late.",),
    (
        effectiveness(
            "Good",
            "Kent Fire and Rescue Service’s overall effectiveness is good.",
            _WAS_GOOD,
            of=ROUND,
            updated=_UPDATED,
        ),
        (
            _ask("effectiveness", 1, "Good", "The service is good at understanding risk.", _WAS_GOOD),
            _ask(
                "effectiveness",
                2,
                "Outstanding",
                "The service is outstanding at preventing fires.",
                _WAS_GOOD,
                Heading("It goes where nobody asked it to come"),
                "Doctors, carriers and gas fitters tell it whose home to visit, and it goes within a week.",
            ),
            _ask("effectiveness", 3, "Good", "Ten people now look after those buildings.", _REQUIRED),
            _ask(
                "effectiveness",
                4,
                "Requires improvement",
                "The service requires improvement at responding to fires.",
                _WAS_GOOD,
                improvements(
                    "The service should have enough engines available to meet the times that it has set itself."
                ),
            ),
            _ask("effectiveness", 5, "Good", "It rehearses with the tunnel’s own brigade.", _WAS_GOOD.rstrip(".")),
        ),
    ),
    (
        efficiency(
            "Good",
            "Kent Fire and Rescue Service’s overall efficiency is good.",
            _WAS_GOOD,
            of=ROUND,
            updated=_UPDATED,
        ),
        (
            _ask("efficiency", 1, "Good", "It knows the cost of each hour of each engine.", _WAS_GOOD),
            _ask("efficiency", 2, "Outstanding", "Its plans hold under three very different budgets.", _WAS_GOOD),
        ),
    ),
    (
        people(
            "Good",
            "Kent Fire and Rescue Service is good at looking after its people.",
            _REQUIRED,
            of=ROUND,
            updated=_UPDATED,
        ),
        (
            _ask("people", 1, "Good", "The values came down from the wall, and were discussed.", _REQUIRED),
            _ask("people", 2, "Good", "Everybody whom we asked could say when they last trained.", _WAS_GOOD),
            _ask(
                "people",
                3,
                "Requires improvement",
                "Two stations still have no second changing room.",
                _REQUIRED,
                improvements("The service should give all its staff a place to change and to wash."),
            ),
            _ask("people", 4, "Good", "Reviews are held, and remembered.", _WAS_GOOD),
        ),
    ),
)
