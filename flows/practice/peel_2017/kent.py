"""Kent in practice: a page with two questions of five, and a first sentence about last year's other grade."""

from __future__ import annotations

from flows.practice.building import force_page, in_short, pillar_page
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
    positively,
    question,
)

_EFFECTIVENESS = effectiveness(
    "Outstanding",
    "Kent Police is outstanding at keeping people safe and reducing crime. Two of the five questions were asked this "
    "year; "
    "the answers to the others are in earlier assessments.",
    "The force has built its work with vulnerable people around a single team, which takes a case from the first "
    "call to "
    "the last visit.",
)
_EFFICIENCY = efficiency(
    "Good",
    "In 2016 Kent Police was judged to require improvement for its efficiency. It has used the year well: every point "
    "that we raised then has been dealt with, and the new duty system has bedded in.",
    "Overtime has fallen by a fifth. The force can say why, which matters more to us than the figure.",
)
_LEGITIMACY = legitimacy(
    "Outstanding",
    "Kent Police has been assessed as outstanding in respect of the legitimacy with which it keeps people safe and "
    "reduces "
    "crime. It explains itself to the public in plain words, and its staff trust the people who lead them.",
)

PAGES = (
    force_page(
        FORCE,
        (
            "This is the fourth yearly assessment of Kent Police that follows the PEEL questions.",
            PRACTICE,
            *extents("the force", "is outstanding", "is good", "is outstanding"),
        ),
        (
            "I congratulate Kent Police on a strong year.",
            "What impressed me most was a young constable who told me, without being asked, which of her own reports "
            "she "
            "would write differently today.",
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
                "Outstanding",
                "The people who answer the telephone are trained to hear what a caller leaves unsaid, and their "
                "judgment is "
                "backed by the officers who follow.",
                examples(
                    "one named officer for each victim, reachable by text message;",
                    "a weekly meeting with hospitals about people seen more than twice in a month;",
                    "a guide for carers written by carers; and",
                    "quick checks of old cases whenever a new one names the same address.",
                ),
                needs_to("force", "share its guide with the forces around it."),
            ),
            question(
                "effectiveness",
                5,
                "Ungraded",
                "A port, a tunnel and a long coast ask much of the force’s specialist teams.",
                positively(
                    "force",
                    "trains with its neighbours on both sides of the water;",
                    "tests its plans at night as well as by day; and",
                    "has enough armed officers for the risks that it has written down.",
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
                "Good",
                "The force counts its work well: it knows that calls of < 1 minute lead to a visit in 5 cases of 100.",
            ),
            question(
                "efficiency",
                2,
                "Requires improvement",
                "Cars stand unused in one district while another borrows them by the week.",
                improvements(
                    "The force should match its vehicles to its duty times.",
                    "The force should set out what it expects from the computer system that it shares with Essex.",
                ),
            ),
            question(
                "efficiency",
                3,
                "Good",
                "The plan for the next four years adds up, and a second one stands ready if grants fall.",
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
                "Outstanding",
                "The force asks people who have been stopped and searched what it felt like, and publishes the "
                "answers.",
                examples("a panel of sixth-formers that advises the chief constable."),
            ),
            question("legitimacy", 2, "Good", "Rules on gifts and second jobs are clear, short and kept."),
            question(
                "legitimacy",
                3,
                "Good",
                "Sergeants have time for those they lead.",
                improvements("The force should finish the yearly reviews of its civilian staff on time."),
            ),
        ),
    ),
)
