"""Read the records of web archive files one by one, and say what each is a capture of."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from warcio.bufferedreaders import ChunkedDataReader
from warcio.recordloader import ArcWarcRecordLoader

from flows.fetching.coding import decoded
from flows.keeping.wholeness import is_chunked, is_unpacked
from schemas.records import Address, Capture
from transforms.addresses import OutOfScope, address_of

NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
PAGE_FIELD = "Peel-Page"
BODY_FIELD = "Peel-Body-SHA256"
TYPE_FIELD = "Peel-Media-Type"
"""Where the header does not say what the page is: a "not modified" need not repeat it, and some servers do not know."""
LARGEST_BODY = 50_000_000
"""Bytes of one decoded body that we read back; what we fetch ourselves is smaller, an import might not be."""
_BLOCK = 1 << 16
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_ARCHIVED = re.compile(r"/(?P<day>\d{8})(?P<time>\d{6})(?:[a-z]{2}_)?/https?:/", re.IGNORECASE)


class CutShort(Exception):
    """A record ends before its end: the run that wrote it was killed while it did."""

    def __str__(self) -> str:
        """Say so in a few words."""
        return "the file ends within it"


class Damaged(CutShort):
    """The bytes at a place are no record, or not those that were written."""

    def __str__(self) -> str:
        """Say so in a few words."""
        return "its bytes are not those that were written"


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer as it came; header names and values in the order and spelling they were sent in."""

    url: str
    status: int
    reason: str
    protocol: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    """As sent, content coding and all."""
    content: bytes
    """The body decoded."""
    request: tuple[str, tuple[tuple[str, str], ...]]
    """The request's first line, and its headers."""
    at: datetime
    """When the answer had arrived; UTC without a zone."""

    def header(self, name: str) -> str | None:
        """Give the first header of a name, in any case."""
        return next((value for key, value in self.headers if key.lower() == name), None)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the archive's index knows of one record: the capture, and what later records need to refer to it."""

    capture: Capture
    visited_at: datetime
    """The record's own date; a copy served by another web archive was captured long before."""
    payload_digest: str
    """The record's ``WARC-Payload-Digest``, over the body as sent."""


@dataclass(frozen=True, slots=True)
class Refers:
    """What a revisit record says of the capture that it repeats."""

    url: str
    at: str | None
    """As ``instant`` writes it; None where the record does not say."""
    digest: str | None
    """Over the body as sent; None where the record does not say."""


def refers_of(record: Any) -> Refers:
    """Read which capture a revisit record repeats: the one at a url and date, or the one with a body of a digest."""
    field = record.rec_headers.get_header
    try:
        at = instant(moment(field("WARC-Refers-To-Date") or ""))
    except ValueError:
        at = None
    url = field("WARC-Refers-To-Target-URI") or field("WARC-Target-URI") or ""
    return Refers(url, at, field("WARC-Payload-Digest"))


def members(file: BinaryIO, start: int = 0) -> Iterator[tuple[int, int, bytes]]:
    """Read the gzip members of a file from an offset on: where each starts and ends, and its bytes unpacked.

    Raises:
        CutShort: the file ends within a member; all before it have been given.
        Damaged: what comes next is no gzip member, or a damaged one.
    """
    file.seek(start)
    offset = start
    ahead = b""
    while ahead := ahead or file.read(_BLOCK):
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        parts: list[bytes] = []
        taken = 0
        while not unpacker.eof:
            ahead = ahead or file.read(_BLOCK)
            try:
                parts.append(unpacker.decompress(ahead))
            except zlib.error:
                raise Damaged from None
            if not ahead:
                raise CutShort
            taken += len(ahead)
            ahead = b""
        ahead = unpacker.unused_data
        end = offset + taken - len(ahead)
        yield offset, end, b"".join(parts)
        offset = end


def parsed(member: bytes, check: bool = False) -> Any:
    """Parse an unpacked record; its ``raw_stream`` then stands at the start of its content.

    With ``check``, its digests are compared as the stream is read (``record.digest_checker``).
    """
    loader = ArcWarcRecordLoader(verify_http=False)
    return loader.parse_record_stream(BytesIO(member), known_format="warc", check_digests=check)


def entry(record: Any, file: str, offset: int, run_id: str, address: Address | None = None) -> Entry | None:
    """Say what the index knows of a record, or None if it is no capture of a page that we know.

    ``address`` is the page's, where it is known already.
    """
    field = record.rec_headers.get_header
    kinds = {"response": "response", "revisit": "revisit", "conversion": "text", "resource": "html"}
    page_url = field(PAGE_FIELD)
    if record.rec_type not in kinds or not page_url:
        return None
    try:
        address = address or address_of(page_url)
    except OutOfScope:
        return None
    http = record.http_headers
    url = field("WARC-Target-URI")
    visited_at = moment(field("WARC-Date"))
    media_type = field(TYPE_FIELD) or (http.get_header("Content-Type") if http else field("Content-Type"))
    capture = Capture(
        page_id=address.page_id,
        url=address.url,
        captured_url=url,
        fetched_at=captured_at(url, http.get_header("Memento-Datetime"), visited_at) if http else visited_at,
        kind=kinds[record.rec_type],
        http_status=int(http.get_statuscode()) if http else None,
        media_type=media_type_of(media_type),
        payload_sha256=field(BODY_FIELD) or "",
        etag=http.get_header("ETag") if http else None,
        last_modified=http.get_header("Last-Modified") if http else None,
        file=file,
        offset=offset,
        run_id=run_id,
    )
    return Entry(capture, visited_at, field("WARC-Payload-Digest") or "")


def content(record: Any, limit: int = LARGEST_BODY) -> bytes:
    """Read a record's body and undo its codings.

    Raises:
        Undecodable: the body cannot be unpacked, or is larger than ``limit`` bytes.
    """
    stream, http = record.raw_stream, record.http_headers
    if http is None:
        return decoded(stream.read(limit + 1), None, limit)
    if is_chunked(http):
        stream = ChunkedDataReader(stream)  # in archives by others, which keep the transfer coding
    body = stream.read(limit + 1)
    return decoded(body, None if is_unpacked(body) else http.get_header("Content-Encoding"), limit)


def read_at(path: Path, offset: int) -> Any:
    """Read one record of a file.

    Raises:
        CutShort: there is no whole record at this offset.
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        for _, _, member in members(file, offset):
            return parsed(member)
    raise CutShort


def instant(moment_: datetime) -> str:
    """Write an instant as WARC 1.1 does, to the microsecond."""
    return moment_.isoformat(timespec="microseconds") + "Z"


def moment(text: str) -> datetime:
    """Read an instant as WARC files write it.

    Raises:
        ValueError: it is none.
    """
    read = datetime.fromisoformat(text)
    return read.astimezone(UTC).replace(tzinfo=None) if read.tzinfo else read


def plain_type(media_type: str | None) -> str:
    """Drop the parameters of a media type, and call XHTML what it is read as."""
    name = (media_type or "").split(";")[0].strip().lower()
    return "text/html" if name == "application/xhtml+xml" else name


def media_type_of(media_type: str | None) -> str:
    """Drop the parameters of a media type except for the charset, which a page's reader may need."""
    named = _CHARSET.search(media_type or "")
    return plain_type(media_type) + (f"; charset={named[1].lower()}" if named else "")


def captured_at(url: str, memento: str | None, visited_at: datetime) -> datetime:
    """Say when the copy that a web archive served was captured, from its header or its url; a live page's is now."""
    try:
        if memento:
            return min(visited_at, parsedate_to_datetime(memento).astimezone(UTC).replace(tzinfo=None))
        archived = _ARCHIVED.search(url)
        return min(visited_at, moment(f"{archived['day']}T{archived['time']}")) if archived else visited_at
    except ValueError:
        return visited_at


def one_line(text: str) -> str:
    """Fold white space and control characters, so that a value cannot pretend to be another header or line."""
    return " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())
