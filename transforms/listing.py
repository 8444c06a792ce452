"""Read a table that lists findings as the list that it is: one a row, its number, explanation and deadline beside it.

What says that a table is such a list stands in its caption, right above it, in its first row, at the head of a column
or at the begin of each row. A table of anything else, figures about areas for improvement too, stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemas import vocabulary
from schemas.phrases import lead_in_kind
from transforms.blocks import Block
from transforms.columns import Cell, Roles, Rows, findings_in, hold_findings, plain, told_by_cells, told_by_heads
from transforms.grades import grade_of
from transforms.lexicon import Lexicon, asked_in
from transforms.rowed import beside_questions
from transforms.words import leads_in

_ABOVE = 2
"""How many lines above a table may lead in what it lists: a heading, and a line that leads in too."""


def with_lists(blocks: Sequence[Block], lexicon: Lexicon) -> list[Block]:
    """Give each table that lists findings as the list that it is; all other blocks as they are."""
    out: list[Block] = []
    index = 0
    while index < len(blocks):
        table = blocks[index].table
        end = index + 1
        while table and end < len(blocks) and blocks[end].table == table:
            end += 1
        own = blocks[index:end]
        out.extend(_listed(blocks[max(0, index - _ABOVE) : index], own, lexicon) if table else own)
        index = end
    return out


def _listed(above: Sequence[Block], blocks: Sequence[Block], lexicon: Lexicon) -> Sequence[Block]:
    """Give one table's blocks, as a list of findings where they are one."""
    if any(block.others or block.kind in ("heading", "picture") for block in blocks):
        return blocks
    caption = [block for block in blocks if not block.spots]
    cells = [cell for block in blocks for cell in _cells(block)]
    rows = [[cell for cell in cells if cell.row == row] for row in sorted({cell.row for cell in cells})]
    if not rows or list(blocks[: len(caption)]) != caption:
        return blocks
    if any(_states(cell, lexicon) for cell in cells):
        return beside_questions(blocks, rows, lexicon)
    if all(lead_in_kind(row[0].text) and row[-1].column != row[0].column for row in rows):
        return list(_by_row(rows)) or blocks
    lead = _lead([*above, *caption])
    first = rows[0][0]
    if len(rows[0]) == 1 and len(rows) > 1 and (kind := lead_in_kind(first.text)):
        lead, caption, rows = (kind, first.text), [*caption, plain(first, "paragraph")], rows[1:]
    roles = told_by_heads(rows[0], rows[1:], lead[0] if lead else None)
    heads, body = (rows[0], rows[1:]) if roles else ([], rows)
    roles = roles or (told_by_cells(rows, lead[0]) if lead else {})
    if not hold_findings(body, roles) or (len(roles) == 1 and _is_box(body, lexicon)):
        return blocks
    led = dict.fromkeys(roles, lead[1]) if lead else {head.column: head.text for head in heads}
    return [
        *caption,
        *_heads(heads, roles, led=lead is not None),
        *(one for row in body for one in _row(row, roles, led)),
    ]


def _is_box(rows: Rows, lexicon: Lexicon) -> bool:
    """Tell whether a table of one column is a box of paragraphs, drawn as a table, rather than a list of findings."""
    return not lexicon.has_pillars or any(len(row) > 1 for row in rows)


def _cells(block: Block) -> Iterator[Cell]:
    """Give the texts of a block that lie in a table's cells."""
    for text, spot in zip(block.cells or (block.text,), block.spots, strict=False):
        if text:
            yield Cell(block, text, spot[0], spot[1])


def _states(cell: Cell, lexicon: Lexicon) -> bool:
    """Tell whether a cell is a question or a grade: then the table is one of judgments."""
    return grade_of(cell.text) is not None or asked_in(lexicon, cell.text) is not None


def _lead(above: Sequence[Block]) -> tuple[str, str] | None:
    """Find the kind of findings that the lines above a table lead in, with their words: the last, or one above it."""
    for block in reversed(above):
        kind = lead_in_kind(block.text) if not block.beside and block.kind in ("heading", "paragraph") else None
        if kind:
            return kind, block.text
        if not leads_in(block.text):
            return None
    return None


def _by_row(rows: Rows) -> Iterator[Block]:
    """Give a table whose rows each begin with what they hold: ``Area for improvement | The force should …``."""
    texts = {cell.column for row in rows for cell in row[1:]}
    kinds = [lead_in_kind(row[0].text) or "" for row in rows]
    if len(texts) != 1 or not all(hold_findings([row[1:]], dict.fromkeys(texts, "recommendation")) for row in rows):
        return
    for row, kind in zip(rows, kinds, strict=True):
        yield replace(plain(row[0], "paragraph"), listing="number")
        yield from _row(row[1:], dict.fromkeys(texts, kind), dict.fromkeys(texts, row[0].text))


def _heads(heads: Sequence[Cell], roles: Roles, *, led: bool) -> Iterator[Block]:
    """Give the heads of the columns: that of the only findings leads them in, where nothing above does."""
    alone = len(findings_in(roles)) == 1 and not led
    for cell in heads:
        leads = alone and cell.column in findings_in(roles)
        yield plain(cell, "paragraph") if leads else replace(plain(cell, "paragraph"), listing="number")


def _row(row: Sequence[Cell], roles: Roles, led: dict[int, str]) -> Iterator[Block]:
    """Give the cells of a row as a finding and what stands beside it, the finding first."""
    begun: dict[int, Block] = {}
    for cell in sorted(row, key=lambda cell: roles[cell.column] not in ("number", *vocabulary.FINDING_KINDS)):
        role, kind = roles[cell.column], cell.block.kind if cell.block.kind == "item" else "paragraph"
        if role in vocabulary.FINDING_KINDS:
            first = begun.setdefault(cell.column, cell.block)
            role, kind = (role, "item") if first is cell.block or _is_next(first, cell.block) else ("more", kind)
        yield replace(plain(cell, kind), listing=role, led=led.get(cell.column, ""))


def _is_next(first: Block, block: Block) -> bool:
    """Tell whether a block is an item of the list with which a cell of findings begins."""
    return first.kind == block.kind == "item" and (first.listed, first.depth) == (block.listed, block.depth)
