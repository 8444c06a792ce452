"""Undo the content coding of an HTTP body (gzip, deflate, brotli), no further than a limit of bytes."""

from __future__ import annotations

import zlib

OFFERED = "gzip, br"
"""The codings we tell servers that we understand."""
_STEP = 1 << 20
"""Bytes unpacked at a time, so that a small body that unpacks to gigabytes never exists in memory."""


class Undecodable(Exception):
    """A body cannot be unpacked; the text says why in a few words."""


def decoded(body: bytes, coding: str | None, limit: int) -> bytes:
    """Unpack a body that was sent with a ``Content-Encoding`` (several are undone from the last to the first).

    Raises:
        Undecodable: the coding is unknown, the data are broken or cut short, or unpack to more than ``limit`` bytes.
    """
    for name in reversed([part.strip().lower() for part in (coding or "").split(",")]):
        if name in ("gzip", "x-gzip"):
            body = _inflated(body, zlib.MAX_WBITS | 16, limit)
        elif name == "deflate":
            # The name means zlib's format, but many servers send the bare stream: its first byte tells them apart.
            bits = zlib.MAX_WBITS if body[:1] and body[0] & 0x0F == 8 else -zlib.MAX_WBITS
            body = _inflated(body, bits, limit)
        elif name == "br":
            body = _unbrotlied(body, limit)
        elif name not in ("", "identity"):
            raise Undecodable(f"it is packed as {name[:20]!r}, which was not asked for")
    if len(body) > limit:
        raise _too_large(limit)
    return body


def gunzipped(body: bytes, limit: int) -> bytes:
    """Unpack a gzip file of any number of members.

    Raises:
        Undecodable: as ``decoded``.
    """
    return _inflated(body, zlib.MAX_WBITS | 16, limit)


def _inflated(body: bytes, bits: int, limit: int) -> bytes:
    """Unpack gzip or deflate, all members of it."""
    parts: list[bytes] = []
    size = 0
    rest = body
    while rest:
        unpacker = zlib.decompressobj(bits)
        while not unpacker.eof:
            try:
                part = unpacker.decompress(rest, _STEP)
            except zlib.error:
                if parts and bits > zlib.MAX_WBITS:
                    return b"".join(parts)  # padding after a whole member, which gzip itself ignores
                raise Undecodable("its compressed data are broken") from None
            rest = unpacker.unconsumed_tail
            size += len(part)
            if size > limit:
                raise _too_large(limit)
            if not part and not rest and not unpacker.eof:
                raise Undecodable("its compressed data are cut short")
            parts.append(part)
        rest = unpacker.unused_data if bits > zlib.MAX_WBITS else b""
    return b"".join(parts)


def _unbrotlied(body: bytes, limit: int) -> bytes:
    """Unpack brotli."""
    import brotli

    unpacker = brotli.Decompressor()
    parts: list[bytes] = []
    size = 0
    rest = body
    try:
        while not unpacker.is_finished():
            part = unpacker.process(rest, output_buffer_limit=_STEP)
            rest = b""
            size += len(part)
            if size > limit:
                raise _too_large(limit)
            if not part and unpacker.can_accept_more_data() and not unpacker.is_finished():
                raise Undecodable("its compressed data are cut short")
            parts.append(part)
    except brotli.error:
        raise Undecodable("its compressed data are broken") from None
    return b"".join(parts)


def _too_large(limit: int) -> Undecodable:
    """Say that a body unpacks to too much."""
    return Undecodable(f"it unpacks to more than {limit:,} bytes")
