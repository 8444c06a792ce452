"""Read the column of findings in a table of questions: what each of its cells holds is of the question in its row.

A cell that is not plainly a finding stays where it is, and so does the head of its column: by that the audits find it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemas.phrases import lead_in_kind
from schemas.vocabulary import Question
from transforms.blocks import Block
from transforms.boxes import says_should
from transforms.columns import WORDS, Cell, Rows, is_finding, plain
from transforms.gradetable import is_other_round, question_labelled
from transforms.itemised import sentences_of
from transforms.lexicon import Lexicon, force_named, names_in
from transforms.marks import unnumbered
from transforms.words import leads_in

_DENIED = re.compile(
    r"(?:none|nil|n/?a|not applicable|dim un)\b.{0,60}"
    r"|(?:(?:there (?:are|is|were|was)|we|our inspection)(?: \w+){0,2} )?(?:no|dim)(?: \w+){0,2}"
    r" (?:areas?|causes?|recommendations?|concerns?|findings?|afis?|practices?|examples?|maes|meysydd|achos\w*"
    r"|argymhell\w*)\b.{0,90}",
    re.IGNORECASE,
)
"""What says that there are none."""
_ELSEWHERE = re.compile(
    r"\b(?:see|refer|above|below|pages?|chapters?|sections?|causes? of concern|practices?|examples?|recommendations?)\b"
    r"|\bareas? for improvement\b",
    re.IGNORECASE,
)
"""What says where findings are, or how many, rather than what they are."""
_STATED = frozenset(("cause of concern", "innovative practice", "promising practice", "effective practice"))
"""Kinds that say what is, not what should be done."""
Asked = dict[int, tuple[Question, str] | None]
"""The question of each row of a table, as printed; None where a row names several."""


def beside_questions(blocks: Sequence[Block], rows: Rows, lexicon: Lexicon) -> Sequence[Block]:
    """Give a table of questions with what its columns of findings hold as findings; all else stays as it is.

    What stands in a row of another force stays as well and, where the rows name questions, in one of none or several.
    """
    heads = {head.column: head for head in rows[0] if lead_in_kind(head.text)}
    heads = {column: head for column, head in heads.items() if not is_other_round(None, [head.text], lexicon)}
    asked = _asked(rows, heads, lexicon) if heads else {}
    found: list[Cell] = []
    doubted: set[int] = set()
    others = {cell.row for row in rows for cell in row if _is_another(cell.text, lexicon)} if heads else set()
    for cell in (cell for row in rows[1:] for cell in row if cell.column in heads):
        placed = (not asked or asked.get(cell.row)) and others.isdisjoint((rows[0][0].row, cell.row))
        denied = _DENIED.fullmatch(cell.text.rstrip(". ")) or not any(map(str.isalnum, cell.text))
        if not denied and placed and _is_found(cell, heads[cell.column].text):
            found.append(cell)
        elif not denied:
            doubted.add(cell.column)
    read = {cell.column for cell in found} - doubted
    taken = [*(heads[column] for column in sorted(read)), *found]
    return list(_taken_out(blocks, taken, heads, asked)) if found else blocks


def _asked(rows: Rows, heads: dict[int, Cell], lexicon: Lexicon) -> Asked:
    """Find the question of each row: a numbered one counts before the pillar that it is of."""
    named: dict[int, list[tuple[Question, str]]] = {}
    for cell in (cell for row in rows[1:] for cell in row if cell.column not in heads):
        question = question_labelled(cell.text, lexicon)
        if question is None:
            continue
        spots = [spot for spot in cell.block.spots if spot[:2] == (cell.row, cell.column)]
        for row in (row for spot in spots for row in range(spot[0], spot[2])):
            named.setdefault(row, []).append((question, unnumbered(cell.text)))
    asked: Asked = {}
    for row, questions in named.items():
        own = [one for one in questions if one[0].number is not None] or questions
        asked[row] = own[0] if len({question.question_id for question, _ in own}) == 1 else None
    return asked


def _is_another(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a text is nothing but the name of another force than the page's."""
    return force_named(lexicon.service, text) is not None and names_in(lexicon, text) is False


def _is_found(cell: Cell, head: str) -> bool:
    """Tell whether a text in a column of findings is one, by its own words or by the kind that the column is of."""
    if not says_should(cell.text) and _ELSEWHERE.search(cell.text):
        return False
    if is_finding(cell.block, cell.text):
        return True
    goes_on = cell.text[0].islower() and (leads_in(head) or says_should(head))
    return len(cell.text.split()) >= WORDS and (goes_on or lead_in_kind(head) in _STATED)


def _taken_out(blocks: Sequence[Block], taken: Sequence[Cell], heads: dict[int, Cell], asked: Asked) -> Iterator[Block]:
    """Give a table's blocks, with what is taken out of its rows behind it: rows that are cut apart are none."""
    behind: list[Block] = []
    rows = any(block.cells for block in blocks)
    for block in blocks:
        own = [cell for cell in taken if cell.block is block]
        columns = {cell.column for cell in own}
        listed = [one for cell in own for one in _listed(cell, heads[cell.column], asked)]
        if not rows:
            yield from listed or [block]
            continue
        behind += listed
        cells = tuple("" if spot[1] in columns else text for text, spot in zip(block.cells, block.spots, strict=False))
        texts = tuple(filter(None, cells))
        if own and texts:
            yield replace(block, cells=cells, text=" | ".join(texts), runs=texts)
        elif not own:
            yield block
    yield from behind


def _listed(cell: Cell, head: Cell, asked: Asked) -> Iterator[Block]:
    """Make a cell the findings of its row's question; the head of the column leads them in, and is no text itself."""
    if cell is head:
        yield replace(plain(cell, "paragraph"), listing="number")
        return
    kind = lead_in_kind(head.text) or ""
    for text in sentences_of(cell.block, cell.text, kind, head.text):
        yield replace(
            plain(replace(cell, text=text), "item"), text=text, listing=kind, led=head.text, asked=asked.get(cell.row)
        )
