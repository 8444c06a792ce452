"""Lancashire in 2023–25: eight areas in a table of two columns, and the request of 2017 fulfilled."""

from __future__ import annotations

from flows.practice.peel_2023.cycle import CYCLE, chapter, victims
from flows.practice.reporting import (
    counted,
    improvement,
    in_numbers,
    innovative,
    main_findings,
    promising,
    report,
)
from flows.practice.services import LANCASHIRE as FORCE
from flows.practice.summaries import two_columns

_CHAPTERS = (
    victims(
        "Lancashire Constabulary tells victims what becomes of their cases, in nineteen files of twenty.",
    ),
    chapter(
        "treating",
        "Good",
        "Lancashire Constabulary is good at using police powers and treating the public fairly and respectfully.",
        "In 93.0 percent (with a confidence interval of +/- 3.2 percent) of the searches that we looked at, there were "
        "reasonable grounds; in our last inspection it was 91.5 percent.",
        *main_findings(
            "Panels see what they ask for",
            "A panel may ask for any film of the last month, and has been refused once, by mistake.",
        ),
    ),
    chapter(
        "preventing",
        "Good",
        "Lancashire Constabulary is good at preventing and deterring crime and antisocial behaviour, and reducing "
        "vulnerability.",
        promising(
            "A joiner in every district",
            "What began with one van is now done in all districts. It is too early to say whether it works as well "
            "on a "
            "larger scale.",
        ),
    ),
    chapter(
        "responding",
        "Good",
        "Lancashire Constabulary is good at responding to the public.",
        *main_findings("Callers are told how long", "A recorded voice gives the wait, and was right to a minute."),
    ),
    chapter(
        "investigating",
        "Good",
        "Lancashire Constabulary is good at investigating crime.",
        *main_findings("Skills are recorded", "The list that we have asked for since 2016 exists, and is used."),
    ),
    chapter(
        "protecting",
        "Adequate",
        "Lancashire Constabulary is adequate at protecting vulnerable people.",
        improvement(
            "The constabulary needs to visit registered offenders when the visits are due.",
            "There were 28 overdue visits, down from 41.",
        ),
        *main_findings(
            "Supervisors check each risk grade",
            "We asked for this in three inspections. It is done now in every case that we read.",
        ),
    ),
    chapter(
        "managing",
        "Good",
        "Lancashire Constabulary is good at managing offenders and suspects.",
        *main_findings("Wanted people are found", "Two thirds of those on the list a year ago are no longer on it."),
    ),
    chapter(
        "workforce",
        "Adequate",
        "Lancashire Constabulary is adequate at building, supporting and protecting its workforce.",
        improvement(
            "The constabulary should ask those who leave why they do.",
            "One officer in twelve left within two years. Nobody could tell us the reasons.",
        ),
    ),
    chapter(
        "leadership",
        "Outstanding",
        "Lancashire Constabulary’s leadership and management is outstanding.",
        innovative(
            "A yearly day on which staff try to break the plan",
            "Leaders take away the weakest point that was found, and report a month later on what they did with it.",
        ),
    ),
)
PAGES = (
    report(
        CYCLE,
        FORCE,
        "6 December 2024",
        (
            counted(FORCE, "nine", "eight"),
            two_columns(_CHAPTERS),
            "Lancashire Constabulary was awarded no requires improvement or inadequate grades. The service to "
            "victims is "
            "not graded.",
        ),
        (
            "I congratulate Lancashire Constabulary. It has closed a request that I inherited from two inspectors "
            "before "
            "me.",
            "I ask it to find out why its young officers leave.",
        ),
        _CHAPTERS,
        more=(
            in_numbers(("People who live there", "1.5 million"), ("Officers", "3,500"), ("Area", "1,200 square miles")),
        ),
        badges=False,
    ),
)
