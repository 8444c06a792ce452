"""Read the grades of a table of any shape: each needs a question and a force, from its row or its column's head."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas import vocabulary
from schemas.vocabulary import Question
from transforms.blocks import Block, Spot
from transforms.dates import dated_of
from transforms.grades import Grade, grade_of, is_label, years_in
from transforms.lexicon import Lexicon, asked_in, force_named, pillar_named
from transforms.marks import number_of, unnumbered
from transforms.whose import of_others
from transforms.words import key

_ANOTHER_TIME = re.compile(r"\b(?:previous|last|earlier|former|prior)\b")
_NUMBERED = re.compile(r"(?P<pillar>[a-z]+) (?:question |q)?(?P<number>\d)(?: ungraded)?")
_ELSEWHERE = re.compile(r"\b(?:pages?|sections?|chapters?|paragraphs?|paras?|rank|position)\b")
_HEADERS = frozenset(
    "question questions score scores grade grades judgment judgments judgement judgements rating ratings "
    "result results outcome outcomes area areas aspect aspects pillar pillars force forces service services "
    "overall".split()
)
"""Words of which the head of a table of questions and grades is made: ``Question Score``."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One grade of one force, with the words it was read from; ``force`` is empty where nothing says whose it is."""

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


def table_entries(blocks: Sequence[Block], lexicon: Lexicon, force: str | None) -> Iterator[Entry]:
    """Give the grades of one table's blocks; ``force`` is whose they are where the table names nobody."""
    cells = [
        _Cell(spot, text)
        for block in blocks
        for text, spot in zip(block.cells or (block.text,), block.spots, strict=False)
        if text
    ]
    labels = [cell for cell in cells if grade_of(cell.text) is None and not _is_reference(cell, cells)]
    for cell in cells:
        grade = grade_of(cell.text)
        if grade is None:
            continue
        left, right, above = _beside(cell, labels, -1), _beside(cell, labels, +1), _above(cell, labels)
        named = [*left, *right, *above]
        if is_other_round(grade, named, lexicon):
            continue
        asked = _asked(named, lexicon, _number_above(cell, labels))
        if asked is not None:
            yield Entry(_whose([*left, *above], lexicon, force), *asked, grade, cell.text)


def is_gradetable(blocks: Sequence[Block], lexicon: Lexicon, force: str | None) -> bool:
    """Tell whether rows are a table of judgments: they grade several questions; one alone is a question's heading."""
    return len({entry.question.question_id for entry in table_entries(blocks, lexicon, force)}) > 1


def _beside(cell: _Cell, labels: Sequence[_Cell], side: int) -> list[str]:
    """Give the labels in a cell's row on one side of it (-1 its left), the nearest first."""
    row = [
        label
        for label in labels
        if label.spot[0] <= cell.spot[0] < label.spot[2] and (label.spot[1] - cell.spot[1]) * side > 0
    ]
    return [label.text for label in sorted(row, key=lambda label: label.spot[1] * side)]


def _is_reference(cell: _Cell, cells: Sequence[_Cell]) -> bool:
    """Tell whether a cell is a number that says where to read on, no question's: its column is headed ``Pages``."""
    return number_of(cell.text) is not None and any(_ELSEWHERE.search(key(text)) for text in _above(cell, cells))


def _above(cell: _Cell, labels: Sequence[_Cell]) -> list[str]:
    """Give the labels above a cell in its column, the nearest first."""
    column = [
        label for label in labels if label.spot[2] <= cell.spot[0] and label.spot[1] <= cell.spot[1] < label.spot[3]
    ]
    return [label.text for label in sorted(column, key=lambda label: -label.spot[0])]


def _number_above(cell: _Cell, labels: Sequence[_Cell]) -> int | None:
    """Give the number that heads a cell's column: no question's, 0, unless several are numbered and not the first."""
    first = min(label.spot[1] for label in labels) if labels else 0
    heads = {label.spot[1] for label in labels if label.spot[2] <= cell.spot[0] and number_of(label.text) is not None}
    number = next((number for text in _above(cell, labels) if (number := number_of(text)) is not None), None)
    return 0 if number is not None and (first in heads or len(heads) == 1) else number


def _whose(labels: Sequence[str], lexicon: Lexicon, force: str | None) -> str:
    """Say whose a grade is: the force's that its labels name, else the table's, unless a label names something else."""
    named = next((slug for label in labels if (slug := force_named(lexicon.service, label))), None)
    if named is not None:
        return named
    return force if force is not None and all(_is_explained(label, lexicon) for label in labels) else ""


def _is_explained(label: str, lexicon: Lexicon) -> bool:
    """Tell whether a label says what a grade is of or when, so that it cannot be the name of somebody."""
    if is_head(label) or is_label(label) or number_of(label) is not None or dated_of(label):
        return True
    return bool(years_in(label)) or of_others(label, lexicon) is False or question_labelled(label, lexicon) is not None


def is_head(text: str) -> bool:
    """Tell whether a text is made of the words that head tables of grades."""
    return set(key(text).split()) <= _HEADERS


def is_other_round(grade: Grade | None, labels: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether a grade, or its labels, name another round than the page's."""
    years = {year for text in labels if dated_of(text) is None for year, _ in years_in(text)}
    if grade is not None and grade.year is not None:
        years = {grade.year}
    if years:
        return vocabulary.rounds()[lexicon.service, lexicon.round].first_year not in years
    return any(_ANOTHER_TIME.search(key(text)) for text in labels)


def _asked(labels: Sequence[str], lexicon: Lexicon, head: int | None) -> tuple[Question, str] | None:
    """Find the question that labels name: by its wording, or by its pillar and number in one label or in two.

    ``head`` is the number that heads the column: below several of them a pillar's headline stands for its name.
    """
    named = [(asked, label) for label in labels if (asked := question_labelled(label, lexicon))]
    numbered = [(question, label) for question, label in named if question.number is not None or not question.pillar]
    if numbered or not named:
        return numbered[0] if numbered else None
    pillar, label = named[0]
    number = next((number for text in labels if (number := number_of(text)) is not None), None)
    if pillar_named(lexicon, label) is None:
        number = head  # of its headline question, which no number beside it makes another
    if number is None:
        return pillar, label
    question = vocabulary.question(f"{pillar.question_id}/{number}")
    return (question, f"{label} {number}") if question else None


def question_labelled(text: str, lexicon: Lexicon) -> Question | None:
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
