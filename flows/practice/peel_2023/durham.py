"""Durham in 2023–25: a picture for a summary, and a grade that fell where a warning had been given."""

from __future__ import annotations

from flows.practice.peel_2023.cycle import CYCLE, chapter, victims
from flows.practice.reporting import (
    counted,
    improvement,
    improvements,
    in_numbers,
    innovative,
    main_findings,
    report,
)
from flows.practice.services import DURHAM as FORCE
from flows.practice.summaries import picture

_CHAPTERS = (
    victims("Durham Constabulary is kind to victims and quick to tell them the truth."),
    chapter(
        "treating",
        "Outstanding",
        "Durham Constabulary is outstanding at using police powers and treating the public fairly and respectfully.",
        innovative(
            "Minutes on the website within a week",
            "What the scrutiny panels find is published at once, with the constabulary’s answer beside it.",
        ),
    ),
    chapter(
        "preventing",
        "Good",
        "Durham Constabulary is good at preventing and deterring crime and antisocial behaviour, and reducing "
        "vulnerability.",
        *main_findings("The register is still open", "It holds fewer problems than two years ago, and older ones."),
    ),
    chapter(
        "responding",
        "Adequate",
        "Durham Constabulary is adequate at responding to the public.",
        improvement(
            "The constabulary should review how it grades calls about missing children.",
            "Two forms are in use, and they lead to two answers.",
        ),
    ),
    chapter(
        "investigating",
        "Good",
        "Durham Constabulary is good at investigating crime.",
        *main_findings(
            "Supervisors still find the fault first", "They did so in all but one of the files that we doubted."
        ),
    ),
    chapter(
        "protecting",
        "Good",
        "Durham Constabulary is good at protecting vulnerable people.",
        *main_findings("Coercion is recognised", "Officers described it in their own words, and correctly."),
    ),
    chapter(
        "managing",
        "Requires improvement",
        "Durham Constabulary requires improvement at managing offenders and suspects.",
        improvements(
            "The constabulary needs to visit registered offenders when the visits are due.",
            "We warned of this in 2022. Visits that are overdue have doubled since.",
            "The constabulary should keep a list of wanted persons that is true on the day it is read.",
            "A tenth of the list was out of date.",
        ),
    ),
    chapter(
        "workforce",
        "Adequate",
        "Durham Constabulary is adequate at building, supporting and protecting its workforce.",
        improvement(
            "The constabulary should review the caseload of its detectives.",
            "We have said so in three inspections. Caseloads are reviewed; they are not reduced.",
        ),
    ),
    chapter(
        "leadership",
        "Adequate",
        "Durham Constabulary’s leadership and management is adequate.",
        *main_findings(
            "Leaders know where it hurts", "They told us before we told them. What they plan to do is less clear."
        ),
    ),
)
PAGES = (
    report(
        CYCLE,
        FORCE,
        "21 March 2025",
        (counted(FORCE, "nine", "eight"), picture(_CHAPTERS), "The service to victims is not graded."),
        ("Durham Constabulary still does remarkable things, and still with too few people for them.",),
        _CHAPTERS,
        more=(in_numbers(("People who live there", "600,000"), ("Officers", "1,300"), ("Area", "900 square miles")),),
    ),
)
