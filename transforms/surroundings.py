"""Say what the elements around a text say of it: landmark, heading, list, table."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import html

from transforms.blocks import Spot
from transforms.named_lists import is_menu
from transforms.pictures import GRADE_NAMED
from transforms.words import cleaned

HEADINGS = {f"h{level}": level for level in range(1, 7)}
LANDMARKS = {
    "nav": "navigation",
    "navigation": "navigation",
    "menu": "navigation",
    "menubar": "navigation",
    "search": "navigation",
    "dialog": "navigation",
    "alertdialog": "navigation",
    "header": "banner",
    "banner": "banner",
    "footer": "footer",
    "contentinfo": "footer",
    "aside": "aside",
    "complementary": "aside",
    "main": "main",
}
_ROLES = {"list": "ul", "listitem": "li", "table": "table", "grid": "table"}
SHAPED = frozenset(_ROLES.values())
"""What an element may be by its role, so that it shapes what is in it."""
_DRAWN = re.compile(r"(?:^|[;\s])display\s*:\s*(?P<how>list-item|block|flex|grid|table|flow-root)", re.IGNORECASE)
_ONLY_OUTSIDE_CONTENT = frozenset(("banner", "footer", "aside"))


class Context(NamedTuple):
    """What the elements around a text say of it; a tuple, because every element of a page has one."""

    region: str = "body"
    sectioned: bool = False
    heading: int = -1
    depth: int = 0
    item: int = 0
    listed: int = 0
    table: int = 0
    place: tuple[int, ...] = ()
    spot: Spot | None = None


def drawn_as(element: html.HtmlElement, role: str | None) -> str:
    """Say which block element an element is drawn as, whatever it is called; empty where nothing says so."""
    if role is not None:
        if role in _ROLES:
            return _ROLES[role]
        if role == "heading" or role in LANDMARKS:
            return "div"
    style = element.get("style")
    drawn = _DRAWN.search(style) if style is not None else None
    if drawn is None:
        return ""
    return "li" if drawn["how"].lower() == "list-item" else "div"


def inside(
    element: html.HtmlElement, tag: str, role: str | None, outer: Context, serial: int, spot: Spot | None
) -> Context:
    """Say what being inside an element adds to what is said outside it; ``serial`` numbers it, ``spot`` is its own."""
    tag = "ul" if tag == "menu" and role is None and not is_menu(element) else tag
    region = LANDMARKS.get(role or tag, outer.region)
    if outer.region in ("navigation", "footer") or (outer.sectioned and region in _ONLY_OUTSIDE_CONTENT):
        region = outer.region
    heading = HEADINGS.get(tag, outer.heading)
    if role == "heading":
        level = element.get("aria-level") or "0"
        heading = int(level) if level.isdecimal() and len(level) == 1 else 0
    listed = tag in ("ul", "ol")
    # In the order of its fields: to name each takes as long again, and every element of a page has one.
    return Context(
        region,
        outer.sectioned or tag in ("main", "article", "section") or region == "main",
        heading,
        outer.depth + listed,
        serial if tag == "li" else outer.item,
        serial if listed else outer.listed,
        serial if tag == "table" else outer.table,
        (*outer.place, serial),
        None if tag == "table" else spot or outer.spot,
    )


def is_tool(button: html.HtmlElement) -> bool:
    """Tell whether a button in a heading stands beside the heading's own text, and is no badge and no number."""
    heading = next((above for above in button.iterancestors() if above.tag in HEADINGS), None)
    text = cleaned(button.text_content())
    if heading is None or GRADE_NAMED.fullmatch(text) or not any(map(str.isalpha, text)):
        return False
    return cleaned(heading.text_content()) != text


def is_shown(element: html.HtmlElement, tag: str) -> bool:
    """Tell whether browsers show an element that is mostly out of sight: a shadow tree, or a picture for no script."""
    if tag == "template":
        return element.get("shadowrootmode") is not None
    return tag == "noscript" and element.find(".//img") is not None and not element.text_content().strip()
