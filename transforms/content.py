"""Find where a page's content begins and ends, and name everything else as boilerplate.

The evidence, strongest first: landmark elements; the title, from which content begins; the statements only an
inspection page makes (questions, grades, dates, lists of findings); recurring phrases; link density; and where a
block stands in the tree. Only for what is left over is an extractor's opinion asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.phrases import is_boilerplate
from schemas.records import Address
from schemas.vocabulary import same_force
from transforms.anchors import LINKED, anchors_in, is_anothers, is_dated, states
from transforms.blocks import Block, common_depth, is_sentence
from transforms.dates import date_label_of
from transforms.grades import grade_of
from transforms.lexicon import Lexicon, force_named, pillar_named, question_of
from transforms.tail import Tail, Vote, without_foot
from transforms.titles import title_of
from transforms.twins import twin_begins
from transforms.words import key

_TEASER = 80
"""Letters in the longest text of what leads to another page."""
_SIGNED = re.compile(r"(?:[—–-]\s*)?[^()@]{2,60}\(@\w{2,30}\)")
"""How an account signs a post: its name, and its handle in brackets."""
_POST = 4
"""Blocks of the longest post."""
_LEGEND = 3
"""So many different grades in a row are the key to a chart."""


@dataclass(frozen=True, slots=True)
class Content:
    """A page's blocks, told apart; ``title`` is empty where no title names the force."""

    blocks: tuple[Block, ...]
    boilerplate: tuple[Block, ...]
    title: str


def content_of(blocks: Sequence[Block], lexicon: Lexicon | None, address: Address, vote: Vote) -> Content:
    """Tell content from boilerplate; every block comes out on one side."""
    has_main = any(block.region == "main" for block in blocks)
    elsewhere = _elsewhere(blocks, lexicon, address)
    inside = [
        not block.beside and (block.region == "main" or not has_main) and index not in elsewhere
        for index, block in enumerate(blocks)
    ]
    anchors = anchors_in(blocks, inside, lexicon)
    title = title_of(blocks, address, anchors)
    start = title if title is not None else _start(blocks, inside, anchors)
    tail = Tail(blocks, anchors, start, has_main=has_main, vote=vote)
    stated = set(anchors)
    asked = {
        question.question_id
        for index in anchors
        if lexicon and (question := question_of(lexicon, blocks[index].text)) is not None
    }
    kept: dict[int, Block] = {}
    for index, block in enumerate(blocks):
        if index == title or (index < start and inside[index] and is_dated(block)):
            keep = True
        elif index < start or not inside[index]:
            keep = False
        else:
            keep = index in stated or (_is_content(block, lexicon, asked) and (index <= tail.last or tail.keeps(index)))
        if keep:
            kept[index] = block
    if address.family != "context":
        for index in without_foot(list(kept.items()), tail.last, stated=bool(anchors)):
            del kept[index]
    places = list(kept)
    for index in places[twin_begins(list(kept.values())) :]:
        del kept[index]
    while len(kept) > 1 and (last := max(kept)) and kept[last].kind == "heading" and not states(kept[last], lexicon):
        del kept[last]
    dropped = tuple(block for index, block in enumerate(blocks) if index not in kept)
    return Content(tuple(kept.values()), dropped, blocks[title].text if title is not None else "")


def _elsewhere(blocks: Sequence[Block], lexicon: Lexicon | None, address: Address) -> set[int]:
    """Find what a pillar's page says of other pillars in menus and cards, grades included, and the keys of charts."""
    found: set[int] = set()
    for index, block in enumerate(blocks):
        other = pillar_named(lexicon, block.text) if lexicon and address.pillar else None
        if other is not None and other.pillar != address.pillar:
            found.add(index)
            for step in (1, -1):
                beside = index + step
                if 0 <= beside < len(blocks) and grade_of(blocks[beside].text) and _closest(blocks, beside, index):
                    found.add(beside)
                    break
    if lexicon and address.force and address.family not in ("context", "table"):
        found |= _teasers(blocks, address)
    return found | _legends(blocks) | _posts(blocks)


def _posts(blocks: Sequence[Block]) -> set[int]:
    """Find posts of social media that a page shows: what an account signs, in the element that holds its signature."""
    found: set[int] = set()
    for index in [index for index, block in enumerate(blocks) if "(@" in block.text and _SIGNED.match(block.text)]:
        own = blocks[index].place
        first = index
        while first and own and blocks[first - 1].place[: len(own)] == own:
            first -= 1
        found.update(range(first, index + 1) if index - first <= _POST else (index,))
    return found


def _teasers(blocks: Sequence[Block], address: Address) -> set[int]:
    """Find what leads to the pages of other forces: a heading that is another's name, and the labels below it."""
    found: set[int] = set()
    for begin in [index for index, block in enumerate(blocks) if block.kind == "heading"]:
        heading = blocks[begin]
        named = force_named(address.service, heading.text)
        if named is None or same_force(address.service, named, address.force or ""):
            continue
        found.add(begin)
        for index in range(begin + 1, len(blocks)):
            block = blocks[index]
            if len(block.text) > _TEASER or (block.kind == "heading" and not block.level > heading.level > 0):
                break
            found.add(index)
    return found


def _closest(blocks: Sequence[Block], grade: int, index: int) -> bool:
    """Tell whether a grade shares more of the page with one neighbour than with the one on its other side."""
    other = 2 * grade - index
    if not 0 <= other < len(blocks):
        return True
    shared = common_depth(blocks[grade], blocks[index])
    return shared >= common_depth(blocks[grade], blocks[other])


def _legends(blocks: Sequence[Block]) -> set[int]:
    """Find rows of different grades: the key to a chart."""
    found: set[int] = set()
    run: list[int] = []
    for index in range(len(blocks) + 1):
        if index < len(blocks) and len(blocks[index].runs) > _LEGEND and _is_key(blocks[index]):
            found.add(index)
        if index < len(blocks) and _bare_grade(blocks[index].text) and not blocks[index].summary | blocks[index].beside:
            run.append(index)
            continue
        if len({key(blocks[place].text) for place in run}) >= _LEGEND:
            found.update(run)
        run = []
    return found


def _is_key(block: Block) -> bool:
    """Tell whether one block is the whole key to a chart: different grades, and a word for what it is."""
    grades = {key(run) for run in block.runs if _bare_grade(run)}
    others = [run for run in block.runs if not _bare_grade(run) and any(map(str.isalnum, run))]
    return len(grades) >= _LEGEND and not block.summary and all(is_boilerplate(run) for run in others)


def _bare_grade(text: str) -> bool:
    """Tell whether a text is a grade of nobody and no year that it names."""
    grade = grade_of(text)
    return grade is not None and grade.subject is None and grade.year is None


def _start(blocks: Sequence[Block], inside: Sequence[bool], anchors: Sequence[int]) -> int:
    """Find where content begins on a page whose title does not name the force."""
    main = [index for index, block in enumerate(blocks) if inside[index] and block.region == "main"]
    if main:
        return main[0]
    headings = [index for index, block in enumerate(blocks) if inside[index] and block.kind == "heading"]
    tops = [index for index in headings if blocks[index].level == 1] or headings
    candidates = [*tops[:1], *anchors[:1]]
    if candidates:
        return min(candidates)
    return next((index for index, block in enumerate(blocks) if inside[index] and not is_boilerplate(block.text)), 0)


def _is_content(block: Block, lexicon: Lexicon | None, asked: set[str]) -> bool:
    """Tell content from the phrases and links that stand within it."""
    text = block.text
    grade = grade_of(text)
    if grade is not None and is_anothers(grade, lexicon):
        return False
    if block.summary or grade or is_dated(block) or date_label_of(text):
        return True
    if is_boilerplate(text, exactly=block.kind == "heading"):
        return False
    if block.links < LINKED or block.kind == "heading":
        return True
    question = question_of(lexicon, text) if lexicon else None
    if question is not None:
        return question.question_id not in asked
    return is_sentence(block)
