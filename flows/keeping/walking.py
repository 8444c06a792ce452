"""Walk through the records of an archive file from one to the next, and on behind those that are damaged."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import BinaryIO

from warcio.exceptions import ArchiveLoadFailed

from flows.keeping import warc
from flows.keeping.warc import CutShort, Damaged, Entry

_MAGIC = b"\x1f\x8b\x08"
"""How a gzip member begins."""
_BEGINS = b"WARC/"
"""How a record begins, unpacked: bytes that are not chosen to do so do not unpack to it."""
_ZEROS = 64
"""Bytes: no record ends in so many zeros."""
_BLOCK = 1 << 16
_HEADERS = 1 << 16
"""Packed bytes within which a record's headers end."""
_BLANK = b"\r\n\r\n"
NO_RECORD = (ArchiveLoadFailed, EOFError, ValueError, TypeError, AttributeError)
"""What parsing raises of bytes that are no record, or not of a capture."""


class State(Enum):
    """What has become of a piece of a file."""

    WHOLE = "whole"
    DAMAGED = "damaged"
    CUT = "cut"
    """The file ends within the record: the run that wrote it was killed while it did."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a file: one record, or what lies between two that are whole."""

    offset: int
    end: int
    state: State
    unpacked: bytes
    """The record; of a damaged one the beginning, as far as it can be unpacked."""


def walk(file: BinaryIO, start: int = 0) -> Iterator[Piece]:
    """Give the pieces of a file from an offset on; only the last one can be cut."""
    offset = start
    while True:
        try:
            for begin, end, member in warc.members(file, offset):
                if not member.startswith(_BEGINS):
                    raise Damaged
                yield Piece(begin, end, State.WHOLE, member)
                offset = end
            return
        except CutShort as error:
            found = _next_record(file, offset + 1)
            size = file.seek(0, os.SEEK_END)
            if found is None and (not isinstance(error, Damaged) or _ends_in_nothing(file, offset, size)):
                yield Piece(offset, size, State.CUT, b"")
                return
            yield Piece(offset, found or size, State.DAMAGED, _beginning(file, offset, found or size))
            if found is None:
                return
            offset = found


def is_damaged(file: BinaryIO) -> bool:
    """Say whether anything in a gzip file is not as it was written; one that merely ends early is not damaged."""
    file.seek(0)
    unpacker, ahead = zlib.decompressobj(zlib.MAX_WBITS | 16), b""
    while ahead := ahead or file.read(_BLOCK):
        try:
            unpacker.decompress(ahead, _BLOCK)
        except zlib.error:
            return True
        ahead = unpacker.unconsumed_tail
        if unpacker.eof:
            ahead, unpacker = unpacker.unused_data, zlib.decompressobj(zlib.MAX_WBITS | 16)
    return False


def entry_of(piece: Piece, file: str, run_id: str) -> Entry | None:
    """Say which capture a piece is; of a damaged one, where its headers can be read. None for anything else."""
    if piece.state is not State.WHOLE:
        headers = 2 if b"application/http" in piece.unpacked else 1
        if piece.unpacked.count(_BLANK) < headers:
            return None
    try:
        return warc.entry(warc.parsed(piece.unpacked), file, piece.offset, run_id)
    except NO_RECORD:
        return None


def _ends_in_nothing(file: BinaryIO, start: int, end: int) -> bool:
    """Say whether bytes end in zeros, as a file does to which a machine was still writing when it lost its power."""
    file.seek(max(start, end - _ZEROS))
    return not file.read(_ZEROS).strip(b"\0")


def _next_record(file: BinaryIO, start: int) -> int | None:
    """Find where the next record begins, at an offset or behind it."""
    file.seek(start)
    offset, ahead = start, b""
    while block := file.read(_BLOCK):
        ahead += block
        at = ahead.find(_MAGIC)
        while at >= 0:
            if _begins_record(file, offset + at):
                return offset + at
            at = ahead.find(_MAGIC, at + 1)
        kept = ahead[-len(_MAGIC) + 1 :]
        offset, ahead = offset + len(ahead) - len(kept), kept
        file.seek(offset + len(kept))
    return None


def _begins_record(file: BinaryIO, offset: int) -> bool:
    """Say whether a record begins at an offset."""
    file.seek(offset)
    try:
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        return unpacker.decompress(file.read(_BLOCK), len(_BEGINS)) == _BEGINS
    except zlib.error:
        return False


def _beginning(file: BinaryIO, start: int, end: int) -> bytes:
    """Unpack what can be unpacked of a damaged record, as far as its headers may reach."""
    file.seek(start)
    return b"".join(_unpacked(file.read(min(end - start, _HEADERS))))


def _unpacked(packed: bytes) -> Iterator[bytes]:
    """Unpack bytes up to where they are damaged: one by one, since what is unpacked in one go with damage is lost."""
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    for at in range(len(packed)):
        try:
            part = unpacker.decompress(packed[at : at + 1])
        except zlib.error:
            return
        yield part
