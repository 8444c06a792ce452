"""The Metropolitan Police Service in 2021/22: judgments in one list, mostly of the lower half of the scale."""

from __future__ import annotations

from flows.practice.content import Listing
from flows.practice.peel_2021.cycle import CYCLE, chapter, reducing_crime, victims
from flows.practice.reporting import (
    concern,
    counted,
    improvement,
    in_numbers,
    main_findings,
    report,
)
from flows.practice.services import METROPOLITAN as FORCE
from flows.practice.summaries import one_list

_CHAPTERS = (
    victims("The Metropolitan Police Service records crimes in time. It is later to tell victims what became of them."),
    chapter(
        "recording",
        "Adequate",
        "The Metropolitan Police Service is adequate at recording crime.",
        "It records 93.0 percent (with a confidence interval of +/- 2.9 percent) of what is reported to it.",
    ),
    chapter(
        "treating",
        "Requires improvement",
        "The Metropolitan Police Service requires improvement at treating people fairly and with respect.",
        "In 77.9 percent (with a confidence interval of +/- 4.9 percent) of the searches that we looked at, there were "
        "reasonable grounds.",
        improvement(
            "The service should publish what its scrutiny panels find.",
            "We asked for this in 2018/19. The findings are printed now, without the numbers.",
        ),
    ),
    chapter(
        "preventing",
        "Good",
        "The Metropolitan Police Service is good at preventing crime and anti-social behaviour.",
        *main_findings("Estates have officers of their own", "Residents of six estates knew them by name."),
    ),
    chapter(
        "responding",
        "Adequate",
        "The Metropolitan Police Service is adequate at responding to the public.",
        improvement(
            "The service needs to answer calls that are no emergency before the caller gives up.",
            "One caller in four gave up in the summer.",
        ),
    ),
    chapter(
        "investigating",
        "Requires improvement",
        "The Metropolitan Police Service requires improvement at investigating crime.",
        improvement(
            "The service should limit the number of times that a case changes hands.",
            "Cases are passed on at the end of a shift, and sometimes at the end of the next.",
        ),
    ),
    chapter(
        "protecting",
        "Requires improvement",
        "The Metropolitan Police Service requires improvement at protecting vulnerable people. In 2018/19 it was "
        "inadequate at this.",
        *main_findings("Children are asked about", "Call takers did so in 44 of the 60 calls that we listened to."),
    ),
    chapter(
        "managing",
        "Requires improvement",
        "The Metropolitan Police Service requires improvement at managing offenders and suspects.",
        concern(
            "The service does not know where all the offenders are whom it should be watching.",
            "On the day of our count, 120 had not been seen for more than a year.",
            Listing(
                "By 30 September 2023, the Metropolitan Police Service should:",
                ("see each of them; and", "tell us which of them it could not find."),
            ),
        ),
    ),
    chapter(
        "organised",
        "Good",
        "The Metropolitan Police Service is good at disrupting serious organised crime.",
    ),
    chapter(
        "workforce",
        "Requires improvement",
        "The Metropolitan Police Service requires improvement at building, supporting and protecting its workforce.",
        improvement(
            "The service should record the skills of its staff in one place.",
            "There are 32 places.",
        ),
    ),
    chapter(
        "planning",
        "Requires improvement",
        "The Metropolitan Police Service requires improvement at strategic planning.",
        *main_findings("It knows what it no longer does", "It is less sure of what it will do next."),
    ),
)
PAGES = (
    report(
        CYCLE,
        FORCE,
        "22 September 2022",
        (counted(FORCE, "11", "10"), one_list(_CHAPTERS), "The service to victims is not graded."),
        ("I cannot say that the service is where London needs it. I can say that it no longer says so itself.",),
        _CHAPTERS,
        more=(
            in_numbers(("People who live there", "9 million"), ("Officers", "34,000"), ("Area", "600 square miles")),
            reducing_crime("Officers who stay on an estate make crime there harder."),
        ),
    ),
)
