"""Durham in practice: all five questions asked, and an area for improvement that remains from an earlier year."""

from __future__ import annotations

from flows.practice.building import force_page, in_short, pillar_page
from flows.practice.content import Listing
from flows.practice.services import DURHAM as FORCE
from flows.practice.wordings import (
    PRACTICE,
    effectiveness,
    efficiency,
    ensure,
    examples,
    extents,
    improvements,
    legitimacy,
    positively,
    question,
    should,
)

_EFFECTIVENESS = effectiveness(
    "Outstanding",
    "Durham Constabulary is outstanding at keeping people safe and reducing crime. It solves problems at their root, "
    "and "
    "measures whether they stay solved.",
    "Detectives are well led. Where we found a poor investigation, a supervisor had usually found it before us.",
)
_EFFICIENCY = efficiency(
    "Outstanding",
    "Durham Constabulary is outstanding in respect of its efficiency at keeping people safe and reducing crime.",
    "It buys little, mends much and writes some of its own software. Its staff suggest savings because they have seen "
    "earlier suggestions carried out.",
)
_LEGITIMACY = legitimacy(
    "Good",
    "Durham Constabulary is good at keeping people safe and reducing crime in a legitimate way. One part of this "
    "pillar, how "
    "the workforce is treated, needs attention.",
)

PAGES = (
    force_page(
        FORCE,
        (
            "This is the fourth yearly assessment of Durham Constabulary that follows the PEEL questions.",
            PRACTICE,
            *extents("the constabulary", "is outstanding", "is outstanding", "is good"),
        ),
        (
            "The constabulary remains a place that others visit to learn.",
            "I have asked its leaders to turn the same curiosity on the workload of their own staff.",
        ),
        (in_short(_EFFECTIVENESS), in_short(_EFFICIENCY), in_short(_LEGITIMACY)),
    ),
    pillar_page(
        FORCE,
        "effectiveness",
        _EFFECTIVENESS,
        (
            question(
                "effectiveness",
                1,
                "Good",
                "Problem solving is everybody’s work here, from the front desk to the chief officers.",
                examples(
                    "a register of problems that stays open until the people who complained agree to close it; and",
                    "allotments run by former offenders beside a new police station.",
                ),
            ),
            question(
                "effectiveness",
                2,
                "Outstanding",
                "Victims are called back on the day they were promised. Exhibits can be found; telephones are read "
                "within a "
                "week.",
                improvements(
                    "The constabulary should look again at how it records the wishes of victims who withdraw."
                ),
            ),
            question(
                "effectiveness",
                3,
                "Good",
                "Officers recognise coercion early and record it well.",
                ensure(
                    "constabulary",
                    "schools hear of an incident at home before the next lesson begins; and",
                    "leaflets are handed out in every case.",
                ),
            ),
            question(
                "effectiveness",
                4,
                "Outstanding",
                "Each organised crime group has one owner, one plan and one date on which the plan is judged.",
                examples("letters to the families of young couriers, delivered by hand."),
            ),
            question(
                "effectiveness",
                5,
                "Ungraded",
                "The constabulary shares its firearms officers with a larger neighbour.",
                positively("constabulary", "has agreed who commands in the first ten minutes of an attack."),
                should(
                    "constabulary",
                    "test that agreement without warning; and",
                    "tell the control room about changes to it on the same day.",
                ),
            ),
        ),
    ),
    pillar_page(
        FORCE,
        "efficiency",
        _EFFICIENCY,
        (
            question(
                "efficiency",
                1,
                "Outstanding",
                "The constabulary models demand street by street, and publishes the model.",
            ),
            question(
                "efficiency",
                2,
                "Outstanding",
                "Money follows the work within weeks. Our auditors could trace each move.",
                examples("a price list that shows each team what it costs the others."),
            ),
            question(
                "efficiency",
                3,
                "Good",
                "Future skills are planned for, but the plan for buildings is not yet finished.",
            ),
        ),
    ),
    pillar_page(
        FORCE,
        "legitimacy",
        _LEGITIMACY,
        (
            question(
                "legitimacy",
                1,
                "Good",
                "Body-worn cameras are used in nearly all searches.",
                Listing(
                    "The following AFI from our 2016 legitimacy inspection remains:",
                    ("The constabulary should publish what its scrutiny panels find.",),
                ),
            ),
            question("legitimacy", 2, "Good", "An open register shows every chief officer’s expenses."),
            question(
                "legitimacy",
                3,
                "Requires improvement",
                "Detectives carry more cases than they can finish, and too few of them are asked how they are.",
                ensure("constabulary", "line managers know the signs of exhaustion."),
                improvements(
                    "The constabulary should review the caseload of its detectives.",
                    "The constabulary should make its counselling service known to night staff.",
                ),
            ),
        ),
    ),
)
