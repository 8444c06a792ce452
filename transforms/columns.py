"""Say what each column of a table of findings holds: by its head, or by its cells, which must leave no doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from schemas import vocabulary
from schemas.phrases import folded, lead_in_kind
from transforms.blocks import Block
from transforms.boxes import deadline_in, says_should
from transforms.dates import dated_of

WORDS = 5
"""Words of the shortest text that is a finding in a table."""
_HEAD = 60
"""Letters in the longest head of a column."""
_REFERENCE = re.compile(
    r"(?:afi|area(?: for improvement)?|recommendation|rec|cause of concern|concern|item|r)?"
    r"[\s.]*[(\[]?(?:\d{1,2}(?:\.\d{1,2})?|[a-z]|[ivx]{1,4})[)\]]?[.:]?",
    re.IGNORECASE,
)
"""What numbers a row: ``3``, ``(b)``, ``AFI 2``."""
_SELF_EVIDENT = frozenset(("area for improvement", "recommendation"))
"""Kinds whose texts say what should be done: by that alone a column of them is known."""

Roles = dict[int, str]
"""What each column of a table holds: a kind of finding, ``detail``, ``deadline``, ``number``, or ``other``."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One text of a table, and where it lies."""

    block: Block
    text: str
    row: int
    column: int


Rows = Sequence[Sequence[Cell]]


def findings_in(roles: Roles) -> list[int]:
    """Give the columns that hold findings."""
    return [column for column, role in roles.items() if role in vocabulary.FINDING_KINDS]


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Load how the columns of such tables are headed."""
    return tuple((row["role"], re.compile(row["pattern"])) for row in vocabulary.table("finding_columns.csv"))


def told_by_heads(heads: Sequence[Cell], rows: Rows, kind: str | None) -> Roles:
    """Say what columns hold by their heads, of which one at least says that it is of findings; else nothing.

    ``kind`` is that of the findings which a line above leads in, where one does.
    """
    roles: Roles = {}
    for cell in heads:
        head = folded(cell.text).rstrip(" :?.")
        if len(head) > _HEAD:
            return {}
        role = next((role for role, pattern in _patterns() if pattern.fullmatch(head)), "other")
        if role == "finding":
            role = kind or "other"
        roles[cell.column] = lead_in_kind(cell.text) or role
    kinds = [roles[column] for column in findings_in(roles)]
    if not kinds or len(set(kinds)) < len(kinds):
        return {}
    for column, texts in _columns(rows).items():
        roles.setdefault(column, "number" if all(map(_REFERENCE.fullmatch, texts)) else "other")
    return roles


def told_by_cells(rows: Rows, kind: str) -> Roles:
    """Say what the columns below no heads hold, where one of them and no other must be that of the findings."""
    roles: Roles = {}
    prose: dict[int, list[str]] = {}
    for column, texts in _columns(rows).items():
        if all(map(_REFERENCE.fullmatch, texts)):
            roles[column] = "number"
        elif all(deadline_in(text) == text or dated_of(text) for text in texts):
            roles[column] = "deadline"
        elif any(len(text.split()) >= WORDS for text in texts):
            prose[column] = texts
        else:
            return {}
    wanting = [column for column, texts in prose.items() if sum(map(says_should, texts)) * 2 >= len(rows)]
    known = "number" in roles.values() or kind not in _SELF_EVIDENT
    if len(wanting) != 1 and not (known and len(prose) == 1 and not wanting):
        return {}
    finding = wanting[0] if wanting else next(iter(prose))
    return roles | {column: kind if column == finding else "detail" for column in prose}


def _columns(rows: Rows) -> dict[int, list[str]]:
    """Give the texts of each column."""
    columns: dict[int, list[str]] = {}
    for cell in (cell for row in rows for cell in row):
        columns.setdefault(cell.column, []).append(cell.text)
    return columns


def is_finding(block: Block, text: str) -> bool:
    """Tell whether a text in a column of findings is one: an item of a list, or what should be done."""
    return len(text.split()) >= WORDS and (block.kind == "item" or says_should(text))


def hold_findings(rows: Rows, roles: Roles) -> bool:
    """Tell whether each row has findings, texts and no figures or names, and there is no doubt of what is beside."""
    columns = findings_in(roles)
    firsts: dict[tuple[int, int], str] = {}
    for cell in (cell for row in rows for cell in row if cell.column in columns):
        firsts.setdefault((cell.row, cell.column), cell.text)
    if not rows or len({row for row, _ in firsts}) < len(rows):
        return False
    if any(cell.column not in roles for row in rows for cell in row):
        return False
    known = "other" not in roles.values() or roles[min(roles)] == "number"
    known = known or sum(map(says_should, firsts.values())) * 2 >= len(firsts)
    return known and all(len(text.split()) >= WORDS for text in firsts.values())


def plain(cell: Cell, kind: str) -> Block:
    """Make a cell a block of its own."""
    own = cell.block
    runs, bold = ((cell.text,), "") if own.cells or cell.text != own.text else (own.runs, own.bold)
    return replace(own, kind=kind, text=cell.text, runs=runs, bold=bold, cells=(), spots=())
