"""Kent's fire service in 2023–25: eleven chapters, summed up in a column a grade."""

from __future__ import annotations

from flows.practice.content import Listing
from flows.practice.frs_2023.cycle import CYCLE, chapter
from flows.practice.reporting import concern, improvement, innovative, main_findings, promising, report
from flows.practice.services import KENT_FIRE as FORCE
from flows.practice.summaries import matrix

CHAPTERS = (
    chapter(
        "risk",
        "Good",
        "Kent Fire and Rescue Service is good at understanding risk.",
        *main_findings("It asks those who live there", "A hundred households keep a diary of what nearly went wrong."),
    ),
    chapter(
        "preventing",
        "Outstanding",
        "Kent Fire and Rescue Service is outstanding at preventing fires and other risks.",
        innovative(
            "Gas fitters who look up",
            "Fitters of two companies check the smoke alarm whenever they check the boiler. They found one home in six "
            "without.",
        ),
    ),
    chapter(
        "regulation",
        "Good",
        "Kent Fire and Rescue Service is good at protecting the public through fire regulation.",
        *main_findings(
            "It inspects what it said it would", "All but four of the 900 buildings on its list were inspected."
        ),
    ),
    chapter(
        "responding",
        "Adequate",
        "Kent Fire and Rescue Service is adequate at responding to fires and other emergencies. It required "
        "improvement "
        "in its last inspection.",
        improvement(
            "The service should have enough engines available to meet the times that it has set itself.",
            "On 40 days of the last year it had fewer than it needs.",
        ),
    ),
    chapter(
        "major",
        "Good",
        "Kent Fire and Rescue Service is good at responding to major and multi-agency incidents.",
        *main_findings("The tunnel is rehearsed", "Two exercises a year end with a list, and the lists grow shorter."),
    ),
    chapter(
        "resources",
        "Adequate",
        "Kent Fire and Rescue Service is adequate at making best use of its resources.",
        improvement(
            "The service needs to show what its changes to shifts have saved.",
            "It told us a figure, and its auditors told us another.",
        ),
    ),
    chapter(
        "affordable",
        "Good",
        "Kent Fire and Rescue Service is good at making itself affordable now and in the future.",
        *main_findings(
            "Three budgets, one plan", "The plan was tried against three budgets and bent without breaking."
        ),
    ),
    chapter(
        "values",
        "Good",
        "Kent Fire and Rescue Service is good at promoting the right values and culture.",
        promising(
            "A week in another job",
            "Managers spend a week a year in the work of those they manage. Most have done it once.",
        ),
    ),
    chapter(
        "skills",
        "Good",
        "Kent Fire and Rescue Service is good at getting the right people with the right skills.",
        *main_findings("Training is recorded", "Records agreed with what we saw in every station but one."),
    ),
    chapter(
        "fairness",
        "Adequate",
        "Kent Fire and Rescue Service is adequate at ensuring fairness and promoting diversity.",
        improvement(
            "The service should give all its staff a place to change and to wash.",
            "One station is left.",
        ),
    ),
    chapter(
        "leaders",
        "Requires improvement",
        "Kent Fire and Rescue Service requires improvement at managing performance and developing leaders.",
        concern(
            "The service does not know who will lead it in five years.",
            "Half of its senior managers may retire within that time, and there is no list of those who might follow.",
            Listing(
                "By 31 March 2025, the service should:",
                ("draw up such a list; and", "let those on it try the work."),
            ),
        ),
    ),
)
PAGES = (
    report(
        CYCLE,
        FORCE,
        "20 June 2024",
        ("Our inspection of the service covers 11 areas, which we grade as follows:", matrix(CHAPTERS)),
        ("I am pleased with the service, and ask it to think of the day when those who run it have gone.",),
        CHAPTERS,
    ),
)
