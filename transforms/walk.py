"""Walk a page's tree into blocks so that nothing that matters looks like decoration.

A grade may be drawn as a ``span``, a ``button``, a ``label`` or a picture's alternative text, a heading may sit in a
button, an area for improvement in an ``aside``: general extractors drop all of these. Here every text in the body
becomes part of exactly one block, and only scripts and the like are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lxml import html

from transforms.blocks import Block, Spot
from transforms.words import cleaned

_SKIPPED = frozenset(
    "script style noscript template head iframe object embed canvas audio video map datalist select textarea "
    "input".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr q rp rt ruby s samp small span "
    "strike strong sub sup time tt u var wbr svg g text tspan title output slot path use picture source".split()
)
_STRONG = frozenset(("b", "strong"))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LANDMARKS = {
    "nav": "navigation",
    "navigation": "navigation",
    "menu": "navigation",
    "menubar": "navigation",
    "search": "navigation",
    "dialog": "navigation",
    "alertdialog": "navigation",
    "header": "banner",
    "banner": "banner",
    "footer": "footer",
    "contentinfo": "footer",
    "aside": "aside",
    "complementary": "aside",
    "main": "main",
}
_ONLY_OUTSIDE_CONTENT = frozenset(("banner", "footer", "aside"))
_CELL_BLOCKS = frozenset("table ul ol dl h1 h2 h3 h4 h5 h6 p div section article blockquote details hr".split())
_ALTERNATIVE = re.compile(
    r"(?:(?:overall )?(?:grade|graded|judge?ment|rating)(?: is)?[\s:–-]*)?"
    r"(?:outstanding|good|adequate|requires improvement|inadequate|ungraded|not graded|not yet graded|to be graded"
    r"|rhagorol|da|digonol|angen gwella|annigonol)(?:[\s,–-]*(?:grade|badge|icon|image|rating))?\.?",
    re.IGNORECASE,
)
_TICK = re.compile(r"yes|tick(?:ed)?|check(?:ed| ?mark)?|selected|✓|✔|✅|x|●", re.IGNORECASE)
"""What a picture in a table's cell is called that marks the column its row belongs to."""
_SEVERAL = re.compile(
    r"\b(?:outstanding|good|adequate|requires improvement|inadequate|rhagorol|digonol|angen gwella|annigonol)\b",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^(?:[•·▪●◦‣■*]|[-–—](?=\s))\s*")
_ICON = re.compile(r"[a-z]+(?:_[a-z]+)*")
"""The name of an icon, which its font draws as a picture; nobody is shown the word."""
_BREAK = "\n"
_LINE = 48
"""Letters in the longest line that may be a statement by itself."""
_WIDEST = 50
"""How many rows or columns a cell may reach over, whatever it says."""


class _Context(NamedTuple):
    """What the elements around a text say of it; a tuple, because every element of a page has one."""

    region: str = "body"
    sectioned: bool = False
    heading: int = -1
    depth: int = 0
    item: int = 0
    listed: int = 0
    table: int = 0
    place: tuple[int, ...] = ()
    spot: Spot | None = None


@dataclass(slots=True)
class _Piece:
    """A piece of text with the inline element it is in."""

    text: str
    run: int
    link: bool
    strong: bool


class _Walker:
    """Collects the text of one page in document order; the state is what has not yet become a block."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.pieces: list[_Piece] = []
        self.context = _Context()
        self.serial = 0
        self.run = 0
        self.links = 0
        self.bold = 0
        self.items_begun: set[int] = set()
        self.spots: dict[html.HtmlElement, Spot] = {}

    def visit(self, element: html.HtmlElement) -> None:
        """Take in one element and all below it (but not the text after it)."""
        tag = element.tag
        if not isinstance(tag, str):
            return
        tag = tag.rpartition(":")[2].lower()
        if tag == "input" and element.get("type") in ("button", "submit", "text"):
            self.label(element)
        if tag in _SKIPPED:
            return
        if tag == "br":
            self.text(_BREAK)
        elif tag in ("img", "image", "area"):
            self.picture(element)
        elif element.get("aria-hidden") == "true" and _ICON.fullmatch(element.text_content().strip()):
            return
        elif tag in _INLINE and element.get("role") not in ("heading", *_LANDMARKS):
            self.inline(element, tag)
        elif tag == "tr" and (cells := _plain_cells(element)):
            self.row(element, cells)
        else:
            self.block(element, tag)

    def children(self, element: html.HtmlElement) -> None:
        """Take in an element's own text and its children with the text between them."""
        self.text(element.text)
        for child in element:
            self.visit(child)
            self.text(child.tail)

    def text(self, text: str | None) -> None:
        """Take in a piece of text where it stands."""
        if text:
            self.pieces.append(_Piece(text, self.run, self.links > 0, self.bold > 0))

    def inline(self, element: html.HtmlElement, tag: str) -> None:
        """Take in an inline element: its text stays in the block, as a run of its own."""
        self.run += 1
        self.links += tag == "a"
        self.bold += tag in _STRONG
        before = len(self.pieces), len(self.blocks)
        self.children(element)
        if before == (len(self.pieces), len(self.blocks)):
            self.label(element)
        self.links -= tag == "a"
        self.bold -= tag in _STRONG
        self.run += 1

    def block(self, element: html.HtmlElement, tag: str) -> None:
        """Take in a block element: what stood before it ends, and so does what stands in it."""
        self.flush()
        outer = self.context
        self.serial += 1
        self.context = self._inside(element, tag, outer)
        bold = self.bold
        self.bold += tag == "th"
        before = len(self.blocks)
        if tag == "table":
            self.spots.update(_spots(element))
        self.children(element)
        self.flush()
        self.bold = bold
        if before == len(self.blocks):
            self.label(element)
        self.context = outer

    def _inside(self, element: html.HtmlElement, tag: str, outer: _Context) -> _Context:
        """Say what being inside this element adds to the context."""
        region = _LANDMARKS.get(element.get("role") or tag, outer.region)
        if outer.region in ("navigation", "footer") or (outer.sectioned and region in _ONLY_OUTSIDE_CONTENT):
            region = outer.region
        heading = _HEADINGS.get(tag, outer.heading)
        if element.get("role") == "heading":
            level = element.get("aria-level") or "0"
            heading = int(level) if level.isdecimal() and len(level) == 1 else 0
        return _Context(
            region=region,
            sectioned=outer.sectioned or tag in ("main", "article", "section") or region == "main",
            heading=heading,
            depth=outer.depth + (tag in ("ul", "ol")),
            item=self.serial if tag == "li" else outer.item,
            listed=self.serial if tag in ("ul", "ol") else outer.listed,
            table=self.serial if tag == "table" else outer.table,
            spot=None if tag == "table" else self.spots.get(element, outer.spot),
            place=(*outer.place, self.serial),
        )

    def picture(self, element: html.HtmlElement) -> None:
        """Keep a picture's alternative text where it is a grade, or names some; others say nothing of the force."""
        alternative = cleaned(element.get("alt") or element.get("title") or "")
        if _ALTERNATIVE.fullmatch(alternative):
            self.flush()
            self.add("paragraph", alternative, (alternative,), 0.0, strong=False)
        elif _SEVERAL.search(alternative):
            self.flush()
            self.add("picture", alternative, (alternative,), 0.0, strong=False)

    def label(self, element: html.HtmlElement) -> None:
        """Keep the accessible name of an element that shows no text, where it is a grade."""
        names = ("aria-label", "title", "alt", "value")
        name = next((cleaned(name) for attribute in names if (name := element.get(attribute))), "")
        if _ALTERNATIVE.fullmatch(name):
            self.flush()
            self.add("paragraph", name, (name,), 0.0, strong=False)

    def row(self, element: html.HtmlElement, cells: tuple[str, ...]) -> None:
        """Take in a table row of plain cells as one block."""
        self.flush()
        text = " | ".join(cell for cell in cells if cell)
        linked = sum(len(cleaned(link.text_content())) for link in element.iter("a"))
        spots = tuple(self.spots[cell] for cell in element if cell in self.spots)
        linked_share = min(1.0, linked / max(1, len(text)))
        self.add("row", text, cells, linked_share, strong=False, cells=cells, spots=spots)

    def flush(self) -> None:
        """Make blocks of the text that has gathered."""
        pieces, self.pieces = self.pieces, []
        if len(pieces) == 1:
            self.paragraph(pieces[0])
            return
        if all(piece.text.isspace() for piece in pieces):
            return
        for line in _lines(pieces, keep=self.context.heading >= 0):
            text = cleaned("".join(piece.text for piece in line))
            if not text:
                continue
            letters = max(1, sum(len(piece.text.strip()) for piece in line))
            linked = sum(len(piece.text.strip()) for piece in line if piece.link) / letters
            strong = all(piece.strong for piece in line if piece.text.strip())
            self.add(self._kind(text), text, tuple(_runs(line)), linked, strong=strong, bold=_bold_start(line))

    def paragraph(self, piece: _Piece) -> None:
        """Make a block of the one piece of text that has gathered, as most of a page's prose is."""
        text = cleaned(piece.text)
        if text:
            self.add(self._kind(text), text, (text,), float(piece.link), strong=piece.strong)

    def _kind(self, text: str) -> str:
        """Say what a text is, from where it stands and how it begins."""
        if self.context.heading >= 0:
            return "heading"
        if self.context.item and self.context.item not in self.items_begun:
            self.items_begun.add(self.context.item)
            return "item"
        return "item" if _BULLET.match(text) and len(text) > 2 else "paragraph"

    def add(
        self,
        kind: str,
        text: str,
        runs: tuple[str, ...],
        links: float,
        *,
        strong: bool,
        cells: tuple[str, ...] = (),
        spots: tuple[Spot, ...] = (),
        bold: str = "",
    ) -> None:
        """Add a block at the place where the walk is."""
        context = self.context
        if kind == "item":
            text, runs = unbulleted(text), tuple(unbulleted(run) for run in runs)
        self.blocks.append(
            Block(
                kind=kind,
                text=text,
                level=max(0, context.heading),
                depth=context.depth,
                runs=tuple(filter(None, runs)),
                links=links,
                place=context.place,
                region=context.region,
                strong=strong,
                listed=context.listed,
                table=context.table,
                cells=cells,
                spots=spots or ((context.spot,) if context.spot else ()),
                bold=bold,
            )
        )


def blocks_of(tree: html.HtmlElement) -> list[Block]:
    """Give all the text of a page's body as blocks in document order."""
    walker = _Walker()
    body = tree.find("body")
    walker.visit(tree if body is None else body)
    walker.flush()
    return walker.blocks


def unbulleted(text: str) -> str:
    """Drop a bullet that was typed in front of a text."""
    return _BULLET.sub("", text, count=1)


def _plain_cells(row: html.HtmlElement) -> tuple[str, ...]:
    """Give the texts of a row's cells, or nothing where a cell holds blocks (a table used for layout)."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if len(cells) < 2 or any(element.tag in _CELL_BLOCKS for cell in cells for element in cell.iterdescendants()):
        return ()
    texts = tuple(_cell_text(cell) for cell in cells)
    return texts if sum(map(bool, texts)) >= 2 else ()


def _spots(table: html.HtmlElement) -> dict[html.HtmlElement, Spot]:
    """Say where each cell of a table lies, counting those that reach over several rows or columns."""
    found: dict[html.HtmlElement, Spot] = {}
    reaching: dict[int, int] = {}
    rows = [row for part in table for row in ([part] if part.tag == "tr" else part.iterchildren("tr"))]
    for number, row in enumerate(rows):
        column = 0
        for cell in row.iterchildren("td", "th"):
            while reaching.get(column, 0) > number:
                column += 1
            end = column + _span(cell, "colspan")
            below = number + _span(cell, "rowspan")
            found[cell] = (number, column, below, end)
            reaching.update(dict.fromkeys(range(column, end), below))
            column = end
    return found


def _span(cell: html.HtmlElement, name: str) -> int:
    """Give how many rows or columns a cell reaches over."""
    value = cell.get(name) or "1"
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
    return next((name for name in names if _ALTERNATIVE.fullmatch(name) or _TICK.fullmatch(name)), "")


def _runs(line: list[_Piece]) -> Iterator[str]:
    """Join the pieces of one inline element; what inline elements cut apart stays apart."""
    text, run = "", -1
    for piece in line:
        if piece.run != run and text:
            yield cleaned(text)
            text = ""
        text, run = text + piece.text, piece.run
    yield cleaned(text)


def _bold_start(line: list[_Piece]) -> str:
    """Give the bold text with which a line begins, where plain text follows."""
    text = ""
    for piece in line:
        if piece.text.strip() and not piece.strong:
            return cleaned(text)
        text += piece.text
    return ""


def _lines(pieces: list[_Piece], *, keep: bool) -> Iterator[list[_Piece]]:
    """Cut gathered text at the line breaks that separate statements, and at none that only wrap a sentence."""
    lines: list[list[_Piece]] = [[]]
    for piece in pieces:
        if piece.text == _BREAK:
            lines.append([])
        else:
            lines[-1].append(piece)
    if keep or len(lines) == 1:
        yield [piece for line in lines for piece in (*line, _Piece(" ", -1, False, True))][:-1]
        return
    gathered: list[_Piece] = []
    before = ""
    for line in lines:
        text = cleaned("".join(piece.text for piece in line))
        if not text or (before and _apart(before, text)):
            yield gathered
            gathered, before = [], ""
        if text:
            gathered += [*line, _Piece(" ", -1, False, True)]
            before = f"{before[:_LINE]} {text}".strip()
    yield gathered


def _apart(before: str, text: str) -> bool:
    """Tell whether two lines are two statements rather than one that a break wraps."""
    if _BULLET.match(text) or before.endswith((":", "?")):
        return True
    if text[0].islower():
        return False
    return any(
        len(line) <= _LINE and not line.endswith((",", ".", ";")) and not line[0].islower() for line in (before, text)
    )
