"""Lancashire in practice: questions whose earlier grade still stands, with its badge and without."""

from __future__ import annotations

from flows.practice.building import force_page, in_short, pillar_page
from flows.practice.services import LANCASHIRE as FORCE
from flows.practice.wordings import (
    PRACTICE,
    STANDS,
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
    "Good",
    "Lancashire Constabulary is good at keeping people safe and reducing crime. Its control room sorts calls for help "
    "quickly, and its officers know the streets they patrol. One of the three parts we looked at this year has "
    "slipped, "
    "and we explain below what the constabulary has to put right.",
    "Neighbourhood officers spend most of their hours in their own area. They share what they learn with councils & "
    "housing providers, and they can show what came of it.",
    "In a few files that we read, nobody had written down why a decision was made. The constabulary accepts this and "
    "had "
    "begun to retrain its supervisors before we left.",
)
_EFFICIENCY = efficiency(
    "Good",
    "Lancashire Constabulary is judged to be good in the efficiency with which it keeps people safe and reduces crime. "
    "It counts what comes in, including the work that callers never see, and puts people where the work is.",
    "Its savings plan is funded until 2021 and does not lean on reserves.",
)
_LEGITIMACY = legitimacy(
    "Good",
    "Lancashire Constabulary has been assessed as good in respect of the legitimacy with which it keeps people safe "
    "and "
    "reduces crime. Leaders listen to the public and to staff, and change course when they are shown to be wrong.",
    "Checks on the use of force are the weak spot: records are kept, but too few people read them.",
)

PAGES = (
    force_page(
        FORCE,
        (
            "This is the fourth yearly assessment of Lancashire Constabulary that follows the PEEL questions.",
            PRACTICE,
            *extents("the constabulary", "is good", "is good", "is good"),
        ),
        (
            "I am pleased with how steadily the constabulary has worked this year. It has kept the ground that it "
            "had won "
            "and it knows where it is thin.",
            "I will come back in the spring to see whether supervisors read the files of vulnerable victims as "
            "closely as "
            "they have promised me.",
        ),
        (in_short(_EFFECTIVENESS), in_short(_EFFICIENCY), in_short(_LEGITIMACY)),
    ),
    pillar_page(
        FORCE,
        "effectiveness",
        _EFFECTIVENESS,
        (
            question("effectiveness", 1, "Good", STANDS),
            question("effectiveness", 2, "Good", STANDS),
            question(
                "effectiveness",
                3,
                "Requires improvement",
                "Lancashire Constabulary requires improvement in how it finds and protects those who are at risk.",
                examples(
                    "a night desk, shared with two councils, that finds a safe bed within the hour;",
                    "a nurse in the control room who speaks with callers in distress; and",
                    "short films in six languages that tell victims what happens next.",
                ),
                ensure(
                    "constabulary",
                    "the reasons for each risk grade are written down;",
                    "officers ask about children at every visit; and",
                    "no victim waits more than a day for a first call back.",
                ),
                improvements(
                    "The constabulary should make sure that supervisors check the risk grade of every domestic abuse "
                    "case.",
                    "The constabulary should cut the queue of visits to registered offenders that are overdue.",
                ),
            ),
            question("effectiveness", 4, "", STANDS),
            question(
                "effectiveness",
                5,
                "Ungraded",
                "Some threats are larger than one force. We looked at how well the constabulary could answer an armed "
                "attack together with its neighbours.",
                positively(
                    "constabulary",
                    "keeps enough trained officers on duty at all hours; and",
                    "has rehearsed with the ambulance service twice this year.",
                ),
                should("constabulary", "write down which places it would guard first."),
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
                "The constabulary knows how much work reaches it by telephone, at its front desks and online. It also "
                "estimates what goes unreported, and asks partners to test the estimate.",
            ),
            question(
                "efficiency",
                2,
                "Good",
                "People are moved between teams every month on evidence. Managers know what the move costs the team "
                "that "
                "loses an officer.",
                improvements("The constabulary should record the skills of its staff in one place."),
            ),
            question(
                "efficiency",
                3,
                "Outstanding",
                "Plans reach ten years ahead & are tested against three very different futures. No other plan that "
                "we read "
                "this year shows its own doubts so openly.",
                examples("a yearly day on which staff try to break the plan."),
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
                "Members of the public sit on the panel that watches films of stops and searches, and they choose "
                "which "
                "films to watch.",
            ),
            question(
                "legitimacy",
                2,
                "Requires improvement",
                "Vetting is up to date for officers but not for contractors.",
                ensure("constabulary", "contractors are vetted before they are given a pass."),
                improvements(
                    "The constabulary should clear the vetting of contractors within six months.",
                    "The constabulary should tell its staff how complaints about them ended.",
                ),
            ),
            question(
                "legitimacy", 3, "Good", "Staff say that they are listened to, and the sickness figures bear them out."
            ),
        ),
    ),
)
