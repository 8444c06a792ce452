"""Keep the mark of a footnote apart from the grade that it stands behind, as it is drawn: ``Good¹``, not ``Good1``."""

from __future__ import annotations

import re

from lxml import html

from transforms.pictures import GRADE_NAMED
from transforms.words import cleaned

_MARK = re.compile(r"[(\[]?(\d{1,2}|[a-z])[)\]]?")
_MOST = 8
"""Elements in the largest one that is looked at: a badge has few, and a page may have thousands."""
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raise_footnotes(tree: html.HtmlElement) -> None:
    """Write the marks behind grades with raised figures, or, where they are letters, in square brackets."""
    for raised in tree.iter("sup"):
        mark = _MARK.fullmatch(cleaned(raised.text_content()))
        parent = raised.getparent()
        if mark is None or parent is None or len(parent) > _MOST or cleaned(raised.tail or ""):
            continue
        before = cleaned(parent.text_content())[: -len(cleaned(raised.text_content()))].strip()
        if GRADE_NAMED.fullmatch(before):
            for child in list(raised):
                raised.remove(child)
            raised.text = mark[1].translate(_RAISED) if mark[1].isdigit() else f"[{mark[1]}]"
