"""Gwent in 2016: good grades of which several did not last."""

from __future__ import annotations

from functools import partial

from flows.practice.building import force_page, in_short, pillar_page
from flows.practice.rounds import PEEL_2016 as ROUND
from flows.practice.services import GWENT as FORCE
from flows.practice.wordings import (
    PRACTICE,
    effectiveness,
    efficiency,
    ensure,
    extents,
    improvements,
    legitimacy,
    question,
)

_ask = partial(question, of=ROUND)
_EFFECTIVENESS = effectiveness(
    "Good",
    "Gwent Police is good at keeping people safe and reducing crime. There are early signs of strain in its control "
    "room, and we name them here so that nobody can say that they were not seen.",
    of=ROUND,
)
_EFFICIENCY = efficiency(
    "Good",
    "Gwent Police is good in respect of its efficiency at keeping people safe and reducing crime.",
    of=ROUND,
)
_LEGITIMACY = legitimacy(
    "Good",
    "Gwent Police is judged to be good in the legitimacy with which it keeps people safe and reduces crime.",
    of=ROUND,
)

PAGES = (
    force_page(
        FORCE,
        (
            "This is the third yearly assessment of Gwent Police that follows the PEEL questions.",
            PRACTICE,
            *extents("Gwent Police", "is good", "is good", "is good"),
        ),
        ("I like this force, and I would like it more if it answered the telephone.",),
        (in_short(_EFFECTIVENESS), in_short(_EFFICIENCY), in_short(_LEGITIMACY)),
        ROUND,
    ),
    pillar_page(
        FORCE,
        "effectiveness",
        _EFFECTIVENESS,
        (
            _ask("effectiveness", 1, "Good", "Wardens and officers share one map of complaints."),
            _ask(
                "effectiveness",
                2,
                "Good",
                "Most cases stay with the officer who took them, and victims notice.",
                improvements("The force should limit the number of times that a case changes hands."),
            ),
            _ask(
                "effectiveness",
                3,
                "Requires improvement",
                "On busy nights, calls about violence at home wait behind calls about noise.",
                ensure("force", "a supervisor looks at every call that has waited an hour."),
                improvements("The force should answer calls from people at risk before all others."),
            ),
            _ask("effectiveness", 4, "Good", "It lends people to the regional unit and gets knowledge back."),
            _ask("effectiveness", 5, "Ungraded", "Its armed officers train with those of two neighbours."),
        ),
        ROUND,
    ),
    pillar_page(
        FORCE,
        "efficiency",
        _EFFICIENCY,
        (
            _ask("efficiency", 1, "Good", "The force knew what it was asked to do, and roughly when."),
            _ask("efficiency", 2, "Good", "It shares its workshops with the councils."),
            _ask("efficiency", 3, "Requires improvement", "Its plan for the future is last year’s, with a new cover."),
        ),
        ROUND,
    ),
    pillar_page(
        FORCE,
        "legitimacy",
        _LEGITIMACY,
        (
            _ask("legitimacy", 1, "Good", "Officers speak with people before they search them, and often need not."),
            _ask("legitimacy", 2, "Good", "Misconduct is dealt with quickly and in the open."),
            _ask("legitimacy", 3, "Good", "A night-shift canteen has done more for morale than any survey."),
        ),
        ROUND,
    ),
)
