"""Kent's fire service in 2018/19: a slug that is a police force's too, and grades that are its own."""

from __future__ import annotations

from functools import partial

from flows.practice.building import round_of
from flows.practice.rounds import FRS_2018 as ROUND
from flows.practice.services import KENT_FIRE as FORCE
from flows.practice.wordings import (
    PRACTICE,
    effectiveness,
    efficiency,
    extents_of_service,
    improvements,
    people,
    question,
)

_UPDATED = "20/12/2018"
_ask = partial(question, of=ROUND)

PAGES = round_of(
    FORCE,
    ROUND,
    (
        "This is our first assessment of Kent Fire and Rescue Service.",
        PRACTICE,
        *extents_of_service(" from fire and other risks", "is good", "is good", "requires improvement"),
    ),
    ("I am pleased with the service and thank its crews, who cooked for us and let us wash up.",),
    (
        effectiveness(
            "Good",
            "Kent Fire and Rescue Service’s overall effectiveness is good.",
            of=ROUND,
            updated=_UPDATED,
        ),
        (
            _ask("effectiveness", 1, "Good", "Its plan was drawn with those who live near the risks."),
            _ask("effectiveness", 2, "Good", "Homes are visited where a fire would do most harm."),
            _ask(
                "effectiveness",
                3,
                "Requires improvement",
                "Three people look after eleven thousand buildings.",
                improvements("The service should make sure that it inspects the buildings that it says it will."),
            ),
            _ask("effectiveness", 4, "Good", "Engines arrive within the time that the service has set itself."),
            _ask("effectiveness", 5, "Good", "It has a port, a tunnel and a plan for both."),
        ),
    ),
    (
        efficiency("Good", "Kent Fire and Rescue Service’s overall efficiency is good.", of=ROUND, updated=_UPDATED),
        (
            _ask("efficiency", 1, "Good", "Crews are where the risk is at the hour when it is there."),
            _ask("efficiency", 2, "Good", "It saves before it has to."),
        ),
    ),
    (
        people(
            "Requires improvement",
            "Kent Fire and Rescue Service requires improvement in how it looks after its people.",
            of=ROUND,
            updated=_UPDATED,
        ),
        (
            _ask(
                "people",
                1,
                "Requires improvement",
                "Values hang on the wall of every station. In two of them we heard the opposite said.",
                improvements("The service should make sure that all its staff know and show its values."),
            ),
            _ask("people", 2, "Good", "Training is planned by risk and recorded on the day."),
            _ask(
                "people",
                3,
                "Requires improvement",
                "Nine firefighters in ten are men, and the tenth has no changing room in four stations.",
                improvements("The service should give all its staff a place to change and to wash."),
            ),
            _ask("people", 4, "Good", "Those who want to lead are tried out before they are promoted."),
        ),
    ),
)
