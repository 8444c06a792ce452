"""The practice site as a whole: which pages are written in which markup, and every page in any markup."""

from __future__ import annotations

from flows.practice.content import Page
from flows.practice.forces import durham, gwent, kent, lancashire, metropolitan, norfolk
from flows.practice.markups import render
from flows.practice.peel_2016 import gwent as gwent_2016
from flows.practice.peel_2016 import kent as kent_2016
from flows.practice.peel_2016 import lancashire as lancashire_2016

EVERYTHING = "/"
ONE_ROUND = "/peel-assessments/peel-2017/"
"""Where the pages of six forces in one round begin: enough of the site for most purposes."""

_SHELVES: tuple[tuple[tuple[Page, ...], str], ...] = (
    (lancashire.PAGES, "plain"),
    (kent.PAGES, "soup"),
    (durham.PAGES, "accordion"),
    (gwent.PAGES, "theme"),
    (norfolk.PAGES, "nineties"),
    (metropolitan.PAGES, "app"),
    (lancashire_2016.PAGES, "nineties"),
    (kent_2016.PAGES, "plain"),
    (gwent_2016.PAGES, "accordion"),
)
"""Pages and the markup that the site serves them in; a force's pages were dressed otherwise in other years."""
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
