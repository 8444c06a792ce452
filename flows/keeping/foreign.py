"""Read web archive files made by others (WARC, ARC, WET, WACZ, packed or not), and pick the inspection pages."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from flows.fetching.coding import Undecodable
from flows.fetching.pages import UNSAID, is_html
from flows.keeping import walking, warc
from flows.keeping.saved import archives_in, saved_from
from flows.keeping.walking import Piece, State
from flows.keeping.wholeness import cut_short
from schemas.records import Address
from transforms.addresses import OutOfScope, address_of

_TYPES = {"response": "response", "resource": "html", "conversion": "text", "revisit": "revisit"}
_MEDIA = {
    "response": ("text/html", *UNSAID),
    "html": ("text/html",),
    "text": ("text/plain",),
}
_SCHEMES = ("http:", "https:", "HTTP:", "HTTPS:", "Http:", "Https:")
"""Of urls whose records hold an answer; to the library, only those in small letters."""
_NO_PAGE = "a file, not a page"
_BROKEN = (ArchiveLoadFailed, EOFError, OSError, zlib.error, ValueError)


@dataclass(frozen=True, slots=True)
class Found:
    """A capture of an inspection page in a file by others."""

    kind: str
    """As in ``Capture``: ``response``, ``text``, ``html``, or ``revisit``, which has no body of its own."""
    address: Address
    url: str
    at: datetime
    """The record's date; UTC without a zone."""
    captured_at: datetime
    """When the page was captured: earlier, where the record is of a copy in another web archive."""
    record: Any
    body: bytes
    """As it stands in the record."""
    content: bytes
    """Decoded."""


def captures_in(path: Path, left_out: Counter[str], notes: list[str]) -> Iterator[Found]:
    """Give the captures of inspection pages in a file, one at a time; count the rest, and note what is broken."""
    with _streams(path) as streams:
        for stream in streams:
            taken = 0
            try:
                for record in _records(stream):
                    found = _found(record, left_out, notes)
                    if found:
                        taken += 1
                        yield found
            except _BROKEN:
                notes.append(f"{path.name} is damaged or cut short; inspection pages before that place: {taken:,}.")
            if isinstance(stream, _Records):
                notes += [_left_out(path, piece) for piece in stream.left_out]


def _left_out(path: Path, piece: Piece) -> str:
    """Say which bytes of a damaged file were left out."""
    place = f"bytes {piece.offset:,} to {piece.end:,}"
    return f"{path.name} is {piece.state.value} at {place}: what it held there was left out."


def _records(stream: Any) -> Iterator[Any]:
    """Give the records of a stream; what the library would print about odd ones is no news for a person."""
    if isinstance(stream, _Records):
        for whole in stream.whole():
            yield from _records(whole)
        return
    iterator = ArchiveIterator(stream, arc2warc=True)
    iterator.loader.HTTP_SCHEMES = _SCHEMES
    records = iter(iterator)
    while True:
        with redirect_stderr(StringIO()):
            record = next(records, None)
        if record is None:
            return
        yield record


@dataclass(frozen=True, slots=True)
class _Unpacked:
    """A gzip stream that gives what it has, where the usual one gives nothing of a block that is cut short."""

    packed: gzip.GzipFile

    def read(self, size: int) -> bytes:
        """Read some bytes, up to ``size``."""
        return self.packed.read1(size)


@dataclass(frozen=True, slots=True)
class _Records:
    """A damaged gzip file with a member for each record: those that are whole are taken, and no bytes of the others.

    Read as one stream, it would give what a damaged member unpacks to before it is known to be damaged.
    """

    packed: Any
    left_out: list[Piece] = field(default_factory=list)

    def whole(self) -> Iterator[BytesIO]:
        """Give the whole records, and remember what is none."""
        for piece in walking.walk(self.packed):
            if piece.state is State.WHOLE:
                yield BytesIO(piece.unpacked)
            else:
                self.left_out.append(piece)


@contextmanager
def _streams(path: Path) -> Iterator[list[Any]]:
    """Open the archive files in a file, unpacked: record by record or as a whole, both are read alike."""
    with ExitStack() as stack:
        inner = archives_in(path) if zipfile.is_zipfile(path) else []
        packed = stack.enter_context(zipfile.ZipFile(path)) if inner else None
        opened: list[Any] = []
        for name in inner or [""]:
            raw: Any = stack.enter_context(packed.open(name) if packed else path.open("rb"))
            is_gzip = raw.peek(2)[:2] == b"\x1f\x8b"
            if is_gzip and walking.is_damaged(raw):
                opened.append(_Records(raw))
                continue
            raw.seek(0)
            opened.append(_Unpacked(stack.enter_context(gzip.GzipFile(fileobj=raw))) if is_gzip else raw)
        yield opened


def _found(record: Any, left_out: Counter[str], notes: list[str]) -> Found | None:
    """Make a capture of a record, or say why it is none."""
    kind = _TYPES.get(record.rec_type)
    url = record.rec_headers.get_header("WARC-Target-URI")
    if kind is None or not url:
        return None
    scheme, colon, rest = url.partition(":")
    url = scheme.lower() + colon + rest
    record.rec_headers.replace_header("WARC-Target-URI", url)
    try:
        address = address_of(url)
    except OutOfScope as error:
        named = _by_its_own_word(record) if error.numbered and _other(record, kind) is None else None
        if named is None:
            left_out[error.reason] += 1
            return None
        address = named
    other = _other(record, kind)
    if other:
        left_out[other] += 1
        return None
    try:
        found = _capture(record, kind, url, address)
    except (Undecodable, EOFError) as error:
        why = "it is cut short" if isinstance(error, EOFError) else str(error)
        notes.append(f"A capture of {address.page_id} was left out: {why}.")
        return None
    if kind == "response" and _media(record) in UNSAID and not is_html(found.content):
        left_out[_NO_PAGE] += 1
        return None
    return found


def _by_its_own_word(record: Any) -> Address | None:
    """Say which page was captured at an address that names it by its number only, if the page itself says so."""
    body = record.raw_stream.read(warc.LARGEST_BODY + 1)
    record.raw_stream = BytesIO(body)
    try:
        named = saved_from(warc.content(record))
        return address_of(named) if named else None
    except (Undecodable, OutOfScope):
        return None
    finally:
        record.raw_stream = BytesIO(body)


def _other(record: Any, kind: str) -> str | None:
    """Say what a record of an inspection page's address is, if it is not the page."""
    http = record.http_headers
    if kind == "revisit":
        known = http is None or http.get_statuscode() in ("200", "304")
        return None if known else "an error page or a redirect"
    if kind == "response" and (http is None or http.get_statuscode() != "200"):
        return "an error page or a redirect"
    return None if _media(record) in _MEDIA[kind] else _NO_PAGE


def _media(record: Any) -> str:
    """Give what a record's body is said to be."""
    headers = record.http_headers or record.rec_headers
    return warc.plain_type(headers.get_header("Content-Type"))


def _capture(record: Any, kind: str, url: str, address: Address) -> Found:
    """Read a record's body and times.

    Raises:
        Undecodable: the body is not whole, cannot be unpacked, is too large, or the record has no usable date.
        EOFError: the record is not whole.
    """
    body = record.raw_stream.read(warc.LARGEST_BODY + 1)
    length = record.payload_length if record.http_headers else record.length
    if length is not None and 0 <= length != len(body) <= warc.LARGEST_BODY:
        raise EOFError
    cut = None if kind == "revisit" else cut_short(record, body)
    if cut:
        raise Undecodable(cut)
    record.raw_stream = BytesIO(body)
    content = b"" if kind == "revisit" else warc.content(record)
    try:
        at = warc.moment(record.rec_headers.get_header("WARC-Date"))
    except (ValueError, TypeError):
        raise Undecodable("its record bears no date") from None
    if at > datetime.now(UTC).replace(tzinfo=None) + timedelta(days=1):
        raise Undecodable("its record is dated in the future")
    memento = record.http_headers.get_header("Memento-Datetime") if record.http_headers else None
    captured_at = warc.captured_at(url, memento, at) if record.http_headers else at
    return Found(kind, address, url, at, captured_at, record, body, content)
