"""The Metropolitan Police Service in 2018/19: graded throughout, and inadequate in one question."""

from __future__ import annotations

from functools import partial

from flows.practice.building import round_of
from flows.practice.rounds import PEEL_2018 as ROUND
from flows.practice.services import METROPOLITAN as FORCE
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
        "This is the fifth yearly assessment of the Metropolitan Police Service that follows the PEEL questions.",
        PRACTICE,
        *found("Metropolitan Police Service", "two", "requires improvement", "is good", "is good"),
    ),
    ("The service is large enough to hold every grade there is, and this year it nearly did.",),
    (
        effectiveness(
            "Requires improvement",
            "The Metropolitan Police Service requires improvement at reducing crime and keeping people safe.",
            of=ROUND,
            updated=_UPDATED,
        ),
        (
            _ask("effectiveness", 1, "Good", "Estates that were left alone for years have officers of their own."),
            _ask(
                "effectiveness",
                2,
                "Requires improvement",
                improvements("The service should limit the number of times that a case changes hands."),
                "Exhibits wait for months in a store that nobody could show us the whole of.",
            ),
            _ask(
                "effectiveness",
                3,
                "Inadequate",
                "Metropolitan Police Service is inadequate at protecting those who are vulnerable. In a third of the "
                "cases that we read, nobody had asked about children.",
                improvements(
                    "The service should visit, within a week, every address in the list that we handed over.",
                    "The service should train all who answer calls to ask about children.",
                ),
            ),
            _ask("effectiveness", 4, "Good", "Its work against organised crime is good, and better than it says."),
            _ask("effectiveness", 5, "Ungraded", "Its armed officers are the most practised in the country."),
        ),
    ),
    (
        efficiency(
            "Good",
            "The Metropolitan Police Service is good in respect of its efficiency. Boroughs now count in one way.",
            of=ROUND,
            updated=_UPDATED,
        ),
        (
            _ask(
                "efficiency",
                1,
                "Good",
                improvements("The service should record the skills of its staff in one place."),
                "Lending an officer takes a form, where it took a friendship before.",
            ),
            _ask("efficiency", 2, "Good", "The list of what it no longer does is still public, and longer."),
        ),
    ),
    (
        legitimacy(
            "Good",
            "The Metropolitan Police Service is good at treating the public and its workforce legitimately.",
            of=ROUND,
            updated=_UPDATED,
        ),
        (
            _ask(
                "legitimacy",
                1,
                "Requires improvement",
                improvements("The service should publish what its scrutiny panels find."),
                "One search in four that we looked at had no reason that we could follow.",
            ),
            _ask("legitimacy", 2, "Good", "Interests that were declared are looked up a second time."),
            _ask("legitimacy", 3, "Good", "Staff networks have been listened to on shifts, and won."),
        ),
    ),
)
