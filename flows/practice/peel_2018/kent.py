"""Kent in 2018/19: better than most and worse than it was, with one question left out."""

from __future__ import annotations

from functools import partial

from flows.practice.building import round_of
from flows.practice.rounds import PEEL_2018 as ROUND
from flows.practice.services import KENT as FORCE
from flows.practice.wordings import (
    PRACTICE,
    effectiveness,
    efficiency,
    found,
    improvements,
    legitimacy,
    question,
)

_ask = partial(question, of=ROUND)

_UPDATED = "27/09/2019"

PAGES = round_of(
    FORCE,
    ROUND,
    (
        "This is the fifth yearly assessment of Kent Police that follows the PEEL questions.",
        PRACTICE,
        *found("Kent Police", "two", "is good", "is good", "is outstanding"),
    ),
    ("Kent has come down from a height. I have seen forces fall further and faster, and few that noticed so soon.",),
    (
        effectiveness(
            "Good",
            "Kent Police is good at reducing crime and keeping people safe. It was outstanding in 2017.",
            of=ROUND,
            updated=_UPDATED,
        ),
        (
            _ask(
                "effectiveness", 1, "Good", "Patrols are sent where harm is, which is not always where the calls are."
            ),
            _ask(
                "effectiveness",
                2,
                "Requires improvement",
                improvements(
                    "The force should limit the number of times that a case changes hands.",
                    "The force should tell victims why a case was closed.",
                ),
                "Kent Police requires improvement in how it investigates crime. Its detectives are skilled, and too "
                "few.",
            ),
            _ask("effectiveness", 3, "Good", "Those at risk are seen quickly, and by the same officer twice."),
            _ask("effectiveness", 5, "Ungraded", "The force can call on armed officers from three directions."),
        ),
    ),
    (
        efficiency(
            "Good", "Kent Police operates efficiently, and its services are sustainable.", of=ROUND, updated=_UPDATED
        ),
        (
            _ask(
                "efficiency",
                1,
                "Good",
                "Summer no longer comes as a surprise.",
                improvements("The force should record the skills of its staff in one place."),
            ),
            _ask(
                "efficiency",
                2,
                "Good",
                "It plans with its neighbour across the river, and each trusts the other’s sums.",
            ),
        ),
    ),
    (
        legitimacy(
            "Outstanding",
            "Kent Police is outstanding in the way it treats the public and its workforce.",
            of=ROUND,
            updated=_UPDATED,
        ),
        (
            _ask("legitimacy", 1, "Outstanding", "Young people chair the panel that watches films of searches."),
            _ask("legitimacy", 2, "Good", "The unit that looks for corruption has the people it asked for."),
            _ask("legitimacy", 3, "Good", "Staff know what is expected of them, and who will notice."),
        ),
    ),
)
