"""Tell what belongs to a box of a report: where it ends, and which of its paragraphs is the finding itself.

A box may be any element, or none: then a heading ends it. A finding in one is a sentence in bold, a heading, or the
first paragraph; the others explain it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from schemas.phrases import ends_box
from transforms.blocks import Block, common_depth
from transforms.words import leads_in

_SHOULD = re.compile(
    r"\b(?:should|needs? to|must|has to|have to|ought to|is recommended to|dylai|mae angen|rhaid)\b", re.IGNORECASE
)
_BEFORE_SHOULD = 12
"""Words within which a sentence says what somebody should do."""
_DEADLINE = re.compile(
    r"(?P<deadline>immediately|with immediate effect|ar unwaith"
    r"|(?:by|before|no later than) (?:no later than )?(?:the end of )?(?:\d{1,2}(?:st|nd|rd|th)? )?[A-Za-z]+ 20\d\d"
    r"|(?:with)?in (?:the next )?[\w-]+ (?:working )?(?:days?|weeks?|months?|years?)"
    r"|erbyn (?:diwedd )?(?:\d{1,2} )?\w+ 20\d\d|o fewn \w+ (?:diwrnod|wythnos|mis|blwyddyn))",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?][\"”’']?\s+[\"“‘']?[A-Z]")
_SENTENCE = 6
_TITLE = 4
"""Words of a sentence, or a title, in bold."""
BOXES = frozenset(
    ("area for improvement", "cause of concern", "recommendation", "innovative practice", "promising practice")
)
"""Kinds whose items may be paragraphs instead of a list."""
_PRACTICE = frozenset(("innovative practice", "promising practice", "effective practice"))
_PLURAL = re.compile(r"\b(?:areas|causes|meysydd|achosion)\b", re.IGNORECASE)
_OF_FORCE = re.compile(r"(?:the|this) (?:force|constabulary|service|brigade)(?:['’]s)?\b", re.IGNORECASE)
"""How a sentence begins that says in what a force falls short."""
_UNENDED = re.compile(r"[;,](?: and| or)?$")
"""How an item ends after which another comes."""
_WANTS = re.compile(r"\b(?:should|dylai)\b", re.IGNORECASE)


@dataclass(slots=True)
class Box:
    """A box that is being read: its heading, its first finding, and how much its present part has held."""

    kind: str
    lead: Block
    lead_in: str | None
    first: Block | None = None
    last: Block | None = None
    in_part: int = 0
    """Blocks in the part of the box that the last one stands in."""

    def take(self, block: Block) -> None:
        """Remember a block that was placed in the box."""
        same = self.last is not None and not _other_part(self, block)
        self.in_part = self.in_part + 1 if same else 1
        self.first = self.first or block
        self.last = block


def says_should(text: str) -> bool:
    """Tell whether a text says what somebody should do, in its first clause."""
    return bool(_SHOULD.search(" ".join(text.split()[:_BEFORE_SHOULD])))


def deadline_in(text: str, *, first: bool = False) -> str | None:
    """Find by when something is to be done, as printed: anywhere, or only at the text's beginning."""
    match = _DEADLINE.match(text) if first else _DEADLINE.search(text)
    return match["deadline"] if match else None


def leaves(box: Box, block: Block) -> bool:
    """Tell whether a block stands outside the box, as far as the markup or a recurring phrase says."""
    if box.first is None or box.last is None:
        return False
    if ends_box(block.text):
        return True
    if not block.place:
        return False
    root = _root(box)
    if common_depth(box.lead, block) < root or (box.lead.table == box.first.table != block.table):
        return True
    if len(box.first.place) - root < 2 or box.first.kind == "item":
        return False  # the findings stand beside their heading, in nothing of their own but a list
    if len(block.place) - root < 2:
        return True
    return _other_part(box, block) and box.in_part > 1 and not begins(box, block)


def is_elsewhere(box: Box, block: Block) -> bool:
    """Tell whether an item is in a list outside the element that holds a lead-in and its own: a page's footnotes."""
    if box.first is None or box.last is None or not block.listed or block.listed == box.last.listed:
        return False
    return common_depth(box.lead, block) < _root(box) and not says_should(block.text)


def encloses(box: Box, above: Block | None) -> bool:
    """Tell whether an element holds the box and not the heading of the section that the box stands in."""
    if box.first is None or above is None or not above.place:
        return False
    return common_depth(box.lead, above) < _root(box)


def _root(box: Box) -> int:
    """Count the elements that hold both the heading of a box and its first finding, whose own element is none."""
    assert box.first is not None
    return min(common_depth(box.lead, box.first), max(0, len(box.first.place) - 1))


def _other_part(box: Box, block: Block) -> bool:
    """Tell whether a block stands in another part of the box than the last one did."""
    if box.first is None or box.last is None:
        return False
    root = _root(box)
    return block.place[root : root + 1] != box.last.place[root : root + 1]


def begins(box: Box, block: Block) -> bool:
    """Tell whether a paragraph of an open box is another finding rather than more about the last."""
    assert box.first is not None
    text = block.text
    if box.kind == "recommendation":
        return (says_should(text) and not leads_in(text)) or _goes_on(box, text)
    if block.kind == "heading":
        return says_should(text) or (box.first.kind == "heading" and box.first.level == block.level)
    emphatic = _emphatic(box.first)
    if block.strong or block.bold:
        bold = block.text if block.strong else block.bold
        plural = _PLURAL.search(box.lead_in or "") is not None
        ended = bold.endswith(".") or (plural and _OF_FORCE.match(bold) is not None)
        sentence = ended and len(bold.split()) >= _SENTENCE
        several = box.kind == "cause of concern" and plural
        titled = emphatic and (box.kind in _PRACTICE or several) and block.strong and not leads_in(text)
        return not leads_in(bold) and (says_should(bold) or (sentence and emphatic) or titled)
    if emphatic or box.kind != "area for improvement" or not _PLURAL.search(box.lead_in or ""):
        return False
    return says_should(text) and not _SENTENCE_END.search(text) and not leads_in(text)


def _goes_on(box: Box, text: str) -> bool:
    """Tell whether a paragraph is the next of what a line that ends with a colon says should be done."""
    led = leads_in(box.lead_in or "") and box.last is not None and _UNENDED.search(box.last.text) is not None
    return led and text[:1].islower() and not leads_in(text)


def another_concern(box: Box, block: Block) -> bool:
    """Tell whether a paragraph after recommendations is another cause of concern, printed as the first one was."""
    assert box.first is not None
    if not (block.strong and box.first.strong) or leads_in(block.text) or deadline_in(block.text):
        return False
    return _PLURAL.search(box.lead_in or "") is not None and not _WANTS.search(block.text)


def _emphatic(block: Block) -> bool:
    """Tell whether a finding stands out in the markup."""
    return block.strong or bool(block.bold) or block.kind == "heading"


def parted(block: Block) -> tuple[str, str]:
    """Give the finding that a paragraph states, and what it goes on to explain."""
    bold = block.bold
    rest = block.text[len(bold) :].strip() if block.text.startswith(bold) else ""
    if len(bold.split()) >= _TITLE and rest and (bold.endswith((".", "!", "?")) or rest[0].isupper()):
        return bold, rest
    return block.text, ""
