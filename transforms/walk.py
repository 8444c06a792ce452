"""Walk a page's tree into blocks so that nothing that matters looks like decoration.

A grade may be drawn as a ``span``, a ``button``, a ``label`` or a picture's alternative text, a heading may sit in a
button, an area for improvement in an ``aside``: general extractors drop all of these. Here every text in the body
becomes part of exactly one block, and only scripts and the like are left out.
"""

from __future__ import annotations

import re

from lxml import html

from transforms.blocks import Block, Spot
from transforms.cells import broken_cells, plain_cells, spots_of
from transforms.footnotes import raise_footnotes
from transforms.lines import BREAK, BULLETED, Piece, bold_start, broken, lines_of, runs_of, unbulleted
from transforms.named_lists import LISTS, lead_named
from transforms.pictures import GRADE_NAMED, GRADES_NAMED
from transforms.surroundings import SHAPED, Context, drawn_as, inside, is_shown, is_tool
from transforms.words import cleaned

_SKIPPED = frozenset(
    "script style noscript template head iframe object embed canvas audio video map datalist select textarea".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr q rp rt ruby s samp small span "
    "strike strong sub sup time tt u var wbr output slot picture source "
    "svg g text tspan title path use rect circle ellipse line polygon polyline defs".split()
)
_ASIDE = frozenset(("button", "del", "s", "strike"))
"""Elements that may hold what is no content where it stands."""
_EMPTY = frozenset(("br", "img", "image", "area", "input"))
_SPECIAL = _SKIPPED | _EMPTY | _ASIDE | {"pre", "tr"}
_STRONG = frozenset(("b", "strong"))
_UNSEEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_ICON = re.compile(r"[a-z]+(?:_[a-z]+)*")
"""The name of an icon, which its font draws as a picture; nobody is shown the word."""


class _Walker:
    """Collects the text of one page in document order; the state is what has not yet become a block."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.pieces: list[Piece] = []
        self.context = Context()
        self.serial = 0
        self.run = 0
        self.links = 0
        self.bold = 0
        self.items_begun: set[int] = set()
        self.bulleted = False
        """Whether the last text was a bullet by itself: what follows is its item."""
        self.typed = False
        """Whether the present text is an item by its bullet alone: no list that it stands in is a list of such."""
        self.spots: dict[html.HtmlElement, Spot] = {}
        self.unseen = 0

    def visit(self, element: html.HtmlElement) -> None:
        """Take in one element and all below it (but not the text after it)."""
        tag = element.tag
        if not isinstance(tag, str):
            return
        tag = tag.rpartition(":")[2].lower()
        if "-" in tag and (plain := tag.rpartition("-")[2]) in _STRONG:
            tag = plain  # an element of the site's own that is named after what it stands for
        if tag in _SPECIAL and self.special(element, tag):
            return
        style = element.get("style")
        unseen = element.get("hidden") is not None or (style is not None and _UNSEEN.search(style) is not None)
        if unseen and GRADE_NAMED.fullmatch(cleaned(element.text_content())):
            self.aside(element)
            return
        if element.get("aria-hidden") == "true" and _ICON.fullmatch(element.text_content().strip()):
            return
        outer = self.unseen
        self.unseen = outer or (self.serial + 1 if unseen else 0)
        role = element.get("role")
        drawn = "" if role is None and style is None else drawn_as(element, role)
        if tag not in _INLINE:
            self.block(element, drawn if drawn in SHAPED else tag, role)
        elif drawn:
            self.block(element, drawn, role)
        else:
            self.inline(element, tag)
        self.unseen = outer

    def special(self, element: html.HtmlElement, tag: str) -> bool:
        """Take in an element that is read in a way of its own; False where this one is read like any other."""
        if tag in _SKIPPED:
            return not is_shown(element, tag)
        if tag in _EMPTY:
            self.empty(element, tag)
        elif tag in _ASIDE and self._is_aside(element, tag):
            self.aside(element)
        elif tag == "pre" and len(element) == 0 and "\n" in (element.text or "").strip():
            self.preformatted(element)
        elif tag == "tr" and (cells := plain_cells(element)):
            self.row(element, cells)
        else:
            return False
        return True

    def empty(self, element: html.HtmlElement, tag: str) -> None:
        """Take in an element that can hold no text: the end of a line, a picture, a button."""
        if tag == "br":
            self.text(BREAK)
        elif tag != "input":
            self.picture(element)
        elif element.get("type") in ("button", "submit", "text"):
            self.label(element)

    def children(self, element: html.HtmlElement) -> None:
        """Take in an element's own text and its children with the text between them."""
        self.text(element.text)
        for child in element:
            self.visit(child)
            self.text(child.tail)

    def text(self, text: str | None) -> None:
        """Take in a piece of text where it stands."""
        if text:
            self.pieces.append(Piece(text, self.run, self.links > 0, self.bold > 0))

    def inline(self, element: html.HtmlElement, tag: str) -> None:
        """Take in an inline element: its text stays in the block, as a run of its own."""
        self.run += 1
        self.links += tag == "a"
        self.bold += tag in _STRONG
        before = len(self.pieces), len(self.blocks)
        self.children(element)
        unsaid = before[1] == len(self.blocks) and before[0] <= len(self.pieces)
        if unsaid and not any(map(str.isalnum, "".join(piece.text for piece in self.pieces[before[0] :]))):
            self.label(element)
        self.links -= tag == "a"
        self.bold -= tag in _STRONG
        self.run += 1

    def block(self, element: html.HtmlElement, tag: str, role: str | None) -> None:
        """Take in a block element: what stood before it ends, and so does what stands in it."""
        self.flush()
        outer = self.context
        if tag in LISTS and outer.spot is None and (name := lead_named(element, self.blocks)):
            self.add("paragraph", name, (name,), 0.0, strong=False)
        self.serial += 1
        self.context = inside(element, tag, role, outer, self.serial, self.spots.get(element))
        bold = self.bold
        self.bold += tag == "th"
        before = len(self.blocks)
        if tag == "table":
            self.spots.update(spots_of(element))
        self.children(element)
        self.flush()
        self.bold = bold
        if before == len(self.blocks):
            self.label(element)
        self.context = outer

    def _is_aside(self, element: html.HtmlElement, tag: str) -> bool:
        """Tell whether an element is a button beside a heading's text, or a grade that is struck out."""
        if tag == "button":
            return self.context.heading >= 0 and is_tool(element)
        return GRADE_NAMED.fullmatch(cleaned(element.text_content())) is not None

    def aside(self, element: html.HtmlElement) -> None:
        """Take in what is no content where it stands: a button beside a heading's text, a grade that is struck out."""
        context = self.context
        self.flush()
        self.context = context._replace(region="navigation", heading=-1)
        self.children(element)
        self.flush()
        self.context = context

    def preformatted(self, element: html.HtmlElement) -> None:
        """Take in a text whose lines are kept as they were typed: each is a block, as in a plain-text capture."""
        for line in (element.text or "").splitlines():
            self.flush()
            self.text(line)
        self.flush()

    def picture(self, element: html.HtmlElement) -> None:
        """Keep a picture's alternative text where it is a grade, or names some; others say nothing of the force."""
        self.named(cleaned(element.get("alt") or element.get("title") or ""))

    def named(self, name: str) -> None:
        """Keep the name of what shows no text where it is a grade, or names some."""
        graded = GRADE_NAMED.fullmatch(name)
        if graded or GRADES_NAMED.search(name):
            self.flush()
            self.add("paragraph" if graded else "picture", name, (name,), 0.0, strong=False)

    def label(self, element: html.HtmlElement) -> None:
        """Keep the accessible name of an element that shows no text, where it is a grade, or names some."""
        names = ("aria-label", "title", "alt", "value")
        self.named(next((cleaned(name) for attribute in names if (name := element.get(attribute))), ""))

    def row(self, element: html.HtmlElement, cells: tuple[str, ...]) -> None:
        """Take in a table row of plain cells as one block."""
        self.flush()
        text = " | ".join(cell for cell in cells if cell)
        linked = sum(len(cleaned(link.text_content())) for link in element.iter("a"))
        spots = tuple(self.spots[cell] for cell in element if cell in self.spots)
        linked_share = min(1.0, linked / max(1, len(text)))
        self.add("row", text, cells, linked_share, strong=False, cells=cells, spots=spots, lines=broken_cells(element))

    def flush(self) -> None:
        """Make blocks of the text that has gathered."""
        if not self.pieces:
            return
        pieces, self.pieces = self.pieces, []
        if len(pieces) == 1:
            self.paragraph(pieces[0])
            return
        if all(piece.text.isspace() for piece in pieces):
            return
        for line in lines_of(pieces, keep=self.context.heading >= 0):
            text = cleaned("".join(piece.text for piece in line))
            if not text:
                continue
            letters = max(1, sum(len(piece.text.strip()) for piece in line))
            linked = sum(len(piece.text.strip()) for piece in line if piece.link) / letters
            strong = all(piece.strong for piece in line if piece.text.strip())
            bold, lines = bold_start(line), broken(line)
            self.add(self._kind(text), text, tuple(runs_of(line)), linked, strong=strong, bold=bold, lines=lines)

    def paragraph(self, piece: Piece) -> None:
        """Make a block of the one piece of text that has gathered, as most of a page's prose is."""
        text = cleaned(piece.text)
        if len(text) == 1 and BULLETED.fullmatch(text):
            self.bulleted = True
        elif text:
            self.add(self._kind(text), text, (text,), float(piece.link), strong=piece.strong)

    def _kind(self, text: str) -> str:
        """Say what a text is, from where it stands and how it begins."""
        self.typed = False
        begins = self.context.item and self.context.item not in self.items_begun
        if begins:
            self.items_begun.add(self.context.item)
        if self.context.heading >= 0:
            return "heading"
        bulleted, self.bulleted = self.bulleted, False
        if begins:
            return "item"
        self.typed = bulleted or (BULLETED.match(text) is not None and len(text) > 2)
        return "item" if self.typed else "paragraph"

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
        lines: tuple[str, ...] = (),
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
                depth=0 if kind == "item" and self.typed else context.depth,
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
                lines=lines,
                unseen=self.unseen,
            )
        )


def blocks_of(tree: html.HtmlElement) -> list[Block]:
    """Give all the text of a page's body as blocks in document order."""
    raise_footnotes(tree)
    walker = _Walker()
    body = tree.find("body")
    walker.visit(tree if body is None else body)
    walker.flush()
    return walker.blocks
