"""Read a page that prints the grades of many forces, as a table of any shape or as plain lines.

Each grade needs a question and a force, from its row, the head of its column, or the heading above; a grade of another
round's column is passed over. Where any grade has a question but no force the page is refused: plain-text captures lose
the names, and a grade given to the wrong force would be the worst mistake of all.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from schemas import vocabulary
from schemas.records import Address
from schemas.vocabulary import Question
from transforms.blocks import Block, Spot
from transforms.lexicon import Lexicon, asked_in, force_named
from transforms.marks import Grade, dated_of, grade_of, number_of, unnumbered, years_in
from transforms.refusal import NotReadable
from transforms.words import key

_ANOTHER_TIME = re.compile(r"\b(?:previous|last|earlier|former|prior)\b")
_NUMBERED = re.compile(r"(?P<pillar>[a-z]+) (?:question |q)?(?P<number>\d)(?: ungraded)?")
_HEADERS = frozenset(
    "question questions score scores grade grades judgment judgments area areas force forces service services".split()
)
"""Words of which the head of a table of questions and grades is made: ``Question Score``."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One grade of one force, with the words it was read from."""

    force: str
    question: Question
    label: str
    grade: Grade
    printed: str


@dataclass(frozen=True, slots=True)
class _Cell:
    """A text of a table and where it lies."""

    spot: Spot
    text: str


@dataclass(slots=True)
class _Context:
    """What the lines above say of the grades below them."""

    force: str | None = None
    asked: tuple[Question, str] | None = None
    other_round: bool = False
    told: frozenset[str] = frozenset()
    """The questions of which the force's grade was told already."""


def entries_of(blocks: Sequence[Block], address: Address, lexicon: Lexicon) -> tuple[Entry, ...]:
    """Give the grades that a page's content prints, in page order.

    Raises:
        NotReadable: it prints no grades, or some without the name of their force, or off the round's scale.
    """
    found = list(_entries(blocks, lexicon))
    if not any(entry.force or entry.grade.grade for entry in found):
        raise NotReadable("it is an overview of the grades that prints none of them")
    nameless = sum(1 for entry in found if not entry.force)
    if nameless:
        raise NotReadable(f"it prints {nameless} grades without the name of the {_body(address)} that they are of")
    off_scale = next((entry for entry in found if entry.grade.grade == "adequate" and lexicon.tiers < 5), None)
    if off_scale:
        raise NotReadable(
            f"it prints the grade 'adequate' for {off_scale.force}, "
            f"but the {lexicon.round} round has {lexicon.tiers} grades without it"
        )
    return tuple(found)


def _body(address: Address) -> str:
    """Say what is inspected."""
    return "service" if address.service == "fire" else "force"


def _entries(blocks: Sequence[Block], lexicon: Lexicon) -> Iterator[Entry]:
    """Read tables and the lines between them in turn."""
    context = _Context()
    for table, group in itertools.groupby(blocks, key=lambda block: block.table if block.spots else 0):
        if table:
            yield from _of_table(list(group), context, lexicon)
        else:
            for block in group:
                yield from _of_line(block, context, lexicon)


# -- tables ------------------------------------------------------------------------------------------------------------


def _of_table(blocks: Sequence[Block], context: _Context, lexicon: Lexicon) -> Iterator[Entry]:
    """Give the grades of one table, each with the labels of its row and column."""
    cells = [
        _Cell(spot, text)
        for block in blocks
        for text, spot in zip(block.cells or (block.text,), block.spots, strict=False)
        if text
    ]
    labels = [cell for cell in cells if grade_of(cell.text) is None]
    told = context.told
    context.asked = None
    for cell in cells:
        grade = grade_of(cell.text)
        if grade is None:
            continue
        named = [*_beside(cell, labels), *_above(cell, labels)]
        if _is_other_round(grade, [label.text for label in named], lexicon):
            continue
        asked = _asked([label.text for label in named], lexicon)
        if asked is None:
            continue
        forces = (force_named(lexicon.service, label.text) for label in named)
        force = next((force for force in forces if force), None)
        if force is None and asked[0].question_id not in told:
            force = context.force
        context.told |= {asked[0].question_id}
        yield Entry(force or "", *asked, grade, cell.text)


def _beside(cell: _Cell, labels: Sequence[_Cell]) -> list[_Cell]:
    """Give the labels in a cell's row, the nearest on its left first."""
    row = [label for label in labels if label.spot[0] <= cell.spot[0] < label.spot[2]]
    left = [label for label in row if label.spot[1] < cell.spot[1]]
    right = [label for label in row if label.spot[1] > cell.spot[1]]
    return [*sorted(left, key=lambda label: -label.spot[1]), *sorted(right, key=lambda label: label.spot[1])]


def _above(cell: _Cell, labels: Sequence[_Cell]) -> list[_Cell]:
    """Give the labels above a cell in its column, the nearest first."""
    column = [
        label for label in labels if label.spot[2] <= cell.spot[0] and label.spot[1] <= cell.spot[1] < label.spot[3]
    ]
    return sorted(column, key=lambda label: -label.spot[0])


def _is_other_round(grade: Grade | None, labels: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether a grade, or its labels, name another round than the page's."""
    years = {year for text in labels if dated_of(text) is None for year, _ in years_in(text)}
    if grade is not None and grade.year is not None:
        years = {grade.year}
    if years:
        return vocabulary.rounds()[lexicon.service, lexicon.round].first_year not in years
    return any(_ANOTHER_TIME.search(key(text)) for text in labels)


def _asked(labels: Sequence[str], lexicon: Lexicon) -> tuple[Question, str] | None:
    """Find the question that labels name: by its wording, or by its pillar and number in one label or in two."""
    named = [(asked, label) for label in labels if (asked := _question(label, lexicon))]
    numbered = [(question, label) for question, label in named if question.number is not None or not question.pillar]
    if numbered or not named:
        return numbered[0] if numbered else None
    pillar, label = named[0]
    number = next((number for text in labels if (number := number_of(text)) is not None), None)
    if number is None:
        return pillar, label
    question = vocabulary.question(f"{pillar.question_id}/{number}")
    return (question, f"{label} {number}") if question else None


def _question(text: str, lexicon: Lexicon) -> Question | None:
    """Tell which question a label names: its wording with or without a number, its short name, ``Effectiveness Q1``."""
    bare = unnumbered(text)
    asked = asked_in(lexicon, text) or asked_in(lexicon, bare)
    if asked is not None:
        return asked
    folded = key(bare)
    numbered = _NUMBERED.fullmatch(folded)
    if numbered:
        return vocabulary.question(f"{lexicon.service}/{lexicon.round}/{numbered['pillar']}/{numbered['number']}")
    alike = [q for q in vocabulary.questions(lexicon.service, lexicon.round) if key(q.label) == folded]
    return alike[0] if len(alike) == 1 else None


# -- lines -------------------------------------------------------------------------------------------------------------


def _of_line(block: Block, context: _Context, lexicon: Lexicon) -> Iterator[Entry]:
    """Take in one line outside tables: a name, a question, a grade, or a question with its grade."""
    text = block.text
    force = force_named(lexicon.service, text)
    if force:
        context.force, context.asked, context.told, context.other_round = force, None, frozenset(), False
        return
    pair = _pair(text, lexicon)
    grade = grade_of(text)
    if pair is not None:
        context.asked, (grade, text) = pair[0], pair[1]
    if grade is not None and context.asked is not None:
        yield from _told(context, grade, text, lexicon)
    if grade is not None:
        context.asked = None
        return
    asked = _question(text, lexicon)
    if asked is not None:
        context.asked = (asked, unnumbered(text))
        return
    if years_in(text) and len(text) < 30 and dated_of(text) is None:
        context.other_round = _is_other_round(None, [text], lexicon)
    elif context.told or (block.kind == "heading" and not set(key(text).split()) <= _HEADERS):
        # A name that is not known, or the head of a table whose name is lost: what follows is nobody's.
        context.force, context.told = None, frozenset()


def _told(context: _Context, grade: Grade, printed: str, lexicon: Lexicon) -> Iterator[Entry]:
    """Give the grade of the question in hand; the same question again is another force's, whose name is lost."""
    assert context.asked is not None
    question, label = context.asked
    if context.other_round or _is_other_round(grade, [], lexicon):
        return
    if question.question_id in context.told:
        context.force, context.told = None, frozenset()
    context.told |= {question.question_id}
    yield Entry(context.force or "", question, label, grade, printed)


def _pair(text: str, lexicon: Lexicon) -> tuple[tuple[Question, str], tuple[Grade, str]] | None:
    """Read a line that ends in a grade as a question and that grade."""
    words = text.split()
    for length in range(1, min(4, len(words))):
        printed, asked = " ".join(words[-length:]), " ".join(words[:-length]).rstrip(" :–-|")
        grade, question = grade_of(printed), _question(asked, lexicon)
        if grade is not None and question is not None:
            return (question, unnumbered(asked)), (replace(grade, subject=None), printed)
    return None
