"""Judge what stands after the last statement: the rest of the last question's prose, and the foot of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from schemas.phrases import is_boilerplate, is_foot
from schemas.visitors import of_inspections, to_visitors
from transforms.anchors import LINKED, is_dated
from transforms.blocks import Block, is_sentence
from transforms.dates import date_label_of, dated_of
from transforms.words import count

Vote = Callable[[str], bool]
"""Whether an extractor keeps a text; asked late and seldom, because it costs more than all else here."""


_LABEL = 8
"""Words in the longest text without a verb that may stand among what a site says to its visitors."""
_NEAR = 2
"""How many texts to visitors must follow another text, and how near one must stand before it, to take it for theirs."""
_ASIDE = 160
"""Letters in the longest text that stands between texts to visitors and is one of them all the same."""
_SENTENCE_WORDS = 8
_LINKED_PART = 0.3
"""Share of links from which a part of the page is a list of links, not prose with links in it."""


class Tail:
    """Judges the blocks after the last statement: the rest of the last question's prose, and the foot of the page."""

    def __init__(
        self, blocks: Sequence[Block], anchors: Sequence[int], start: int, *, has_main: bool, vote: Vote
    ) -> None:
        self.blocks = blocks
        self.vote = vote
        self.dated = any(is_dated(blocks[index]) for index in anchors)
        while len(anchors) > 1 and is_dated(blocks[anchors[-1]]):
            anchors = anchors[:-1]  # a date at the end of the page does not say that the content reaches there
        places = [blocks[index].place for index in {start, *(index for index in anchors if index >= start)}]
        self.shared = _shared(places)
        if len(set(places)) == 1:
            self.shared = self.shared[:-1]  # one statement's own element is no part of the page that others could share
        self.depth = len(self.shared)
        self.anchored = {place[self.depth] for place in places if len(place) > self.depth}
        self.last = max((index for index in anchors if index >= start), default=start)
        self.has_main = has_main
        self.parts = _parts(blocks[self.last + 1 :], self.depth)
        self.ended = False

    def keeps(self, index: int) -> bool:
        """Tell whether a block after the last statement still belongs to the content."""
        block = self.blocks[index]
        if not block.place:
            return True
        if block.place[: self.depth] != self.shared:
            return False
        part = block.place[self.depth] if len(block.place) > self.depth else 0
        if part in self.anchored:
            return True
        whole = self.parts.get(part, [block])
        if is_foot(whole[0].text) or any(is_foot(other.text) for other in whole[:3]):
            self.ended = not self.has_main or (block.kind == "heading" and is_foot(block.text))
            return False
        return not self.ended and (self._is_date(index) or self._is_prose(block, whole))

    def _is_date(self, index: int) -> bool:
        """Tell whether a block and its neighbour are a date and its label, and no date bears its label in one text.

        Where some do, what is printed in another way at the end is the site's own stamp.
        """
        if self.dated:
            return False
        first = index if date_label_of(self.blocks[index].text) else index - 1
        label, *after = self.blocks[first : first + 2]
        dated = dated_of(after[0].text) if after else None
        return dated is not None and dated.label is None and date_label_of(label.text) is not None

    def _is_prose(self, block: Block, part: Sequence[Block]) -> bool:
        """Weigh a part of the page: prose is kept, lists of links are not, and of fragments the extractor decides."""
        letters = sum(len(other.text) for other in part)
        if sum(other.links * len(other.text) for other in part) > _LINKED_PART * letters:
            sentences = [other for other in part if is_sentence(other) and other.links < LINKED]
            return bool(sentences) and is_sentence(block)
        if any(count([other.text]) >= _SENTENCE_WORDS for other in part) or block.kind in ("heading", "item"):
            return True
        return block.text.endswith((".", ":", "?")) or self.vote(block.text)


def without_foot(kept: Sequence[tuple[int, Block]], last: int, *, stated: bool) -> set[int]:
    """Find what the site says to its visitors after the last statement (``last``), whatever part of the page it is in.

    A heading that speaks to them heads what follows it, if the page has stated anything before. Else it is what ends
    the page: from the first such text on, if there are but labels among them and no prose.
    """
    after = [(index, block) for index, block in kept if index > last]
    foot = {index for group in _headed(after) for index in group} if stated else set()
    run: list[int] = []
    spoken = 0
    for place, (index, block) in reversed(list(enumerate(after))):
        if index in foot or is_dated(block):
            continue
        run.append(index)
        if to_visitors(block.text):
            foot.update(run)
            spoken += 1
        elif is_sentence(block) or len(block.text.split()) > _LABEL:
            near = (other for _, other in after[max(0, place - _NEAR) : place])
            if spoken < _NEAR or len(block.text) > _ASIDE or not any(to_visitors(other.text) for other in near):
                break
    return foot


def _headed(after: Sequence[tuple[int, Block]]) -> Iterator[list[int]]:
    """Find the headings that speak to visitors, each with what it heads: if it may head content, nothing of a force."""
    for start, (index, block) in enumerate(after):
        if block.kind != "heading" or not to_visitors(block.text):
            continue
        higher = (place for place in range(start + 1, len(after)) if _as_high(after[place][1], block))
        group = after[start + 1 : next(higher, len(after))]
        if is_boilerplate(block.text, exactly=True) or not any(of_inspections(other.text) for _, other in group):
            yield [index, *(own for own, _ in group)]


def _as_high(other: Block, heading: Block) -> bool:
    """Tell whether another heading is of a heading's level or above it."""
    return other.kind == "heading" and not other.level > heading.level > 0


def _parts(blocks: Sequence[Block], depth: int) -> dict[int, list[Block]]:
    """Group blocks by the part of the page that they stand in, below what the content shares."""
    parts: dict[int, list[Block]] = {}
    for block in blocks:
        if len(block.place) > depth:
            parts.setdefault(block.place[depth], []).append(block)
    return parts


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
