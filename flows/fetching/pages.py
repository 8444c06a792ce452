"""Tell an answer that is a page from everything else that a server sends in its place."""

from __future__ import annotations

import re
from collections.abc import Callable

from flows.keeping.warc import Answer, plain_type

_HTML = ("text/html", "application/xhtml+xml")
UNSAID = ("", "text/plain", "application/octet-stream")
"""Types that servers send when they do not know; the bytes then tell."""
_NAMES = {"application/pdf": "a PDF", "application/json": "JSON", "application/xml": "XML", "text/xml": "XML"}
_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|!--|main|article|div|p|h[1-6]|title|meta)\b|<!--", re.IGNORECASE
)
_SNIFFED = 4096
"""Bytes of an answer within which some HTML must begin."""
_TITLE = re.compile(rb"<title[^>]*>([^<]*)", re.IGNORECASE)
_CHALLENGE_TITLES = (
    *(b"just a moment", b"attention required", b"checking your browser", b"you are human", b"you are a human"),
    *(
        b"are you human",
        b"are you a human",
        b"are you a robot",
        b"security check",
        b"access denied",
        b"request rejected",
    ),
    *(b"ddos protection", b"bot verification", b"human verification", b"one moment please", b"one moment, please"),
    *(b"pardon our interruption", b"captcha"),
)
_CHALLENGE_TEXTS = (
    *(b"checking if the site connection is secure", b"checking your browser before", b"_cf_chl_opt"),
    *(b"enable javascript and cookies to continue", b"you are human", b"you are a human", b"you are not a robot"),
    *(b"complete the security check", b"unusual traffic from your", b"incapsula incident", b"solve the captcha"),
)
"""Lower case; looked for as they are, which takes a tenth of the time of a pattern."""
_CHALLENGE_LENGTH = 30_000
"""Bytes: challenge pages hold little else, while an inspection page might quote any of their words."""


def not_worth_reading(status: int, header: Callable[[str], str | None]) -> str | None:
    """Say from status and headers alone why an answer is no page, so that a large file is not even read."""
    kind = plain_type(header("Content-Type"))
    if status != 200 or kind in _HTML or kind in UNSAID:
        return None
    return f"It is {_NAMES.get(kind, 'another kind of file')} ({kind[:60]}) where a page was promised."


def not_a_page(answer: Answer) -> str | None:
    """Say why a whole answer with status 200 is no page, or None if it may be one."""
    start = answer.content[:_SNIFFED]
    if not answer.content.strip():
        return "The answer is empty."
    if start.startswith(b"%PDF"):
        return "It is a PDF, sent as if it were a page."
    if not is_html(answer.content):
        what = "JSON" if start.lstrip()[:1] in (b"{", b"[") else "not HTML"
        return f"It is {what}, sent as if it were a page."
    return None


def is_html(content: bytes) -> bool:
    """Say whether a body is HTML by what it begins with, whatever it is called."""
    return _TAG.search(content[:_SNIFFED].replace(b"\0", b"")) is not None


def is_challenge(answer: Answer) -> bool:
    """Say whether an answer asks us to prove that we are a person, with whatever status it comes."""
    if (answer.header("cf-mitigated") or "").lower() == "challenge":
        return True
    if len(answer.content) > _CHALLENGE_LENGTH:
        return False
    content = answer.content.lower()
    title = _TITLE.search(content, 0, _SNIFFED)
    if title and any(words in title[1] for words in _CHALLENGE_TITLES):
        return True
    return any(words in content for words in _CHALLENGE_TEXTS)
