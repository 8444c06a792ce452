"""Read a table as a summary of judgments: grades as its columns, as its rows, or beside each area."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas import vocabulary
from transforms.areas import Token, areas_named, grade_named
from transforms.blocks import Block, Spot, Told
from transforms.lexicon import Lexicon
from transforms.whose import names_years, of_another_time, of_others

_LONG = 200
"""Letters in a cell from which a table holds prose."""
_PAIRS = 2
_UNMARKED = frozenset(("-", "–", "—", "no", "✗", "✘", "0", "n/a"))
"""What stands in the cells of the columns that a row is not marked in."""
_AREAS = 3
"""How many pairs, or areas without any grade, make a table a summary."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """One text of a table: where it lies, and what it names."""

    index: int
    """Of the block it is in."""
    spot: Spot
    text: str
    areas: tuple[Token, ...]
    grade: str | None


def told_by_table(blocks: Sequence[Block], lexicon: Lexicon) -> dict[int, tuple[Told, ...]] | None:
    """Give what each block of a table tells, by its index; None where the table is no summary of judgments."""
    cells = [
        _Cell(index, spot, text, areas_named(lexicon, text), grade_named(text))
        for index, block in enumerate(blocks)
        for text, spot in zip(block.cells or (block.text,), block.spots, strict=False)
        if text
    ]
    if any(len(cell.text) > _LONG for cell in cells):
        return None
    told: dict[int, list[Told]] = {}
    for area, token, grade in _paired(cells, lexicon):
        assert token.question is not None
        evidence = f"{token.printed} | {grade}"
        told.setdefault(area.index, []).append(Told(token.question.question_id, token.printed, grade, evidence))
    named = {token.question.question_id for cell in cells for token in cell.areas if token.question}
    unknown = sum(1 for cell in cells if not cell.areas and not cell.grade)
    if sum(map(len, told.values())) >= _PAIRS or (len(named) >= _AREAS and unknown * 2 <= len(cells)):
        return {index: tuple(pairs) for index, pairs in told.items()}
    return None


def _paired(cells: Sequence[_Cell], lexicon: Lexicon) -> Iterator[tuple[_Cell, Token, str]]:
    """Give each area with its grade: from its own row, else from the head of its column, else from the row's mark."""
    heads = _heads(cells)
    rows: dict[int, list[_Cell]] = {}
    for cell in cells:
        for number in range(cell.spot[0], cell.spot[2]):
            rows.setdefault(number, []).append(cell)
    for area in cells:
        if not area.areas:
            continue
        row = [cell for cell in rows[area.spot[0]] if cell is not area]
        graded = [cell for cell in row if cell.grade]
        if graded:
            grade = _beside(area, row, graded, cells, lexicon)
        elif area.spot[1] in heads:
            grade = heads[area.spot[1]]
        else:
            grade = _marked(row, heads) or _below(area, rows.get(area.spot[2], ()))
        if grade is not None:
            yield from ((area, token, grade) for token in area.areas)


def _heads(cells: Sequence[_Cell]) -> dict[int, str]:
    """Give the grade that heads each column: those of the first row of several grades, if no area stands in it."""
    rows: dict[int, list[_Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.spot[0], []).append(cell)
    for number in sorted(rows):
        row = rows[number]
        if any(cell.areas for cell in row):
            return {}
        graded = [cell for cell in row if cell.grade]
        if len(graded) > 1 and len({cell.grade for cell in graded}) == len(graded):
            return {column: cell.grade for cell in graded if cell.grade for column in range(cell.spot[1], cell.spot[3])}
    return {}


def _beside(
    area: _Cell, row: Sequence[_Cell], graded: Sequence[_Cell], cells: Sequence[_Cell], lexicon: Lexicon
) -> str | None:
    """Find the grade of an area in its own row: the only one, the one next to it, or the one of this round's column."""
    others = [cell for cell in row if cell.areas and cell.spot != area.spot]
    years = vocabulary.years_of(lexicon.service, lexicon.round)
    graded = [cell for cell in graded if not _of_others(_above(cell, cells), lexicon, years)]
    if len(graded) == 1 and (not others or all(_same_side(graded[0], area, other) for other in others)):
        return graded[0].grade
    if others:
        ordered = sorted((cell for cell in (*row, area) if cell.areas or cell.grade), key=lambda cell: cell.spot[1])
        in_turn = all(bool(one.areas) != bool(two.areas) for one, two in itertools.pairwise(ordered))
        if not in_turn or len(ordered) % 2:
            return None
        place = ordered.index(area)
        return ordered[place + 1 if ordered[0].areas else place - 1].grade
    this = [cell for cell in graded if any(names_years(text, years) for text in _above(cell, cells))]
    chosen = graded if len(graded) == 1 else this
    return chosen[0].grade if len(chosen) == 1 else None


def _of_others(heads: Sequence[str], lexicon: Lexicon, years: range) -> bool:
    """Tell whether the heads of a column say that its grades are another force's, time's or view than the page's."""
    return any(of_another_time(text, years) or of_others(text, lexicon) is True for text in heads)


def _same_side(grade: _Cell, one: _Cell, other: _Cell) -> bool:
    """Tell whether two areas lie on the same side of a grade, which then is that of both."""
    return (one.spot[1] > grade.spot[1]) == (other.spot[1] > grade.spot[1])


def _above(cell: _Cell, cells: Sequence[_Cell]) -> list[str]:
    """Give the texts above a cell in its column."""
    return [
        other.text
        for other in cells
        if not other.grade and other.spot[2] <= cell.spot[0] and other.spot[1] <= cell.spot[1] < other.spot[3]
    ]


def _marked(row: Sequence[_Cell], heads: dict[int, str]) -> str | None:
    """Find the grade whose column alone is marked in an area's row."""
    marks = [cell for cell in row if cell.text.casefold() not in _UNMARKED and cell.spot[1] in heads]
    return heads[marks[0].spot[1]] if len(marks) == 1 else None


def _below(area: _Cell, row: Sequence[_Cell]) -> str | None:
    """Find the grade right below an area that heads a column."""
    below = [cell for cell in row if cell.spot[1] == area.spot[1]]
    return below[0].grade if len(below) == 1 and not below[0].areas else None
