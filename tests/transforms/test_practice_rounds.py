"""Every page of the practice site's other rounds is read as what its content says."""

from __future__ import annotations

from itertools import pairwise

import pytest

from flows.practice.captured import as_text
from flows.practice.content import Listing, Page
from flows.practice.markups import MARKUPS, render
from flows.practice.site import ONE_ROUND, markup_of, pages
from tests.transforms.told import assert_says_what_is_told, read, told_by

PAGES = {path: page for path, page in pages().items() if not path.startswith(ONE_ROUND)}


def is_read_wrong(page: Page, markup: str) -> bool:
    """Where questions are the items of a list, a paragraph after a list in one of them is taken into its last item."""
    asked = [judged.said for group in page.groups for judged in group.judged if judged.number]
    after = [(first, second) for said in asked for first, second in pairwise(said)]
    return markup == "theme" and any(isinstance(one, Listing) and isinstance(two, str) for one, two in after)


def expect(page: Page, markup: str, request: pytest.FixtureRequest) -> None:
    """Mark what is known to be read wrong."""
    if is_read_wrong(page, markup):
        request.applymarker(pytest.mark.xfail(strict=True))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_what_its_content_does_in_the_markup_that_it_is_served_in(
    path: str, request: pytest.FixtureRequest
) -> None:
    expect(PAGES[path], markup_of(path), request)
    assert_says_what_is_told(PAGES[path], read(PAGES[path], render(PAGES[path], markup_of(path))))


@pytest.mark.long
@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_the_same_in_every_markup(path: str, markup: str, request: pytest.FixtureRequest) -> None:
    expect(PAGES[path], markup, request)
    assert_says_what_is_told(PAGES[path], read(PAGES[path], render(PAGES[path], markup)))


@pytest.mark.parametrize("path", PAGES)
def test_a_capture_with_all_its_lines_gives_the_grades_of_the_html(path: str) -> None:
    page = PAGES[path]
    from_text = {row.question_id: row.grade for row in read(page, as_text(page, "A").encode(), "text/plain").judgments}
    from_html = {row.question_id: row.grade for row in read(page, render(page, "plain")).judgments}
    assert from_text == from_html


@pytest.mark.long
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("variant", ["A-", "B"])
def test_a_capture_that_lost_lines_says_less_but_no_other_grade(path: str, variant: str) -> None:
    page = PAGES[path]
    whole = {row.question_id: row for row in read(page, render(page, "plain")).judgments if not row.disagrees}
    for row in read(page, as_text(page, variant).encode(), "text/plain").judgments:
        assert row.grade in (None, whole[row.question_id].grade)


def test_what_a_page_is_told_to_say_counts_every_box() -> None:
    page = PAGES["/peel-reports/gwent-2021-22/"]
    assert len(told_by(page).findings) == 6 + 1 + 3
