"""Cut the text that gathers between block elements into lines, and lines into the pieces that inline elements make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from transforms.words import cleaned

BULLETED = re.compile(r"^(?:[•·▪●◦‣■*➢\uf0a7\uf0b7\uf0d8]|[-–—](?=\s)|[§o](?=\s[A-Z]))\s*")
_NUMBERED = re.compile(r"\(?\d{1,2}[.)]\s+[A-Z]")
BREAK = "\n"
_LINE = 48
"""Letters in the longest line that may be a statement by itself."""


@dataclass(slots=True)
class Piece:
    """A piece of text with the inline element it is in."""

    text: str
    run: int
    link: bool
    strong: bool


_JOINT = Piece(" ", -1, False, True)
"""Where a break stood that cuts nothing."""


def unbulleted(text: str) -> str:
    """Drop a bullet that was typed in front of a text."""
    return BULLETED.sub("", text, count=1)


def runs_of(line: list[Piece]) -> Iterator[str]:
    """Join the pieces of one inline element; what inline elements cut apart stays apart."""
    text, run = "", -1
    for piece in line:
        if piece.run != run and text:
            yield cleaned(text)
            text = ""
        text, run = text + piece.text, piece.run
    yield cleaned(text)


def broken(line: list[Piece]) -> tuple[str, ...]:
    """Give the lines in which breaks cut what is one text all the same; nothing where none does."""
    if not any(piece is _JOINT for piece in line[:-1]):
        return ()
    lines = [""]
    for piece in line:
        if piece is _JOINT:
            lines.append("")
        else:
            lines[-1] += piece.text
    return tuple(filter(None, map(cleaned, lines)))


def bold_start(line: list[Piece]) -> str:
    """Give the bold text with which a line begins, where plain text follows."""
    text = ""
    for piece in line:
        if piece.text.strip() and not piece.strong:
            return cleaned(text)
        text += piece.text
    return ""


def lines_of(pieces: list[Piece], *, keep: bool) -> Iterator[list[Piece]]:
    """Cut gathered text at the line breaks that separate statements, and at none that only wrap a sentence."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.text == BREAK:
            lines.append([])
        else:
            lines[-1].append(piece)
    if keep or len(lines) == 1:
        yield [piece for line in lines for piece in (*line, _JOINT)][:-1]
        return
    gathered: list[Piece] = []
    before = ""
    for line in lines:
        text = cleaned("".join(piece.text for piece in line))
        if not text or (before and _apart(before, text)):
            yield gathered
            gathered, before = [], ""
        if text:
            gathered += [*line, _JOINT]
            before = f"{before[:_LINE]} {text}".strip()
    yield gathered


def _apart(before: str, text: str) -> bool:
    """Tell whether two lines are two statements rather than one that a break wraps."""
    if BULLETED.match(text) or _NUMBERED.match(text) or before.endswith((":", "?")):
        return True
    if text[0].islower():
        return False
    return any(
        len(line) <= _LINE and not line.endswith((",", ".", ";")) and not line[0].islower() for line in (before, text)
    )
