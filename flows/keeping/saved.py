"""Tell what kind of file somebody saved, and what a saved page says of where and when that was."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import Enum
from html import unescape
from pathlib import Path

from flows.keeping.warc import captured_at
from schemas.errors import PeelError
from transforms.addresses import OutOfScope, address_of

_SNIFFED = 65_536
"""Bytes at the start of a file that say what it is, and of a page that say where it is from."""
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|main|article|div|section|h[1-6]|p)\b", re.IGNORECASE
)
_ARCHIVES = (b"WARC/", b"filedesc://")
"""How the records of WARC files, and of the older ARC files, begin."""
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_STRAY = 100
"""Bytes of a page to each control character that may have strayed into it; there are none in texts."""
_SAVED_FROM = re.compile(rb"saved from url=\(\d+\)\s*(\S+)|<!--\s*Page saved with[^>]*?url:\s*(\S+)", re.IGNORECASE)
_SAVED_AT = re.compile(rb"<!--\s*Page saved with[^>]*?saved date:\s*([^\r\n(>]+)", re.IGNORECASE)
_TAG = re.compile(rb"<(?:link|meta)\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"([a-z:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)


class Kind(Enum):
    """What a file is; the value names it for a person."""

    ARCHIVE = "a web archive"
    HTML = "a saved page"
    TEXT = "a text"
    EMPTY = "an empty file"
    PDF = "a PDF"
    PICTURE = "a picture"
    PACKED = "a compressed file that is no web archive"
    MHTML = "an MHTML file, which browsers can save as HTML instead"
    BINARY = "neither HTML nor text"

    @property
    def is_capture(self) -> bool:
        """Say whether it can be imported."""
        return self in (Kind.ARCHIVE, Kind.HTML, Kind.TEXT)


_MAGIC = {
    b"%PDF": Kind.PDF,
    b"\x89PNG": Kind.PICTURE,
    b"\xff\xd8\xff": Kind.PICTURE,
    b"GIF8": Kind.PICTURE,
    b"From: <Saved by": Kind.MHTML,
    b"MIME-Version:": Kind.MHTML,
}


def kind_of(path: Path) -> Kind:
    """Say what a file is, by its first bytes and not by its name.

    Raises:
        PeelError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            start = file.read(_SNIFFED)
    except OSError as error:
        raise PeelError(f"The file {path} cannot be read ({error.strerror or error}).") from None
    if start.startswith(b"\x1f\x8b"):
        return Kind.ARCHIVE if _unzipped(start).startswith(_ARCHIVES) else Kind.PACKED
    if start.startswith(b"PK\x03\x04"):
        return Kind.ARCHIVE if archives_in(path) else Kind.PACKED
    if start.startswith(_ARCHIVES):
        return Kind.ARCHIVE
    for magic, kind in _MAGIC.items():
        if start.startswith(magic):
            return kind
    return _kind_of_text(start)


def _kind_of_text(start: bytes) -> Kind:
    """Tell pages, texts and binary files apart."""
    start = _ascii(start)
    if not start.strip():
        return Kind.EMPTY
    is_html = _HTML.search(start) is not None
    controls = len(start) - len(start.translate(None, delete=_CONTROLS))
    if controls and not (is_html and controls * _STRAY <= len(start)):
        return Kind.BINARY
    return Kind.HTML if is_html else Kind.TEXT


def _ascii(start: bytes) -> bytes:
    """Give the beginning of a file in a coding in which markup is written in ASCII."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start.decode("utf-16", "replace").encode()
    return start


def _unzipped(start: bytes) -> bytes:
    """Unpack the beginning of the beginning of a gzip file."""
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(start, 64)
    except zlib.error:
        return b""


def archives_in(path: Path) -> list[str]:
    """Name the WARC files inside a WACZ file, which is a zip; none for any other zip."""
    try:
        with zipfile.ZipFile(path) as packed:
            return sorted(name for name in packed.namelist() if re.search(r"^archive/[^/]+\.warc(?:\.gz)?$", name))
    except (zipfile.BadZipFile, OSError):
        return []


def saved_from(body: bytes) -> str | None:
    """Say which url a saved page is of: an inspection page if any it names is one; None where it names none."""
    found = list(_named(_ascii(body[:_SNIFFED])))
    for url in found:
        try:
            address_of(url)
        except OutOfScope:
            continue
        return url
    return found[0] if found else None


def _named(start: bytes) -> Iterator[str]:
    """Give the urls that a page says it has: in the remark of whatever saved it, then in its head."""
    for match in _SAVED_FROM.finditer(start):
        yield _text(match[1] or match[2])
    tags = [{name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(tag[0])} for tag in _TAG.finditer(start)]
    yield from (_text(tag[b"href"]) for tag in tags if tag.get(b"rel", b"").lower() == b"canonical" and b"href" in tag)
    yield from (_text(tag[b"content"]) for tag in tags if tag.get(b"property") == b"og:url" and b"content" in tag)


def _text(value: bytes) -> str:
    """Read an attribute's value."""
    return unescape(value.decode("utf-8", "replace")).strip()


def saved_at(body: bytes) -> datetime | None:
    """Say when a page was saved, if what saved it, or the web archive it is from, says so; UTC without a zone."""
    now = datetime.now(UTC).replace(tzinfo=None)
    start = _ascii(body[:_SNIFFED])
    said = _SAVED_AT.search(start)
    if said:
        try:
            at = datetime.strptime(_text(said[1]), "%a %b %d %Y %H:%M:%S GMT%z")
            return min(now, at.astimezone(UTC).replace(tzinfo=None))
        except ValueError:
            pass
    archived = (captured_at(url, None, now) for url in _named(start))
    return next((at for at in archived if at != now), None)
