"""Lancashire's pages that grade nothing: on its leadership, on other inspections, and in the force's own words."""

from __future__ import annotations

from flows.practice.content import Group, Judged, Link, Page, crumbs
from flows.practice.services import LANCASHIRE
from flows.practice.wordings import PRACTICE

_HOME = "/peel-assessments/peel-2015/lancashire/"
_OTHERS = "How well has the force performed in our other inspections?"
_ALSO = "Beside the three questions that are graded each year, we look at other things, and grade none of them."

_LEADERSHIP = Page(
    path=f"{_HOME}leadership/",
    title="Lancashire PEEL 2015",
    crumbs=crumbs(),
    introduction=(),
    opening=Judged(_OTHERS, (_ALSO, PRACTICE), heading="Other inspections", updated="25/02/2016"),
    groups=(
        Group(
            "Questions for Leadership",
            judged=(
                Judged(
                    "How well does the force have a clear understanding of the current state of its leadership at "
                    "every "
                    "level?",
                    ("It asked all its sergeants what they lack. They lack time, and said so at length.",),
                    number=1,
                ),
                Judged(
                    "How well has the force provided a clear and compelling sense of the future direction of the "
                    "organisation?",
                    (
                        "Every member of staff that we met could say where the constabulary is going, in much the "
                        "same words.",
                    ),
                    number=2,
                ),
                Judged(
                    "How is the force developing leadership, motivating the workforce and encouraging staff "
                    "engagement?",
                    ("Courses are open to those who ask. Some do not know that they may.",),
                    number=3,
                ),
                Judged(
                    "To what extent is leadership improving the effectiveness, efficiency and legitimacy of the force?",
                    ("It is hard to say what leaders changed. Those who are led think that it is a good deal.",),
                    number=4,
                ),
            ),
        ),
    ),
)
_OTHER_REPORTS = Page(
    path=f"{_HOME}other-reports/",
    title="Lancashire PEEL 2015",
    crumbs=crumbs(),
    introduction=(),
    opening=None,
    groups=(
        Group("Other inspections", (_OTHERS, _ALSO, PRACTICE)),
        Group("Other reports", ("Last updated 22/02/2016", "Two reports of the year are about this force as well.")),
        Group(
            "Honour-based violence (HBV)",
            (
                "We asked of all forces whether they are prepared for this. Lancashire Constabulary is prepared in "
                "how it "
                "engages with those who may be harmed. It is not yet prepared in how it protects them afterwards.",
                Link("Get the report", "/files/practice-hbv-2015.pdf"),
            ),
        ),
        Group("Police custody", ("The cells were clean. The clocks in three of them were wrong.",)),
    ),
)
_MORE_ABOUT = Page(
    path="/peel-assessments/peel-2016/lancashire/more-about-this-area/",
    title="More about this area",
    crumbs=crumbs(Link(LANCASHIRE.name, "/peel-assessments/peel-2016/lancashire/")),
    introduction=(),
    opening=None,
    groups=(
        Group(
            "The force says...",
            (
                "Our area has a long coast, two cities and more sheep than anybody has counted. We are outstandingly "
                "proud of it.",
                "A million and a half people live here. On a bank holiday, half as many again come to look at the sea.",
                PRACTICE,
                "Disclaimer: these are the force’s own words, and not necessarily the inspectorate’s.",
            ),
        ),
    ),
)
PAGES = (_LEADERSHIP, _OTHER_REPORTS, _MORE_ABOUT)
