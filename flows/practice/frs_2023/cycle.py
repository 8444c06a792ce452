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


def chapter(area: str, grade: str, *said: Part) -> Judged:
    """Write a chapter of a report."""
    return Judged(CYCLE.areas[area], said, grade)
