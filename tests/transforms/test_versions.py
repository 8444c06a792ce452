"""The versions of a page follow from its captures alone, whatever order they came in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from itertools import permutations

from schemas.records import Capture, Reading
from tests.transforms.pages import HEADLINE, judged, pillar_page, read_html
from transforms.versions import versions_of

BASE = read_html(pillar_page(judged(HEADLINE, "Good")), "peel-2017/kent/effectiveness")


def _reading(content: str, updated: date | None = None) -> Reading:
    return replace(BASE, page=replace(BASE.page, content_sha256=content, last_updated=updated))


def _capture(day: int, media_type: str = "text/html") -> Capture:
    return Capture(
        page_id=BASE.page.page_id,
        url=BASE.page.url,
        captured_url=BASE.page.url,
        fetched_at=datetime(2018, 1, day),
        kind="text" if media_type == "text/plain" else "response",
        http_status=200,
        media_type=media_type,
        payload_sha256=str(day),
        etag=None,
        last_modified=None,
        file="x.warc.gz",
        offset=0,
        run_id="r",
    )


def _versions(*read: tuple[Capture, Reading]) -> list[tuple[int, str, int, bool]]:
    return [
        (v.number, v.reading.page.content_sha256, v.capture.fetched_at.day, v.current) for v in versions_of(list(read))
    ]


def test_the_same_words_in_a_row_are_one_version_first_seen_when_first_fetched() -> None:
    read = [(_capture(1), _reading("a")), (_capture(2), _reading("a")), (_capture(3), _reading("b"))]
    assert _versions(*read) == [(1, "a", 1, False), (2, "b", 3, True)]


def test_words_that_come_back_are_a_new_version() -> None:
    read = [(_capture(1), _reading("a")), (_capture(2), _reading("b")), (_capture(3), _reading("a"))]
    assert _versions(*read) == [(1, "a", 1, False), (2, "b", 2, False), (3, "a", 3, True)]


def test_the_order_in_which_captures_arrive_makes_no_difference() -> None:
    read = [(_capture(1), _reading("a")), (_capture(2), _reading("b")), (_capture(3), _reading("c"))]
    assert len({str(_versions(*order)) for order in permutations(read)}) == 1


def test_a_text_capture_does_not_replace_an_html_capture_of_the_same_date() -> None:
    dated = date(2018, 3, 22)
    read = [(_capture(1), _reading("html", dated)), (_capture(9, "text/plain"), _reading("text", dated))]
    assert _versions(*read) == [(1, "html", 1, True)]
    undated = (_capture(9, "text/plain"), _reading("text"))
    assert _versions(read[0], undated) == [(1, "html", 1, True)]


def test_a_text_capture_with_a_later_date_is_a_newer_version() -> None:
    read = [
        (_capture(1), _reading("html", date(2016, 11, 3))),
        (_capture(9, "text/plain"), _reading("text", date(2017, 3, 2))),
    ]
    assert _versions(*read) == [(1, "html", 1, False), (2, "text", 9, True)]


def test_a_text_capture_alone_is_a_version() -> None:
    assert _versions((_capture(1, "text/plain"), _reading("text"))) == [(1, "text", 1, True)]
