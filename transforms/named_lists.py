"""Tell a list from a menu, and which list bears what leads it in only as its accessible name."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import html

from schemas.phrases import lead_in_kind
from transforms.blocks import Block
from transforms.words import cleaned

LISTS = frozenset(("ul", "ol", "menu", "dl"))
_ABOVE = 3
"""Blocks above a list that may say what its name says."""


def is_menu(element: html.HtmlElement) -> bool:
    """Tell whether a ``menu`` holds what one chooses from: links and buttons; any other is a list like ``ul``."""
    return any(True for _ in element.iter("a", "button", "input", "select"))


def lead_named(element: html.HtmlElement, above: Sequence[Block]) -> str:
    """Give the name of a list, where it leads in findings and nothing printed above it does; else nothing."""
    name = cleaned(element.get("aria-label") or "")
    kind = lead_in_kind(name) if name else None
    if kind is None or any(lead_in_kind(block.text) == kind for block in above[-_ABOVE:]):
        return ""
    linked = sum(1 for _ in element.iter("a")) >= len(element)
    return "" if linked else name
