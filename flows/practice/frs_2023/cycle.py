"""What all practice reports on fire services of 2023–25 share."""

from __future__ import annotations

from flows.practice.content import Group, Judged, Part
from flows.practice.reporting import Cycle
from flows.practice.wordings import PRACTICE

CYCLE = Cycle(
    "/frs-assessments/",
    "2023-2025",
    "FRS 2023–2025: An inspection of ",
    {
        "risk": "Understanding the risk of fire and other emergencies",
        "preventing": "Preventing fires and other risks",
        "regulation": "Protecting the public through fire regulation",
        "responding": "Responding to fires and other emergencies",
        "major": "Responding to major and multi-agency incidents",
        "resources": "Making best use of resources",
        "affordable": "Making the FRS affordable now and in the future",
        "values": "Promoting the right values and culture",
        "skills": "Getting the right people with the right skills",
        "fairness": "Ensuring fairness and promoting diversity",
        "leaders": "Managing performance and developing leaders",
    },
    (
        Group(
            "Changes to this round of inspection",
            (
                PRACTICE,
                "Eleven areas are graded, on five grades where there were four, and there is no grade for a pillar any "
                "more. Grades of this round are not to be set beside those of the last.",
            ),
        ),
    ),
    "HMI summary",
    "HM Inspector of Fire and Rescue Services",
)


_ABOUT = {
    "risk": "We ask how the service knows what may happen, to whom, and what it does with that knowledge.",
    "preventing": "We look at the visits that the service makes to homes, and at whose homes these are.",
    "regulation": "We look at how the service chooses the buildings that it inspects, and at what it does when they "
    "are not safe.",
    "responding": "We look at how soon help comes, and whether it is the right help when it does.",
    "major": "We ask what the service would do on the worst day that it can think of, and who would do it with it.",
    "resources": "We ask whether people and engines are where the risk is, and what they cost there.",
    "affordable": "We read the service’s plans for its money, and ask what would happen if there were less of it.",
    "values": "We ask people at work what they hear, what they may say, and what comes of saying it.",
    "skills": "We ask whether those who are sent have been trained for what they find.",
    "fairness": "We ask who is hired, who is promoted and who complains, and what is made of that.",
    "leaders": "We ask how the service finds those who will lead it, and how it lets go of those who should not.",
}
"""What each chapter says that it is about, by its key."""


def chapter(area: str, grade: str, judgment: str, *said: Part) -> Judged:
    """Write a chapter of a report: its judgment in a sentence, what it is about, and what was found."""
    return Judged(CYCLE.areas[area], (judgment, _ABOUT[area], *said), grade)
