"""Say what the cells of a table's row hold, and where in the table each of them lies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from transforms.blocks import Spot
from transforms.pictures import GRADE_NAMED
from transforms.words import cleaned

_CELL_BLOCKS = frozenset("table ul ol dl h1 h2 h3 h4 h5 h6 p div section article blockquote details hr".split())
_CELLS = frozenset(("td", "th", "cell", "gridcell", "columnheader", "rowheader"))
_STANDS_FOR = re.compile(r"yes|tick(?:ed)?|check(?:ed| ?mark)?|selected|✓|✔|✅|x|[•·▪●◦‣■*]", re.IGNORECASE)
"""What a picture in a table's cell is called that marks the column its row belongs to, or is a bullet."""
_WIDEST = 50
"""How many rows or columns a cell may reach over, whatever it says."""


def plain_cells(row: html.HtmlElement) -> tuple[str, ...]:
    """Give the texts of a row's cells, or nothing where a cell holds blocks (a table used for layout)."""
    cells = _cells(row)
    if len(cells) < 2 or any(element.tag in _CELL_BLOCKS for cell in cells for element in cell.iterdescendants()):
        return ()
    texts = tuple(_cell_text(cell) for cell in cells)
    return texts if sum(map(bool, texts)) >= 2 else ()


def broken_cells(row: html.HtmlElement) -> tuple[str, ...]:
    """Give the lines of the cells in which there are line breaks, one after the other."""
    if row.find(".//br") is None:
        return ()
    return tuple(
        filter(None, (line for cell in _cells(row) if cell.find(".//br") is not None for line in _lines(cell)))
    )


def _lines(cell: html.HtmlElement) -> Iterator[str]:
    """Give a cell's text from one line break to the next."""
    line = ""
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        if element.tag == "br" and event == "start":
            yield cleaned(line)
            line = ""
        if event == "start":
            line += element.text or "" if isinstance(element.tag, str) else ""
        elif element is not cell:
            line += element.tail or ""
    yield cleaned(line)


def spots_of(table: html.HtmlElement) -> dict[html.HtmlElement, Spot]:
    """Say where each cell of a table lies, counting those that reach over several rows or columns."""
    found: dict[html.HtmlElement, Spot] = {}
    reaching: dict[int, int] = {}
    rows = [row for part in table for row in ([part] if _is_row(part) else filter(_is_row, part))]
    for number, row in enumerate(rows):
        column = 0
        for cell in _cells(row):
            while reaching.get(column, 0) > number:
                column += 1
            end = column + _span(cell, "col")
            below = number + _span(cell, "row")
            found[cell] = (number, column, below, end)
            reaching.update(dict.fromkeys(range(column, end), below))
            column = end
    return found


def _is_row(element: html.HtmlElement) -> bool:
    """Tell whether an element is a row of a table, by its name or its role."""
    return bool(element.tag == "tr" or element.get("role") == "row")


def _cells(row: html.HtmlElement) -> list[html.HtmlElement]:
    """Give the cells of a table's row, known by their name or their role."""
    return [cell for cell in row if cell.tag in _CELLS or cell.get("role") in _CELLS]


def _span(cell: html.HtmlElement, name: str) -> int:
    """Give how many rows or columns a cell reaches over."""
    value = cell.get(f"{name}span") or cell.get(f"aria-{name}span") or "1"
    return min(int(value), _WIDEST) if value.isdecimal() and int(value) else 1


def _cell_text(cell: html.HtmlElement) -> str:
    """Give a cell's text, or the grade that a picture in it stands for."""
    for unseen in list(cell.iter("script", "style")):
        unseen.drop_tree()
    for end in cell.iter("br"):
        end.tail = f" {end.tail or ''}"
    text = cleaned(cell.text_content())
    if text:
        return text
    names = (cleaned(element.get("alt") or element.get("aria-label") or "") for element in cell.iter())
    return next((name for name in names if _STANDS_FOR.fullmatch(name) or GRADE_NAMED.fullmatch(name)), "")
