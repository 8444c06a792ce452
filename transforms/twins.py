"""Find a second copy of a page's content: some themes print it once for wide screens and again for small ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from transforms.blocks import Block
from transforms.grades import grade_of

_LEAST = 8
"""Blocks of the shortest content that is looked at."""
_WHOLE = 0.8
"""Share of the first copy that a second one must have: less is a list or a paragraph that a page says again."""
_LONG = 40
"""Letters of a text that a page hardly says twice unless it is printed twice."""


def twin_begins(blocks: Sequence[Block]) -> int:
    """Give the place from which the content is nothing but what it was before, said again; its length where none is.

    The second copy must say nothing that the first does not, and the same grades in the same order.
    """
    if len(blocks) < _LEAST or not _says_again(blocks):
        return len(blocks)
    texts = [block.text for block in blocks]
    first = {text: index for index, text in reversed(list(enumerate(texts)))}
    for begin in range(len(texts) * 2 // 5, len(texts)):
        before = first[texts[begin]]
        if before > 2 or before == begin:
            continue  # a second copy begins with the title, or with what stands right below it
        one, two = texts[:begin], texts[begin:]
        if (
            len(two) >= _WHOLE * (len(one) - before)
            and not Counter(two) - Counter(one)
            and _graded(one) == _graded(two)
        ):
            return begin
    return len(texts)


def _says_again(blocks: Sequence[Block]) -> bool:
    """Tell whether the last long text was said before: if it was not, the page is not printed twice."""
    last = next((block.text for block in reversed(blocks) if len(block.text) >= _LONG), "")
    return [block.text for block in blocks].count(last) > 1


def _graded(texts: Sequence[str]) -> list[str]:
    """Give the grades that some texts are, in order."""
    return [text for text in texts if grade_of(text) is not None]
