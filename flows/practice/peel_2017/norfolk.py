"""Norfolk in practice: a page that starts at question 3, lists that are no findings, a question without its grade."""

from __future__ import annotations

from flows.practice.building import force_page, in_short, pillar_page
from flows.practice.content import Listing
from flows.practice.services import NORFOLK as FORCE
from flows.practice.wordings import (
    PRACTICE,
    STANDS,
    effectiveness,
    efficiency,
    examples,
    extents,
    improvements,
    legitimacy,
    needs_to,
    question,
    should,
)

_EFFECTIVENESS = effectiveness(
    "Good",
    "Norfolk Constabulary is good at keeping people safe and reducing crime. Distances are long here, and the "
    "constabulary "
    "has found sensible ways to be near people all the same.",
)
_EFFICIENCY = efficiency(
    "Good",
    "Norfolk Constabulary is good in respect of its efficiency at keeping people safe and reducing crime. It shares "
    "what it "
    "can with its neighbour to the south, and keeps what it must.",
)
_LEGITIMACY = legitimacy(
    "Requires improvement",
    "Norfolk Constabulary is judged to require improvement in the legitimacy with which it keeps people safe and "
    "reduces "
    "crime. It was good last year; what changed is how little it now explains.",
)

PAGES = (
    force_page(
        FORCE,
        (
            "This is the fourth yearly assessment of Norfolk Constabulary that follows the PEEL questions.",
            PRACTICE,
            *extents("Norfolk Constabulary", "is good", "is good", "requires improvement"),
        ),
        (
            "“Come by boat,” said the sergeant who met me, and she was not joking: half of her beat is water.",
            "I left with respect for the constabulary’s inventiveness – and with a list of questions that it could "
            "not answer.",
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
                3,
                "Good",
                Listing(
                    "Norfolk Constabulary:",
                    (
                        "sends a trained officer to every report of a missing person;",
                        "speaks with care homes before somebody goes missing; and",
                        "follows up each return with a visit.",
                    ),
                ),
                Listing(
                    "This means it can:",
                    ("find people sooner; and", "learn why they left."),
                ),
                needs_to("force", "record those visits in one place; and", "share the records with the councils."),
                improvements("The force should review how it grades calls about missing children."),
            ),
            question("effectiveness", 4, "Outstanding", STANDS),
            question(
                "effectiveness",
                5,
                "Ungraded",
                "An armed attack in a village is unlikely, and help would be far away.",
                should("constabulary", "agree with its neighbours who would come first."),
            ),
        ),
    ),
    pillar_page(
        FORCE,
        "efficiency",
        _EFFICIENCY,
        (
            question(
                "efficiency", 1, "Good", "The constabulary has a clear view of the work that summer visitors bring."
            ),
            question(
                "efficiency",
                2,
                "Good",
                "Joint teams with Suffolk are run from whichever county has the better building.",
                examples("one store for both forces; and", "one rota for all dog handlers."),
            ),
            question(
                "efficiency",
                3,
                "",
                "The constabulary has plans for staff, buildings and machines, and reads them together once a year. "
                "It told us "
                "that it would like to do so more often.",
            ),
        ),
    ),
    pillar_page(
        FORCE,
        "legitimacy",
        _LEGITIMACY,
        (
            question("legitimacy", 1, "Good", "Officers are courteous, and the films that we watched show it."),
            question(
                "legitimacy",
                2,
                "Requires improvement",
                "The unit that looks for corruption has four people and a locked cupboard.",
                improvements(
                    "The constabulary should give its counter-corruption unit the software that it was promised."
                ),
            ),
            question(
                "legitimacy",
                3,
                "Requires improvement",
                "Promotion boards are trusted by those who pass them.",
                should(
                    "constabulary", "tell candidates why they failed; and", "publish how many of each group succeed."
                ),
            ),
        ),
    ),
)
