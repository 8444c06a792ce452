"""The one shape that every page is brought to before it is read: an ordered list of blocks of text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """One block of text in reading order, with what the markup says of it (never a class name or an id).

    ``kind`` is ``heading``, ``paragraph``, ``item`` (of a list) or ``row`` (of a table).
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
    links: float = 0.0
    """Share of the text that is links, 0 to 1."""
    place: tuple[int, ...] = ()
    """The block elements around the text, outermost first: two blocks are the closer, the more they share."""
    region: str = "body"
    """``main``, ``body``, or a landmark outside the content: ``navigation``, ``banner``, ``footer``, ``aside``."""
    strong: bool = False
    """Whether all of the text is bold."""
    table: int = 0
    """Which table a row belongs to."""
    cells: tuple[str, ...] = ()

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
