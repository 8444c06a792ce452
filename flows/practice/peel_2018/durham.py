"""Durham in 2018/19: outstanding where it was looked at, and where it was not."""

from __future__ import annotations

from functools import partial

from flows.practice.building import round_of
from flows.practice.rounds import PEEL_2018 as ROUND
from flows.practice.services import DURHAM as FORCE
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

_UPDATED = "02/05/2019"

PAGES = round_of(
    FORCE,
    ROUND,
    (
        "This is the fifth yearly assessment of Durham Constabulary that follows the PEEL questions.",
        PRACTICE,
        *found("Durham Constabulary", "one", "is outstanding", "is good", "is good"),
    ),
    ("The constabulary has done what I asked about the workload of its detectives. That is rarer than a good grade.",),
    (
        effectiveness(
            "Outstanding",
            "Durham Constabulary is outstanding at reducing crime and keeping people safe.",
            of=ROUND,
            updated=_UPDATED,
        ),
        (
            _ask("effectiveness", 1, "Outstanding", "Problems are closed by those who complained of them."),
            _ask("effectiveness", 2, "Outstanding", carried("2017", "effectiveness")),
            _ask("effectiveness", 3, "Good", "Schools now hear of an incident at home before the bell."),
            _ask("effectiveness", 4, "Outstanding", carried("2017", "effectiveness")),
            _ask("effectiveness", 5, "Ungraded", "The agreement with its larger neighbour has been tested twice."),
        ),
    ),
    (
        efficiency(
            "Good",
            "Durham Constabulary is good in respect of its efficiency. It was outstanding in 2017, and still writes "
            "its "
            "own software; some of that is now older than those who mend it.",
            of=ROUND,
            updated=_UPDATED,
        ),
        (
            _ask("efficiency", 1, "Good", "It meets its demand, and publishes how."),
            _ask(
                "efficiency",
                2,
                "Good",
                improvements("The constabulary should finish its plan for buildings."),
                "Durham Constabulary is good at planning for the future.",
            ),
        ),
    ),
    (
        legitimacy(
            "Good",
            "Durham Constabulary is good at treating the public and its workforce legitimately.",
            of=ROUND,
            updated=_UPDATED,
        ),
        (
            _ask("legitimacy", 1, "Good", carried("2017", "legitimacy")),
            _ask("legitimacy", 2, "Good", "The register of expenses is still open, and still dull."),
            _ask("legitimacy", 3, "Good", "Caseloads are looked at monthly, and come down when they are too high."),
        ),
    ),
)
