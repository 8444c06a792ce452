"""Tell a record by others that does not hold all of its page: what is read in part says what its page never said."""

from __future__ import annotations

import re
from typing import Any

_CHUNK = re.compile(rb"(?P<size>[0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_PLAIN = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|!--|\?xml|html|head|body)", re.IGNORECASE)
"""How no packed body begins."""


def cut_short(record: Any, body: bytes) -> str | None:
    """Say in a few words by what a record with a body as it stands in it shows that it is not whole, if it does."""
    truncated = record.rec_headers.get_header("WARC-Truncated")
    if truncated:
        return f"its record is marked as cut short (WARC-Truncated: {truncated[:40]})"
    http = record.http_headers
    if http is None:
        return None
    if is_chunked(http):
        return "its last chunk is missing" if _lacks_last_chunk(body) else None
    said = http.get_header("Content-Length") or ""
    if said.isdecimal() and int(said) > len(body) and not (http.get_header("Content-Encoding") and is_unpacked(body)):
        return f"it is cut short: {len(body):,} bytes of the {int(said):,} that its header says"
    return None


def is_chunked(http: Any) -> bool:
    """Say whether a body is said to come in chunks; some tools put them together and leave the header."""
    return (http.get_header("Transfer-Encoding") or "").lower() == "chunked"


def is_unpacked(body: bytes) -> bool:
    """Say whether a body is HTML as it stands, whatever coding its header names: some tools leave that, too."""
    return _PLAIN.match(body) is not None


def _lacks_last_chunk(body: bytes) -> bool:
    """Say whether a body in chunks ends before the empty one that ends it."""
    at = 0
    while chunk := _CHUNK.match(body, at):
        size = int(chunk["size"], 16)
        if size == 0:
            return False
        at = chunk.end() + size
        at += 2 if body[at : at + 2] == b"\r\n" else 1
    return at > 0
