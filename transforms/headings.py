"""Tell headings from other short lines, where the markup does not say or says nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.phrases import heading_kind
from transforms.grades import is_label
from transforms.marks import Mark
from transforms.words import key

_OBSERVATIONS = re.compile(
    r"(?:hmi?s?|hm inspectors?|her majestys inspectors?|his majestys inspectors?) (?:observations?|summary)"
)
_FORCE_SAYS = re.compile(r"the (?:force|service|constabulary) says")
_SIGNED = re.compile(r"(?:Majesty[’'`]s|HM|EF) (?:Chief )?(?:Inspector|Arolygydd)(?! ?[’'`]s (?:summary|observations))")
_SENTENCE = re.compile(r"[.:;,!”\"]\s*(?:\[?\d{1,3}\]?|[*†])*$|[.!?]\s+[A-Z]")
"""What ends a sentence, a footnote's mark behind it or not, or stands between two."""
_LONGEST = 14
"""Words in the longest heading that nothing marks as one."""


def is_observations(text: str) -> bool:
    """Tell whether a text is the heading of what the inspector says."""
    return _OBSERVATIONS.fullmatch(key(text)) is not None or heading_kind(text) == "observations"


def is_force_saying(text: str) -> bool:
    """Tell whether a text is the heading of what the force says of itself."""
    return _FORCE_SAYS.match(key(text)) is not None


def looks_like_heading(mark: Mark, after: Mark | None, *, boxed: bool) -> bool:
    """Tell whether a short line between paragraphs is a heading that nothing marks as one.

    A plain-text capture of a report has no other headings (``boxed``): there a line that is no sentence, above one
    that is, heads it.
    """
    text = mark.block.text
    if mark.kind != "paragraph" or not text[0].isupper() or _wordy(text) or _SENTENCE.search(text):
        return False
    if heading_kind(text):
        return True
    if _SIGNED.search(text) or is_label(text):
        return False
    if after is None or after.kind not in ("paragraph", "lead-in", "item", "heading"):
        return False
    if mark.block.strong or is_observations(text) or is_force_saying(text):
        return True
    if after.kind == "item":
        return False
    if _wordy(after.block.text):
        return True
    return boxed and not mark.block.place and after.kind == "paragraph" and after.block.text.endswith(".")


def _wordy(text: str) -> bool:
    """Tell whether a text has more words than a heading, without cutting all of it into words."""
    return len(text.split(maxsplit=_LONGEST)) > _LONGEST


def levels_say_nothing(marks: Sequence[Mark]) -> bool:
    """Tell whether heading levels say nothing: what stands within chapters has the level of the chapters."""
    level = 0
    for mark in marks:
        block = mark.block
        if mark.kind == "question" and block.kind == "heading":
            level = block.level
        elif mark.kind == "heading" or (mark.kind == "lead-in" and block.kind == "heading"):
            within = heading_kind(block.text) == "within" or mark.kind == "lead-in"
            if within and 0 < block.level <= level:
                return True
    return False
