"""The page that puts the grades of all fire services of 2023–25 into tables, one service's without a report here."""

from __future__ import annotations

from flows.practice.content import Group, Judged, Page, Table, crumbs
from flows.practice.frs_2023 import avon, kent
from flows.practice.frs_2023.cycle import CYCLE
from flows.practice.wordings import PRACTICE

_GLOUCESTERSHIRE = dict.fromkeys(CYCLE.areas.values(), "Adequate") | {
    CYCLE.areas["preventing"]: "Good",
    CYCLE.areas["major"]: "Good",
    CYCLE.areas["resources"]: "Requires improvement",
    CYCLE.areas["values"]: "Inadequate",
}


def _grades(chapters: tuple[Judged, ...]) -> dict[str, str]:
    """Give the grade of each chapter of a report."""
    return {one.wording: one.grade for one in chapters}


def _service(name: str, grades: dict[str, str]) -> Group:
    """Write the table of one service under its name."""
    return Group(name, (Table(("Question", "Score"), tuple(grades.items())),))


PAGES = (
    Page(
        path="/frs-assessment/frs-2023-25/service-assessment-data-table/",
        title="Service Assessment Data Table 2023/25",
        crumbs=crumbs(),
        introduction=(PRACTICE,),
        opening=None,
        groups=(
            _service("Avon", _grades(avon.CHAPTERS)),
            _service("Gloucestershire", _GLOUCESTERSHIRE),
            _service("Kent", _grades(kent.CHAPTERS)),
        ),
    ),
)
