"""Gwent in 2021/22: a summary in a picture only, so that the grades stand beside the chapters alone."""

from __future__ import annotations

from flows.practice.content import Listing
from flows.practice.peel_2021.cycle import CYCLE, chapter, reducing_crime, victims
from flows.practice.reporting import (
    concern,
    counted,
    improvement,
    improvements,
    in_numbers,
    main_findings,
    report,
)
from flows.practice.services import GWENT as FORCE
from flows.practice.summaries import picture

_CHAPTERS = (
    victims(
        "Gwent Police answers emergency calls in time. Other callers wait for six minutes on average, and the longest "
        "wait that we saw was an hour.",
    ),
    chapter(
        "recording",
        "Requires improvement",
        "Gwent Police requires improvement at recording crime.",
        "It records 90.6 percent (with a confidence interval of +/- 3.3 percent) of what is reported to it; in 2019 we "
        "judged its crime recording inadequate.",
        improvement(
            "The force needs to record crimes against people who live in care as readily as all others.",
            "Fourteen of 35 such crimes were not recorded.",
        ),
    ),
    chapter(
        "treating",
        "Adequate",
        "Gwent Police is adequate at treating people fairly and with respect.",
        *main_findings("Officers say who they are", "They did so in all but two of the films that we watched."),
    ),
    chapter(
        "preventing",
        "Adequate",
        "Gwent Police is adequate at preventing crime and anti-social behaviour.",
        *main_findings(
            "One map of complaints is still shared", "Wardens, officers and housing staff write into it daily."
        ),
    ),
    chapter(
        "responding",
        "Inadequate",
        "Gwent Police is inadequate at responding to the public.",
        concern(
            "The force does not answer people who need it soon enough.",
            "We raised this in 2016 and in 2017, and believed in 2018/19 that it was mended. It is not.",
            Listing(
                "Gwent Police should immediately:",
                ("put a supervisor into the control room at all hours.",),
            ),
            Listing(
                "Within six months, Gwent Police should:",
                (
                    "answer 999 calls in ten seconds, nine times in ten; and",
                    "look again every hour at each call that waits.",
                ),
            ),
        ),
        improvement(
            "The force should answer calls from people at risk before all others.",
            "It did so in 2018/19. Since then the marks that told these calls apart have been lost in a new system.",
        ),
    ),
    chapter(
        "investigating",
        "Requires improvement",
        "Gwent Police requires improvement at investigating crime.",
        improvements(
            "The force should limit the number of times that a case changes hands.",
            "This is the fourth time that we ask. Five owners was the most that we saw.",
            "The force should check that bail is used where a victim needs it.",
            "In 12 of 40 cases there was no bail where a victim had asked to be kept safe.",
        ),
    ),
    chapter(
        "protecting",
        "Requires improvement",
        "Gwent Police requires improvement at protecting vulnerable people.",
        *main_findings(
            "It listens well once it has come", "Victims whom we spoke to praised the officers, and not the wait."
        ),
    ),
    chapter(
        "managing",
        "Adequate",
        "Gwent Police is adequate at managing offenders and suspects.",
        improvement(
            "The force should keep a list of wanted persons that is true on the day it is read.",
            "Nine of the people on the list were in prison.",
        ),
    ),
    chapter(
        "workforce",
        "Requires improvement",
        "Gwent Police requires improvement at building, supporting and protecting its workforce.",
        improvement(
            "The force should make its counselling service known to night staff.",
            "A poster hangs in a corridor that is locked at night.",
        ),
    ),
    chapter(
        "planning",
        "Adequate",
        "Gwent Police is adequate at strategic planning and at providing value for money.",
        *main_findings("There is a plan for three years", "It is honest about the first, and hopeful about the third."),
    ),
)
PAGES = (
    report(
        CYCLE,
        FORCE,
        "14 July 2022",
        (counted(FORCE, "10", "nine"), picture(_CHAPTERS), "The service to victims is not graded."),
        (
            "I have concerns about Gwent Police, and have told its chief constable which of them cannot wait.",
            "People in Gwent are proud of their officers. They should be able to reach them.",
        ),
        _CHAPTERS,
        more=(
            in_numbers(("People who live there", "600,000"), ("Officers", "1,500"), ("Area", "600 square miles")),
            reducing_crime("Its map of complaints will help, if anybody acts on it at night."),
        ),
    ),
)
