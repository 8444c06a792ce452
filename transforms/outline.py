"""Put the marked blocks of a page in their places: sections with their text, and the findings listed in them.

Each block goes to exactly one place, so that every word can be accounted for; sections and findings are numbered in
one sequence, so that a page can be put together again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from schemas.phrases import heading_kind
from schemas.records import Address, Finding, Section
from schemas.vocabulary import Question
from transforms.blocks import Block
from transforms.boxes import BOXES, says_should
from transforms.collecting import BULLET, Cursor, Findings, finding_of, joined
from transforms.grades import grade_of
from transforms.headings import is_force_saying, is_observations, levels_say_nothing, looks_like_heading
from transforms.lexicon import Lexicon
from transforms.marks import Mark
from transforms.repeats import without_repeats
from transforms.words import count

_FIELDS = frozenset(("title", "dated", "date label", "number", "bullet", "grade", "grade label", "ornament"))
_INTRODUCTION = 160
"""Letters in the longest sentence between the heading of a list of findings and the list."""
_HEADS = 8
"""Numbers, bullets and heads of columns that may stand between a lead-in and what it leads in."""


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
        self.cursor = Cursor()
        self.findings = Findings(self.cursor, boxed=lexicon is not None and not lexicon.has_pillars)
        self.flat = levels_say_nothing(marks)
        self.sections: list[_Section] = []
        self.above: list[_Section] = []
        """The sections that the next one may stand in, outermost first."""
        self.judged: _Section | None = None
        """The last section of a question, a chapter or a summary."""
        self.fields: list[str] = []
        self.asked: dict[str, tuple[Question, str]] = {}
        self.prose: list[tuple[Question | None, str]] = []

    def place(self) -> None:
        """Place all blocks."""
        for index, mark in enumerate(self.marks):
            if mark.kind in _FIELDS:
                self.fields.append(mark.block.text)
            elif mark.kind in ("pillar", "question"):
                self.ask(mark)
            elif mark.block.listing:
                self.fields += self.findings.listed(mark.finding, mark.block)
            elif mark.kind == "summary":
                self.findings.close()
                self.text(mark.block, prose=False)
            elif mark.kind == "questions":
                self.leave_question()
                self.open(mark.block, 2, "other")
            elif not self.finds(index):
                if mark.kind in ("heading", "lead-in") or self._heads(index):
                    self.head(mark.block, known=mark.kind == "heading")
                elif mark.kind == "item" or not self.findings.paragraph(
                    mark.block, introduces=self._introduces(self.marks[index : index + 2])
                ):
                    self.text(mark.block)

    def finds(self, index: int) -> bool:
        """Place a block that leads in findings, or plainly is one or a part of one."""
        mark = self.marks[index]
        if mark.kind == "lead-in" and mark.finding and self._leads(index, mark.finding):
            self.findings.lead(mark.finding, mark.block)
            return True
        if mark.kind == "item":
            if grade_of(mark.block.text) is not None:
                self.findings.close()  # whose grade it is, it says: a list of forces after one of findings
            return self.findings.item(mark.block)
        if mark.kind == "heading" and self.findings.takes_heading(mark.block):
            return self.findings.paragraph(mark.block)
        return False

    def leave_question(self) -> None:
        """Begin a part of the page that belongs to no question."""
        self.cursor.question, self.cursor.label = None, None
        self.findings.close(chapter=True)

    def _leads(self, index: int, kind: str) -> bool:
        """Tell whether a lead-in is followed by what it leads in."""
        below = [mark for mark in self.marks[index + 1 : index + _HEADS] if mark.kind != "bullet"]
        after = below[0] if below else None
        if after is None or after.kind not in ("item", "paragraph", "heading", "lead-in", "listed"):
            return False
        if kind in BOXES and self._introduces(below[:2]):
            return True
        block = replace(after.block, kind="lead-in") if after.kind == "lead-in" else after.block
        then = below[1].block if len(below) > 1 and below[1].kind == "paragraph" else None
        return self.findings.leads(kind, block, then)

    @staticmethod
    def _introduces(marks: Sequence[Mark]) -> bool:
        """Tell whether the first of two marks is a sentence about the list that the second begins."""
        if [mark.kind for mark in marks] != ["paragraph", "item"] or not says_should(marks[1].block.text):
            return False
        return len(marks[0].block.text) <= _INTRODUCTION and not says_should(marks[0].block.text)

    # -- headings ------------------------------------------------------------------------------------------------------

    def ask(self, mark: Mark) -> None:
        """Begin the section of a question, pillar or chapter."""
        question = mark.question
        assert question is not None
        self.cursor.question, self.cursor.label = question, mark.block.text
        if mark.kind == "question" or question.question_id not in self.asked:
            self.asked[question.question_id] = (question, mark.block.text)
        if mark.kind == "pillar":
            level, kind = 1, "summary"
        elif question.number is not None:
            level, kind = 3, "question"
        else:
            level, kind = (2, "summary") if question.pillar else (1, "chapter")
        self.findings.close(chapter=True)
        self.open(mark.block, level, kind)

    def head(self, block: Block, *, known: bool) -> None:
        """Begin the section of a heading that is none of the round's questions."""
        said = heading_kind(block.text)
        current = self.sections[-1] if self.sections else None
        if is_observations(block.text):
            self.leave_question()
            self.open(block, 1, "observations")
        elif said == "summary":
            self.leave_question()
            within = current is not None and current.kind == "summary" and bool(current.heading)
            self.open(block, 2 if within else 1, "summary")
        elif is_force_saying(block.text) or self.address.family == "context":
            self.leave_question()
            self.open(block, 1, "context")
        else:
            tag = block.level if known else 0
            asked = self.judged
            leaves = asked and tag and asked.tag and tag <= asked.tag and said != "within"
            if asked and leaves and not (self.flat and said is None):
                self.leave_question()
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
        self.findings.close()
        self.cursor.above = block
        while self.above and self.above[-1].level >= level:
            self.above.pop()
        path = tuple(section.heading for section in self.above)
        self._add_section(block.text, block.level, level, path, kind)
        self.above.append(self.sections[-1])
        if kind in ("question", "chapter", "summary"):
            self.judged = self.sections[-1]

    def _add_section(self, heading: str, tag: int, level: int, path: tuple[str, ...], kind: str) -> None:
        """Add a section at the next position."""
        position = self.cursor.step()
        self.sections.append(_Section(position, level, tag, heading, path, kind, self.cursor.question))

    def _heads(self, index: int) -> bool:
        """Tell whether a block that nothing marks as a heading is one all the same."""
        mark = self.marks[index]
        after = self.marks[index + 1] if index + 1 < len(self.marks) else None
        if self.findings.box is not None and (mark.block.depth or self.findings.holds(mark.block)):
            return False
        return looks_like_heading(mark, after, boxed=self.findings.boxed)

    # -- text ----------------------------------------------------------------------------------------------------------

    def text(self, block: Block, *, prose: bool = True) -> None:
        """Add a paragraph to the open section, or to one without a heading where findings came between."""
        text = BULLET + block.text if block.kind == "item" else block.text
        if not self.sections:
            self._add_section("", 0, 1, (), "context" if self.address.family == "context" else "summary")
        current = self.sections[-1]
        if self.cursor.position > current.position:
            path = (*current.path, current.heading) if current.heading else current.path
            self._add_section("", current.tag, current.level, path, current.kind)
            current = self.sections[-1]
        current.texts.append(text)
        if prose and not block.others:
            # A chapter is graded by what opens it; what stands under its own headings is of smaller things.
            opening = not self.findings.boxed or current.kind == "chapter"
            self.prose.append((self.cursor.question if opening else None, text))


def outlined(marks: Sequence[Mark], address: Address, lexicon: Lexicon | None) -> Outline:
    """Place the blocks of a page's content as sections and findings."""
    outliner = _Outliner(marks, address, lexicon)
    outliner.place()
    findings, repeated = without_repeats(finding_of(finding, address) for finding in outliner.findings.found)
    return Outline(
        sections=tuple(_section(section, address) for section in outliner.sections),
        findings=findings,
        fields=(*outliner.fields, *repeated),
        lead_ins=tuple(outliner.findings.lead_ins),
        asked=tuple(outliner.asked.values()),
        prose=tuple(outliner.prose),
    )


def _section(draft: _Section, address: Address) -> Section:
    """Close a section."""
    question = draft.question
    return Section(
        position=draft.position,
        level=draft.level,
        heading=draft.heading,
        path=draft.path,
        kind=draft.kind,
        pillar=question.pillar if question else address.pillar,
        question=question.number if question else None,
        question_id=question.question_id if question else None,
        text=joined(draft.texts),
        words=count([draft.heading, *draft.texts]),
    )
