"""What all practice reports of 2023–25 share."""

from __future__ import annotations

from flows.practice.content import Group, Heading, Judged, Part
from flows.practice.reporting import Cycle
from flows.practice.wordings import PRACTICE

CYCLE = Cycle(
    "/peel-reports/",
    "2023-25",
    "PEEL 2023–2025: An inspection of ",
    {
        "recording": "Crime recording",
        "treating": "Police powers and treating the public fairly and respectfully",
        "preventing": "Preventing and deterring crime and antisocial behaviour, and reducing vulnerability",
        "responding": "Responding to the public",
        "investigating": "Investigating crime",
        "protecting": "Protecting vulnerable people",
        "managing": "Managing offenders and suspects",
        "workforce": "Building, supporting and protecting the workforce",
        "leadership": "Leadership and force management",
    },
    (
        Group(
            "PEEL 2023–2025",
            (
                PRACTICE,
                "We have moved the bar again. What was good in 2021/22 may be adequate here, and a grade of this round "
                "should not be set beside one of the last.",
            ),
        ),
        Group(
            "Terminology in this report",
            (
                "By ‘the force’ we mean its officers, its staff and its volunteers. By ‘areas’ we mean the chapters "
                "below.",
            ),
        ),
    ),
    "HM Inspector’s summary",
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
            "We read case files from beginning to end, as a victim would have to. We do not grade what we found.",
            *said,
        ),
    )
