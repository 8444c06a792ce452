"""Mark each block of the content with the statement it is, if any: title, date, question, grade, lead-in.

A badge belongs to the question it stands next to, whatever the markup: this module also says which that is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemas.phrases import lead_in_kind
from schemas.records import Address
from schemas.vocabulary import Question
from transforms.blocks import Block, common_depth
from transforms.lexicon import Lexicon, question_of
from transforms.marks import (
    Dated,
    Grade,
    date_label_of,
    dated_of,
    grade_of,
    is_grade_label,
    number_of,
    questions_for,
    titled,
)
from transforms.refusal import NotReadable
from transforms.words import key

_TRANSPARENT = frozenset(("number", "dated", "date label", "grade label", "grade"))
"""What may stand between a question and its badge."""
_LEGEND = 3
"""So many different grades in a row are the key to a chart, not anybody's grades."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A block and what it states: ``kind`` is the statement, or the block's own kind where it is none."""

    block: Block
    kind: str
    question: Question | None = None
    """The question worded here, or the one that a grade belongs to."""
    grade: Grade | None = None
    dated: Dated | None = None
    finding: str | None = None
    """The kind of finding that a lead-in leads in."""


def marked(blocks: Sequence[Block], lexicon: Lexicon | None, address: Address) -> list[Mark]:
    """Mark the blocks of a page's content, and give each badge its question.

    Raises:
        NotReadable: a question bears two different badges, or a grade that its round does not have.

    """
    marks = [_mark(block, lexicon, address) for block in blocks]
    marks = [_labelled(mark, marks[index - 1] if index else None) for index, mark in enumerate(marks)]
    if lexicon is None:
        return [replace(mark, kind=mark.block.kind) if mark.kind == "grade" else mark for mark in marks]
    owners = _owners(marks)
    out = []
    for index, mark in enumerate(marks):
        if mark.kind != "grade":
            out.append(mark)
        elif index in owners:
            out.append(replace(mark, question=owners[index]))
        else:
            out.append(replace(mark, kind=mark.block.kind, grade=None))
    _check(out, lexicon)
    return out


def _mark(block: Block, lexicon: Lexicon | None, address: Address) -> Mark:
    """Mark one block by its text alone."""
    text = block.text
    if block.kind == "row":
        return Mark(block, "row")
    field = _mark_field(block)
    if field is not None:
        return field
    if address.force and titled(address.service, address.force, text) and block.kind != "item":
        return Mark(block, "title")
    if lexicon is not None:
        question = question_of(lexicon, text)
        if question is not None:
            return Mark(block, "question", question=question)
        if key(text) in lexicon.pillars:
            return Mark(block, "pillar", question=lexicon.pillars[key(text)])
    if questions_for(text):
        return Mark(block, "questions")
    finding = lead_in_kind(text)
    if finding:
        return Mark(block, "lead-in", finding=finding)
    return Mark(block, block.kind)


def _mark_field(block: Block) -> Mark | None:
    """Mark a block whose text is the value or the label of a field."""
    text = block.text
    dated = dated_of(text)
    if dated:
        return Mark(block, "dated", dated=dated)
    grade = grade_of(text)
    if grade:
        return Mark(block, "grade", grade=grade)
    for kind, test in (("number", number_of), ("date label", date_label_of), ("grade label", is_grade_label)):
        if test(text):
            return Mark(block, kind)
    return None


def _labelled(mark: Mark, before: Mark | None) -> Mark:
    """Give a bare date the label that stands in the block before it."""
    if mark.dated is None or mark.dated.label is not None or before is None or before.kind != "date label":
        return mark
    return replace(mark, dated=Dated(date_label_of(before.block.text), mark.dated.value))


def _neighbour(marks: Sequence[Mark], index: int, step: int) -> int | None:
    """Find the question next to a badge in one direction, past numbers, dates and the like."""
    index += step
    while 0 <= index < len(marks) and marks[index].kind in _TRANSPARENT:
        index += step
    return index if 0 <= index < len(marks) and marks[index].question is not None else None


def _owners(marks: Sequence[Mark]) -> dict[int, Question]:
    """Say which question each badge belongs to.

    Where a badge stands between two questions, the nearer in the tree has it; where they are equally near, the page's
    other badges decide, and without any the one above.
    """
    grades = [index for index, mark in enumerate(marks) if mark.kind == "grade" and not _in_legend(marks, index)]
    above = {index: _neighbour(marks, index, -1) for index in grades}
    below = {index: _neighbour(marks, index, +1) for index in grades}
    leaning = sum((above[index] is not None) - (below[index] is not None) for index in grades)
    owners: dict[int, Question] = {}
    for index in grades:
        up, down = above[index], below[index]
        chosen: int | None
        if up is not None and down is not None:
            nearness = common_depth(marks[index].block, marks[up].block) - common_depth(
                marks[index].block, marks[down].block
            )
            chosen = up if nearness > 0 or (nearness == 0 and leaning >= 0) else down
        else:
            chosen = up if up is not None else down
        question = marks[chosen].question if chosen is not None else None
        if question is not None:
            owners[index] = question
    return owners


def _in_legend(marks: Sequence[Mark], index: int) -> bool:
    """Tell whether a badge is one of a row of different grades: the key of a chart."""
    first = last = index
    while first and marks[first - 1].kind == "grade":
        first -= 1
    while last + 1 < len(marks) and marks[last + 1].kind == "grade":
        last += 1
    return len({mark.grade for mark in marks[first : last + 1]}) >= _LEGEND


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
            if before and before.question == mark.question and before.grade != mark.grade:
                raise NotReadable(f"two different grades stand beside '{mark.question.label}'")
            before = mark
        elif mark.kind not in _TRANSPARENT:
            before = None
