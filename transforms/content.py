"""Find where a page's content begins and ends, and name everything else as boilerplate.

The evidence, strongest first: landmark elements; the title, from which content begins; the statements only an
inspection page makes (questions, grades, dates, lists of findings); recurring phrases; link density; and where a
block stands in the tree. Only for what is left over is an extractor's opinion asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from schemas.phrases import is_boilerplate, lead_in_kind
from schemas.records import Address
from transforms.blocks import Block
from transforms.lexicon import Lexicon, question_of
from transforms.marks import date_label_of, dated_of, grade_of, questions_for, titled
from transforms.words import count, key

Vote = Callable[[str], bool]
"""Whether an extractor keeps a text; asked late and seldom, because it costs more than all else here."""

_LINKED = 0.9
_FEW_WORDS = 12
_PROSE_WORDS = 15


@dataclass(frozen=True, slots=True)
class Content:
    """A page's blocks, told apart; ``start`` tells whether a title was found to begin at."""

    blocks: tuple[Block, ...]
    boilerplate: tuple[Block, ...]
    titled: bool


def content_of(blocks: Sequence[Block], lexicon: Lexicon | None, address: Address, vote: Vote) -> Content:
    """Tell content from boilerplate; every block comes out on one side."""
    has_main = any(block.region == "main" for block in blocks)
    inside = [not block.beside and (block.region == "main" or not has_main) for block in blocks]
    anchors = _anchors(blocks, inside, lexicon)
    title = _title(blocks, address, anchors)
    start = title if title is not None else _start(blocks, inside, anchors)
    tail = _Tail(blocks, anchors, start, has_main=has_main, vote=vote)
    asked = {
        question.question_id
        for index in anchors
        if lexicon and (question := question_of(lexicon, blocks[index].text)) is not None
    }
    kept: list[Block] = []
    dropped: list[Block] = []
    for index, block in enumerate(blocks):
        if index == title or (index < start and inside[index] and _dated(block)):
            keep = True
        elif index < start or not inside[index]:
            keep = False
        else:
            keep = _is_content(block, lexicon, asked) and (index <= tail.last or tail.keeps(index))
        (kept if keep else dropped).append(block)
    while kept and kept[-1].kind == "heading" and tail.cut and not _states(kept[-1], lexicon):
        dropped.append(kept.pop())
    return Content(tuple(kept), tuple(dropped), title is not None)


def _anchors(blocks: Sequence[Block], inside: Sequence[bool], lexicon: Lexicon | None) -> list[int]:
    """Find the statements that only an inspection page makes, and the lists that some of them lead in."""
    anchors: list[int] = []
    listing = False
    for index, block in enumerate(blocks):
        if not inside[index] or (block.links >= _LINKED and block.kind != "heading"):
            continue
        states = _states(block, lexicon)
        listing = lead_in_kind(block.text) is not None if states else listing and block.kind == "item"
        if states or listing:
            anchors.append(index)
    return anchors


def _states(block: Block, lexicon: Lexicon | None) -> bool:
    """Tell whether a block is a statement that only an inspection page makes."""
    text = block.text
    if len(text) > 300:
        return False
    if grade_of(text) or _dated(block) or lead_in_kind(text) or questions_for(text):
        return True
    if block.kind == "row":
        return any(grade_of(cell) for cell in block.cells)
    return lexicon is not None and (key(text) in lexicon.pillars or question_of(lexicon, text) is not None)


def _dated(block: Block) -> bool:
    """Tell whether a block is a labelled date."""
    dated = dated_of(block.text)
    return dated is not None and dated.label is not None


def _title(blocks: Sequence[Block], address: Address, anchors: Sequence[int]) -> int | None:
    """Find the page's title: a heading that names the force, else the last such line before the first statement."""
    if address.force is None:
        return None
    named = [
        index
        for index, block in enumerate(blocks)
        if block.region not in ("navigation", "footer")
        and block.kind != "item"
        and block.links < 0.5
        and titled(address.service, address.force, block.text)
    ]
    headings = [index for index in named if blocks[index].kind == "heading"]
    if headings:
        return headings[0]
    before = [index for index in named if not anchors or index < anchors[0]]
    return before[-1] if before else None


def _start(blocks: Sequence[Block], inside: Sequence[bool], anchors: Sequence[int]) -> int:
    """Find where content begins on a page whose title does not name the force."""
    main = [index for index, block in enumerate(blocks) if inside[index] and block.region == "main"]
    if main:
        return main[0]
    headings = [index for index, block in enumerate(blocks) if inside[index] and block.kind == "heading"]
    tops = [index for index in headings if blocks[index].level == 1] or headings
    candidates = [*tops[:1], *anchors[:1]]
    if candidates:
        return min(candidates)
    return next((index for index, block in enumerate(blocks) if inside[index] and not is_boilerplate(block.text)), 0)


def _is_content(block: Block, lexicon: Lexicon | None, asked: set[str]) -> bool:
    """Tell content from the phrases and links that stand within it."""
    text = block.text
    if grade_of(text) or _dated(block) or date_label_of(text):
        return True
    if is_boilerplate(text):
        return False
    if block.links < _LINKED or block.kind == "heading":
        return True
    question = question_of(lexicon, text) if lexicon else None
    if question is not None:
        return question.question_id not in asked
    return len(text.split()) > _FEW_WORDS and text.endswith((".", ";"))


class _Tail:
    """Judges the blocks after the last statement: the last question's prose, or the foot of the page."""

    def __init__(
        self, blocks: Sequence[Block], anchors: Sequence[int], start: int, *, has_main: bool, vote: Vote
    ) -> None:
        self.blocks = blocks
        self.vote = vote
        self.has_main = has_main
        places = [blocks[index].place for index in {start, *(index for index in anchors if index >= start)}]
        shared = _shared(places)
        if len(set(places)) == 1:
            shared = shared[:-1]  # one statement's own element is no part of the page that others could share
        self.depth = len(shared)
        self.shared = shared
        self.anchored = {place[self.depth] for place in places if len(place) > self.depth}
        self.last = max((index for index in anchors if index >= start), default=start)
        self.cut = False

    def keeps(self, index: int) -> bool:
        """Tell whether a block after the last statement still belongs to the content."""
        block = self.blocks[index]
        keep = not self.cut and self._belongs(block)
        if not keep and block.kind != "heading" and not self._belongs_by_place(block):
            self.cut = not self.has_main
        return keep

    def _belongs_by_place(self, block: Block) -> bool:
        """Tell whether a block shares a part of the page with a statement."""
        return block.place[: self.depth] == self.shared and (
            len(block.place) > self.depth and block.place[self.depth] in self.anchored
        )

    def _belongs(self, block: Block) -> bool:
        """Weigh place, links, length and the extractor's vote."""
        if not block.place or self._belongs_by_place(block):
            return True
        if block.place[: self.depth] != self.shared and not self.has_main:
            return False
        if block.kind == "heading":
            return self.vote(block.text)
        linked = block.links > 0.3 or self._group_is_linked(block)
        if linked:
            return block.links < 0.3 and self.has_main and count([block.text]) >= _PROSE_WORDS and self.vote(block.text)
        return count([block.text]) >= _PROSE_WORDS or self.vote(block.text)

    def _group_is_linked(self, block: Block) -> bool:
        """Tell whether the part of the page that a block stands in has links: a foot has, a paragraph seldom."""
        if len(block.place) <= self.depth + 1:
            return block.links > 0
        part = block.place[self.depth]
        return any(
            other.links > 0.5
            for other in self.blocks
            if len(other.place) > self.depth and other.place[self.depth] == part
        )


def _shared(places: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """Give the block elements that some places have in common."""
    first = min(places)
    last = max(places)
    length = 0
    for left, right in zip(first, last, strict=False):
        if left != right:
            break
        length += 1
    return first[:length]
