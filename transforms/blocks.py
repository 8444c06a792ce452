"""The one shape that every page is brought to before it is read: an ordered list of blocks of text."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.vocabulary import Question

Spot = tuple[int, int, int, int]
"""Where a table's cell lies: its first row and column, and the row and column after its last."""

_SENTENCE = 5
"""Words in the shortest sentence that is told from a label by its end."""


@dataclass(frozen=True, slots=True)
class Told:
    """A judgment that a summary of judgments tells: the area, and the grade beside it or above it, as printed."""

    question_id: str
    label: str
    grade: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Block:
    """One block of text in reading order, with what the markup says of it (never a class name or an id).

    ``kind`` is ``heading``, ``paragraph``, ``item`` (of a list) or ``row`` (of a table); ``picture`` is the alternative
    text of one that names grades, which counts only where it is a summary of judgments.
    """

    kind: str
    text: str
    level: int = 0
    """Of a heading, 1 to 6; 0 where the markup does not say."""
    depth: int = 0
    """How many lists the block is in."""
    listed: int = 0
    """Which list the block is in, the innermost; 0 for none."""
    runs: tuple[str, ...] = ()
    """The text in the pieces in which inline elements cut it."""
    lines: tuple[str, ...] = ()
    """The lines in which breaks cut the text, or the texts of a row's cells; empty where none does."""
    links: float = 0.0
    """Share of the text that is links, 0 to 1."""
    place: tuple[int, ...] = ()
    """The block elements around the text, outermost first: two blocks are the closer, the more they share."""
    region: str = "body"
    """``main``, ``body``, or a landmark outside the content: ``navigation``, ``banner``, ``footer``, ``aside``."""
    unseen: int = 0
    """The outermost element around the text that the markup hides; 0 for none."""
    strong: bool = False
    """Whether all of the text is bold."""
    table: int = 0
    """Which table a row belongs to."""
    cells: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = ()
    """Where in its table the block lies: one for each of a row's cells, one for any other block in a cell."""
    bold: str = ""
    """What of the text is bold, where it begins in bold and goes on in plain."""
    summary: bool = False
    """Whether the block is part of a summary of judgments (``summary.summarised`` says which are)."""
    told: tuple[Told, ...] = ()
    """What the summary tells here."""
    listing: str = ""
    """What the block is in a table of findings: a finding's kind, ``more``, ``detail``, ``deadline`` or ``number``."""
    led: str = ""
    """What leads such a finding in."""
    asked: tuple[Question, str] | None = None
    """The question in the row of such a finding, as printed."""
    others: bool = False
    """Whether what is above says that it is of another force or round, or nobody's: no judgment of the page's own."""

    @property
    def beside(self) -> bool:
        """Whether the block stands in a landmark that holds no content."""
        return self.region in ("navigation", "banner", "footer")


def common_depth(one: Block, other: Block) -> int:
    """Count the block elements that two blocks share."""
    shared = 0
    for left, right in zip(one.place, other.place, strict=False):
        if left != right:
            break
        shared += 1
    return shared


def is_sentence(block: Block) -> bool:
    """Tell whether a block is a sentence rather than a label."""
    return block.text.endswith((".", ":", ";", "?")) and len(block.text.split()) >= _SENTENCE
