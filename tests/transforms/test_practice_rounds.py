"""Every page of the practice site's other rounds is read as what its content says."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.practice.captured import as_text
from flows.practice.markups import MARKUPS, render
from flows.practice.site import ONE_ROUND, markup_of, pages
from schemas.records import Reading
from tests.transforms.told import assert_says_what_is_told, read, told_by
from tests.transforms.variants import STYLES, Style, Writer
from transforms.addresses import SITE, address_of
from transforms.refusal import NotReadable

PAGES = {path: page for path, page in pages().items() if not path.startswith(ONE_ROUND)}


TYPED = {
    (row["force"], row["question_id"], row["grade"], row["status"])
    for row in csv.DictReader(resources.files("flows.practice").joinpath("grades.csv").read_text("utf-8").splitlines())
}
ROUNDS = sorted({"/".join(question.split("/")[:2]) for _, question, _, _ in TYPED} - {"police/2017"})


@cache
def served(path: str) -> Reading:
    """Read a page in the markup that the site serves it in."""
    return read(PAGES[path], render(PAGES[path], markup_of(path)))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_what_its_content_does_in_the_markup_that_it_is_served_in(path: str) -> None:
    assert_says_what_is_told(PAGES[path], served(path))


@pytest.mark.parametrize("round_", ROUNDS)
def test_the_pages_of_a_round_are_read_as_the_grades_that_were_typed_by_hand(round_: str) -> None:
    readings = [served(path) for path in PAGES]
    judgments = [row for reading in readings for row in reading.judgments if f"{row.service}/{row.round}" == round_]
    assert not any(row.disagrees for row in judgments)
    found = {(row.force, row.question_id, row.grade or "", row.status) for row in judgments}
    assert found == {typed for typed in TYPED if typed[1].startswith(f"{round_}/")}


@pytest.mark.long
@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_the_same_in_every_markup(path: str, markup: str) -> None:
    assert_says_what_is_told(PAGES[path], read(PAGES[path], render(PAGES[path], markup)))


@pytest.mark.long
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(style=STYLES, path=st.sampled_from(sorted(PAGES)))
def test_a_page_says_the_same_in_markups_drawn_by_chance(style: Style, path: str) -> None:
    assert_says_what_is_told(PAGES[path], read(PAGES[path], Writer(style).document(PAGES[path])))


@pytest.mark.long
@pytest.mark.parametrize("path", PAGES)
def test_a_capture_with_all_its_lines_gives_the_grades_of_the_html(path: str) -> None:
    page = PAGES[path]
    assert grades(read(page, as_text(page, "A").encode(), "text/plain")) == grades(read(page, render(page, "plain")))


@pytest.mark.long
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("variant", ["A-", "B"])
def test_a_capture_that_lost_lines_says_less_but_no_other_grade(path: str, variant: str) -> None:
    page = PAGES[path]
    if address_of(SITE + path).family == "table" and variant == "A-":
        pytest.skip("it is refused, as the next test shows")
    whole = grades(read(page, render(page, "plain")))
    for key, grade in grades(read(page, as_text(page, variant).encode(), "text/plain")).items():
        assert grade in (None, whole[key])


def test_a_capture_of_a_table_that_lost_the_names_of_its_services_is_refused() -> None:
    page = PAGES["/frs-assessment/frs-2023-25/service-assessment-data-table/"]
    with pytest.raises(NotReadable, match="without the name of the service"):
        read(page, as_text(page, "A-").encode(), "text/plain")


def grades(reading: Reading) -> dict[tuple[str, str], str | None]:
    """The grade of each force and question."""
    return {(row.force, row.question_id): row.grade for row in reading.judgments}


def test_what_a_page_is_told_to_say_counts_every_box() -> None:
    page = PAGES["/peel-reports/gwent-2021-22/"]
    assert len(told_by(page).findings) == 6 + 1 + 3
