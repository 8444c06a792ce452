"""Mark each block of the content with the statement it is, if any: title, date, question, grade, lead-in.

A badge belongs to the question it stands next to, whatever the markup: this module also says which that is.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from schemas import vocabulary
from schemas.phrases import lead_in_kind
from schemas.records import Address
from schemas.vocabulary import Question
from transforms.badges import TRANSPARENT, badged, beside_question, owners_of
from transforms.blocks import Block
from transforms.chapters import with_chapters
from transforms.dates import Dated, date_label_of, dated_of
from transforms.framework import explains_grades
from transforms.grades import Grade, grade_of, is_label, is_year
from transforms.indexes import without_indexes
from transforms.itemised import CONTINUED, itemised
from transforms.lexicon import Lexicon, numbered_question, pillar_named, question_of
from transforms.marks import Mark, is_known_heading, number_of, questions_for
from transforms.notes import is_earlier_grade, is_earlier_label
from transforms.refusal import NotReadable
from transforms.trends import is_trend
from transforms.whose import names_years
from transforms.words import key

UNJUDGED = frozenset(("context", "table"))
"""Families whose lines are no statements about the page's force: its own words, and the grades of many forces."""
_TITLE = 200
"""Letters in the longest text that is compared with the page's title."""
_LEAD_IN = 200
"""Letters in the longest lead-in; what an earlier round judged, and headings that are known, are shorter."""
_FIELD = 90
"""Letters in the longest text that is a date, a grade, a number, or a label of one of them."""
_ASIDE = re.compile(r"(?<=\?)\s*\([^()]*\)$")
"""What a heading adds in brackets to the question that it asks."""


def marked(blocks: Sequence[Block], lexicon: Lexicon | None, address: Address, title: str) -> list[Mark]:
    """Mark the blocks of a page's content, and give each badge its question; ``title`` is the page's, however often.

    Raises:
        NotReadable: a question bears two different badges, or a grade that its round does not have, or all of them.
    """
    marks = [_mark(block, lexicon, key(title)) for block in blocks]
    marks = [_labelled(mark, marks[index - 1] if index else None) for index, mark in enumerate(marks)]
    if lexicon is None or address.family in UNJUDGED:
        return [
            mark if mark.kind in ("title", "dated", "date label") else Mark(mark.block, mark.block.kind)
            for mark in marks
        ]
    marks = itemised(_without_earlier(marks, lexicon))
    marks = [_numbered(marks, index, lexicon, address) for index in range(len(marks))]
    if not lexicon.has_pillars:
        marks = with_chapters(marks, partial(badged, marks))
    marks = without_indexes(marks)
    if explains_grades(marks, lexicon):
        raise NotReadable("it says under each question what every grade means, as a framework does, and grades nobody")
    owners = owners_of(marks, lexicon)
    out = []
    for index, mark in enumerate(marks):
        if mark.kind == "number" and not beside_question(marks, index):
            out.append(replace(mark, kind=mark.block.kind))
        elif mark.kind != "grade":
            out.append(mark)
        elif index in owners and _is_own(mark, lexicon) and not _heads_a_list(marks, index, owners[index]):
            out.append(replace(mark, question=owners[index]))
        else:
            out.append(replace(mark, kind=mark.block.kind, grade=None))
    _check(out, lexicon)
    return out


def _without_earlier(marks: Sequence[Mark], lexicon: Lexicon) -> list[Mark]:
    """Set apart the grades of earlier rounds, with their labels: they may stand between a question and its badge."""
    first_year = vocabulary.rounds()[lexicon.service, lexicon.round].first_year
    years = vocabulary.years_of(lexicon.service, lexicon.round)
    out: list[Mark] = []
    labelled = False
    for mark, after in itertools.zip_longest(marks, marks[1:]):
        leads = mark.kind != "grade" and after is not None and after.kind in ("grade", "grade label")
        label = leads and is_earlier_label(mark.block.text, first_year)
        if leads and is_year(mark.block.text):
            label = not names_years(mark.block.text, years)
            mark = mark if label else Mark(mark.block, "grade label")
        earlier = label or (labelled and mark.kind == "grade")
        out.append(Mark(mark.block, "earlier grade") if earlier else mark)
        labelled = label or (labelled and mark.kind == "grade label")
    return out


def _is_own(mark: Mark, lexicon: Lexicon) -> bool:
    """Tell whether a badge is this force's and this round's: its label may name another body or another year."""
    assert mark.grade is not None
    if mark.grade.subject and not (lexicon.name and lexicon.name.fullmatch(mark.grade.subject)):
        return False
    return mark.grade.year is None or mark.grade.year in vocabulary.years_of(lexicon.service, lexicon.round)


def _heads_a_list(marks: Sequence[Mark], index: int, question: Question) -> bool:
    """Tell whether what reads as a grade is the heading of what is good under a question that is never graded."""
    grade, after = marks[index].grade, marks[index + 1] if index + 1 < len(marks) else None
    if question.graded != "never" or grade is None or grade.grade is None:
        return False
    return marks[index].block.kind == "heading" or (after is not None and after.kind == "item")


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
    if block.summary or block.kind == "row":
        return Mark(block, "summary" if block.summary else "row")
    if block.listing:
        return _mark_listed(block)
    if block.others:
        finding = lead_in_kind(block.text)
        return Mark(block, "lead-in", finding=finding) if finding else Mark(block, block.kind)
    stated = _mark_field(block) or _mark_title(block, title) or (_mark_asked(block, lexicon) if lexicon else None)
    if stated is not None:
        return stated
    if len(text) > _LEAD_IN:
        return Mark(block, block.kind)
    for kind, test in (
        ("questions", questions_for),
        ("earlier grade", is_earlier_grade),
        ("heading", is_known_heading),
    ):
        if test(text):
            return Mark(block, kind)
    finding = lead_in_kind(text)
    return Mark(block, "lead-in", finding=finding) if finding else Mark(block, block.kind)


def _mark_listed(block: Block) -> Mark:
    """Mark what a table of findings holds."""
    if block.listing in vocabulary.FINDING_KINDS:
        return Mark(block, "listed", finding=block.listing)
    return Mark(block, "bullet" if block.listing == "number" else "beside listed")


def _mark_title(block: Block, title: str) -> Mark | None:
    """Mark a block that repeats the page's title."""
    if title and len(block.text) <= _TITLE and key(block.text) == title and block.kind != "item":
        return Mark(block, "title")
    return None


def _mark_asked(block: Block, lexicon: Lexicon) -> Mark | None:
    """Mark a block that words a question or names a pillar."""
    aside = _ASIDE.search(block.text) if block.kind == "heading" and block.text.endswith(")") else None
    question = question_of(lexicon, block.text[: aside.start()].rstrip() if aside else block.text)
    if question is not None and not _continues(block):
        return Mark(block, "question", question=question)
    pillar = pillar_named(lexicon, block.text)
    return Mark(block, "pillar", question=pillar) if pillar else None


def _continues(block: Block) -> bool:
    """Tell whether a block goes on with a sentence: ``responding to national risks; and`` asks nothing."""
    if block.kind == "heading" or block.text.endswith("?"):
        return False
    return block.text[:1].islower() or (block.kind == "item" and CONTINUED.search(block.text) is not None)


def _mark_field(block: Block) -> Mark | None:
    """Mark a block whose text is the value or the label of a field."""
    text = block.text
    if len(text) > _FIELD:
        return None
    if not any(map(str.isalnum, text)):
        return Mark(block, "ornament")
    dated = dated_of(text)
    if dated:
        return Mark(block, "dated", dated=dated)
    grade = grade_of(text)
    if grade:
        return Mark(block, "grade", grade=grade)
    for kind, test in (("number", number_of), ("date label", date_label_of), ("grade label", is_label)):
        if test(text):
            return Mark(block, kind)
    return Mark(block, "earlier grade") if block.kind != "heading" and " " in text and is_trend(text) else None


def _labelled(mark: Mark, before: Mark | None) -> Mark:
    """Give a bare date the label that stands in the block before it."""
    if mark.dated is None or mark.dated.label is not None or before is None or before.kind != "date label":
        return mark
    return replace(mark, dated=Dated(date_label_of(before.block.text), mark.dated.value))


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
        elif mark.kind not in TRANSPARENT:
            before = None


def _contradict(one: Grade | None, other: Grade) -> bool:
    """Tell whether two badges beside one question cannot both be: the months they bear may tell which came later."""
    return one is None or (one != other and (one.month is None or other.month is None))
