"""Tell a page whose HTML ends in the middle, so that it is refused by name and never read in part."""

from __future__ import annotations

import re

from transforms.refusal import NotReadable

_CLOSED = re.compile(rb"</(?:html|body)\b", re.IGNORECASE)
_TAIL = 2_000
"""Bytes at the end of a page, which are all that need be looked at of nearly every one."""
_WHOLE = re.compile(rb"<!doctype\s+html|<html\b|<body\b", re.IGNORECASE)
"""What says that this is to be a whole page, and no piece of one."""
_MARKUP = re.compile(rb"<(?:(?P<remark>!--)|[!?]|(?P<closing>/?)(?P<name>[a-z][a-z0-9-]*))", re.IGNORECASE)
_TAG_END = re.compile(rb"(?>[^>=\"']+|=\s*+(?:\"[^\"]*\"|'[^']*')|[=\"'])*+>")
_RAW = (b"script", b"style", b"textarea", b"title")
"""Elements whose content is no markup."""
_ENCLOSING = frozenset(b"main article section div header table ul ol dl a span strong h1 h2 h3 h4 h5 h6".split())
"""Elements whose end no page may leave out."""
_SENTENCE_END = (b".", b"!", b"?", b":", b";", b")", b'"', b"'", "’".encode(), "”".encode(), "…".encode())


def refuse_cut_off(body: bytes, media_type: str) -> None:
    """Refuse a page that certainly ends in the middle; one that merely leaves its last end tags out is none.

    Raises:
        NotReadable: nothing closes the page, and it ends within a tag, a remark or a script, or within a sentence in
            elements that must be closed.

    """
    if media_type.startswith("text/plain") or b"\0" in body[:100]:
        return
    if _CLOSED.search(body, max(0, len(body) - _TAIL)) or _CLOSED.search(body):
        return
    ended_in = _ended_in(body)
    if ended_in:
        raise NotReadable(f"the page is cut off: nothing closes it, and it ends within {ended_in}")


def _ended_in(body: bytes) -> str | None:
    """Say within what a page that nothing closes ends, None where that cannot be said for certain."""
    at, lower = 0, body.lower()
    unclosed: dict[bytes, int] = {}
    while found := _MARKUP.search(body, at):
        if found["remark"]:
            at = body.find(b"-->", found.end() - 2) + 3
            if at < 3:
                return "a remark"
            continue
        end = _TAG_END.match(body, found.end())
        if end is None:
            return "a tag"
        at = end.end()
        name = (found["name"] or b"").lower()
        if body[at - 2 : at] == b"/>":
            continue
        if name in _ENCLOSING:
            unclosed[name] = max(0, unclosed.get(name, 0) + (-1 if found["closing"] else 1))
        if name in _RAW and not found["closing"]:
            at = lower.find(b"</" + name, at)
            if at < 0:
                return f"<{name.decode()}>"
    rest = body[at:].strip()
    if rest and any(unclosed.values()) and not rest.endswith(_SENTENCE_END) and _WHOLE.search(body):
        return "a sentence"
    return None
