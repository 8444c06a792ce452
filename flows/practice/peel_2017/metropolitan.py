"""The Metropolitan Police Service in practice: caught between two inspections, with one pillar yet to be graded."""

from __future__ import annotations

from flows.practice.building import force_page, in_short, pillar_page
from flows.practice.content import Link
from flows.practice.services import METROPOLITAN as FORCE
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

_QUESTIONS_LINK = Link(
    "View the five questions for effectiveness", "/peel-assessments/peel-2017/metropolitan/effectiveness/"
)
_EFFECTIVENESS = effectiveness("To be graded", _QUESTIONS_LINK, updated="")
_EFFICIENCY = efficiency(
    "Requires improvement",
    "The Metropolitan Police Service has been assessed as requiring improvement in respect of its efficiency at "
    "keeping "
    "people safe and reducing crime. A force of this size cannot be run from memory, and parts of it still are.",
    "The new operating model has good bones. Boroughs that have tried it would not go back.",
)
_LEGITIMACY = legitimacy(
    "Good",
    "The Metropolitan Police Service is good in respect of the legitimacy with which it keeps people safe and "
    "reduces crime. "
    "It is watched more closely than any other force, and has learned to use that.",
)

PAGES = (
    force_page(
        FORCE,
        (
            "This is the fourth yearly assessment of the Metropolitan Police Service that follows the PEEL questions.",
            PRACTICE,
            *extents("the force", "is not yet graded", "requires improvement", "is good"),
            "Efficiency and legitimacy are published below. Effectiveness will follow in the spring, when this page "
            "will be "
            "brought up to date.",
        ),
        ("What I can say so early is that the service answered every question that I put to it.",),
        (in_short(_EFFECTIVENESS), in_short(_EFFICIENCY), in_short(_LEGITIMACY)),
    ),
    pillar_page(FORCE, "effectiveness", _EFFECTIVENESS, ()),
    pillar_page(
        FORCE,
        "efficiency",
        _EFFICIENCY,
        (
            question(
                "efficiency",
                1,
                "Requires improvement",
                "The service knows its busiest hours. It does not know what they cost it.",
                improvements(
                    "The service should find the demand that it hides from itself by passing work between units.",
                    "The service should agree with its boroughs on one way of counting.",
                ),
            ),
            question(
                "efficiency",
                2,
                "Requires improvement",
                "Thirty-two boroughs have thirty-two ways to lend out an officer.",
                needs_to("service", "close the systems that it has already replaced."),
                improvements("Metropolitan Police Service managers should be able to see the skills of all staff."),
            ),
            question(
                "efficiency",
                3,
                "Good",
                "The long plan is honest about what will have to stop.",
                examples(
                    "a public list of what the service no longer does;",
                    "apprentices who rotate through three commands; and",
                    "a yearly test of the plan by another force.",
                ),
            ),
        ),
    ),
    pillar_page(
        FORCE,
        "legitimacy",
        _LEGITIMACY,
        (
            question("legitimacy", 1, "Good", "Searches are fewer, and more of them find what was looked for."),
            question("legitimacy", 2, "Good", "Declarations of interest are checked, not only collected."),
            question(
                "legitimacy",
                3,
                "Good",
                "Staff networks are funded and heard.",
                examples("a duty of candour in every posting notice."),
            ),
        ),
    ),
)
