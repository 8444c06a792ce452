"""Norfolk in 2018/19: it now explains itself, and starts again at a later question."""

from __future__ import annotations

from functools import partial

from flows.practice.building import round_of
from flows.practice.rounds import PEEL_2018 as ROUND
from flows.practice.services import NORFOLK as FORCE
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

PAGES = round_of(
    FORCE,
    ROUND,
    (
        "This is the fifth yearly assessment of Norfolk Constabulary that follows the PEEL questions.",
        PRACTICE,
        *found("Norfolk Constabulary", "three", "is good", "is good", "is good"),
    ),
    ("The questions that nobody could answer last time were answered before I had put them.",),
    (
        effectiveness(
            "Good",
            "Norfolk Constabulary is good at investigating crime, and effective at keeping people safe and reducing "
            "it.",
            of=ROUND,
            updated=_UPDATED,
        ),
        (
            _ask(
                "effectiveness", 2, "Good", "Rural thefts are investigated as if the victims were neighbours; they are."
            ),
            _ask(
                "effectiveness",
                3,
                "Good",
                improvements("The constabulary should review how it grades calls about missing children."),
                "Norfolk Constabulary is good at protecting those who are vulnerable.",
            ),
            _ask("effectiveness", 4, "Outstanding", carried("2017", "effectiveness")),
            _ask("effectiveness", 5, "Ungraded", "Who would come first has been agreed, and by which road."),
        ),
    ),
    (
        efficiency(
            "Good",
            "Norfolk Constabulary is good in respect of its efficiency, and plans with its neighbour to the south.",
            of=ROUND,
            updated=_UPDATED,
        ),
        (
            _ask("efficiency", 1, "Good", "Boats, cars and people are where the water and the visitors are."),
            _ask("efficiency", 2, "Good", "It now reads its plans together four times a year."),
        ),
    ),
    (
        legitimacy(
            "Good",
            "Norfolk Constabulary is good at treating the public and its workforce legitimately. Last time it required "
            "improvement.",
            of=ROUND,
            updated=_UPDATED,
        ),
        (
            _ask("legitimacy", 1, "Good", "It publishes what it does with its powers, with the awkward figures first."),
            _ask("legitimacy", 2, "Good", "The software that was promised has come, and is used."),
            _ask(
                "legitimacy",
                3,
                "Requires improvement",
                improvements("The constabulary should tell candidates for promotion why they failed."),
                "Promotion is fair, as far as anybody is told.",
            ),
        ),
    ),
)
