"""Collect the findings of a page: which blocks begin one, which continue it, and where a list or a box of them ends."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemas.phrases import lead_in_kind
from schemas.records import Address, Finding
from schemas.vocabulary import Question
from transforms.blocks import Block
from transforms.boxes import (
    BOXES,
    Box,
    another_concern,
    begins,
    deadline_in,
    encloses,
    is_elsewhere,
    leaves,
    parted,
    says_should,
)
from transforms.words import leads_in

BULLET = "• "
"""What stands before a list's item in running text."""


@dataclass(slots=True)
class Cursor:
    """Where the reader of a page is: what follows has the next position and belongs to this question."""

    position: int = 0
    question: Question | None = None
    label: str | None = None
    above: Block | None = None
    """The heading of the section that is open."""

    def step(self) -> int:
        """Give the next position."""
        self.position += 1
        return self.position


@dataclass(slots=True)
class _Finding:
    """A finding that may still be continued."""

    position: int
    kind: str
    lead_in: str | None
    question: Question | None
    label: str | None
    depth: int
    listed: bool
    """Whether it is the item of a list rather than a paragraph."""
    deadline: str | None
    parent: int | None
    texts: list[str]
    details: list[str] = field(default_factory=list)


class Findings:
    """Takes the blocks that a lead-in leads in; the state is the list or box that the next block may continue."""

    def __init__(self, cursor: Cursor, *, boxed: bool) -> None:
        self.cursor = cursor
        self.boxed = boxed
        self.found: list[_Finding] = []
        self.lead_ins: list[str] = []
        self.box: Box | None = None
        self.concern: int | None = None
        self.concerns: Box | None = None
        """The box of the last cause of concern: after its recommendations it may hold another."""

    def close(self, *, chapter: bool = False) -> None:
        """End the open list; at the end of a chapter, what it recommends belongs to no concern any more."""
        self.box = None
        if chapter:
            self.concern = self.concerns = None

    @property
    def last(self) -> _Finding | None:
        """The finding that the next block may continue."""
        return self.found[-1] if self.box is not None and self.box.first is not None else None

    def leads(self, kind: str, after: Block, then: Block | None) -> bool:
        """Tell whether a lead-in is followed by what it leads in; ``then`` is the paragraph behind that, if one is."""
        if after.kind == "item":
            return True
        if kind not in BOXES:
            return False
        free = self.boxed or (kind == "cause of concern" and after.kind == "paragraph")
        if after.kind == "paragraph" and leads_in(after.text):
            return free or then is None or leads_in(then.text) or says_should(then.text)
        return after.kind in ("paragraph", "heading") and (free or says_should(after.text))

    def lead(self, kind: str, block: Block) -> None:
        """Open a list or a box of findings."""
        if self.box is not None and self.box.first is None and self.box.kind in BOXES:
            self.lead_ins[-1] = f"{self.box.lead_in}\n{block.text}"
            self.box = Box(kind, self.box.lead, self.lead_ins[-1])
        else:
            self.box = Box(kind, block, block.text)
            self.lead_ins.append(block.text)

    def takes_heading(self, block: Block) -> bool:
        """Tell whether a heading is a finding, or a part of one, rather than the heading of a section."""
        box = self.box
        if box is None or not self.boxed:
            return False
        if box.first is None:
            return True
        if leaves(box, block) or box.kind not in BOXES:
            return False
        deeper = block.level > box.lead.level > 0
        return (deeper and bool(block.place)) or (box.first.kind == "heading" and begins(box, block))

    def holds(self, block: Block) -> bool:
        """Tell whether a short line is part of the open box rather than a heading."""
        box = self.box
        if box is None or not self.boxed:
            return False
        if box.first is None:
            return True
        return not leaves(box, block) and ((block.strong and box.first.strong) or begins(box, block))

    def item(self, block: Block) -> bool:
        """Take a list's item; False where no list of findings is open."""
        box = self.box
        if box is None:
            return False
        if leaves(box, block) if self.boxed else is_elsewhere(box, block):
            self.close()
            return False
        last = self.last
        if last is None or (block.depth <= last.depth and (last.listed or not self.boxed)):
            self._find_with_detail(block)
            return True
        explains = self.boxed and not last.listed and not leads_in(last.texts[0])
        (last.details if last.details or explains else last.texts).append(BULLET + block.text)
        box.take(block)
        return True

    def paragraph(self, block: Block, *, introduces: bool = False) -> bool:
        """Take a paragraph: part of a finding or one of its own; False where it belongs to none.

        One that ``introduces`` a list stands between the list and what leads it in.
        """
        box, last = self.box, self.last
        if box is None:
            return False
        if last is not None and last.listed and last.depth and block.depth >= last.depth:
            (last.details if self.boxed else last.texts).append(block.text)
            return True
        if last is None and box.kind in BOXES and (introduces or leads_in(block.text)):
            box.lead_in = self.lead_ins[-1] = f"{box.lead_in}\n{block.text}"
            return True
        if box.kind in BOXES and (self._in_box(box, block) if self.boxed else self._in_list(box, block)):
            return True
        self.box = None
        return False

    def listed(self, kind: str | None, block: Block) -> tuple[str, ...]:
        """Take what a table lists: a finding, or what stands beside one; give a deadline, which is a field."""
        if kind is not None:
            if block.asked and self.found and self.found[-1].question != block.asked[0]:
                self.close(chapter=True)
            if self.box is None or self.box.kind != kind or block.led not in (self.box.lead_in or ""):
                self.box = Box(kind, block, block.led or None)
            self._find_with_detail(block)
            if block.asked:
                self.found[-1].question, self.found[-1].label = block.asked
            return ()
        last = self.found[-1]
        if block.listing == "deadline":
            last.deadline = block.text
            return (block.text,)
        text = BULLET + block.text if block.kind == "item" else block.text
        goes_on = block.listing == "more" and leads_in(last.texts[0]) and not last.details
        (last.texts if goes_on else last.details).append(text)
        return ()

    def _in_list(self, box: Box, block: Block) -> bool:
        """Take a paragraph that is an item by its words, where a list is one of paragraphs."""
        last = self.last
        first_of_concern = box.kind == "cause of concern" and last is None
        if block.kind == "row" or not (first_of_concern or says_should(block.text)) or (last and last.listed):
            return False
        self._find(block, block.text)
        return True

    def _in_box(self, box: Box, block: Block) -> bool:
        """Take a paragraph of a box as a finding, as more about one, or as what leads in recommendations."""
        last = self.last
        if last is not None and leaves(box, block):
            return False
        if self.concerns is not None and box.kind == "recommendation" and another_concern(self.concerns, block):
            self.box = self.concerns
            self._find_with_detail(block)
        elif last is not None and _recommends(box, block):
            self.box = Box("recommendation", box.lead, block.text)
            self.lead_ins.append(block.text)
        elif last is None or begins(box, block):
            if last is not None and last.listed:
                box.lead_in = box.lead.text if lead_in_kind(box.lead.text) == box.kind else None
            self._find_with_detail(block)
        elif last.listed and not encloses(box, self.cursor.above):
            return False
        else:
            self.found[-1].details.append(block.text)
            box.take(block)
        return True

    def _find_with_detail(self, block: Block) -> None:
        """Add a finding, and what the same paragraph goes on to explain."""
        text, more = parted(block) if self.boxed else (block.text, "")
        self._find(block, text)
        if more:
            self.found[-1].details.append(more)

    def _find(self, block: Block, text: str) -> None:
        """Add a finding at the next position."""
        assert self.box is not None
        kind, deadline = self.box.kind, None
        if kind == "recommendation":
            deadline = deadline_in(text, first=True) or deadline_in(self.box.lead_in or "") or deadline_in(text)
        position = self.cursor.step()
        self.found.append(
            _Finding(
                position=position,
                kind=kind,
                lead_in=self.box.lead_in,
                question=self.cursor.question,
                label=self.cursor.label,
                depth=block.depth,
                listed=block.kind == "item",
                deadline=deadline,
                parent=self.concern if kind == "recommendation" else None,
                texts=[text],
            )
        )
        self.box.take(block)
        if kind == "cause of concern":
            self.concern, self.concerns = position, self.box


def _recommends(box: Box, block: Block) -> bool:
    """Tell whether a paragraph of a concern's or a recommendation's box leads in (more) recommendations."""
    if not leads_in(block.text):
        return False
    return box.kind == "recommendation" or (box.kind == "cause of concern" and says_should(block.text))


def finding_of(draft: _Finding, address: Address) -> Finding:
    """Close a finding."""
    question = draft.question
    return Finding(
        pillar=question.pillar if question else address.pillar,
        question=question.number if question else None,
        question_id=question.question_id if question else None,
        label=draft.label,
        kind=draft.kind,
        position=draft.position,
        lead_in=draft.lead_in,
        text="\n".join(draft.texts),
        detail=joined(draft.details) or None,
        deadline=draft.deadline,
        parent=draft.parent,
    )


def joined(texts: list[str]) -> str:
    """Join paragraphs and the items of lists among them."""
    return "\n\n".join(texts).replace("\n\n" + BULLET, "\n" + BULLET)
