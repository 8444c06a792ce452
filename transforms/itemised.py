"""Find the items of a list that is drawn as paragraphs: numbered, going on with a sentence, or the lines of one."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from transforms.blocks import Block
from transforms.boxes import says_should
from transforms.marks import Mark, number_of
from transforms.words import leads_in

_TYPED = re.compile(r"[(\[]?(?P<number>\d{1,2})[.)\]:]{1,2}\s+(?=[^\W\d_])")
"""The number that is typed before an item."""
CONTINUED = re.compile(r"[.,;](?:\s+(?:and|or|but))?$")
"""How an item ends."""
_ENDED = re.compile(r"(?:\.|;(?: and| or)?)$")
"""How a sentence of a list ends."""
_STATED = frozenset(("cause of concern", "innovative practice", "promising practice", "effective practice"))
"""Kinds whose findings say what is, not what should be done."""
_SEVERAL = re.compile(r"\b(?:causes|practices|examples|achosion|arferion)\b|:$", re.IGNORECASE)
"""What says that more than one finding follows."""
_SHOULD = re.compile(r"\b(?:should|dylai)\b", re.IGNORECASE)
_OF_BEFORE = re.compile(r"(?:it|they|this|these|those|he|she|its|their|we|our)\b", re.IGNORECASE)
"""How a sentence begins that goes on about the one before it."""
_SENTENCE = 3
"""Words of the shortest sentence."""


def itemised(marks: Sequence[Mark]) -> list[Mark]:
    """Take for items what below a lead-in is drawn as items are, in whatever elements."""
    broken = any(mark.block.lines for mark in marks)
    return _continued(_numbered(list(_lined(marks)) if broken else marks))


def sentences_of(block: Block, text: str, kind: str, lead: str) -> list[str]:
    """Give the findings of a text that line breaks cut into several; the text itself where none is sure to begin.

    ``text`` is that of a block, or of one cell of a row; ``lead`` is what leads it in.
    """
    lines = _lines(block, text)
    if not lines or block.bold:
        return [text]  # what begins in bold has its explanation behind it
    if all(line[0].islower() and CONTINUED.search(line) for line in lines) and leads_in(lead):
        return lines
    if not all(line[0].isupper() and _ENDED.search(line) and len(line.split()) >= _SENTENCE for line in lines):
        return [text]
    subject = lines[0].split()[:2]
    begins = [says_should(line) and (_SHOULD.search(line) is not None or line.split()[:2] == subject) for line in lines]
    if kind in _STATED and not any(map(says_should, lines)):
        begins = [_SEVERAL.search(lead) is not None] * len(lines)
    places = [index for index, own in enumerate(begins) if own and not (index and _OF_BEFORE.match(lines[index]))]
    if not begins[0]:
        return [text]
    return [" ".join(lines[place:after]) for place, after in itertools.pairwise([*places, len(lines)])]


def _lines(block: Block, text: str) -> list[str]:
    """Give the lines of a block that make up a text; nothing where it has but one."""
    for first in [index for index, line in enumerate(block.lines[:-1]) if text.startswith(f"{line} ")]:
        rest, last = text, first
        while last < len(block.lines) and rest.startswith(block.lines[last]):
            rest, last = rest[len(block.lines[last]) :].lstrip(" "), last + 1
            if not rest:
                return list(block.lines[first:last])
    return []


def _lined(marks: Sequence[Mark]) -> Iterator[Mark]:
    """Cut each paragraph of several lines below a lead-in into the findings that it holds."""
    lead: Mark | None = None
    text = ""
    for mark in marks:
        block = mark.block
        open_ = lead is not None and lead.finding is not None and mark.kind == "paragraph"
        told = sentences_of(block, block.text, lead.finding or "", text) if open_ and lead and block.lines else []
        if len(told) > 1:
            for one in told:
                yield replace(mark, kind="item", block=replace(block, kind="item", text=one, runs=(one,), bold=""))
        else:
            yield mark
        if mark.kind == "lead-in":
            lead, text = mark, block.text
        elif mark.kind == "paragraph" and leads_in(block.text):
            text = block.text
        elif mark.kind not in ("paragraph", "item", "bullet", "ornament"):
            lead = None


def _numbered(marks: Sequence[Mark]) -> list[Mark]:
    """Take the paragraphs below a lead-in for its items where each has its number before it, from 1 on."""
    out: list[Mark] = []
    wanted = 0
    for mark, after in itertools.zip_longest(marks, marks[1:]):
        typed = _TYPED.match(mark.block.text) if wanted and mark.kind in ("paragraph", "item") else None
        if mark.kind == "lead-in":
            wanted = 1
        elif typed and int(typed["number"]) == wanted:
            out.append(Mark(replace(mark.block, text=typed[0].strip(), runs=(), bold=""), "bullet"))
            mark = _without_number(mark, typed.end())
            wanted += 1
        elif wanted and number_of(mark.block.text) == wanted and after and after.kind in ("paragraph", "item"):
            mark = Mark(mark.block, "bullet")
            wanted += 1
        elif out and out[-1].kind == "bullet" and mark.kind in ("paragraph", "item") and wanted:
            mark = replace(mark, kind="item", block=replace(mark.block, kind="item"))
        elif mark.kind != "item":
            wanted = 0
        out.append(mark)
    return out


def _continued(marks: Sequence[Mark]) -> list[Mark]:
    """Take the lines below a lead-in that go on with its sentence for its items.

    Each begins in lower case and ends as an item does; where one of them does not, none is an item.
    """
    out = list(marks)
    for lead in [index for index, mark in enumerate(marks) if mark.kind == "lead-in" and mark.block.text.endswith(":")]:
        end = lead + 1
        while end < len(marks) and marks[end].kind == "paragraph" and marks[end].block.text[:1].islower():
            end += 1
        lines = [mark.block.text for mark in marks[lead + 1 : end]]
        if lines and all(line.endswith(".") or CONTINUED.search(line) for line in lines):
            for index in range(lead + 1, end):
                block = replace(marks[index].block, kind="item")
                out[index] = replace(marks[index], kind="item", block=block)
    return out


def _without_number(mark: Mark, end: int) -> Mark:
    """Make a text that begins with its typed number an item without it."""
    block = mark.block
    text, bold = block.text[end:], block.bold[end:] if len(block.bold) > end else ""
    return replace(mark, kind="item", block=replace(block, kind="item", text=text, runs=(text,), bold=bold))
