"""Gwent in 2018/19: less bad than it was, and graded at last in every pillar."""

from __future__ import annotations

from functools import partial

from flows.practice.building import round_of
from flows.practice.rounds import PEEL_2018 as ROUND
from flows.practice.services import GWENT as FORCE
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

_UPDATED = "27/09/2019"

PAGES = round_of(
    FORCE,
    ROUND,
    (
        "This is the fifth yearly assessment of Gwent Police that follows the PEEL questions.",
        PRACTICE,
        *found("Gwent Police", "two", "requires improvement", "requires improvement", "is good"),
    ),
    ("The telephones are answered. I was the first to ring twice, to be sure of it.",),
    (
        effectiveness(
            "Requires improvement",
            "Gwent Police requires improvement at reducing crime and keeping people safe. One part of this was "
            "inadequate "
            "in 2017 and is so no longer.",
            of=ROUND,
            updated=_UPDATED,
        ),
        (
            _ask("effectiveness", 1, "Good", carried("2017", "effectiveness")),
            _ask(
                "effectiveness",
                2,
                "Requires improvement",
                improvements(
                    "The force should limit the number of times that a case changes hands.",
                    "The force should keep a list of wanted persons that is true on the day it is read.",
                ),
                "Cases still change hands too often; the worst that we read had five owners, down from nine.",
            ),
            _ask(
                "effectiveness",
                3,
                "Requires improvement",
                "Calls about violence at home are answered first, as they should be. What follows is still too slow.",
            ),
            _ask("effectiveness", 4, "Good", carried("2017", "effectiveness")),
            _ask("effectiveness", 5, "Ungraded", "The joint teams in the south of Wales now share a control room."),
        ),
    ),
    (
        efficiency(
            "Requires improvement",
            "The efficiency of Gwent Police requires improvement.",
            of=ROUND,
            updated=_UPDATED,
        ),
        (
            _ask(
                "efficiency",
                1,
                "Requires improvement",
                improvements("The force should find out what it is asked to do, by whom and when."),
                "It counts the work that calls cause, but only in one of its two divisions.",
            ),
            _ask("efficiency", 2, "Good", "There is now a plan for the year after next."),
        ),
    ),
    (
        legitimacy(
            "Good",
            "Gwent Police is good at treating the public and its workforce legitimately. We could not grade this in "
            "2017.",
            of=ROUND,
            updated=_UPDATED,
        ),
        (
            _ask("legitimacy", 1, "Good", "Officers say who they are and why they ask."),
            _ask("legitimacy", 2, "Good", "Vetting is up to date for all but a handful."),
            _ask(
                "legitimacy",
                3,
                "Requires improvement",
                improvements("The force should make its counselling service known to night staff."),
                "Those who work by day are looked after well.",
            ),
        ),
    ),
)
