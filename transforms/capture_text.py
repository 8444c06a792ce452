"""Turn a plain-text capture of a page into the same blocks that HTML becomes.

Captures mark bullets with ``•`` or ``-`` and separate blocks by line ends. They say nothing of headings, and some
have lost every line of one word, grades among them: a gap is no evidence of anything, and nothing is read from it.
"""

from __future__ import annotations

import re

from transforms.blocks import Block
from transforms.decode import text_of
from transforms.lines import unbulleted
from transforms.words import cleaned

_ITEM = re.compile(r"^(?P<indent>\s*)(?:[•·▪●◦‣*]|[-–])\s+")


def blocks_of_text(body: bytes) -> list[Block]:
    """Give a capture's lines as blocks: an item where a bullet stands in front, else a paragraph."""
    blocks = []
    for line in text_of(body).splitlines():
        text = cleaned(line)
        if not text:
            continue
        item = _ITEM.match(line)
        if item:
            depth = 1 if len(item["indent"]) < 4 else 2
            text = unbulleted(text)
            blocks.append(Block(kind="item", text=text, depth=depth, runs=(text,)))
        else:
            blocks.append(Block(kind="paragraph", text=text, runs=(text,)))
    return blocks
