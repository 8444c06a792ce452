"""Kent in 2023–25: a column a grade, and the cause of concern of the last report gone."""

from __future__ import annotations

from flows.practice.peel_2023.cycle import CYCLE, chapter, victims
from flows.practice.reporting import (
    counted,
    improvement,
    improvements,
    in_numbers,
    innovative,
    main_findings,
    promising,
    report,
)
from flows.practice.services import KENT as FORCE
from flows.practice.summaries import matrix

_CHAPTERS = (
    victims("Kent Police rings back those who could not wait, and most of them are glad of it."),
    chapter(
        "recording",
        "Good",
        "Kent Police is good at recording crime.",
        "It records 96.4 percent (with a confidence interval of +/- 2.0 percent) of what is reported to it.",
    ),
    chapter(
        "treating",
        "Good",
        "Kent Police is good at using police powers and treating the public fairly and respectfully.",
        "In 92.2 percent (with a confidence interval of +/- 3.5 percent) of the searches that we looked at, there were "
        "reasonable grounds.",
        *main_findings("Films are watched by those who were searched", "They may come to the panel, and a few have."),
    ),
    chapter(
        "preventing",
        "Outstanding",
        "Kent Police is outstanding at preventing and deterring crime and antisocial behaviour, and reducing "
        "vulnerability.",
        innovative(
            "Letters to those who sell what others steal",
            "The list of stolen goods now goes to 140 dealers, and is read by machines as well as people.",
        ),
    ),
    chapter(
        "responding",
        "Good",
        "Kent Police is good at responding to the public.",
        *main_findings(
            "The system that rings back is switched on", "One caller in thirty gives up now, instead of one in five."
        ),
    ),
    chapter(
        "investigating",
        "Adequate",
        "Kent Police is adequate at investigating crime.",
        improvements(
            "The force should limit the number of times that a case changes hands.",
            "Four owners was the most that we saw. It was six.",
            "The force should tell victims why a case was closed.",
            "Letters now give a reason that fits the case, in three files of four.",
        ),
    ),
    chapter(
        "protecting",
        "Good",
        "Kent Police is good at protecting vulnerable people.",
        promising(
            "A second visit by the first officer",
            "Rotas have been changed so that the officer who came first can come back. The university is measuring "
            "what "
            "it does.",
        ),
    ),
    chapter(
        "managing",
        "Good",
        "Kent Police is good at managing offenders and suspects.",
        *main_findings("Breaches are acted on", "Bail was breached in nine cases of fifty, and acted on in eight."),
    ),
    chapter(
        "workforce",
        "Good",
        "Kent Police is good at building, supporting and protecting its workforce.",
        *main_findings("Staff say that they are heard", "Seven in ten said so, and named what had changed."),
    ),
    chapter(
        "leadership",
        "Good",
        "Kent Police’s leadership and management is good.",
        improvement(
            "The force should record the skills of its staff in one place.",
            "The two lists have become one, which half of the teams keep up to date.",
        ),
    ),
)
PAGES = (
    report(
        CYCLE,
        FORCE,
        "8 November 2024",
        (
            counted(FORCE, "ten", "nine"),
            matrix(_CHAPTERS),
            "Kent Police was awarded no requires improvement or inadequate grades. The service to victims is not "
            "graded.",
        ),
        (
            "I closed the cause of concern about violence last spring. What Kent Police learned from it shows "
            "elsewhere too.",
        ),
        _CHAPTERS,
        more=(
            in_numbers(("People who live there", "1.9 million"), ("Officers", "4,100"), ("Area", "1,400 square miles")),
        ),
    ),
)
