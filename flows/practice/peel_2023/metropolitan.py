"""The Metropolitan Police Service in 2023–25: areas under each grade without badges, and two causes of concern."""

from __future__ import annotations

from flows.practice.content import Listing
from flows.practice.peel_2023.cycle import CYCLE, chapter, victims
from flows.practice.reporting import (
    concern,
    counted,
    improvement,
    in_numbers,
    main_findings,
    report,
)
from flows.practice.services import METROPOLITAN as FORCE
from flows.practice.summaries import by_grade

_CHAPTERS = (
    victims("The Metropolitan Police Service loses sight of victims once their case has been passed on."),
    chapter(
        "recording",
        "Requires improvement",
        "The Metropolitan Police Service requires improvement at recording crime.",
        "It records 91.2 percent (with a confidence interval of +/- 3.0 percent) of what is reported to it.",
    ),
    chapter(
        "treating",
        "Requires improvement",
        "The Metropolitan Police Service requires improvement at using police powers and treating the public fairly "
        "and "
        "respectfully.",
        improvement(
            "The service should publish what its scrutiny panels find.",
            "The numbers are printed now, a year late.",
        ),
    ),
    chapter(
        "preventing",
        "Good",
        "The Metropolitan Police Service is good at preventing and deterring crime and antisocial behaviour, and "
        "reducing "
        "vulnerability.",
        *main_findings("Estates keep their officers", "They have stayed for three years on average."),
    ),
    chapter(
        "responding",
        "Requires improvement",
        "The Metropolitan Police Service requires improvement at responding to the public.",
        improvement(
            "The service needs to answer calls that are no emergency before the caller gives up.",
            "One caller in three gave up in the summer.",
        ),
    ),
    chapter(
        "investigating",
        "Inadequate",
        "The Metropolitan Police Service is inadequate at investigating crime.",
        concern(
            "The service does not investigate crime well enough for victims to expect a result.",
            "Of 120 files that we read, 47 held no plan at all, and in 30 of these nobody had asked for one.",
            Listing(
                "By 31 March 2025, the Metropolitan Police Service should:",
                (
                    "give every investigation a plan;",
                    "have a supervisor read the plan within a week; and",
                    "limit the number of times that a case changes hands.",
                ),
            ),
            Listing(
                "By 30 September 2025, the Metropolitan Police Service should:",
                ("show us fifty files that are as they should be.",),
            ),
        ),
    ),
    chapter(
        "protecting",
        "Requires improvement",
        "The Metropolitan Police Service requires improvement at protecting vulnerable people.",
        *main_findings(
            "More children are asked about", "Call takers did so in 52 of the 60 calls that we listened to."
        ),
    ),
    chapter(
        "managing",
        "Requires improvement",
        "The Metropolitan Police Service requires improvement at managing offenders and suspects.",
        concern(
            "The service does not know where all the offenders are whom it should be watching.",
            "It found 80 of the 120 that we counted in 2022. Since then others have been lost.",
            Listing(
                "The Metropolitan Police Service should immediately:",
                ("see each offender whose visit is overdue by more than a month.",),
            ),
        ),
    ),
    chapter(
        "workforce",
        "Adequate",
        "The Metropolitan Police Service is adequate at building, supporting and protecting its workforce.",
        improvement(
            "The service should record the skills of its staff in one place.",
            "There are nine places, which is better than 32.",
        ),
    ),
    chapter(
        "leadership",
        "Requires improvement",
        "The Metropolitan Police Service’s leadership and management requires improvement.",
        *main_findings("It can say what is wrong", "So could we, when we first came."),
    ),
)
PAGES = (
    report(
        CYCLE,
        FORCE,
        "9 August 2024",
        (counted(FORCE, "ten", "nine"), *by_grade(_CHAPTERS), "The service to victims is not graded."),
        ("I have serious concerns about how the Metropolitan Police Service investigates crime.",),
        _CHAPTERS,
        more=(
            in_numbers(("People who live there", "9 million"), ("Officers", "34,000"), ("Area", "600 square miles")),
        ),
        badges=False,
    ),
)
