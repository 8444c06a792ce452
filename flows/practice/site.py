"""The practice site as a whole: which force's pages are written in which markup, and every page in any markup."""

from __future__ import annotations

from flows.practice.content import Page
from flows.practice.forces import durham, gwent, kent, lancashire, metropolitan, norfolk
from flows.practice.markups import render

FORCES = {
    "lancashire": (lancashire.PAGES, "plain"),
    "kent": (kent.PAGES, "soup"),
    "durham": (durham.PAGES, "accordion"),
    "gwent": (gwent.PAGES, "theme"),
    "norfolk": (norfolk.PAGES, "nineties"),
    "metropolitan": (metropolitan.PAGES, "app"),
}


def pages() -> dict[str, Page]:
    """Give the content of every inspection page, by path."""
    return {page.path: page for told, _ in FORCES.values() for page in told}


def markup_of(path: str) -> str:
    """Name the markup in which the site serves a page."""
    return FORCES[path.split("/")[3]][1]


def site_pages(markup: str | None = None) -> dict[str, bytes]:
    """Write every inspection page, by path: in the markup that the site serves it in, or all of them in one."""
    return {path: render(page, markup or markup_of(path)) for path, page in pages().items()}
