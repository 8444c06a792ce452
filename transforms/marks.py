"""Say what a short text is by itself, a number, a heading that recurs, and hold what each block was found to state."""

from __future__ import annotations

import re
from dataclasses import dataclass

from schemas.vocabulary import Question
from transforms.blocks import Block
from transforms.dates import Dated
from transforms.grades import Grade
from transforms.words import key

_NUMBER = re.compile(r"(?:(?:question|area|chapter|section|part)\s*)?(?:no\.?\s*)?(\d{1,2})\s*[.):]?", re.IGNORECASE)
_NUMBER_FIRST = re.compile(r"^(?:(?:question|area|chapter|section|part)\s*)?\d{1,2}\s*[.):–-]?\s+(?=\D)", re.IGNORECASE)
_QUESTIONS_FOR = re.compile(r"(?:the )?questions? (?:for|on|about) (?P<pillar>\w+)")
_KNOWN_HEADING = re.compile(
    r"further insights on \w+|description of (?:the )?force area|other (?:inspections|reports)"
    r"|the (?:force|service|constabulary) says"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A block and what it states: ``kind`` is the statement, or the block's own kind where it is none."""

    block: Block
    kind: str
    question: Question | None = None
    """The question worded here, or the one that a grade belongs to."""
    grade: Grade | None = None
    dated: Dated | None = None
    finding: str | None = None
    """The kind of finding that a lead-in leads in."""


def number_of(text: str) -> int | None:
    """Read a text that is nothing but a question's number."""
    match = _NUMBER.fullmatch(text.strip()) if len(text) < 16 else None
    return int(match[1]) if match else None


def unnumbered(text: str) -> str:
    """Drop the number that is printed in front of a question."""
    return _NUMBER_FIRST.sub("", text)


def questions_for(text: str) -> bool:
    """Tell whether a text is the heading above a pillar's questions: ``Questions for Effectiveness``."""
    return len(text) < 60 and _QUESTIONS_FOR.fullmatch(key(text)) is not None


def is_known_heading(text: str) -> bool:
    """Tell whether a text is one of the headings that recur within a round: they need no markup to be one."""
    return len(text) < 60 and _KNOWN_HEADING.fullmatch(key(text)) is not None
