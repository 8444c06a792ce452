"""Lay out cells for a terminal: no control characters, known widths, lines that fit."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime

_GAP = "  "
_LEAST = 8
"""Columns are not made narrower than this: below it a table says less than the same rows written downwards."""


def harmless(text: str, keep: str = "") -> str:
    """Show control characters as what they are instead of sending them on, where they could drive a terminal.

    Marks that reorder or hide the text around them count as such; those in ``keep`` pass.
    """
    if text.isprintable():
        return text
    return "".join(mark if mark.isprintable() or mark in keep else _shown(mark) for mark in text)


def _shown(mark: str) -> str:
    """Show one mark that is not for printing: any space as a space, others by number."""
    if mark.isspace():
        return " "
    return f"\\x{ord(mark):02x}" if ord(mark) < 0x100 else f"\\u{ord(mark):04x}"


def cell(value: object) -> str:
    """Give a value as the text of one cell on one line; nothing for NULL."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return ", ".join(cell(item) for item in value)
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return harmless(str(value))


def table(names: Sequence[str], rows: Sequence[Sequence[str]], width: int | None) -> Iterator[str]:
    """Give the lines of a table: header, rule, rows; cells that do not fit end in an ellipsis.

    Where even narrow columns do not fit ``width``, each row is written downwards instead, a line a column.
    """
    heads = [harmless(name) for name in names]
    natural = [max(map(wide, column)) for column in zip(heads, *rows, strict=True)]
    widths = natural if width is None else _fitted(natural, width)
    if widths is None:
        yield from _downwards(heads, rows, width or 0)
        return
    yield _line(heads, widths)
    yield _line(["─" * size for size in widths], widths)
    for row in rows:
        yield _line(row, widths)


def _fitted(natural: Sequence[int], width: int) -> list[int] | None:
    """Cut the widest columns until all fit; None where that would leave too little of them."""
    room = width - len(_GAP) * (len(natural) - 1)
    if sum(min(size, _LEAST) for size in natural) > room:
        return None
    limit = max(natural, default=0)
    while sum(min(size, limit) for size in natural) > room:
        limit -= 1
    widths = [min(size, limit) for size in natural]
    for place, size in enumerate(natural):
        # What the last cut left over goes to the first columns that can use it.
        if size > widths[place] and sum(widths) < room:
            widths[place] += 1
    return widths


def _downwards(heads: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """Write rows as lines of name and value."""
    indent = max((wide(head) for head in heads), default=0)
    for number, row in enumerate(rows, start=1):
        yield f"{'─' * 3} {number}"
        for head, value in zip(heads, row, strict=True):
            yield cut(f"{padded(head, indent)}{_GAP}{value}".rstrip(), max(width, indent + len(_GAP) + _LEAST))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Put cells side by side."""
    return _GAP.join(padded(cut(text, size), size) for text, size in zip(cells, widths, strict=True)).rstrip()


def padded(text: str, size: int) -> str:
    """Fill a text with spaces to a number of terminal columns."""
    return text + " " * (size - wide(text))


def cut(text: str, size: int) -> str:
    """Cut a text to a number of terminal columns, and mark that it was cut."""
    if wide(text) <= size:
        return text
    kept, used = "", 0
    for mark in text:
        used += wide(mark)
        if used > size - 1:
            break
        kept += mark
    return f"{kept}…"


def wide(text: str) -> int:
    """Count the terminal columns that a text takes: two for East Asian marks, none for combining ones."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(mark) else 2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text
    )
