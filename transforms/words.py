"""Fold and count words the same way everywhere, so that every word of a page can be accounted for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from operator import itemgetter

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))
_CONTROL = dict.fromkeys([*range(32), 127, *range(128, 160)], " ")
_ODD = re.compile(f"[{''.join(chr(code) for code in (*_INVISIBLE, *_CONTROL) if not chr(code).isspace())}]")
"""What is neither printed nor white space: without it, a text needs no translating, which costs most."""
_FIRST = itemgetter(0)
_WORD = re.compile(r"\w+")
_FOOTNOTE = re.compile(r"\s*\[\d{1,3}\]$")
_PLAIN = {
    **{code: chr(code).lower() if _WORD.match(chr(code)) else " " for code in range(128)},
    ord("'"): None,
    ord("&"): " and ",
}
"""What becomes of a character of an ASCII text in its ``key``: a look-up each, where a pattern takes much longer."""
_ENDINGS = re.compile(r"(?:ingly|ing|ed|es|ly|s|e)$")


def cleaned(text: str) -> str:
    """Fold white space and drop invisible and control characters; quotes, dashes and case stay as printed."""
    if text.isprintable():
        # The space is the only white space that is: most texts are as they should be.
        if "  " not in text and text[:1] != " " and text[-1:] != " ":
            return text
    elif _ODD.search(text):
        text = text.translate(_CONTROL).translate(_INVISIBLE)
    return " ".join(text.split())


@lru_cache(maxsize=1024)
def words_of(text: str) -> tuple[str, ...]:
    """Split a text into words: pieces between white space that hold a letter or a digit.

    The texts of a page are remembered: they are counted where they are placed, and again with all others.
    """
    pieces = text.split()
    if "".join(map(_FIRST, pieces)).isalnum():
        return tuple(pieces)  # nothing stands alone that is no word, as in most texts
    return tuple([piece for piece in pieces if piece[0].isalnum() or any(map(str.isalnum, piece))])


def leads_in(text: str) -> bool:
    """Tell whether a text leads in what follows it: it ends with a colon, a footnote's mark behind it or not."""
    return text.endswith(":") or (text.endswith("]") and _FOOTNOTE.sub("", text).endswith(":"))


def count(texts: Iterable[str]) -> int:
    """Count the words of some texts."""
    return sum(map(len, map(words_of, texts)))


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """Give the form in which wordings are compared: lower case, no punctuation, ``antisocial`` in one spelling."""
    if text.isascii():
        return " ".join(text.translate(_PLAIN).split()).replace("anti social", "antisocial")
    plain = text.casefold().replace("’", "").replace("‘", "").replace("'", "").replace("&", " and ")
    return " ".join(_WORD.findall(plain)).replace("anti social", "antisocial")


def stems(text: str) -> frozenset[str]:
    """Give the stems of a text's words that carry meaning, roughly: ``keeping`` and ``keeps`` are one."""
    return frozenset(_stem(word) for word in key(text).split() if len(word) > 2 and word not in _EMPTY)


def _stem(word: str) -> str:
    """Cut a word's ending and all beyond six letters."""
    bare = _ENDINGS.sub("", word)
    return (bare if len(bare) > 2 else word)[:6]


_EMPTY = frozenset(
    "the and that are its has for with from this those how well what extent does who which while when all was were "
    "force constabulary service brigade police way can their they them there been being have into not upon but "
    "our your his her any each such".split()
)
