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


_ABOUT = {
    "recording": "We compare what people told the force with what it wrote down, and count what is missing. Fraud is "
    "left out, since another body records it.",
    "treating": "We look at whom the force searches and why, at how it uses force, and at what the people who live "
    "with its decisions think of them.",
    "preventing": "We look at what officers do before anything has happened: whom they know, what they notice, and "
    "what becomes of it.",
    "responding": "We listen to calls, from the first ring until somebody comes or does not, and ask whether those "
    "who needed help most were helped first.",
    "investigating": "We read files from the first report to the last decision, and ask whether a victim would have "
    "been content with what was done.",
    "protecting": "We follow those who are at more risk than others: children, people who are beaten at home, people "
    "who go missing, people who are ill.",
    "managing": "We look at those who may offend again: whether the force knows where they are, visits them when it "
    "should, and finds those it is looking for.",
    "organised": "We ask what the force knows of the gangs in its area, what it does about them, and how it could "
    "tell whether that worked.",
    "workforce": "We ask those who work for the force how they are, and look at what is done for those who are not "
    "well.",
    "planning": "We read the force’s plans beside its budget, and ask whether the one could be paid for with the "
    "other.",
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
            "This part follows victims from the first call to the last letter. It is not graded.",
            *said,
        ),
    )


def reducing_crime(*said: str) -> Group:
    """Write the section that says what the force does that should make crime rarer."""
    return Group("Reducing crime assessment", ("We name here what we think will reduce crime in time.", *said))
