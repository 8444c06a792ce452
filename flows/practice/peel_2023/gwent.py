"""Gwent in 2023–25: a column a grade again, one cause of concern less, and a twin in Welsh."""

from __future__ import annotations

from flows.practice.content import Group, Listing, Table
from flows.practice.peel_2023.cycle import CYCLE, chapter, victims
from flows.practice.reporting import (
    concern,
    counted,
    improvement,
    in_numbers,
    main_findings,
    promising,
    report,
)
from flows.practice.services import GWENT as FORCE
from flows.practice.summaries import matrix

_CHAPTERS = (
    victims("Gwent Police answers its telephones. Victims hear from it soon, and then not for some time."),
    chapter(
        "recording",
        "Adequate",
        "Gwent Police is adequate at recording crime.",
        "It records 93.8 percent (with a confidence interval of +/- 2.6 percent) of what is reported to it.",
    ),
    chapter(
        "treating",
        "Good",
        "Gwent Police is good at using police powers and treating the public fairly and respectfully.",
        *main_findings("People are spoken to first", "Fewer searches are made, and more of them find something."),
    ),
    chapter(
        "preventing",
        "Adequate",
        "Gwent Police is adequate at preventing and deterring crime and antisocial behaviour, and reducing "
        "vulnerability.",
        promising(
            "A map that wakes somebody",
            "When a place on the shared map of complaints turns red at night, an officer’s telephone now rings.",
        ),
    ),
    chapter(
        "responding",
        "Requires improvement",
        "Gwent Police requires improvement at responding to the public.",
        improvement(
            "The force should answer calls from people at risk before all others.",
            "The marks that tell these calls apart are back. On two nights of ten they were not used.",
        ),
        Table(
            ("Year", "Emergency calls answered within ten seconds"),
            (("2021", "71 percent"), ("2022", "80 percent"), ("2024", "89 percent")),
        ),
    ),
    chapter(
        "investigating",
        "Requires improvement",
        "Gwent Police requires improvement at investigating crime.",
        concern(
            "The force does not look for all the evidence that there is.",
            "In 22 of 60 cases, films from shops or doorbells had been offered and not fetched.",
            Listing(
                "Within three months, Gwent Police should:",
                ("fetch what it is offered within a day; and", "have a supervisor ask, in each case, what is missing."),
            ),
        ),
        improvement(
            "The force should limit the number of times that a case changes hands.",
            "This is the fifth time that we ask. Four owners was the most that we saw.",
        ),
    ),
    chapter(
        "protecting",
        "Adequate",
        "Gwent Police is adequate at protecting vulnerable people.",
        *main_findings("Help comes sooner", "Half as many people at risk waited for more than an hour."),
    ),
    chapter(
        "managing",
        "Adequate",
        "Gwent Police is adequate at managing offenders and suspects.",
        *main_findings(
            "The list of wanted people is true", "All whom we looked up were where the list said, or wanted."
        ),
    ),
    chapter(
        "workforce",
        "Adequate",
        "Gwent Police is adequate at building, supporting and protecting its workforce.",
        *main_findings("Nights are looked after", "A nurse comes to the canteen at two, and is not left alone."),
    ),
    chapter(
        "leadership",
        "Requires improvement",
        "Gwent Police’s leadership and management requires improvement.",
        improvement(
            "The force needs to make one plan and keep to it.",
            "Three plans were in force when we came. Each was good.",
        ),
    ),
)
PAGES = (
    report(
        CYCLE,
        FORCE,
        "14 February 2025",
        (counted(FORCE, "ten", "nine"), matrix(_CHAPTERS), "The service to victims is not graded."),
        (
            "Gwent Police has come some way since 2022, and most of it in the last year.",
            "I have closed the cause of concern about its telephones, and opened one about its evidence.",
        ),
        _CHAPTERS,
        more=(
            in_numbers(("People who live there", "600,000"), ("Officers", "1,500"), ("Area", "600 square miles")),
            Group(
                "The operating context for Welsh forces",
                (
                    "Some of what the force depends on is decided in Cardiff and some in London. We judge the force "
                    "alone.",
                ),
            ),
        ),
    ),
)
