"""Set aside a badge that nobody is shown, with what little is said of it, where another one is shown beside it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from schemas.phrases import lead_in_kind
from transforms.blocks import Block
from transforms.grades import grade_of
from transforms.lexicon import Lexicon, asked_in

_MOST = 4
"""Blocks in the largest element that is but a badge: a panel that opens at a click holds the prose of a question."""
_LABELS = 1
"""Labels that may stand before the grade."""


def without_unseen(blocks: Sequence[Block], lexicon: Lexicon) -> Sequence[Block]:
    """Put hidden badges outside the content where the block right before or behind them is another grade."""
    if not any(block.unseen for block in blocks):
        return blocks
    out = list(blocks)
    for unseen, group in itertools.groupby(range(len(blocks)), key=lambda index: blocks[index].unseen):
        places = list(group)
        grades = _badge([blocks[place] for place in places], lexicon) if unseen else ()
        beside = (index for index in (places[0] - 1, places[-1] + 1) if 0 <= index < len(blocks))
        shown = [grade for index in beside if not blocks[index].unseen and (grade := grade_of(blocks[index].text))]
        if grades and any(grade not in grades for grade in shown):
            for place in places:
                out[place] = replace(blocks[place], region="navigation")
    return out


def _badge(held: Sequence[Block], lexicon: Lexicon) -> tuple[object, ...]:
    """Give the grades of a hidden element that is but a badge; nothing where it is, or may be, part of the content."""
    if len(held) > _MOST or any(lead_in_kind(block.text) or asked_in(lexicon, block.text) for block in held):
        return ()
    if not any(grade_of(block.text) for block in held[: _LABELS + 1]):
        return ()
    return tuple(grade for block in held if (grade := grade_of(block.text)))
