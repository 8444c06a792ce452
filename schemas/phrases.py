"""The site's recurring phrases, as data: what leads in findings, what ends a box of them, and what is boilerplate.

They are CSV files that a policing analyst can read and extend; a text is compared folded (lower case, plain quotes and
dashes, single spaces, no final colon).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from schemas.vocabulary import table

_COUNTED = re.compile(r" ?\(\d+\)$")
"""How many items a list has, printed after what leads it in."""
_FOOTNOTE = re.compile(r" ?\[\d{1,3}\]$")
_FOLDS = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00a0": " ", "…": "..."}
)


@lru_cache(maxsize=2048)
def folded(text: str) -> str:
    """Give a text in the form in which phrases are compared."""
    plain = text if text.isascii() else text.translate(_FOLDS)
    return " ".join(plain.casefold().split())


@lru_cache(maxsize=1)
def _lead_ins() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Load the lead-ins in file order: the first that matches decides."""
    return tuple((row["kind"], re.compile(row["pattern"])) for row in table("lead_ins.csv"))


@lru_cache(maxsize=4096)
def lead_in_kind(text: str) -> str | None:
    """Tell which kind of finding a text leads in, or None where it is no lead-in of a list."""
    if len(text) > 200:
        return None
    phrase = folded(text)
    if phrase.endswith("]"):
        phrase = _FOOTNOTE.sub("", phrase)
    if phrase.endswith("."):
        return None
    phrase = _COUNTED.sub("", phrase.removesuffix(":").rstrip())
    for kind, pattern in _lead_ins():
        if pattern.fullmatch(phrase):
            return kind
    return None


@lru_cache(maxsize=1)
def _headings() -> dict[str, str]:
    """Load the headings that recur in reports, with the kind of section that each begins."""
    return {folded(row["heading"]): row["kind"] for row in table("headings.csv")}


def heading_kind(text: str) -> str | None:
    """Tell which kind of section a recurring heading begins (``within`` a chapter: no kind of its own), or None."""
    return _headings().get(folded(text)) if len(text) < 80 else None


@lru_cache(maxsize=1)
def _box_ends() -> re.Pattern[str]:
    """Load the phrases that end a box."""
    return re.compile("|".join(f"(?:{row['pattern']})" for row in table("box_ends.csv")))


@lru_cache(maxsize=4096)
def ends_box(text: str) -> bool:
    """Tell whether a text turns from a report's boxes of findings to its prose, whatever the markup says."""
    return len(text) < 400 and _box_ends().fullmatch(folded(text)) is not None


_BOUNDED = 240
"""Letters in the longest text that a pattern without an open end may fit."""
_FOOT = frozenset(("footer", "cookie notice", "sharing", "feedback", "comments", "newsletter", "related", "contact"))
"""Notes of the phrases after which, on a page without any structure, nothing of the content follows."""


@dataclass(frozen=True, slots=True)
class _Phrases:
    """Some of the boilerplate, ready to be compared with."""

    exact: frozenset[str]
    labels: frozenset[str]
    """Whole texts that may head a part of the content all the same."""
    prefixes: tuple[str, ...]
    pattern: re.Pattern[str]
    endless: re.Pattern[str]
    """Those of the patterns that fit texts of any length."""


@lru_cache(maxsize=2)
def _boilerplate(*, foot: bool) -> _Phrases:
    """Load the boilerplate: all of it, or what only the foot of a page bears."""
    rows = [row for row in table("boilerplate.csv") if not foot or row["note"] in _FOOT]
    texts = {
        match: tuple(row["text"] for row in rows if row["match"] == match)
        for match in ("exact", "label", "prefix", "pattern")
    }
    pattern = re.compile("|".join(f"(?:{text})" for text in texts["pattern"]))
    endless = re.compile("|".join(f"(?:{text})" for text in texts["pattern"] if ".*" in text))
    return _Phrases(frozenset(texts["exact"]), frozenset(texts["label"]), texts["prefix"], pattern, endless)


def is_foot(text: str) -> bool:
    """Tell whether a text begins the foot of a page: sharing, feedback, related pages, cookies, copyright."""
    phrase = folded(text).removesuffix(":")
    feet = _boilerplate(foot=True)
    if phrase in feet.exact or phrase in feet.labels:
        return True
    return len(phrase) < 400 and feet.pattern.fullmatch(phrase) is not None


@lru_cache(maxsize=4096)
def is_boilerplate(text: str, *, exactly: bool = False) -> bool:
    """Tell whether a whole block of text is one of the site's recurring phrases that say nothing of a force.

    A heading is judged ``exactly``, by whole phrases only: patterns of link lines fit headings of content too.
    """
    if len(text) > 400:
        return False
    phrase = folded(text)
    phrases = _boilerplate(foot=False)
    bare = phrase.rstrip(" :.")
    if phrase in phrases.exact or bare in phrases.exact:
        return True
    if exactly:
        return False
    pattern = phrases.pattern if len(phrase) <= _BOUNDED else phrases.endless
    if bare in phrases.labels or pattern.fullmatch(phrase):
        return True
    return len(phrase) < 120 and not phrase.endswith(".") and phrase.startswith(phrases.prefixes)
