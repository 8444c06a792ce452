"""Make the records of web archive files (WARC 1.1), ready to be appended to one.

A response record holds the body as the server sent it: its content coding (gzip, brotli) is kept, and so is every
header. Only the transfer coding is undone, since it belongs to the connection and not to the page; its header is
renamed, so that no reader undoes it again. Fields of our own say which page a record is of, and the hash of its decoded
body; programs that do not know them leave them aside, as the standard asks.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

from isal import isal_zlib
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.keeping.warc import BODY_FIELD, PAGE_FIELD, TYPE_FIELD, Answer, Entry, instant, one_line, plain_type

_LEVEL = 2
"""Of isal: pages are packed in a fifth of the time of zlib's level 4, and take a twenty-fifth more room."""
_WINDOW = 31
"""What isal takes for: the largest window, as a gzip member."""
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""What a header's name may consist of."""


def packed(records: Sequence[Any]) -> bytes:
    """Write records as gzip members, one each, ready to be appended to a file in one go."""
    members: list[bytes] = []
    for record in records:
        plain = BytesIO()
        WARCWriter(plain, gzip=False, warc_version="1.1").write_record(record)
        packer = isal_zlib.compressobj(_LEVEL, zlib.DEFLATED, _WINDOW)
        members.append(packer.compress(plain.getbuffer()) + packer.flush())
    return b"".join(members)


def response(answer: Answer, page_url: str) -> tuple[Any, Any]:
    """Make the response and request records of an answer."""
    fields = _fields(answer.at, page_url, sha256(answer.content).hexdigest())
    if answer.status == 200 and plain_type(answer.header("content-type")) != "text/html":
        fields[TYPE_FIELD] = "text/html"  # what is kept of a page is HTML, whatever its server calls it
    record = _builder().create_warc_record(
        answer.url,
        "response",
        payload=BytesIO(answer.body),
        length=len(answer.body),
        http_headers=_http_headers(answer),
        warc_headers_dict=fields,
    )
    return record, _request(answer, record)


def revisit(answer: Answer, page_url: str, original: Entry, profile: str) -> tuple[Any, Any]:
    """Make the revisit and request records of an answer that brought nothing new (304, or the same body again)."""
    record = repeated(answer.url, _http_headers(answer), answer.at, page_url, original, profile)
    return record, _request(answer, record)


def repeated(url: str, http: Any, at: datetime, page_url: str, original: Entry, profile: str) -> Any:
    """Make a revisit record: at this instant, the url's content was that of ``original``; ``http`` may be None."""
    fields = {
        **_fields(at, page_url, original.capture.payload_sha256),
        "WARC-Profile": profile,
        "WARC-Refers-To-Target-URI": original.capture.captured_url,
        "WARC-Refers-To-Date": instant(original.visited_at),
        "WARC-Payload-Digest": original.payload_digest,
        TYPE_FIELD: original.capture.media_type,
    }
    return _builder().create_warc_record(url, "revisit", http_headers=http, warc_headers_dict=fields)


def document(body: bytes, media_type: str, url: str, page_url: str, at: datetime) -> Any:
    """Make the record of a page that came without HTTP: a ``conversion`` for plain text, a ``resource`` for HTML."""
    kind = "conversion" if media_type == "text/plain" else "resource"
    fields = _fields(at, page_url, sha256(body).hexdigest())
    return _builder().create_warc_record(
        url,
        kind,
        payload=BytesIO(body),
        length=len(body),
        warc_content_type=media_type,
        warc_headers_dict=fields,
    )


def copied(record: Any, body: bytes, page_url: str, at: datetime, body_sha256: str) -> Any:
    """Make a response record out of one by others; its headers and body (as it stands there) are kept."""
    fields = _fields(at, page_url, body_sha256)
    if plain_type(record.http_headers.get_header("Content-Type")) != "text/html":
        fields[TYPE_FIELD] = "text/html"  # as of what is fetched
    return _builder().create_warc_record(
        record.rec_headers.get_header("WARC-Target-URI"),
        "response",
        payload=BytesIO(body),
        length=len(body),
        http_headers=record.http_headers,
        warc_headers_dict=fields,
    )


def about(filename: str, software: str, operator: str) -> Any:
    """Make the warcinfo record that a file starts with."""
    facts = {
        "software": software,
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "operator": operator,
        "robots": "honoured",
    }
    return _builder().create_warcinfo_record(filename, facts)


def _builder() -> Any:
    """Give what builds records; it writes nowhere."""
    return WARCWriter(None, gzip=False, warc_version="1.1")


def _fields(at: datetime, page_url: str, body_sha256: str) -> dict[str, str]:
    """Give the fields that every capture's record bears."""
    return {"WARC-Date": instant(at), PAGE_FIELD: page_url, BODY_FIELD: body_sha256}


def _http_headers(answer: Answer) -> Any:
    """Give an answer's headers as they are kept."""
    kept = [
        ("X-Archive-Orig-Transfer-Encoding" if name.lower() == "transfer-encoding" else name, one_line(value))
        for name, value in answer.headers
        if _TOKEN.fullmatch(name)
    ]
    reason = one_line(answer.reason).encode("ascii", "replace").decode()
    return StatusAndHeaders(f"{answer.status} {reason}".strip(), kept, protocol=answer.protocol)


def _request(answer: Answer, record: Any) -> Any:
    """Make the record of the request that an answer is to."""
    line, headers = answer.request
    return _builder().create_warc_record(
        answer.url,
        "request",
        http_headers=StatusAndHeaders(line, list(headers), is_http_request=True),
        warc_headers_dict={
            "WARC-Date": instant(answer.at),
            "WARC-Concurrent-To": record.rec_headers.get_header("WARC-Record-ID"),
        },
    )
