"""Tell an answer that is a page from everything else that a server sends in its place."""

from __future__ import annotations

import re
from collections.abc import Callable

from flows.warc import Answer, plain_type

_HTML = ("text/html", "application/xhtml+xml")
_UNSAID = ("", "text/plain", "application/octet-stream")
"""Types that servers send when they do not know; the bytes then tell."""
_NAMES = {"application/pdf": "a PDF", "application/json": "JSON", "application/xml": "XML", "text/xml": "XML"}
_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|!--|main|article|div|p|h[1-6]|title|meta)\b|<!--", re.IGNORECASE
)
_SNIFFED = 4096
"""Bytes of an answer within which some HTML must begin."""
_CHALLENGE_TITLE = re.compile(
    rb"<title[^>]*>[^<]*(?:just a moment|attention required|checking your browser|verify(?:ing)? (?:that )?you are"
    rb"|are you (?:a )?(?:human|robot)|security check|access denied|request rejected|ddos protection|bot verification"
    rb"|human verification|one moment,? please|pardon our interruption|captcha)",
    re.IGNORECASE,
)
_CHALLENGE_TEXT = re.compile(
    rb"checking (?:if the site connection is secure|your browser before)|enable javascript and cookies to continue"
    rb"|verify(?:ing)? (?:that )?you are (?:a )?human|complete the security check|unusual traffic from your"
    rb"|incapsula incident|_cf_chl_opt|solve (?:the|this) captcha|prove (?:that )?you are (?:not a robot|human)",
    re.IGNORECASE,
)
_CHALLENGE_LENGTH = 30_000
"""Bytes: challenge pages hold little else, while an inspection page might quote any of their words."""


def not_worth_reading(status: int, header: Callable[[str], str | None]) -> str | None:
    """Say from status and headers alone why an answer is no page, so that a large file is not even read."""
    kind = plain_type(header("Content-Type"))
    if status != 200 or kind in _HTML or kind in _UNSAID:
        return None
    return f"It is {_NAMES.get(kind, 'another kind of file')} ({kind[:60]}) where a page was promised."


def not_a_page(answer: Answer) -> str | None:
    """Say why a whole answer with status 200 is no page, or None if it may be one."""
    start = answer.content[:_SNIFFED]
    if not answer.content.strip():
        return "The answer is empty."
    if start.startswith(b"%PDF"):
        return "It is a PDF, sent as if it were a page."
    if not _TAG.search(start.replace(b"\0", b"")):
        what = "JSON" if start.lstrip()[:1] in (b"{", b"[") else "not HTML"
        return f"It is {what}, sent as if it were a page."
    return None


def is_challenge(answer: Answer) -> bool:
    """Say whether an answer asks us to prove that we are a person, with whatever status it comes."""
    if (answer.header("cf-mitigated") or "").lower() == "challenge":
        return True
    content = answer.content
    small = len(content) < _CHALLENGE_LENGTH
    return small and bool(_CHALLENGE_TITLE.search(content) or _CHALLENGE_TEXT.search(content))
