"""Lancashire in 2021/22: every chapter there is, summed up in a column a grade, and a request made twice before."""

from __future__ import annotations

from flows.practice.content import Table
from flows.practice.peel_2021.cycle import CYCLE, chapter, reducing_crime, victims
from flows.practice.reporting import (
    counted,
    improvement,
    improvements,
    in_numbers,
    innovative,
    main_findings,
    report,
)
from flows.practice.services import LANCASHIRE as FORCE
from flows.practice.summaries import matrix

_CHAPTERS = (
    victims(
        "Lancashire Constabulary answers most calls before the caller has finished looking for the number of the "
        "council. Crimes are recorded on the day they are reported.",
        "In one file in nine, nobody had told the victim that the case was closed.",
        Table(
            ("What we looked at", "Lancashire", "England and Wales"),
            (
                ("Emergency calls answered within ten seconds", "93.1 percent", "88.4 percent"),
                ("Victims told that their case was closed", "88.9 percent", "not known"),
            ),
        ),
    ),
    chapter(
        "recording",
        "Good",
        "Lancashire Constabulary is good at recording crime.",
        "We estimate that it records 95.2 percent (with a confidence interval of +/- 2.4 percent) of the crimes that "
        "are "
        "reported to it, fraud not counted.",
        improvement(
            "The constabulary needs to record crimes against people who live in care as readily as all others.",
            "In eleven of forty cases, a note had been made where a crime should have been recorded. Nobody had "
            "meant to "
            "hide anything; the form for care homes has no box for it.",
        ),
    ),
    chapter(
        "treating",
        "Good",
        "Lancashire Constabulary is good at treating people fairly and with respect.",
        *main_findings(
            "It asks people what they think, and prints the answers",
            "Eight panels met last year. Two of them were chaired by people who had been searched.",
            "Most searches have reasons that can be followed",
            "In 91.5 percent (with a confidence interval of +/- 3.7 percent) of the searches that we looked at, "
            "there were "
            "reasonable grounds.",
        ),
    ),
    chapter(
        "preventing",
        "Outstanding",
        "Lancashire Constabulary is outstanding at preventing crime and anti-social behaviour.",
        innovative(
            "A van that mends what was broken",
            "The constabulary and two councils send a joiner to any address that was broken into, on the same day. "
            "Repeat burglaries at those addresses fell by a third in the year after.",
        ),
        *main_findings(
            "Neighbourhood officers stay where they are",
            "Officers were taken away from their areas on four days of the last hundred, and on each the reason was "
            "written down.",
        ),
    ),
    chapter(
        "responding",
        "Good",
        "Lancashire Constabulary is good at responding to the public.",
        *main_findings(
            "Calls are graded by what could happen",
            "Call takers asked about earlier incidents in 58 of the 60 calls that we listened to.",
        ),
    ),
    chapter(
        "investigating",
        "Adequate",
        "Lancashire Constabulary is adequate at investigating crime. It was good when we last looked at this, on "
        "another "
        "scale.",
        improvement(
            "The constabulary should record the skills of its staff in one place.",
            "Twice we met a supervisor who searched for a trained interviewer by telephone. The list that we were "
            "shown "
            "was of 2019.",
        ),
    ),
    chapter(
        "protecting",
        "Adequate",
        "Lancashire Constabulary is adequate at protecting vulnerable people.",
        improvements(
            "The constabulary should make sure that supervisors check the risk grade of every domestic abuse case.",
            "We asked for this in 2017 and again in 2018/19. Four cases in ten are checked now, which is more than "
            "before "
            "and less than all.",
            "The constabulary needs to visit registered offenders when the visits are due.",
            "There were 41 overdue visits on the day that we counted.",
        ),
    ),
    chapter(
        "managing",
        "Good",
        "Lancashire Constabulary is good at managing offenders and suspects.",
        *main_findings(
            "Wanted people are looked for",
            "The list of wanted people is read out at the start of each shift, and grows shorter.",
        ),
    ),
    chapter(
        "organised",
        "Outstanding",
        "Lancashire Constabulary is outstanding at disrupting serious organised crime.",
        innovative(
            "Plans that the neighbours can read",
            "A version of each plan without names is given to shopkeepers and schools, who then know what to look for.",
        ),
    ),
    chapter(
        "workforce",
        "Good",
        "Lancashire Constabulary is good at building, supporting and protecting its workforce.",
        *main_findings(
            "Those who have seen too much are asked about it",
            "Every officer who goes to three sudden deaths in a month is seen by a nurse, wanted or not.",
        ),
    ),
    chapter(
        "planning",
        "Good",
        "Lancashire Constabulary is good at strategic planning and provides value for money.",
        *main_findings(
            "Its plans still show their doubts",
            "Each plan ends in a page that says what would make it fail. The auditors begin to read there.",
        ),
    ),
)
PAGES = (
    report(
        CYCLE,
        FORCE,
        "20 October 2022",
        (
            counted(FORCE, "11", "ten"),
            matrix(_CHAPTERS),
            "Lancashire Constabulary was awarded no requires improvement or inadequate grades. The service to "
            "victims is "
            "not graded.",
        ),
        (
            "I am pleased with Lancashire Constabulary’s performance, and I have three things to say about it.",
            "It prevents crime better than any force that I have seen. It protects people well enough, and knows that "
            "this is faint praise. And it has now been asked three times to check how it grades risk.",
        ),
        _CHAPTERS,
        more=(
            in_numbers(("People who live there", "1.5 million"), ("Officers", "3,500"), ("Area", "1,200 square miles")),
            reducing_crime("Its joiners, its panels and its patience will each make some crime rarer."),
        ),
    ),
)
