"""The six markups of the practice site: one content, six ways of writing it that share nothing but the words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flows.practice.content import Page
from flows.practice.markups import accordion, app, nineties, plain, soup, theme


@dataclass(frozen=True, slots=True)
class Markup:
    """A way of writing a page."""

    document: Callable[[Page], str]
    encoding: str
    media_type: str
    """What a server says of it."""


MARKUPS = {
    "plain": Markup(plain.document, "utf-8", "text/html; charset=utf-8"),
    "soup": Markup(soup.document, "utf-8", "text/html; charset=UTF-8"),
    "accordion": Markup(accordion.document, "utf-8", "text/html; charset=utf-8"),
    "theme": Markup(theme.document, "utf-8", "text/html; charset=UTF-8"),
    "nineties": Markup(nineties.document, "windows-1252", "text/html"),
    "app": Markup(app.document, "utf-8", "text/html; charset=utf-8"),
}


def render(page: Page, markup: str) -> bytes:
    """Write a page in one of the markups, as the bytes that a server sends."""
    chosen = MARKUPS[markup]
    return chosen.document(page).encode(chosen.encoding, "xmlcharrefreplace")
