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


_ABOUT = {
    "recording": "A crime that is not recorded is not investigated. We estimate how many were lost between the call "
    "and the computer.",
    "treating": "We look at whom the force searches and why, at how it uses force, and at what the people who live "
    "with its decisions think of them.",
    "preventing": "We look at what officers do before anything has happened: whom they know, what they notice, and "
    "what becomes of it.",
    "responding": "Somebody who calls should be answered, understood, and told what happens next. We listened to "
    "sixty calls in each force.",
    "investigating": "We read files from the first report to the last decision, and ask whether a victim would have "
    "been content with what was done.",
    "protecting": "We follow those who are at more risk than others: children, people who are beaten at home, people "
    "who go missing, people who are ill.",
    "managing": "We look at those who may offend again: whether the force knows where they are, visits them when it "
    "should, and finds those it is looking for.",
    "workforce": "We ask who joins, who stays and who leaves, and whether anybody in charge could tell us why.",
    "leadership": "We ask where the force is going, who decided that, and whether those who are to go there have "
    "been told.",
}
"""What each chapter says that it is about, by its key."""


def chapter(area: str, grade: str, judgment: str, *said: Part) -> Judged:
    """Write a chapter of a report: its judgment in a sentence, what it is about, and what was found."""
    return Judged(CYCLE.areas[area], (judgment, _ABOUT[area], *said), grade)


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
