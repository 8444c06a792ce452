"""Choose which printing of an area's name is the heading of its chapter.

A report names its areas also in its table of contents, in headings of the inspector's summary, in lists and in
captions; only the chapter is about the area, and a name by itself anywhere else asks nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import accumulate

from transforms.blocks import Block
from transforms.marks import Mark
from transforms.words import key

Badged = Callable[[int], bool]
"""Whether a grade stands next to the mark at an index."""


def with_chapters(marks: Sequence[Mark], badged: Badged) -> list[Mark]:
    """Take the areas' names that head no chapter for the plain blocks that they are."""
    printings: dict[str, list[int]] = {}
    asked = [index for index, mark in enumerate(marks) if mark.kind == "question" and mark.question]
    for index in asked:
        question = marks[index].question
        if question is not None:
            printings.setdefault(question.question_id, []).append(index)
    lengths = _lengths(marks, asked)
    chosen = {kept for places in printings.values() for kept in _chosen(marks, places, lengths, badged)}
    return [
        mark if index in chosen or mark.kind != "question" else replace(mark, kind=mark.block.kind, question=None)
        for index, mark in enumerate(marks)
    ]


def _chosen(marks: Sequence[Mark], places: Sequence[int], lengths: dict[int, int], badged: Badged) -> set[int]:
    """Choose the chapter among the printings of one area: what bears its badge, and what has the most below it."""
    graded = [place for place in places if badged(place)]
    able = [place for place in places if place in graded or _may_head(marks, place)]
    if not able:
        return set()
    question = marks[places[0]].question
    assert question is not None

    def weight(place: int) -> tuple[bool, bool, int]:
        return (
            marks[place].block.kind == "heading",
            key(marks[place].block.text) == key(question.wording),
            lengths[place],
        )

    longest = max(able, key=lambda place: (lengths[place], weight(place)))
    return {max(graded, key=weight), longest} if graded else {longest}


def _may_head(marks: Sequence[Mark], place: int) -> bool:
    """Tell whether a name that bears no grade can head a chapter: one in a list only if the list's item goes on."""
    block = marks[place].block
    if block.kind != "item":
        return True
    after = marks[place + 1].block if place + 1 < len(marks) else None
    return after is not None and after.kind != "item" and after.depth >= block.depth and _goes_on(block, after)


def _goes_on(block: Block, after: Block) -> bool:
    """Tell whether a block is in the same element as the one before it."""
    return bool(block.place) and block.listed == after.listed


def _lengths(marks: Sequence[Mark], asked: Sequence[int]) -> dict[int, int]:
    """Count the letters from each printing of an area to the next area, or to a heading above it."""
    letters = [0, *accumulate(len(mark.block.text) for mark in marks)]
    lengths: dict[int, int] = {}
    above: dict[int, int] = {}
    printings = set(asked)
    later = before = len(marks)
    question_id = ""
    for index in range(len(marks) - 1, -1, -1):
        mark = marks[index]
        level = mark.block.level if mark.block.kind == "heading" else 0
        if index in printings and mark.question is not None:
            if mark.question.question_id != question_id:
                question_id, later = mark.question.question_id, before
            before = index
            end = min([later, *(place for other, place in above.items() if other < level)])
            lengths[index] = letters[end] - letters[index + 1]
        if level:
            above[level] = index
    return lengths
