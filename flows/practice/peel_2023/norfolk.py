"""Norfolk in 2023–25: one list of judgments, and a practice that others should copy."""

from __future__ import annotations

from flows.practice.peel_2023.cycle import CYCLE, chapter, victims
from flows.practice.reporting import (
    counted,
    improvement,
    in_numbers,
    innovative,
    main_findings,
    report,
)
from flows.practice.services import NORFOLK as FORCE
from flows.practice.summaries import one_list

_CHAPTERS = (
    victims("Norfolk Constabulary keeps its promises to victims, of which it makes few."),
    chapter(
        "treating",
        "Good",
        "Norfolk Constabulary is good at using police powers and treating the public fairly and respectfully.",
        *main_findings(
            "It looks at its own searches", "A third of all films are watched, and the watchers disagree openly."
        ),
    ),
    chapter(
        "preventing",
        "Good",
        "Norfolk Constabulary is good at preventing and deterring crime and antisocial behaviour, and reducing "
        "vulnerability.",
        *main_findings(
            "Seven boats in ten are marked", "Thefts of boats have halved; thefts of marked ones have stopped."
        ),
    ),
    chapter(
        "responding",
        "Outstanding",
        "Norfolk Constabulary is outstanding at responding to the public.",
        innovative(
            "Villagers who hold the keys",
            "In forty villages somebody trained can open the hall, the defibrillator and the road. They come before "
            "the "
            "patrol can, and know what to do until it does.",
        ),
    ),
    chapter(
        "investigating",
        "Good",
        "Norfolk Constabulary is good at investigating crime.",
        *main_findings("Films come from the gates", "A dozen convictions rest on cameras that were lent to farms."),
    ),
    chapter(
        "protecting",
        "Good",
        "Norfolk Constabulary is good at protecting vulnerable people.",
        improvement(
            "The constabulary should review how it grades calls about missing children.",
            "The new form is used on all shifts. It needs a line for those who go missing often.",
        ),
    ),
    chapter(
        "managing",
        "Good",
        "Norfolk Constabulary is good at managing offenders and suspects.",
        *main_findings("Visits are made", "None was overdue on the day that we asked."),
    ),
    chapter(
        "workforce",
        "Good",
        "Norfolk Constabulary is good at building, supporting and protecting its workforce.",
        *main_findings("Candidates are told why", "Those who fail a promotion board get a letter, and a second try."),
    ),
    chapter(
        "leadership",
        "Good",
        "Norfolk Constabulary’s leadership and management is good.",
        *main_findings(
            "Two forces, one store", "What is shared is shared for good reasons, and the reasons are written down."
        ),
    ),
)
PAGES = (
    report(
        CYCLE,
        FORCE,
        "17 January 2025",
        (
            counted(FORCE, "nine", "eight"),
            one_list(_CHAPTERS),
            "Norfolk Constabulary was awarded no requires improvement or inadequate grades.",
        ),
        ("I am pleased with Norfolk Constabulary, and told it so in a village hall.",),
        _CHAPTERS,
        more=(in_numbers(("People who live there", "900,000"), ("Officers", "1,900"), ("Area", "2,100 square miles")),),
    ),
)
