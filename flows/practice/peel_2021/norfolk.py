"""Norfolk in 2021/22: no summary at all; what the report has to say of grades stands beside its chapters."""

from __future__ import annotations

from flows.practice.peel_2021.cycle import CYCLE, chapter, reducing_crime, victims
from flows.practice.reporting import (
    improvement,
    in_numbers,
    innovative,
    main_findings,
    report,
)
from flows.practice.services import NORFOLK as FORCE

_CHAPTERS = (
    victims("Norfolk Constabulary keeps victims informed, and comes when it can; distances are still long."),
    chapter(
        "treating",
        "Adequate",
        "Norfolk Constabulary is adequate at treating people fairly and with respect.",
        improvement(
            "The constabulary needs to look at more of its own searches.",
            "It looked at 40 of 3,100. Those that it looked at were good.",
        ),
    ),
    chapter(
        "preventing",
        "Good",
        "Norfolk Constabulary is good at preventing crime and anti-social behaviour.",
        *main_findings(
            "Boats are marked", "Four boats in ten on the rivers now carry a number that cannot be filed off."
        ),
    ),
    chapter(
        "responding",
        "Good",
        "Norfolk Constabulary is good at responding to the public.",
        improvement(
            "The constabulary should review how it grades calls about missing children.",
            "We asked for this in 2017 and in 2018/19. A new form was written, and is not yet used on all shifts.",
        ),
    ),
    chapter(
        "investigating",
        "Good",
        "Norfolk Constabulary is good at investigating crime.",
        innovative(
            "Farmers who film their own gates",
            "Cameras are lent to farms that were robbed. The films go straight to the officer in charge of the case.",
        ),
    ),
    chapter(
        "protecting",
        "Good",
        "Norfolk Constabulary is good at protecting vulnerable people.",
        *main_findings(
            "Each return is followed by a visit", "Missing people are asked why they left, and what would help."
        ),
    ),
    chapter(
        "managing",
        "Adequate",
        "Norfolk Constabulary is adequate at managing offenders and suspects.",
        improvement(
            "The constabulary needs to visit registered offenders when the visits are due.",
            "Seventeen visits were overdue, most of them by less than a month.",
        ),
    ),
    chapter("organised", "Good", "Norfolk Constabulary is good at disrupting serious organised crime."),
    chapter(
        "workforce",
        "Adequate",
        "Norfolk Constabulary is adequate at building, supporting and protecting its workforce.",
        improvement(
            "The constabulary should tell candidates for promotion why they failed.",
            "It tells them that they have.",
        ),
    ),
    chapter(
        "planning",
        "Good",
        "Norfolk Constabulary is good at strategic planning and provides value for money.",
        *main_findings("It still shares a store", "One store, one rota and now one garage serve two forces."),
    ),
)
PAGES = (
    report(
        CYCLE,
        FORCE,
        "17 November 2022",
        ("Each chapter below begins with our judgment. The service to victims is not graded.",),
        ("Norfolk Constabulary does ordinary things well, which is less ordinary than it sounds.",),
        _CHAPTERS,
        more=(
            in_numbers(("People who live there", "900,000"), ("Officers", "1,900"), ("Area", "2,100 square miles")),
            reducing_crime("A boat that cannot be sold is a boat that stays."),
        ),
    ),
)
