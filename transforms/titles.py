"""Tell the title of a page about a force from other lines, and find it on the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from schemas.phrases import is_boilerplate
from schemas.records import Address
from transforms.blocks import Block
from transforms.dates import dated_of
from transforms.grades import YEAR, grade_of
from transforms.lexicon import name_pattern
from transforms.words import key

_TITLE_ROUND = re.compile(r"\b(?:the|peel|police|constabulary|20[12]\d(?: (?:20)?\d\d)?)\b")
"""What the title of a force's page holds beside the force's name, over folded text."""

_ABOUT = "more about this area"
"""The title, folded, of every page in a force's own words."""
_TITLE = 140
"""Letters that a title has at most."""


@lru_cache(maxsize=8192)
def titled(service: str, force: str, text: str) -> bool:
    """Tell whether a text is the title of a page about a force: its name with a year or the programme's name."""
    if len(text) > _TITLE or text.endswith((".", ":", ",", ";")) or dated_of(text) or grade_of(text):
        return False
    if is_boilerplate(text):
        return False
    folded = key(text)
    named = name_pattern(service, force).search(folded)
    return bool(named) and (bool(YEAR.search(text)) or re.search(r"\bpeel\b", folded) is not None)


@lru_cache(maxsize=2048)
def title_alone(service: str, force: str, text: str) -> bool:
    """Tell whether a title is the force's name and round alone: a force page bears it, and a report says more."""
    if not titled(service, force, text):
        return False
    return not name_pattern(service, force).sub("", _TITLE_ROUND.sub("", key(text))).split()


def title_of(blocks: Sequence[Block], address: Address, anchors: Sequence[int]) -> int | None:
    """Find the page's title: a heading that names the force, else the last such line before the first statement."""
    if address.force is None or address.family == "context":
        return _first_title(blocks, address)
    named = [
        index
        for index, block in enumerate(blocks)
        if block.region not in ("navigation", "footer")
        and block.kind != "item"
        and block.links < 0.5
        and titled(address.service, address.force, block.text)
    ]
    headings = [index for index in named if blocks[index].kind == "heading"]
    tops = [index for index in headings if blocks[index].level == 1]
    if tops:
        return tops[0]
    before = [index for index in headings or named if not anchors or index < anchors[0]]
    bare = [index for index in before if title_alone(address.service, address.force, blocks[index].text)]
    return (bare or before)[-1] if before else next(iter(headings), None)


def _first_title(blocks: Sequence[Block], address: Address) -> int | None:
    """Find the title of a page that need not name its force: its first top heading, else its first line."""
    own = [
        index
        for index, block in enumerate(blocks)
        if not block.beside
        and block.links < 0.5
        and block.kind in ("heading", "paragraph")
        and not is_boilerplate(block.text)
    ]
    headings = [index for index in own if blocks[index].kind == "heading"]
    tops = [index for index in headings if blocks[index].level == 1]
    about = [index for index in own if key(blocks[index].text) == _ABOUT]
    round_named = [index for index in own if YEAR.search(blocks[index].text)] if address.force is None else []
    first = next(iter(about or tops or round_named or headings or own), None)
    return first if first is not None and len(blocks[first].text) < _TITLE else None
