"""What all practice reports of 2021/22 share."""

from __future__ import annotations

from flows.practice.content import Group, Heading, Judged, Part
from flows.practice.reporting import Cycle
from flows.practice.wordings import PRACTICE

CYCLE = Cycle(
    "/peel-reports/",
    "2021-22",
    "PEEL 2021/22 – An inspection of ",
    {
        "recording": "Crime data integrity",
        "treating": "Engaging with and treating the public with fairness and respect",
        "preventing": "Preventing crime and anti-social behaviour",
        "responding": "Responding to the public",
        "investigating": "Investigating crime",
        "protecting": "Protecting vulnerable people",
        "managing": "Managing offenders and suspects",
        "organised": "Disrupting serious organised crime",
        "workforce": "Building, supporting and protecting the workforce",
        "planning": "Strategic planning, organisational management and value for money",
    },
    (
        Group(
            "Data in this report",
            (
                PRACTICE,
                "Its figures are as invented as its sentences. Where two of them disagree, that too was on purpose.",
            ),
        ),
        Group(
            "Important changes to PEEL",
            (
                "There are five grades from this round on, where there were four. A force that was good before may be "
                "adequate now without having become any worse, so grades of this round and earlier ones are not to be "
                "compared.",
                "We have also stopped grading whole pillars. A reader who wants one word for a force will not find it.",
            ),
        ),
    ),
    "HM Inspector’s observations",
)


def chapter(area: str, grade: str, *said: Part) -> Judged:
    """Write a chapter of a report; an empty grade is not printed."""
    return Judged(CYCLE.areas[area], said, grade)


def victims(*said: Part) -> Judged:
    """Write the chapter on victims, which bears no grade."""
    return Judged(
        "Providing a service to victims of crime",
        (
            Heading("Victim service assessment"),
            "This part follows victims from the first call to the last letter. It is not graded.",
            *said,
        ),
    )


def reducing_crime(*said: str) -> Group:
    """Write the section that says what the force does that should make crime rarer."""
    return Group("Reducing crime assessment", ("We name here what we think will reduce crime in time.", *said))
