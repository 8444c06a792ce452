"""Say which question each badge belongs to, whatever the markup: the one that it stands next to."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import partial

from schemas.vocabulary import Question
from transforms.blocks import common_depth
from transforms.leading import grades_lead, is_anothers, is_behind, is_labelled, is_said, leads
from transforms.lexicon import Lexicon
from transforms.marks import Mark

TRANSPARENT = frozenset(("number", "dated", "date label", "grade label", "grade", "earlier grade", "ornament"))
"""What may stand between a question and its badge."""

_SEVERAL = 2
_OF_THIS = re.compile(r"\bthis (?:question|area|pillar|chapter|section)\b", re.IGNORECASE)
"""What says of a badge that it belongs to what it stands under: ``Judgment for this question: Good``."""


def beside_question(marks: Sequence[Mark], index: int) -> bool:
    """Tell whether a number stands next to a question; any other number is text."""
    return _neighbour(marks, index, +1) is not None or _neighbour(marks, index, -1) is not None


def _neighbour(marks: Sequence[Mark], index: int, step: int, wanted: str = "question") -> int | None:
    """Find the question (or the badge) next to a mark in one direction, past numbers, dates and the like."""
    index += step
    while 0 <= index < len(marks) and marks[index].kind in TRANSPARENT and marks[index].kind != wanted:
        index += step
    if not 0 <= index < len(marks):
        return None
    found = marks[index].kind == wanted or (wanted == "question" and marks[index].question is not None)
    return index if found else None


def badged(marks: Sequence[Mark], index: int) -> bool:
    """Tell whether a badge stands next to a question."""
    return any(_neighbour(marks, index, step, wanted="grade") is not None for step in (+1, -1))


def owners_of(marks: Sequence[Mark], lexicon: Lexicon) -> dict[int, Question]:
    """Say which question each badge belongs to.

    The markup decides where it tells: a badge belongs to the question with which it shares the smaller part of the
    page. Where it does not, a badge belongs to the question right above it; to the one below only on a page that
    prints all of them so. A badge that stands between a text and a question on a flat page could be either's, and is
    neither's, unless each question's text but none before the first has one after it.
    """
    asked = [index for index, mark in enumerate(marks) if mark.kind in ("question", "pillar")]
    printed = [index for index, mark in enumerate(marks) if mark.kind == "grade"]
    grades = [index for index in printed if not is_anothers(marks, index, lexicon)]
    before_each = grades_lead(marks, asked, partial(_badge_beside, marks), lexicon)
    below_text = _badges_below_text(marks, asked, grades, lexicon) or _badges_at_ends(marks, asked, grades)
    owners = {index: question for index in grades if (question := marks[index].question) is not None}
    for index in (index for index in grades if index not in owners):
        above, below = _neighbour(marks, index, -1), _neighbour(marks, index, +1)
        nearness = _shared(marks, index, above) - _shared(marks, index, below)
        chosen: int | None
        if index in below_text:
            chosen = below_text[index]
        elif _OF_THIS.search(marks[index].block.text):
            chosen = next((place for place in reversed(asked) if place < index), None)
        elif above is not None and below is not None:
            chosen = below if nearness < 0 or (nearness == 0 and before_each) else above
        elif below is not None:
            chosen = below if _is_below(marks, asked, index, below, lexicon, before_each=before_each) else None
        else:
            chosen = above
        question = marks[chosen].question if chosen is not None else None
        if question is not None:
            owners[index] = question
    return owners


def _badge_beside(marks: Sequence[Mark], place: int, step: int) -> int | None:
    """Find the badge next to a question in one direction."""
    return _neighbour(marks, place, step, wanted="grade")


def _is_below(
    marks: Sequence[Mark], asked: Sequence[int], index: int, below: int, lexicon: Lexicon, *, before_each: bool
) -> bool:
    """Tell whether a badge is that of the question below it: by the page's layout, or held together by the markup."""
    above = next((place for place in range(index - 1, -1, -1) if marks[place].kind not in TRANSPARENT), None)
    before = next((place for place in reversed(asked) if place < index), above)
    after = next((place for place in asked if place > below), None)
    if not leads(marks, index, below, lexicon) or is_behind(marks, below, after, partial(_badge_beside, marks)):
        return False
    return before_each or _shared(marks, index, below) > _shared(marks, index, before)


def _badges_below_text(
    marks: Sequence[Mark], asked: Sequence[int], grades: Sequence[int], lexicon: Lexicon
) -> dict[int, int]:
    """Find badges that close their question's part of the page, on pages that print all of them so."""
    found: dict[int, int] = {}
    for index in grades:
        above = _neighbour(marks, index, -1)
        if above is not None:
            question = marks[above].question
            if question is not None and question.number is not None:
                return {}
            continue
        before = next((place for place in reversed(asked) if place < index), None)
        after = next((place for place in asked if place > index), None)
        if before is None or _shared(marks, index, before) <= _shared(marks, before, after):
            continue
        if is_labelled(marks, index, before, lexicon):
            continue
        own = _shared(marks, index, before)
        if index + 1 < len(marks) and common_depth(marks[index].block, marks[index + 1].block) >= own > 0:
            continue
        if before in found.values():
            return {}
        found[index] = before
    return found if len(found) > 1 else {}


def _badges_at_ends(marks: Sequence[Mark], asked: Sequence[int], grades: Sequence[int]) -> dict[int, int]:
    """Find the badges of a flat page that prints each after the text on its question: one for every question.

    Printed before its question, the first one's would stand before that, and nothing after the last one's text.
    """
    numbered = [place for place in asked if (question := marks[place].question) and question.number is not None]
    if len(numbered) < _SEVERAL or _neighbour(marks, numbered[0], -1, wanted="grade") is not None:
        return {}
    found: dict[int, int] = {}
    for place, after in itertools.zip_longest(numbered, numbered[1:]):
        own = [index for index in grades if place < index < (after or len(marks))]
        if len(own) != 1 or _neighbour(marks, own[0], -1) is not None or is_said(marks, own[0]):
            return {}
        if after and (
            _neighbour(marks, own[0], +1) != after or _shared(marks, own[0], after) > _shared(marks, own[0], place)
        ):
            return {}
        found[own[0]] = place
    return found


def _shared(marks: Sequence[Mark], one: int, other: int | None) -> int:
    """Count the block elements that two marks share, 0 where there is no other."""
    return 0 if other is None else common_depth(marks[one].block, marks[other].block)
