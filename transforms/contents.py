"""Find a report's table of contents: lines below a word for it, each of which the page prints again as a heading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from transforms.blocks import Block
from transforms.words import key

_NAMES = frozenset(
    (
        "contents",
        "table of contents",
        "in this report",
        "on this page",
        "jump to",
        "sections",
        "cynnwys",
        "tabl cynnwys",
    )
)
_NUMBERED = re.compile(r"^\d{1,2}(?:\.\d{1,2})*[.)]?\s+|(?:\s*\.{2,}\s*|\s+)\d{1,3}$")
_LONGEST = 140
_FEWEST = 2


def contents_aside(blocks: Sequence[Block]) -> list[Block]:
    """Move the lines of a table of contents to where menus are: they say nothing that the page does not say again."""
    out = list(blocks)
    begins = [index for index, block in enumerate(blocks) if len(block.text) <= _LONGEST and key(block.text) in _NAMES]
    if not begins:
        return out
    lines = [_line(block) for block in blocks]
    later = Counter(lines)
    passed = 0
    for begin in begins:
        later.subtract(lines[passed : begin + 1])
        passed = begin + 1
        listed: set[str] = set()
        for index in range(passed, len(blocks)):
            line = lines[index]
            later[line] -= 1
            passed = index + 1
            if not line or later[line] < 1 or line in listed or blocks[index].summary:
                break
            listed.add(line)
        if len(listed) >= _FEWEST:
            for index in range(begin, begin + 1 + len(listed)):
                out[index] = replace(blocks[index], region="navigation")
    return out


def _line(block: Block) -> str:
    """Give a short text as it may stand in a table of contents, without its number."""
    return key(_NUMBERED.sub("", block.text)) if len(block.text) <= _LONGEST else ""
