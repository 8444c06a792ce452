"""The site's recurring phrases, as data: what leads in a list of findings, and what is boilerplate.

Both are CSV files that a policing analyst can read and extend; a text is compared folded (lower case, plain quotes and
dashes, single spaces, no final colon).
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib import resources

_COUNTED = re.compile(r" ?\(\d+\)$")
"""How many items a list has, printed after what leads it in."""
_FOLDS = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00a0": " ", "…": "..."}
)


def folded(text: str) -> str:
    """Give a text in the form in which phrases are compared."""
    return " ".join(text.translate(_FOLDS).casefold().split())


@lru_cache(maxsize=1)
def _lead_ins() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Load the lead-ins in file order: the first that matches decides."""
    rows = csv.DictReader(resources.files("schemas").joinpath("lead_ins.csv").read_text("utf-8").splitlines())
    return tuple((row["kind"], re.compile(row["pattern"])) for row in rows)


@lru_cache(maxsize=4096)
def lead_in_kind(text: str) -> str | None:
    """Tell which kind of finding a text leads in, or None where it is no lead-in of a list."""
    if len(text) > 200:
        return None
    phrase = folded(text)
    if phrase.endswith("."):
        return None
    phrase = _COUNTED.sub("", phrase.removesuffix(":").rstrip())
    for kind, pattern in _lead_ins():
        if pattern.fullmatch(phrase):
            return kind
    return None


_FOOT = frozenset(("footer", "cookie notice", "sharing"))
"""Notes of the phrases after which, on a page without any structure, nothing of the content follows."""


@lru_cache(maxsize=1)
def _feet() -> frozenset[str]:
    """Load the exact phrases that only the foot of a page bears."""
    rows = csv.DictReader(resources.files("schemas").joinpath("boilerplate.csv").read_text("utf-8").splitlines())
    return frozenset(row["text"] for row in rows if row["match"] == "exact" and row["note"] in _FOOT)


@lru_cache(maxsize=1)
def _foot_patterns() -> re.Pattern[str]:
    """Load the patterns of phrases that only the foot of a page bears."""
    rows = csv.DictReader(resources.files("schemas").joinpath("boilerplate.csv").read_text("utf-8").splitlines())
    return re.compile(
        "|".join(f"(?:{row['text']})" for row in rows if row["match"] == "pattern" and row["note"] in _FOOT)
    )


def is_foot(text: str) -> bool:
    """Tell whether a text begins the foot of a page: sharing, cookies, copyright."""
    phrase = folded(text)
    return len(phrase) < 400 and (phrase in _feet() or _foot_patterns().fullmatch(phrase) is not None)


@lru_cache(maxsize=1)
def _boilerplate() -> tuple[frozenset[str], tuple[str, ...], re.Pattern[str]]:
    """Load boilerplate as exact texts, prefixes and one joined pattern."""
    rows = list(csv.DictReader(resources.files("schemas").joinpath("boilerplate.csv").read_text("utf-8").splitlines()))
    exact = frozenset(row["text"] for row in rows if row["match"] == "exact")
    prefixes = tuple(row["text"] for row in rows if row["match"] == "prefix")
    patterns = "|".join(f"(?:{row['text']})" for row in rows if row["match"] == "pattern")
    return exact, prefixes, re.compile(patterns)


@lru_cache(maxsize=4096)
def is_boilerplate(text: str, *, exactly: bool = False) -> bool:
    """Tell whether a whole block of text is one of the site's recurring phrases that say nothing of a force.

    A heading is judged ``exactly``, by whole phrases only: patterns of link lines fit headings of content too.
    """
    if len(text) > 400:
        return False
    phrase = folded(text)
    exact, prefixes, pattern = _boilerplate()
    if phrase in exact:
        return True
    if exactly:
        return False
    if pattern.fullmatch(phrase):
        return True
    return len(phrase) < 120 and not phrase.endswith(".") and phrase.startswith(prefixes)
