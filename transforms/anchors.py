"""Find the statements that only an inspection page makes, and the lists that some of them lead in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.phrases import heading_kind, lead_in_kind
from transforms.blocks import Block, is_sentence
from transforms.dates import dated_of
from transforms.grades import Grade, grade_of
from transforms.lexicon import Lexicon, asked_in, names_in, question_of
from transforms.marks import is_known_heading, number_of, questions_for
from transforms.words import leads_in

_EXTENT = re.compile(
    r"(?:(?:the )?extent to which|the efficiency with which) .{10,200}"
    r"\b(?:outstanding|good|adequate|inadequate|requires improvement|graded)\W*(?:and)?$"
    r"|in terms of its effectiveness\b.{20,}",
    re.IGNORECASE,
)
"""The sentences in which the pages of forces state the pillars' grades."""
_DISCLAIMER = re.compile(r"disclaimer\b", re.IGNORECASE)
LINKED = 0.9
"""Share of links from which a text is a link."""


def anchors_in(blocks: Sequence[Block], inside: Sequence[bool], lexicon: Lexicon | None) -> list[int]:
    """Find the statements that only an inspection page makes, and the lists that some of them lead in."""
    anchors: list[int] = []
    listing = False
    first: Block | None = None
    for index, block in enumerate(blocks):
        if not inside[index]:
            continue
        if listing and block.kind == "item":
            first = first or block
            listing = first.listed == block.listed or first.listed in block.place
        if block.summary or block.listing:
            anchors.append(index)
            continue
        linked = block.links >= LINKED
        stated = states(block, lexicon)
        if linked and block.kind != "heading" and not (listing and block.kind == "item" and not stated):
            headed = stated and index + 1 < len(blocks) and _heads(block, blocks[index + 1], lexicon)
            if not headed and not _is_linked_badge(blocks, index, lexicon):
                continue
            anchors += _listed_before(blocks, index, inside, lexicon)
        if stated:
            listing, first = lead_in_kind(block.text) is not None, None
        elif not (listing and block.kind == "item"):
            listing, first = leads_in(block.text) and not linked and block.kind == "paragraph", None
            continue
        anchors.append(index)
    return sorted(set(anchors))


def _listed_before(blocks: Sequence[Block], index: int, inside: Sequence[bool], lexicon: Lexicon | None) -> list[int]:
    """Find the links to other questions right before such a link: with them it is an index, and no heading."""
    found: list[int] = []
    if lexicon is None or asked_in(lexicon, blocks[index].text) is None:
        return found
    for place in range(index - 1, -1, -1):
        block = blocks[place]
        if not inside[place] or (number_of(block.text) is None and asked_in(lexicon, block.text) is None):
            break
        if block.links >= LINKED:
            found.append(place)
    return found


def _heads(link: Block, after: Block, lexicon: Lexicon | None) -> bool:
    """Tell whether a link is the heading of what follows it: of its grade, or, where it is a question, of prose."""
    if grade_of(after.text) is not None:
        return True
    if lexicon is None or link.kind == "item" or after.links >= LINKED or question_of(lexicon, link.text) is None:
        return False
    known = lead_in_kind(after.text) is not None or heading_kind(after.text) is not None
    return known or (after.kind == "paragraph" and is_sentence(after))


def _is_linked_badge(blocks: Sequence[Block], index: int, lexicon: Lexicon | None) -> bool:
    """Tell whether a link is the grade of the question right above it, which is no link."""
    if lexicon is None or grade_of(blocks[index].text) is None:
        return False
    above = next((block for block in reversed(blocks[:index]) if not is_dated(block)), None)
    return above is not None and above.links < LINKED and asked_in(lexicon, above.text) is not None


def states(block: Block, lexicon: Lexicon | None) -> bool:
    """Tell whether a block is a statement that only an inspection page makes."""
    text = block.text
    if len(text) > 300:
        return block.kind == "row" and any(grade_of(cell) for cell in block.cells)
    grade = grade_of(text)
    if grade is not None and is_anothers(grade, lexicon):
        return False
    if grade or is_dated(block) or lead_in_kind(text) or questions_for(text) or _EXTENT.match(text):
        return True
    if is_known_heading(text) or _DISCLAIMER.match(text):
        return True
    if block.kind == "row":
        return any(grade_of(cell) for cell in block.cells)
    if lexicon is not None and not lexicon.has_pillars and heading_kind(text):
        return True
    return lexicon is not None and asked_in(lexicon, text) is not None


def is_anothers(grade: Grade, lexicon: Lexicon | None) -> bool:
    """Tell whether a grade is labelled as another force's: ``Kent Police: Good`` on the page of Surrey's."""
    return grade.subject is not None and lexicon is not None and names_in(lexicon, grade.subject) is False


def is_dated(block: Block) -> bool:
    """Tell whether a block is a labelled date."""
    dated = dated_of(block.text)
    return dated is not None and dated.label is not None
