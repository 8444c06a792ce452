"""Give the cells of a table what heads their columns, where the head says what they are: a date, a time."""

from __future__ import annotations

import itertools
from dataclasses import replace

from transforms.blocks import Block
from transforms.dates import date_label_of, dated_of
from transforms.grades import at_present, grade_of, is_year
from transforms.notes import is_earlier_label


def labelled(rows: list[Block], table: int) -> list[Block]:
    """Give each grade of a lone row, or each date, the head of its column; what is no such table stays as it is."""
    heads = rows[0].cells if table else ()
    if len(rows) == 2 and heads and all(map(_names_time, heads)) and all(map(grade_of, rows[1].cells)):
        texts = [text for pair in itertools.zip_longest(heads, rows[1].cells) for text in pair if text]
        return [replace(rows[0], kind="paragraph", text=text, runs=(text,), cells=(), spots=()) for text in texts]
    dates = {column for column, head in enumerate(heads) if date_label_of(head)}
    if not dates:
        return rows
    return [rows[0], *(_with_labels(row, heads, dates) for row in rows[1:])]


def _with_labels(row: Block, heads: tuple[str, ...], dates: set[int]) -> Block:
    """Put the label of its column before each bare date of a row."""
    if len(row.cells) != len(heads):
        return row
    cells = tuple(
        f"{heads[column]} {cell}" if column in dates and (dated := dated_of(cell)) and dated.label is None else cell
        for column, cell in enumerate(row.cells)
    )
    return replace(row, cells=cells, text=" | ".join(cell for cell in cells if cell))


def _names_time(head: str) -> bool:
    """Tell whether the head of a column is nothing but the time of an inspection: a year, this one, the last one."""
    return is_year(head) or at_present(head) or is_earlier_label(head)
