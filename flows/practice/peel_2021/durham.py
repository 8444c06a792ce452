"""Durham in 2021/22: the areas listed under each grade, and no badge beside the chapters."""

from __future__ import annotations

from flows.practice.peel_2021.cycle import CYCLE, chapter, reducing_crime, victims
from flows.practice.reporting import (
    counted,
    improvement,
    in_numbers,
    innovative,
    main_findings,
    report,
)
from flows.practice.services import DURHAM as FORCE
from flows.practice.summaries import by_grade

_CHAPTERS = (
    victims(
        "Durham Constabulary treats victims as it would treat its own. We found one letter that could have been kinder."
    ),
    chapter(
        "recording",
        "Outstanding",
        "Durham Constabulary is outstanding at recording crime.",
        "It records 98.7 percent (with a confidence interval of +/- 1.1 percent) of what is reported to it.",
    ),
    chapter(
        "treating",
        "Good",
        "Durham Constabulary is good at treating people fairly and with respect.",
        improvement(
            "The constabulary should publish what its scrutiny panels find.",
            "The panels are good and the minutes are short. They lie in a drawer that was opened for us.",
        ),
    ),
    chapter(
        "preventing",
        "Outstanding",
        "Durham Constabulary is outstanding at preventing crime and anti-social behaviour.",
        innovative(
            "A register of problems that residents close",
            "A problem stays on the register until those who complained of it agree that it is gone. Three forces have "
            "copied this since our last visit.",
        ),
    ),
    chapter(
        "responding",
        "Good",
        "Durham Constabulary is good at responding to the public.",
        *main_findings(
            "It comes when it says", "Officers arrived within the promised time in 94 percent of the cases."
        ),
    ),
    chapter(
        "investigating",
        "Good",
        "Durham Constabulary is good at investigating crime.",
        *main_findings(
            "Poor work is found early",
            "Supervisors read a case after a week and after a month. Where we found fault, they had found it first.",
        ),
    ),
    chapter(
        "protecting",
        "Good",
        "Durham Constabulary is good at protecting vulnerable people.",
        *main_findings("Schools are told", "A school hears of an incident at home before the first lesson."),
    ),
    chapter(
        "managing",
        "Adequate",
        "Durham Constabulary is adequate at managing offenders and suspects.",
        improvement(
            "The constabulary needs to visit registered offenders when the visits are due.",
            "It has fewer officers for this than two years ago, and more offenders.",
        ),
    ),
    chapter(
        "workforce",
        "Adequate",
        "Durham Constabulary is adequate at building, supporting and protecting its workforce.",
        improvement(
            "The constabulary should review the caseload of its detectives.",
            "Caseloads came down after 2017. They are up again, and two of the detectives that we met were ill with "
            "it.",
        ),
    ),
    chapter(
        "planning",
        "Good",
        "Durham Constabulary is good at strategic planning and provides value for money.",
        *main_findings("It buys little", "What it buys it keeps for a long time, and mends."),
    ),
)
PAGES = (
    report(
        CYCLE,
        FORCE,
        "30 June 2022",
        (counted(FORCE, "ten", "nine"), *by_grade(_CHAPTERS), "The service to victims is not graded."),
        (
            "I congratulate Durham Constabulary on what it does, and worry about those who do it.",
            "A force cannot be outstanding for long on tired people.",
        ),
        _CHAPTERS,
        more=(
            in_numbers(("People who live there", "600,000"), ("Officers", "1,300"), ("Area", "900 square miles")),
            reducing_crime("Problems that are closed by those who complained do not come back."),
        ),
        badges=False,
    ),
)
