"""Kent in 2021/22: grades in a table of two columns alone, and a cause of concern that was told before."""

from __future__ import annotations

from flows.practice.content import Listing
from flows.practice.peel_2021.cycle import CYCLE, chapter, reducing_crime, victims
from flows.practice.reporting import (
    concern,
    counted,
    improvement,
    improvements,
    in_numbers,
    innovative,
    main_findings,
    report,
)
from flows.practice.services import KENT as FORCE
from flows.practice.summaries import two_columns

_CHAPTERS = (
    victims(
        "Kent Police records crimes quickly and answers emergency calls in time. Other calls wait, and one in five "
        "callers gives up.",
        "Victims are asked for their wishes at the start and seldom again.",
    ),
    chapter(
        "treating",
        "Good",
        "Kent Police is good at treating people fairly and with respect.",
        "In 84.6 percent (with a confidence interval of +/- 4.1 percent) of the searches that we looked at, there were "
        "reasonable grounds.",
        *main_findings(
            "Young people still chair the panel",
            "It watched 30 films of searches last year, and its remarks have changed how searches are taught.",
        ),
    ),
    chapter(
        "preventing",
        "Good",
        "Kent Police is good at preventing crime and anti-social behaviour.",
        innovative(
            "Letters to those who sell what others steal",
            "Second-hand dealers get a list of stolen goods each morning. Eleven dealers have signed up to refuse "
            "them.",
        ),
    ),
    chapter(
        "responding",
        "Adequate",
        "Kent Police is adequate at responding to the public.",
        improvement(
            "The force needs to answer calls that are no emergency before the caller gives up.",
            "Of 50,000 such calls in a quarter, 9,900 were abandoned. The force has bought a system that rings back, "
            "and "
            "had not yet switched it on.",
        ),
    ),
    chapter(
        "investigating",
        "Requires improvement",
        "Kent Police requires improvement at investigating crime.",
        concern(
            "The force closes too many cases of violence without having looked for evidence.",
            "We told the force about this in writing three months before this report. In 31 of the 80 files that we "
            "read, "
            "a witness had been named and not spoken to.",
            Listing(
                "Within three months, Kent Police should:",
                (
                    "have a supervisor read each case of violence before it is closed; and",
                    "open again the cases that we handed over.",
                ),
            ),
            Listing(
                "By 31 December 2022, Kent Police should:",
                ("train all its supervisors in what a full investigation is.",),
            ),
            heading="Accelerated cause of concern",
        ),
        improvements(
            "The force should tell victims why a case was closed.",
            "We asked for this in 2018/19. A letter is sent now, but it gives the same reason to everybody.",
            "The force should limit the number of times that a case changes hands.",
            "Six owners for one case was the most that we saw, and three was usual.",
        ),
    ),
    chapter(
        "protecting",
        "Adequate",
        "Kent Police is adequate at protecting vulnerable people.",
        *main_findings(
            "The same officer comes twice",
            "In most files the officer who came first also came back. Victims told us that this mattered more to them "
            "than anything else.",
        ),
    ),
    chapter(
        "managing",
        "Good",
        "Kent Police is good at managing offenders and suspects.",
        *main_findings(
            "Bail is used where a victim needs it",
            "Conditions were sensible in 46 of 50 cases, and breaches were acted on within a day.",
        ),
    ),
    chapter(
        "workforce",
        "Good",
        "Kent Police is good at building, supporting and protecting its workforce.",
        *main_findings(
            "Leave is still granted", "Sickness is lower than in most forces, and nobody is proud of coming in ill."
        ),
    ),
    chapter(
        "planning",
        "Adequate",
        "Kent Police is adequate at strategic planning and at providing value for money.",
        improvement(
            "The force should record the skills of its staff in one place.",
            "We have asked for this before. Two lists exist, and they agree in about half of what they say.",
        ),
    ),
)
PAGES = (
    report(
        CYCLE,
        FORCE,
        "28 April 2022",
        (
            counted(FORCE, "nine", "eight"),
            two_columns(_CHAPTERS),
            "The service to victims is not graded.",
        ),
        (
            "I am content with much of what Kent Police does, and not with how it investigates violence.",
            "The force did not argue with me about that. It began to open cases again in the week in which we wrote.",
        ),
        _CHAPTERS,
        more=(
            in_numbers(("People who live there", "1.9 million"), ("Officers", "4,100"), ("Area", "1,400 square miles")),
            reducing_crime("Its work with dealers makes stealing worth less."),
        ),
        badges=False,
    ),
)
