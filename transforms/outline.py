"""Put the marked blocks of a page in their places: sections with their text, and the findings listed in them.

Each block goes to exactly one place, so that every word can be accounted for; sections and findings are numbered in
one sequence, so that a page can be put together again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from schemas.records import Address, Finding, Section
from schemas.vocabulary import Question
from transforms.blocks import Block
from transforms.lexicon import Lexicon
from transforms.marking import Mark
from transforms.marks import is_label
from transforms.notes import is_earlier_grade
from transforms.words import count, key

_FIELDS = frozenset(("title", "dated", "date label", "number", "grade", "grade label"))
_OBSERVATIONS = re.compile(
    r"(?:hmi?s?|hm inspectors?|her majestys inspectors?|his majestys inspectors?) (?:observations?|summary)"
)
_FORCE_SAYS = re.compile(r"the (?:force|service|constabulary) says")
_SHOULD = re.compile(r"\b(?:should|needs? to|must|has to|have to|ought to|is recommended to)\b")
_DEADLINE = re.compile(
    r"(?P<deadline>immediately|by (?:the end of )?(?:\d{1,2} )?[a-z]+ 20\d\d"
    r"|(?:with)?in (?:the next )?\w+ (?:days?|weeks?|months?|years?))",
    re.IGNORECASE,
)
_BOXES = frozenset(
    ("area for improvement", "cause of concern", "recommendation", "innovative practice", "promising practice")
)
"""Kinds whose items may be paragraphs instead of a list."""
_HEADING_WORDS = 14
_BULLET = "• "


@dataclass(slots=True)
class _Section:
    """A section that is still being filled."""

    position: int
    level: int
    tag: int
    heading: str
    path: tuple[str, ...]
    kind: str
    question: Question | None
    texts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Finding:
    """A finding that may still be continued."""

    position: int
    kind: str
    lead_in: str
    question: Question | None
    label: str | None
    depth: int
    texts: list[str]
    details: list[str]
    deadline: str | None
    parent: int | None


@dataclass(slots=True)
class _List:
    """A list of findings that has been led in and is still open."""

    kind: str
    lead_in: str
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """What a page holds and where: ``fields`` are the texts placed in the page's or a judgment's own columns."""

    sections: tuple[Section, ...]
    findings: tuple[Finding, ...]
    fields: tuple[str, ...]
    lead_ins: tuple[str, ...]
    asked: tuple[tuple[Question, str], ...]
    """The questions printed on the page, with their wording here, in order."""
    prose: tuple[tuple[Question | None, str], ...]
    """The paragraphs outside findings, each with the question it stands under."""


class _Outliner:
    """Places one block after another; the state is what the next block may continue."""

    def __init__(self, marks: Sequence[Mark], address: Address, lexicon: Lexicon | None) -> None:
        self.marks = marks
        self.address = address
        self.lexicon = lexicon
        self.boxed = lexicon is not None and not lexicon.has_pillars
        self.position = 0
        self.sections: list[_Section] = []
        self.findings: list[_Finding] = []
        self.fields: list[str] = []
        self.lead_ins: list[str] = []
        self.asked: dict[str, tuple[Question, str]] = {}
        self.prose: list[tuple[Question | None, str]] = []
        self.question: Question | None = None
        self.label: str | None = None
        self.list: _List | None = None
        self.concern: int | None = None

    def place(self) -> None:
        """Place all blocks."""
        for index, mark in enumerate(self.marks):
            if mark.kind in _FIELDS:
                self.fields.append(mark.block.text)
            elif mark.kind in ("pillar", "question"):
                self.ask(mark)
            elif mark.kind == "summary":
                self.list = None
                self.text(mark.block.text if mark.block.kind != "item" else _BULLET + mark.block.text, prose=False)
            elif mark.kind == "questions":
                self.question, self.label = None, None
                self.open(mark.block, 2, "other")
            elif mark.kind == "lead-in" and mark.finding and self._leads(index, mark):
                self.lead(mark.finding, mark.block.text)
            elif mark.kind == "item":
                self.item(mark.block)
            elif mark.kind in ("heading", "lead-in") or self._looks_like_heading(index):
                self.head(mark.block, known=mark.kind == "heading")
            else:
                self.paragraph(mark.block)

    # -- headings ------------------------------------------------------------------------------------------------------

    def ask(self, mark: Mark) -> None:
        """Begin the section of a question, pillar or chapter."""
        question = mark.question
        assert question is not None
        self.question, self.label = question, mark.block.text
        if mark.kind == "question" or question.question_id not in self.asked:
            self.asked[question.question_id] = (question, mark.block.text)
        if mark.kind == "pillar":
            level, kind = 1, "summary"
        elif question.number is not None:
            level, kind = 3, "question"
        else:
            level, kind = (2, "summary") if question.pillar else (1, "chapter")
        self.concern = None
        self.open(mark.block, level, kind)

    def head(self, block: Block, *, known: bool) -> None:
        """Begin the section of a heading that is none of the round's questions."""
        folded = key(block.text)
        current = self.sections[-1] if self.sections else None
        if _OBSERVATIONS.fullmatch(folded):
            self.question, self.label = None, None
            self.open(block, 1, "observations")
        elif _FORCE_SAYS.match(folded) or self.address.family == "context":
            self.question, self.label = None, None
            self.open(block, 1, "context")
        else:
            tag = block.level if known else 0
            asked = next((s for s in reversed(self.sections) if s.kind in ("question", "chapter", "summary")), None)
            if asked and tag and asked.tag and tag <= asked.tag:
                self.question, self.label = None, None
                self.open(block, asked.level, "other")
                return
            level = self._level_below(current, tag)
            self.open(block, level, "other")

    def _level_below(self, current: _Section | None, tag: int) -> int:
        """Find the level of a free heading from the headings before it."""
        if current is None:
            return 1
        if current.kind != "other":
            return current.level + 1
        for section in reversed(self.sections):
            if section.kind != "other":
                return section.level + 1
            if not tag or not section.tag or tag == section.tag:
                return section.level
            if tag > section.tag:
                return section.level + 1
        return current.level

    def open(self, block: Block, level: int, kind: str) -> None:
        """Begin a section; the headings above it with lower levels are its path."""
        self.list = None
        path: list[str] = []
        above = level
        for section in reversed(self.sections):
            if section.heading and section.level < above:
                path.insert(0, section.heading)
                above = section.level
        self._add_section(block.text, block.level, level, tuple(path), kind)

    def _add_section(self, heading: str, tag: int, level: int, path: tuple[str, ...], kind: str) -> None:
        """Add a section at the next position."""
        self.position += 1
        self.sections.append(_Section(self.position, level, tag, heading, path, kind, self.question))

    def _looks_like_heading(self, index: int) -> bool:
        """Tell whether a short line between paragraphs is a heading that nothing marks as one."""
        mark = self.marks[index]
        text = mark.block.text
        if mark.kind != "paragraph" or text[-1] in '.:;,!”"' or len(text.split()) > _HEADING_WORDS:
            return False
        if not text[0].isupper() or (self.list is not None and mark.block.depth):
            return False
        if re.search(r"Majesty[’'`]s Inspector|Majesty[’'`]s Chief", text) or is_label(text) or is_earlier_grade(text):
            return False
        after = self.marks[index + 1] if index + 1 < len(self.marks) else None
        if after is None or after.kind not in ("paragraph", "lead-in", "item", "heading"):
            return False
        if self.boxed and self.list is not None and not self.list.begun:
            return False
        if mark.block.strong:
            return True
        if _OBSERVATIONS.fullmatch(key(text)) or _FORCE_SAYS.match(key(text)):
            return True
        return after.kind != "item" and len(after.block.text.split()) > _HEADING_WORDS

    # -- findings ------------------------------------------------------------------------------------------------------

    def _leads(self, index: int, mark: Mark) -> bool:
        """Tell whether a lead-in is followed by what it leads in."""
        after = self.marks[index + 1] if index + 1 < len(self.marks) else None
        if after is None:
            return False
        if after.kind == "item":
            return True
        if mark.finding == "cause of concern" and after.kind == "lead-in":
            return False
        if mark.finding not in _BOXES:
            return False
        if after.kind == "paragraph" and (after.block.text.endswith(":") or mark.finding == "cause of concern"):
            return True
        return after.kind in ("paragraph", "heading") and (self.boxed or self._is_item_paragraph(after.block))

    def _is_item_paragraph(self, block: Block) -> bool:
        """Tell whether a paragraph is an item by its words: it says what somebody should do, in its first clause."""
        return bool(_SHOULD.search(" ".join(block.text.split()[:12])))

    def lead(self, kind: str, text: str) -> None:
        """Open a list of findings."""
        if self.list is not None and not self.list.begun and self.list.kind in _BOXES:
            text = f"{self.list.lead_in}\n{text}"
            self.lead_ins[-1] = text
        else:
            self.lead_ins.append(text)
        self.list = _List(kind, text)

    def item(self, block: Block) -> None:
        """Place a list item: a finding where a list of findings is open, else text."""
        if self.list is None:
            self.text(_BULLET + block.text)
            return
        last = self.findings[-1] if self.findings and self.list.begun else None
        if last is not None and block.depth > last.depth:
            last.texts.append(_BULLET + block.text)
            return
        self.find(block, block.text)

    def find(self, block: Block, text: str) -> None:
        """Add a finding at the next position."""
        assert self.list is not None
        self.list.begun = True
        self.position += 1
        kind = self.list.kind
        deadline = None
        if kind == "recommendation":
            match = _DEADLINE.search(self.list.lead_in) or _DEADLINE.search(text)
            deadline = match["deadline"] if match else None
        self.findings.append(
            _Finding(
                position=self.position,
                kind=kind,
                lead_in=self.list.lead_in,
                question=self.question,
                label=self.label,
                depth=block.depth,
                texts=[text],
                details=[],
                deadline=deadline,
                parent=self.concern if kind == "recommendation" else None,
            )
        )
        if kind == "cause of concern":
            self.concern = self.position

    def paragraph(self, block: Block) -> None:
        """Place a paragraph: part of an open finding, an item of its own, or text of the section."""
        current = self.list
        if current is None:
            self.text(block.text)
            return
        last = self.findings[-1] if self.findings and current.begun else None
        if last is not None and block.depth and last.depth:
            last.texts.append(block.text)
            return
        if current.kind in _BOXES and block.kind != "row":
            if not current.begun and block.text.endswith(":"):
                current.lead_in = f"{current.lead_in}\n{block.text}"
                self.lead_ins[-1] = current.lead_in
                return
            if self.boxed:
                self._boxed(block, last)
                return
            first_of_concern = current.kind == "cause of concern" and last is None
            if (first_of_concern or self._is_item_paragraph(block)) and (last is None or last.depth == 0):
                self.find(block, block.text)
                return
        self.list = None
        self.text(block.text)

    def _boxed(self, block: Block, last: _Finding | None) -> None:
        """Place a paragraph of a box: a sentence in bold (or the first) is the finding, the others explain it."""
        if last is None or (block.strong and self._is_item_paragraph(block)):
            self.find(block, block.text)
        elif block.text.endswith(":") and last.kind == "recommendation":
            self.lead("recommendation", block.text)
        else:
            last.details.append(block.text)

    # -- text ----------------------------------------------------------------------------------------------------------

    def text(self, text: str, *, prose: bool = True) -> None:
        """Add a paragraph to the open section, or to one without a heading where findings came between."""
        if not self.sections:
            self._add_section("", 0, 1, (), "context" if self.address.family == "context" else "summary")
        current = self.sections[-1]
        if self.findings and self.findings[-1].position > current.position:
            path = (*current.path, current.heading) if current.heading else current.path
            self._add_section("", current.tag, current.level, path, current.kind)
            current = self.sections[-1]
        current.texts.append(text)
        if prose:
            self.prose.append((self.question, text))


def outlined(marks: Sequence[Mark], address: Address, lexicon: Lexicon | None) -> Outline:
    """Place the blocks of a page's content as sections and findings."""
    outliner = _Outliner(marks, address, lexicon)
    outliner.place()
    return Outline(
        sections=tuple(_section(section, address) for section in outliner.sections),
        findings=tuple(_finding(finding, address) for finding in outliner.findings),
        fields=tuple(outliner.fields),
        lead_ins=tuple(outliner.lead_ins),
        asked=tuple(outliner.asked.values()),
        prose=tuple(outliner.prose),
    )


def _section(draft: _Section, address: Address) -> Section:
    """Close a section."""
    question = draft.question
    text = "\n\n".join(draft.texts).replace("\n\n" + _BULLET, "\n" + _BULLET)
    return Section(
        position=draft.position,
        level=draft.level,
        heading=draft.heading,
        path=draft.path,
        kind=draft.kind,
        pillar=question.pillar if question else address.pillar,
        question=question.number if question else None,
        question_id=question.question_id if question else None,
        text=text,
        words=count([draft.heading, text]),
    )


def _finding(draft: _Finding, address: Address) -> Finding:
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
        detail="\n\n".join(draft.details) or None,
        deadline=draft.deadline,
        parent=draft.parent,
    )
