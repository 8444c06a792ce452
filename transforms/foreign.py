"""Mark what stands below a heading, or in a table or a list, that says that its grades are of others.

What belongs to others stays part of the page, but none of its grades are judgments.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from schemas import vocabulary
from transforms.blocks import Block
from transforms.boxed_forces import own_begin
from transforms.grades import grade_of
from transforms.lexicon import Lexicon
from transforms.notes import is_earlier_label
from transforms.sentences import sentences
from transforms.whose import ABOVE, HEAD, headed_otherwise, of_another_time, of_others, says_others, speaks

_TELLING = 200
"""Letters in the longest sentence above a table that tells of its grades."""
_GIVES = re.compile(
    r"\b(?:tables?|lists?|grad(?:es?|ed|ings?)|judg(?:es?|ed|e?ments?)|rat(?:ed|ings?)|results?|scores?"
    r"|following|below|these|thus|here)\b",
    re.IGNORECASE,
)
"""What the sentence beside a table speaks of that tells what its grades are."""
_DENIES = re.compile(
    r"\b(?:not|cannot|can't|no|replaced?|compared|comparable|differ\w*|scales?|than|since)\b", re.IGNORECASE
)
_THESE = re.compile(r"(?:these|this table|the (?:table|grades?|judge?ments?|ratings?) (?:above|here))\b", re.IGNORECASE)
_GRADE_AT_END = re.compile(r"\b(?:outstanding|good|adequate|requires improvement|inadequate)\W*$", re.IGNORECASE)


def with_others(blocks: Sequence[Block], lexicon: Lexicon) -> list[Block]:
    """Mark the blocks that stand below what says that they are of others: below a heading, or in a table."""
    below = _below_others(blocks, lexicon)
    for places in (*_tables(blocks).values(), *_lists(blocks)):
        if _of_others(blocks, places, lexicon) or _headed_by_others([blocks[place] for place in places], lexicon):
            below.update(places)
    if not below:
        return list(blocks)
    return [replace(block, others=True) if index in below else block for index, block in enumerate(blocks)]


def _below_others(blocks: Sequence[Block], lexicon: Lexicon) -> set[int]:
    """Find what stands below the headings that say that it is of others."""
    below: set[int] = set()
    headings = [index for index, block in enumerate(blocks) if block.kind == "heading"]
    ended = 0
    for place, index in enumerate(headings):
        heading = blocks[index]
        if index < ended or len(heading.text) > HEAD or not says_others(heading, lexicon):
            continue
        if is_earlier_label(heading.text) and index + 1 < len(blocks) and grade_of(blocks[index + 1].text):
            continue  # the label of one grade, which speaks for nothing else
        higher = (other for other in headings[place + 1 :] if not blocks[other].level > heading.level > 0)
        ended = own_begin(blocks, index, next(higher, len(blocks)), lexicon)
        below.update(range(index + 1, ended))
    return below


def _tables(blocks: Sequence[Block]) -> dict[int, list[int]]:
    """Give the blocks of each table of grades, by its number."""
    tables: dict[int, list[int]] = {}
    for index in [index for index, block in enumerate(blocks) if block.table]:
        tables.setdefault(blocks[index].table, []).append(index)
    return {table: places for table, places in tables.items() if _grades_several([blocks[place] for place in places])}


def _lists(blocks: Sequence[Block]) -> list[list[int]]:
    """Give the blocks of each list whose items end in grades."""
    lists: dict[int, list[int]] = {}
    for index in [index for index, block in enumerate(blocks) if block.listed and block.kind == "item"]:
        lists.setdefault(blocks[index].listed, []).append(index)
    return [
        places
        for places in lists.values()
        if len(places) > 1 and all(_GRADE_AT_END.search(blocks[place].text) for place in places)
    ]


def _grades_several(blocks: Sequence[Block]) -> bool:
    """Tell whether a table is one of grades: one in which a page is laid out holds headings, or a grade and no more."""
    if any(block.kind == "heading" for block in blocks):
        return False
    return sum(grade_of(text) is not None for block in blocks for text in block.cells or (block.text,)) > 1


def _of_others(blocks: Sequence[Block], places: Sequence[int], lexicon: Lexicon) -> bool:
    """Tell whether a table's caption, or a line right above it, says that it is of others."""
    within = next((place for place in places if blocks[place].spots), places[0])
    above, behind = blocks[max(0, within - ABOVE) : within], blocks[places[-1] + 1 : places[-1] + 2]
    if headed_otherwise(above, lexicon):
        return True
    said = [one for block in above[-1:] if block.kind == "paragraph" for one in list(sentences(block.text))[-1:]]
    said += [text for block in behind if _THESE.match(text := next(sentences(block.text), ""))]
    return any(_tells(text) and of_others(text, lexicon) is True for text in said)


def _tells(text: str) -> bool:
    """Tell whether a sentence beside a table says what its grades are; what it says that they are not is no matter."""
    return len(text) <= _TELLING and bool(_GIVES.search(text)) and not _DENIES.search(text)


def _headed_by_others(blocks: Sequence[Block], lexicon: Lexicon) -> bool:
    """Tell whether the heads of all of a table's columns of grades say that they are of others."""
    if any(len(text) > _TELLING for block in blocks for text in block.cells or (block.text,)):
        return False
    cells = [
        (text, spot) for block in blocks for text, spot in zip(block.cells or (block.text,), block.spots, strict=False)
    ]
    heads: dict[int, list[str]] = {spot[1]: [] for text, spot in cells if grade_of(text)}
    for column, above in heads.items():
        first = min(spot[0] for text, spot in cells if spot[1] == column and grade_of(text))
        above += [text for text, spot in cells if spot[2] <= first and spot[1] <= column < spot[3] and text]
    return bool(heads) and all(any(_heads_others(text, lexicon) for text in above) for above in heads.values())


def _heads_others(text: str, lexicon: Lexicon) -> bool:
    """Tell whether the head of a column says that what is below it is of others."""
    years = vocabulary.years_of(lexicon.service, lexicon.round)
    return speaks(text, lexicon) and (of_another_time(text, years) or of_others(text, lexicon) is True)
