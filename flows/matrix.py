"""Lay the grades of some forces out as a matrix: a line a question, a column a force, in blocks that fit a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from textwrap import wrap

_LABEL, _CELL, _GAP = 34, 12, 2
"""Columns of a question's label and of a grade (the longest word of one has eleven letters), and between them."""
CARRIED = "*"


@dataclass(frozen=True, slots=True)
class Graded:
    """One judgment as the matrix shows it."""

    force: str
    label: str
    """The question's short name, or the pillar's."""
    number: int | None
    """None for a pillar."""
    grade: str | None
    status: str


def matrix(judgments: Iterable[Graded], width: int) -> list[str]:
    """Lay judgments out, questions and forces in the order of their first appearance, as lines for a terminal.

    A cell holds the grade, marked where it was carried over from an earlier round; the status where there is no grade;
    or a dash where the force's pages do not print the question.
    """
    cells: dict[tuple[str, int | None], dict[str, str]] = {}
    forces: dict[str, None] = {}
    for one in judgments:
        forces.setdefault(one.force)
        cells.setdefault((one.label, one.number), {})[one.force] = cell(one)
    a_block = max(1, (width - _LABEL) // (_CELL + _GAP))
    names = list(forces)
    lines: list[str] = []
    for start in range(0, len(names), a_block):
        block = names[start : start + a_block]
        lines += [*_row("", block), "-" * (_LABEL + len(block) * (_CELL + _GAP))]
        for (label, number), row in cells.items():
            name = label if number is None else f"  {number} {label}"
            lines += _row(name, [row.get(force, "-") for force in block])
        lines.append("")
    return lines


def cell(one: Graded) -> str:
    """Say one judgment in a cell's words."""
    if one.grade and one.status == "carried over":
        return one.grade + CARRIED
    return one.grade or one.status


def _row(name: str, cells: Sequence[str]) -> Iterator[str]:
    """Lay out one row, as many lines high as its tallest cell."""
    indent = "    " if name.startswith(" ") else ""
    label = wrap(name, _LABEL, subsequent_indent=indent) or [""]
    for part, *parts in zip_longest(label, *(wrap(words, _CELL) for words in cells), fillvalue=""):
        line = part.ljust(_LABEL) + "".join(" " * _GAP + words.ljust(_CELL) for words in parts)
        yield line.rstrip()
