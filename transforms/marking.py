"""Mark each block of the content with the statement it is, if any: title, date, question, grade, lead-in.

A badge belongs to the question it stands next to, whatever the markup: this module also says which that is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from schemas import vocabulary
from schemas.phrases import lead_in_kind
from schemas.records import Address
from schemas.vocabulary import Question
from transforms.blocks import Block, common_depth
from transforms.chapters import with_chapters
from transforms.lexicon import Lexicon, numbered_question, pillar_named, question_of
from transforms.marks import (
    Dated,
    Grade,
    Mark,
    date_label_of,
    dated_of,
    grade_of,
    is_known_heading,
    is_label,
    number_of,
    questions_for,
)
from transforms.notes import is_earlier_grade, is_earlier_label
from transforms.refusal import NotReadable
from transforms.words import key

UNJUDGED = frozenset(("context", "table"))
"""Families whose lines are no statements about the page's force: its own words, and the grades of many forces."""
_TRANSPARENT = frozenset(("number", "dated", "date label", "grade label", "grade", "earlier grade"))
"""What may stand between a question and its badge."""
_TITLE = 200
"""Letters in the longest text that is compared with the page's title."""
_CONTINUED = re.compile(r"[.,;](?:\s+(?:and|or|but))?$")


def marked(blocks: Sequence[Block], lexicon: Lexicon | None, address: Address, title: str) -> list[Mark]:
    """Mark the blocks of a page's content, and give each badge its question; ``title`` is the page's, however often.

    Raises:
        NotReadable: a question bears two different badges, or a grade that its round does not have.
    """
    marks = [_mark(block, lexicon, key(title)) for block in blocks]
    marks = [_labelled(mark, marks[index - 1] if index else None) for index, mark in enumerate(marks)]
    if lexicon is None or address.family in UNJUDGED:
        return [
            mark if mark.kind in ("title", "dated", "date label") else Mark(mark.block, mark.block.kind)
            for mark in marks
        ]
    marks = _without_earlier(marks, vocabulary.rounds()[lexicon.service, lexicon.round].first_year)
    marks = [_numbered(marks, index, lexicon, address) for index in range(len(marks))]
    if not lexicon.has_pillars:
        marks = with_chapters(marks, partial(_badged, marks))
    owners = _owners(marks)
    out = []
    for index, mark in enumerate(marks):
        if mark.kind == "number" and not _beside_question(marks, index):
            out.append(replace(mark, kind=mark.block.kind))
        elif mark.kind != "grade":
            out.append(mark)
        elif index in owners and _is_own(mark, lexicon):
            out.append(replace(mark, question=owners[index]))
        else:
            out.append(replace(mark, kind=mark.block.kind, grade=None))
    _check(out, lexicon)
    return out


def _without_earlier(marks: Sequence[Mark], first_year: int) -> list[Mark]:
    """Set apart the grades of earlier rounds, with their labels: they may stand between a question and its badge."""
    out: list[Mark] = []
    labelled = False
    for mark in marks:
        label = mark.kind != "grade" and is_earlier_label(mark.block.text, first_year)
        earlier = label or (labelled and mark.kind == "grade")
        out.append(Mark(mark.block, "earlier grade") if earlier else mark)
        labelled = label
    return out


def _is_own(mark: Mark, lexicon: Lexicon) -> bool:
    """Tell whether a badge is this force's and this round's: its label may name another body or another year."""
    assert mark.grade is not None
    if mark.grade.subject and not (lexicon.name and lexicon.name.fullmatch(mark.grade.subject)):
        return False
    return mark.grade.year is None or mark.grade.year in vocabulary.years_of(lexicon.service, lexicon.round)


def _beside_question(marks: Sequence[Mark], index: int) -> bool:
    """Tell whether a number stands next to a question; any other number is text."""
    return _neighbour(marks, index, +1) is not None or _neighbour(marks, index, -1) is not None


def _numbered(marks: Sequence[Mark], index: int, lexicon: Lexicon, address: Address) -> Mark:
    """Take a reworded question for the one whose number stands before it, where its words are likest that one's."""
    mark = marks[index]
    text = mark.block.text
    if mark.kind not in ("heading", "paragraph") or not text.endswith("?") or address.pillar is None:
        return mark
    before = next((other for other in reversed(marks[:index]) if other.kind not in ("grade", "grade label")), None)
    if before is None or before.kind != "number":
        return mark
    question = numbered_question(lexicon, address.pillar, number_of(before.block.text), text)
    return mark if question is None else replace(mark, kind="question", question=question)


def _mark(block: Block, lexicon: Lexicon | None, title: str) -> Mark:
    """Mark one block by its text alone."""
    text = block.text
    if block.summary:
        return Mark(block, "summary")
    if block.kind == "row":
        return Mark(block, "row")
    field = _mark_field(block)
    if field is not None:
        return field
    if title and len(text) <= _TITLE and key(text) == title and block.kind != "item":
        return Mark(block, "title")
    asked = _mark_asked(block, lexicon) if lexicon is not None else None
    if asked is not None:
        return asked
    for kind, test in (
        ("questions", questions_for),
        ("earlier grade", is_earlier_grade),
        ("heading", is_known_heading),
    ):
        if test(text):
            return Mark(block, kind)
    finding = lead_in_kind(text)
    return Mark(block, "lead-in", finding=finding) if finding else Mark(block, block.kind)


def _mark_asked(block: Block, lexicon: Lexicon) -> Mark | None:
    """Mark a block that words a question or names a pillar."""
    question = question_of(lexicon, block.text)
    if question is not None and not _continues(block):
        return Mark(block, "question", question=question)
    pillar = pillar_named(lexicon, block.text)
    return Mark(block, "pillar", question=pillar) if pillar else None


def _continues(block: Block) -> bool:
    """Tell whether a block goes on with a sentence: ``responding to national risks; and`` asks nothing."""
    if block.kind == "heading" or block.text.endswith("?"):
        return False
    return block.text[:1].islower() or (block.kind == "item" and _CONTINUED.search(block.text) is not None)


def _mark_field(block: Block) -> Mark | None:
    """Mark a block whose text is the value or the label of a field."""
    text = block.text
    dated = dated_of(text)
    if dated:
        return Mark(block, "dated", dated=dated)
    grade = grade_of(text)
    if grade:
        return Mark(block, "grade", grade=grade)
    for kind, test in (("number", number_of), ("date label", date_label_of), ("grade label", is_label)):
        if test(text):
            return Mark(block, kind)
    return None


def _labelled(mark: Mark, before: Mark | None) -> Mark:
    """Give a bare date the label that stands in the block before it."""
    if mark.dated is None or mark.dated.label is not None or before is None or before.kind != "date label":
        return mark
    return replace(mark, dated=Dated(date_label_of(before.block.text), mark.dated.value))


def _neighbour(marks: Sequence[Mark], index: int, step: int, wanted: str = "question") -> int | None:
    """Find the question (or the badge) next to a mark in one direction, past numbers, dates and the like."""
    index += step
    while 0 <= index < len(marks) and marks[index].kind in _TRANSPARENT and marks[index].kind != wanted:
        index += step
    if not 0 <= index < len(marks):
        return None
    found = marks[index].kind == wanted or (wanted == "question" and marks[index].question is not None)
    return index if found else None


def _badged(marks: Sequence[Mark], index: int) -> bool:
    """Tell whether a badge stands next to a question."""
    return any(_neighbour(marks, index, step, wanted="grade") is not None for step in (+1, -1))


def _owners(marks: Sequence[Mark]) -> dict[int, Question]:
    """Say which question each badge belongs to.

    The markup decides where it tells: a badge belongs to the question with which it shares the smaller part of the
    page. Where it does not, a badge belongs to the question right above it; to the one below only on a page that
    prints a badge before its first question too. A badge that stands between a text and a question on a flat page
    could be either's, and is neither's.
    """
    asked = [index for index, mark in enumerate(marks) if mark.kind in ("question", "pillar")]
    grades = [index for index, mark in enumerate(marks) if mark.kind == "grade"]
    before_first = _badge_before_first(marks, asked)
    below_text = _badges_below_text(marks, asked, grades)
    owners: dict[int, Question] = {}
    for index in grades:
        above, below = _neighbour(marks, index, -1), _neighbour(marks, index, +1)
        nearness = _shared(marks, index, above) - _shared(marks, index, below)
        chosen: int | None
        if index in below_text:
            chosen = below_text[index]
        elif above is not None and below is not None:
            chosen = below if nearness < 0 or (nearness == 0 and before_first) else above
        elif below is not None:
            before = next((place for place in reversed(asked) if place < index), None)
            nearer = _shared(marks, index, below) > _shared(marks, index, before)
            chosen = below if before_first or nearer else None
        else:
            chosen = above
        question = marks[chosen].question if chosen is not None else None
        if question is not None:
            owners[index] = question
    return owners


def _badge_before_first(marks: Sequence[Mark], asked: Sequence[int]) -> bool:
    """Tell whether the first question, or the first below their common heading, has its badge before it."""
    numbered = [index for index in asked if (asks := marks[index].question) and asks.number is not None]
    for first in (*asked[:1], *numbered[:1]):
        badge = _neighbour(marks, first, -1, wanted="grade")
        if badge is None:
            continue
        before = _neighbour(marks, badge, -1, wanted="questions")
        if first == asked[0] or before is not None:
            return True
    return False


def _badges_below_text(marks: Sequence[Mark], asked: Sequence[int], grades: Sequence[int]) -> dict[int, int]:
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
        own = _shared(marks, index, before)
        if index + 1 < len(marks) and common_depth(marks[index].block, marks[index + 1].block) >= own > 0:
            continue
        if before in found.values():
            return {}
        found[index] = before
    return found if len(found) > 1 else {}


def _shared(marks: Sequence[Mark], one: int, other: int | None) -> int:
    """Count the block elements that two marks share, 0 where there is no other."""
    return 0 if other is None else common_depth(marks[one].block, marks[other].block)


def _check(marks: Sequence[Mark], lexicon: Lexicon) -> None:
    """Refuse what cannot be: a grade off the round's scale, or two badges on one printing of a question."""
    before: Mark | None = None
    for mark in marks:
        if mark.kind == "grade" and mark.grade and mark.question:
            if mark.grade.grade == "adequate" and lexicon.tiers < 5:
                raise NotReadable(
                    f"it prints the grade 'adequate' beside '{mark.question.label}', "
                    f"but the {lexicon.round} round has {lexicon.tiers} grades without it"
                )
            if before and before.question == mark.question and _contradict(before.grade, mark.grade):
                raise NotReadable(f"two different grades stand beside '{mark.question.label}'")
            before = mark
        elif mark.kind not in _TRANSPARENT:
            before = None


def _contradict(one: Grade | None, other: Grade) -> bool:
    """Tell whether two badges beside one question cannot both be: the months they bear may tell which came later."""
    return one is None or (one != other and (one.month is None or other.month is None))
