"""Kent in 2016: a good force on its way to better, with one question that had to improve and did."""

from __future__ import annotations

from functools import partial

from flows.practice.building import force_page, in_short, pillar_page
from flows.practice.rounds import PEEL_2016 as ROUND
from flows.practice.services import KENT as FORCE
from flows.practice.wordings import (
    PRACTICE,
    effectiveness,
    efficiency,
    examples,
    extents,
    improvements,
    legitimacy,
    needs_to,
    question,
)

_ask = partial(question, of=ROUND)
_EFFECTIVENESS = effectiveness(
    "Good",
    "Kent Police is good at keeping people safe and reducing crime. In 2015 it required improvement in one part of "
    "this, and we can see what it did about that.",
    of=ROUND,
)
_EFFICIENCY = efficiency(
    "Good",
    "The efficiency of Kent Police is judged to be good, though it still guesses at what the ports will bring.",
    of=ROUND,
)
_LEGITIMACY = legitimacy(
    "Good",
    "Kent Police is good in respect of the legitimacy with which it keeps people safe and reduces crime.",
    of=ROUND,
)

PAGES = (
    force_page(
        FORCE,
        (
            "This is the third yearly assessment of Kent Police that follows the PEEL questions.",
            PRACTICE,
            *extents("the force", "is good", "is good", "is good"),
        ),
        ("The force is good and wants to be better; I found nobody who thought the work was done.",),
        (in_short(_EFFECTIVENESS), in_short(_EFFICIENCY), in_short(_LEGITIMACY)),
        ROUND,
    ),
    pillar_page(
        FORCE,
        "effectiveness",
        _EFFECTIVENESS,
        (
            _ask("effectiveness", 1, "Good", "Officers solve a problem once, and write down how."),
            _ask(
                "effectiveness",
                2,
                "Good",
                "Detectives are trained before they are given a case, which is rarer than it should be.",
                improvements("The force should check that bail is used where a victim needs it."),
            ),
            _ask(
                "effectiveness",
                3,
                "Good",
                "Nobody at risk was sent away from a front desk in the week that we watched.",
                examples("one room in every station where a victim can wait in quiet."),
            ),
            _ask("effectiveness", 4, "Good", "Its work at the docks is patient and well kept from view."),
            _ask("effectiveness", 5, "Ungraded", "The force keeps the specialist teams that a long coast asks for."),
        ),
        ROUND,
    ),
    pillar_page(
        FORCE,
        "efficiency",
        _EFFICIENCY,
        (
            _ask(
                "efficiency",
                1,
                "Requires improvement",
                "The force is surprised each summer by what happens each summer.",
                needs_to("force", "ask the ferry companies what they expect."),
                improvements("The force should find out what it is asked to do, by whom and when."),
            ),
            _ask("efficiency", 2, "Good", "Shifts begin when the work begins."),
            _ask("efficiency", 3, "Good", "Its savings are made before they are spent."),
        ),
        ROUND,
    ),
    pillar_page(
        FORCE,
        "legitimacy",
        _LEGITIMACY,
        (
            _ask("legitimacy", 1, "Good", "Panels of residents watch films of searches, and say what they think."),
            _ask("legitimacy", 2, "Good", "Those who report a colleague are thanked, in private and by name."),
            _ask("legitimacy", 3, "Good", "Leave is granted when it is needed."),
        ),
        ROUND,
    ),
)
