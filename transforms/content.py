"""Find where a page's content begins and ends, and name everything else as boilerplate.

The evidence, strongest first: landmark elements; the title, from which content begins; the statements only an
inspection page makes (questions, grades, dates, lists of findings); recurring phrases; link density; and where a
block stands in the tree. Only for what is left over is an extractor's opinion asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from schemas.phrases import heading_kind, is_boilerplate, is_foot, lead_in_kind
from schemas.records import Address
from transforms.blocks import Block, common_depth
from transforms.lexicon import Lexicon, asked_in, pillar_named, question_of
from transforms.marks import date_label_of, dated_of, grade_of, is_known_heading, questions_for, title_alone, titled
from transforms.words import count, key

Vote = Callable[[str], bool]
"""Whether an extractor keeps a text; asked late and seldom, because it costs more than all else here."""

_EXTENT = re.compile(
    r"(?:(?:the )?extent to which|the efficiency with which) .{10,200}"
    r"\b(?:outstanding|good|adequate|inadequate|requires improvement|graded)\W*(?:and)?$"
    r"|in terms of its effectiveness\b.{20,}",
    re.IGNORECASE,
)
"""The sentences in which the pages of forces state the pillars' grades."""
_DISCLAIMER = re.compile(r"disclaimer\b", re.IGNORECASE)
_LINKED = 0.9
_SENTENCE = 5
_ABOUT = "more about this area"
"""The title, folded, of every page in a force's own words."""
_TITLE = 140
"""Letters that a title has at most."""
_SENTENCE_WORDS = 8
_LINKED_PART = 0.3
"""Share of links from which a part of the page is a list of links, not prose with links in it."""
_LEGEND = 3
"""So many different grades in a row are the key to a chart."""


@dataclass(frozen=True, slots=True)
class Content:
    """A page's blocks, told apart; ``title`` is empty where no title names the force."""

    blocks: tuple[Block, ...]
    boilerplate: tuple[Block, ...]
    title: str


def content_of(blocks: Sequence[Block], lexicon: Lexicon | None, address: Address, vote: Vote) -> Content:
    """Tell content from boilerplate; every block comes out on one side."""
    has_main = any(block.region == "main" for block in blocks)
    elsewhere = _elsewhere(blocks, lexicon, address)
    inside = [
        not block.beside and (block.region == "main" or not has_main) and index not in elsewhere
        for index, block in enumerate(blocks)
    ]
    anchors = _anchors(blocks, inside, lexicon)
    title = _title(blocks, address, anchors)
    start = title if title is not None else _start(blocks, inside, anchors)
    tail = _Tail(blocks, anchors, start, has_main=has_main, vote=vote)
    stated = set(anchors)
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
            keep = index in stated or (_is_content(block, lexicon, asked) and (index <= tail.last or tail.keeps(index)))
        (kept if keep else dropped).append(block)
    while kept and kept[-1].kind == "heading" and len(kept) > 1 and not _states(kept[-1], lexicon):
        dropped.append(kept.pop())
    return Content(tuple(kept), tuple(dropped), blocks[title].text if title is not None else "")


def _elsewhere(blocks: Sequence[Block], lexicon: Lexicon | None, address: Address) -> set[int]:
    """Find what a pillar's page says of other pillars in menus and cards, grades included, and the keys of charts."""
    found: set[int] = set()
    for index, block in enumerate(blocks):
        other = pillar_named(lexicon, block.text) if lexicon and address.pillar else None
        if other is not None and other.pillar != address.pillar:
            found.add(index)
            for step in (1, -1):
                beside = index + step
                if 0 <= beside < len(blocks) and grade_of(blocks[beside].text) and _closest(blocks, beside, index):
                    found.add(beside)
                    break
    return found | _legends(blocks)


def _closest(blocks: Sequence[Block], grade: int, index: int) -> bool:
    """Tell whether a grade shares more of the page with one neighbour than with the one on its other side."""
    other = 2 * grade - index
    if not 0 <= other < len(blocks):
        return True
    shared = common_depth(blocks[grade], blocks[index])
    return shared >= common_depth(blocks[grade], blocks[other])


def _legends(blocks: Sequence[Block]) -> set[int]:
    """Find rows of different grades: the key to a chart."""
    found: set[int] = set()
    run: list[int] = []
    for index in range(len(blocks) + 1):
        if index < len(blocks) and not blocks[index].summary and _bare_grade(blocks[index].text):
            run.append(index)
            continue
        if len({key(blocks[place].text) for place in run}) >= _LEGEND:
            found.update(run)
        run = []
    return found


def _bare_grade(text: str) -> bool:
    """Tell whether a text is a grade of nobody and no year that it names."""
    grade = grade_of(text)
    return grade is not None and grade.subject is None and grade.year is None


def _anchors(blocks: Sequence[Block], inside: Sequence[bool], lexicon: Lexicon | None) -> list[int]:
    """Find the statements that only an inspection page makes, and the lists that some of them lead in."""
    anchors: list[int] = []
    listing = False
    first: Block | None = None
    for index, block in enumerate(blocks):
        if not inside[index]:
            continue
        if listing and block.kind == "item":
            first = first or block
            listing = first.listed == block.listed or first.listed in block.place
        if block.summary:
            anchors.append(index)
            continue
        linked = block.links >= _LINKED
        states = _states(block, lexicon)
        if linked and block.kind != "heading" and not (listing and block.kind == "item" and not states):
            graded = states and index + 1 < len(blocks) and grade_of(blocks[index + 1].text) is not None
            if not graded and not _is_linked_badge(blocks, index, lexicon):
                continue
        if states:
            listing, first = lead_in_kind(block.text) is not None, None
        elif not (listing and block.kind == "item"):
            listing, first = block.text.endswith(":") and not linked and block.kind == "paragraph", None
            continue
        anchors.append(index)
    return anchors


def _is_linked_badge(blocks: Sequence[Block], index: int, lexicon: Lexicon | None) -> bool:
    """Tell whether a link is the grade of the question right above it, which is no link."""
    if lexicon is None or grade_of(blocks[index].text) is None:
        return False
    above = next((block for block in reversed(blocks[:index]) if not _dated(block)), None)
    return above is not None and above.links < _LINKED and asked_in(lexicon, above.text) is not None


def _states(block: Block, lexicon: Lexicon | None) -> bool:
    """Tell whether a block is a statement that only an inspection page makes."""
    text = block.text
    if len(text) > 300:
        return False
    if grade_of(text) or _dated(block) or lead_in_kind(text) or questions_for(text) or _EXTENT.match(text):
        return True
    if is_known_heading(text) or _DISCLAIMER.match(text):
        return True
    if block.kind == "row":
        return any(grade_of(cell) for cell in block.cells)
    if lexicon is not None and not lexicon.has_pillars and heading_kind(text):
        return True
    return lexicon is not None and asked_in(lexicon, text) is not None


def _dated(block: Block) -> bool:
    """Tell whether a block is a labelled date."""
    dated = dated_of(block.text)
    return dated is not None and dated.label is not None


def _title(blocks: Sequence[Block], address: Address, anchors: Sequence[int]) -> int | None:
    """Find the page's title: a heading that names the force, else the last such line before the first statement."""
    if address.force is None or address.family == "context":
        return _first_title(blocks)
    named = [
        index
        for index, block in enumerate(blocks)
        if block.region not in ("navigation", "footer")
        and block.kind != "item"
        and block.links < 0.5
        and titled(address.service, address.force, block.text)
    ]
    headings = [index for index in named if blocks[index].kind == "heading"]
    tops = [index for index in headings if blocks[index].level == 1]
    if tops:
        return tops[0]
    before = [index for index in headings or named if not anchors or index < anchors[0]]
    bare = [index for index in before if title_alone(address.service, address.force, blocks[index].text)]
    return (bare or before)[-1] if before else next(iter(headings), None)


def _first_title(blocks: Sequence[Block]) -> int | None:
    """Find the title of a page that need not name its force: its first top heading, else its first line."""
    own = [
        index
        for index, block in enumerate(blocks)
        if not block.beside
        and block.links < 0.5
        and block.kind in ("heading", "paragraph")
        and not is_boilerplate(block.text)
    ]
    headings = [index for index in own if blocks[index].kind == "heading"]
    tops = [index for index in headings if blocks[index].level == 1]
    about = [index for index in own if key(blocks[index].text) == _ABOUT]
    first = next(iter(about or tops or headings or own), None)
    return first if first is not None and len(blocks[first].text) < _TITLE else None


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
    if block.summary or grade_of(text) or _dated(block) or date_label_of(text):
        return True
    if is_boilerplate(text, exactly=block.kind == "heading"):
        return False
    if block.links < _LINKED or block.kind == "heading":
        return True
    question = question_of(lexicon, text) if lexicon else None
    if question is not None:
        return question.question_id not in asked
    return _is_sentence(block)


class _Tail:
    """Judges the blocks after the last statement: the rest of the last question's prose, and the foot of the page."""

    def __init__(
        self, blocks: Sequence[Block], anchors: Sequence[int], start: int, *, has_main: bool, vote: Vote
    ) -> None:
        self.blocks = blocks
        self.vote = vote
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
            self.ended = not self.has_main
            return False
        return not self.ended and self._is_prose(block, whole)

    def _is_prose(self, block: Block, part: Sequence[Block]) -> bool:
        """Weigh a part of the page: prose is kept, lists of links are not, and of fragments the extractor decides."""
        letters = sum(len(other.text) for other in part)
        if sum(other.links * len(other.text) for other in part) > _LINKED_PART * letters:
            sentences = [other for other in part if _is_sentence(other) and other.links < _LINKED]
            return bool(sentences) and _is_sentence(block)
        if any(count([other.text]) >= _SENTENCE_WORDS for other in part) or block.kind in ("heading", "item"):
            return True
        return block.text.endswith((".", ":", "?")) or self.vote(block.text)


def _is_sentence(block: Block) -> bool:
    """Tell whether a block is a sentence rather than a label."""
    return block.text.endswith((".", ":", ";", "?")) and len(block.text.split()) >= _SENTENCE


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
