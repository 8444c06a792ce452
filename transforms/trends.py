"""Recognise what tells beside a grade how it has changed: ``Down from good in 2016`` names a former one."""

from __future__ import annotations

import re
from functools import lru_cache

from schemas import vocabulary
from transforms.words import key

_ARROW = re.compile(r"[←-⇿⬀-⬑▲△▼▽▶►◀◄=]")
_LONGEST = 90
_CHANGED = frozenset(
    "up down improved improving improves improvement better worse worsened deteriorated declined declining decline "
    "fell fallen dropped risen rose unchanged change changed same".split()
)
"""What says that a grade has changed, or has not."""
_FORMER = frozenset(("was", "were", "from", "previously", "formerly", "previous", "last"))
"""What says so only of the grade that it names."""
_BESIDE = frozenset(
    "a an the this our its it has have been gone moved by no not one two step steps grade graded judgment judgement "
    "rating as since in at on than time year years inspection assessment round report cycle hmic hmicfrs force".split()
)
_WORDS = _CHANGED | _FORMER | _BESIDE
_LEADING = frozenset(("from", "was", "as", "than", "previously", "formerly"))
"""With what a line ends that leads in the former grade itself."""
_YEAR = re.compile(r"(?:20)?[12]\d")


@lru_cache(maxsize=4096)
def is_trend(text: str) -> bool:
    """Tell whether a text is nothing but how a grade has changed."""
    words = _told(text)
    if words is None:
        return False
    if not words:
        return not key(text) and _ARROW.search(text) is not None
    named = len(words) < len(key(text).split())
    return words[-1] not in _LEADING or named if _CHANGED & set(words) else named and bool(_FORMER & set(words))


@lru_cache(maxsize=4096)
def leads_to_former(text: str) -> bool:
    """Tell whether a text leads in a former grade that stands after it: ``Down from``."""
    words = _told(text)
    return bool(words) and words == key(text).split() and words[-1] in _LEADING and text[0].isupper()


def _told(text: str) -> list[str] | None:
    """Give the words of a trend without its grades; None where it holds any other words, or begins with a grade."""
    if not 0 < len(text) <= _LONGEST:
        return None
    rest = f" {key(text)} "
    if next(iter(rest.split(maxsplit=1)), "from") not in _WORDS:
        return None  # as most texts begin
    for grade in sorted(vocabulary.grade_words(5), key=len, reverse=True):
        rest = rest.replace(f" {grade} ", "  ", 1)
    words = rest.split()
    return words if all(word in _WORDS or _YEAR.fullmatch(word) for word in words) else None
