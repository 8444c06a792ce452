"""Ask trafilatura which of a page's texts it takes for content: the second opinion on what stands around the content.

It is the only module that imports trafilatura. Its verdict is asked only where our own evidence ends, because inside
the content it drops grades, boxes and headings that a theme draws as decoration.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import html

from transforms.words import key


def kept_text(tree: html.HtmlElement) -> str:
    """Give the folded text (``words.key``) that trafilatura keeps of a page; empty where it finds no content."""
    import trafilatura

    document = trafilatura.bare_extraction(
        deepcopy(tree),
        fast=True,
        with_metadata=False,
        include_comments=False,
        include_tables=True,
        include_links=False,
        deduplicate=False,
    )
    text = getattr(document, "text", None) or ""
    return key(text)
