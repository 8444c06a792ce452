"""The practice site as a whole: which pages are written in which markup, and every page in any markup."""

from __future__ import annotations

from flows.practice import beside, frs_2018, frs_2021, frs_2023, peel_2016, peel_2017, peel_2018, peel_2021, peel_2023
from flows.practice.content import Page
from flows.practice.markups import render

EVERYTHING = "/"
ONE_ROUND = "/peel-assessments/peel-2017/"
"""Where the pages of six forces in one round begin: enough of the site for most purposes."""

_SHELVES = (
    *peel_2016.SHELVES,
    *peel_2017.SHELVES,
    *peel_2018.SHELVES,
    *peel_2021.SHELVES,
    *peel_2023.SHELVES,
    *frs_2018.SHELVES,
    *frs_2021.SHELVES,
    *frs_2023.SHELVES,
    (beside.PAGES, "soup"),
)
"""Pages and their markup; those of one force were dressed otherwise in other years."""
_MARKUPS = {page.path: markup for told, markup in _SHELVES for page in told}


def pages(under: str = EVERYTHING) -> dict[str, Page]:
    """Give the content of every inspection page whose path begins so, by path."""
    return {page.path: page for told, _ in _SHELVES for page in told if page.path.startswith(under)}


def markup_of(path: str) -> str:
    """Name the markup in which the site serves a page."""
    return _MARKUPS[path]


def site_pages(markup: str | None = None, under: str = EVERYTHING) -> dict[str, bytes]:
    """Write inspection pages, by path: in the markup that the site serves each in, or all of them in one."""
    return {path: render(page, markup or markup_of(path)) for path, page in pages(under).items()}
