"""Lancashire in 2016: good almost throughout, with the grade that next year's page carries over unprinted."""

from __future__ import annotations

from functools import partial

from flows.practice.building import force_page, in_short, pillar_page
from flows.practice.rounds import PEEL_2016 as ROUND
from flows.practice.services import LANCASHIRE as FORCE
from flows.practice.wordings import (
    PRACTICE,
    effectiveness,
    efficiency,
    ensure,
    examples,
    extents,
    improvements,
    legitimacy,
    question,
)

_ask = partial(question, of=ROUND)
_EFFECTIVENESS = effectiveness(
    "Good",
    "Lancashire Constabulary is good at keeping people safe and reducing crime. It was good last year too, and has not "
    "rested on that.",
    "What we found in its files of vulnerable victims was sound, though we warned that one team was carrying the rest.",
    of=ROUND,
)
_EFFICIENCY = efficiency(
    "Good",
    "Lancashire Constabulary is good in respect of its efficiency at keeping people safe and reducing crime. Its plans "
    "are careful, and its staff can say what they are for.",
    of=ROUND,
)
_LEGITIMACY = legitimacy(
    "Good",
    "Lancashire Constabulary has been assessed as good in respect of the legitimacy with which it keeps people safe "
    "and reduces crime.",
    of=ROUND,
)

PAGES = (
    force_page(
        FORCE,
        (
            "This is the third yearly assessment of Lancashire Constabulary that follows the PEEL questions.",
            PRACTICE,
            *extents("the constabulary", "is good", "is good", "is good"),
        ),
        ("The constabulary gives me little to worry about this year, and I have told it to worry on my behalf.",),
        (in_short(_EFFECTIVENESS), in_short(_EFFICIENCY), in_short(_LEGITIMACY)),
        ROUND,
    ),
    pillar_page(
        FORCE,
        "effectiveness",
        _EFFECTIVENESS,
        (
            _ask(
                "effectiveness",
                1,
                "Good",
                "Every village has a named officer, and most villagers can say the name.",
                examples("a bus that brings the police station to market days."),
            ),
            _ask("effectiveness", 2, "Good", "Files reach the prosecutor complete, and seldom come back."),
            _ask(
                "effectiveness",
                3,
                "Good",
                "Officers see the child behind the door as well as the adult who opened it.",
                ensure("constabulary", "no victim waits for a first call back over a weekend."),
                improvements(
                    "The constabulary should cut the queue of visits to registered offenders that are overdue.",
                ),
            ),
            _ask("effectiveness", 4, "Good", "Local teams know the names of the gangs and the gangs know theirs."),
            _ask("effectiveness", 5, "Ungraded", "The constabulary took part in two exercises with its neighbours."),
        ),
        ROUND,
    ),
    pillar_page(
        FORCE,
        "efficiency",
        _EFFICIENCY,
        (
            _ask("efficiency", 1, "Good", "It has counted its calls for six years and can show how they have changed."),
            _ask(
                "efficiency",
                2,
                "Requires improvement",
                "Officers with rare skills are known to their friends, and to nobody else.",
                improvements("The constabulary should record the skills of its staff in one place."),
            ),
            _ask("efficiency", 3, "Good", "The plan reaches five years ahead, and says where it is guessing."),
        ),
        ROUND,
    ),
    pillar_page(
        FORCE,
        "legitimacy",
        _LEGITIMACY,
        (
            _ask("legitimacy", 1, "Good", "People who complained were told what came of it."),
            _ask("legitimacy", 2, "Good", "Gifts are declared, and the register can be read by anybody."),
            _ask("legitimacy", 3, "Good", "Staff who are ill are visited, and not only telephoned."),
        ),
        ROUND,
    ),
)
