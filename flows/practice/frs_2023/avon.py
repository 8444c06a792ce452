"""Avon's fire service in 2023–25: a picture for a summary, and requests that are made for the third time."""

from __future__ import annotations

from flows.practice.content import Table
from flows.practice.frs_2023.cycle import CYCLE, chapter
from flows.practice.reporting import improvement, main_findings, promising, report
from flows.practice.services import AVON_FIRE as FORCE
from flows.practice.summaries import picture

CHAPTERS = (
    chapter(
        "risk",
        "Good",
        "Avon Fire and Rescue Service is good at understanding risk.",
        *main_findings("Its plan is read", "Crews could tell us what the plan says about their own street."),
    ),
    chapter(
        "preventing",
        "Adequate",
        "Avon Fire and Rescue Service is adequate at preventing fires and other risks.",
        improvement(
            "The service should visit first the homes where a fire would do most harm.",
            "It does so in two of its three districts.",
        ),
        Table(
            ("District", "Visits in 2023", "Of these where the need is highest"),
            (("North", "1,200", "840"), ("South", "1,150", "790"), ("City", "2,900", "610")),
        ),
    ),
    chapter(
        "regulation",
        "Requires improvement",
        "Avon Fire and Rescue Service requires improvement at protecting the public through fire regulation.",
        improvement(
            "The service should make sure that it inspects the buildings that it says it will.",
            "We ask for this for the third time. A quarter of the list was not inspected.",
        ),
    ),
    chapter(
        "responding",
        "Good",
        "Avon Fire and Rescue Service is good at responding to fires and other emergencies.",
        *main_findings("Engines are on time", "They were so in 93 of 100 cases that we looked at."),
    ),
    chapter("major", "Good", "Avon Fire and Rescue Service is good at responding to major and multi-agency incidents."),
    chapter(
        "resources",
        "Adequate",
        "Avon Fire and Rescue Service is adequate at making best use of its resources.",
        *main_findings("The rota has been mended", "Overtime is what it should be: rare, and asked for in advance."),
    ),
    chapter("affordable", "Adequate", "Avon Fire and Rescue Service is adequate at making itself affordable."),
    chapter(
        "values",
        "Adequate",
        "Avon Fire and Rescue Service is adequate at promoting the right values and culture.",
        promising(
            "A telephone that is answered by a stranger",
            "Those who want to complain can ring somebody outside the service. Eleven have.",
        ),
    ),
    chapter(
        "skills",
        "Good",
        "Avon Fire and Rescue Service is good at getting the right people with the right skills.",
        *main_findings("One record", "The record of training is still right."),
    ),
    chapter(
        "fairness",
        "Requires improvement",
        "Avon Fire and Rescue Service requires improvement at ensuring fairness and promoting diversity.",
        improvement(
            "The service needs to answer complaints within the time that it promises.",
            "Half of the answers were late, and the latest came after the person had left.",
        ),
    ),
    chapter(
        "leaders",
        "Adequate",
        "Avon Fire and Rescue Service is adequate at managing performance and developing leaders.",
        *main_findings("Exceptions are rarer", "Promotion has rules, and the exceptions are published."),
    ),
)
PAGES = (
    report(
        CYCLE,
        FORCE,
        "18 October 2024",
        ("Our inspection of the service covers 11 areas, which we grade as follows:", picture(CHAPTERS)),
        ("The service has become a better place to work in. It should now become a safer one to live near.",),
        CHAPTERS,
    ),
)
