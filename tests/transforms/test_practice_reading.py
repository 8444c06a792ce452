"""Every practice page, in every markup and as plain text, is read as what its content says."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.practice.captured import as_text
from flows.practice.content import Page
from flows.practice.markups import MARKUPS, render
from flows.practice.site import ONE_ROUND, pages
from schemas.records import Finding, Judgment, Reading
from tests.transforms.told import assert_says_what_is_told, read, told_by
from tests.transforms.variants import STYLES, Style, Writer

PAGES = pages(ONE_ROUND)


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_the_same_in_every_markup(path: str, markup: str) -> None:
    page = PAGES[path]
    assert_says_what_is_told(page, read(page, render(page, markup)))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(style=STYLES, path=st.sampled_from(sorted(PAGES)))
def test_a_page_says_the_same_in_markups_drawn_by_chance(style: Style, path: str) -> None:
    page = PAGES[path]
    reading = read(page, Writer(style).document(page))
    assert_says_what_is_told(page, reading)
    if page.opening and page.opening.updated:
        day, month, year = map(int, page.opening.updated.split("/"))
        assert reading.page.last_updated == date(year, month, day)


@pytest.mark.parametrize("path", PAGES)
def test_a_plain_text_capture_gives_the_judgments_and_findings_of_the_html(path: str) -> None:
    page = PAGES[path]
    from_text = read(page, as_text(page, "A").encode(), "text/plain")
    from_html = read(page, render(page, "plain"))
    assert _judged(from_text) == _judged(from_html)
    assert _found(from_text) == _found(from_html)
    assert from_text.page.last_updated == from_html.page.last_updated


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("variant", ["A-", "B"])
def test_a_capture_that_lost_lines_says_less_but_nothing_else(path: str, variant: str) -> None:
    page = PAGES[path]
    whole = {row.question_id: row for row in read(page, render(page, "plain")).judgments if not row.disagrees}
    for row in read(page, as_text(page, variant).encode(), "text/plain").judgments:
        assert row.grade in (None, whole[row.question_id].grade)
        if row.status == "ungraded":
            assert whole[row.question_id].status == "ungraded"
    findings = [f.text for f in read(page, as_text(page, variant).encode(), "text/plain").findings]
    assert findings == told_by(page).findings


@pytest.mark.parametrize("path", sorted(PAGES)[:4])
def test_reading_twice_gives_the_same(path: str) -> None:
    page: Page = PAGES[path]
    body = render(page, "soup")
    assert read(page, body) == read(page, body)


def _judged(reading: Reading) -> list[Judgment]:
    return list(reading.judgments)


def _found(reading: Reading) -> list[tuple[str, str, int | None]]:
    return [_finding(finding) for finding in reading.findings]


def _finding(finding: Finding) -> tuple[str, str, int | None]:
    return finding.kind, finding.text, finding.question
