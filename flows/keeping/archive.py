"""The archive: one WARC file a run, written so that a kill loses nothing that had arrived, and the bodies read back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from sqlite3 import Connection
from threading import Lock
from typing import Any

from warcio.exceptions import ArchiveLoadFailed

from flows.fetching.coding import Undecodable
from flows.keeping import captures, index, visits, walking, warc, warc_making
from flows.keeping.visits import Visit
from flows.keeping.walking import State
from flows.keeping.warc import Answer, CutShort, Entry
from schemas.errors import PeelError
from schemas.records import Address, Capture

_appending = Lock()
"""One append at a time in this process, since the threads of a run share its file."""


@dataclass(frozen=True, slots=True)
class RunWriter:
    """Adds a run's captures to its WARC file and to the index; any number of threads may use it at once."""

    folder: Path
    run_id: str
    connection: Connection
    head: bytes
    """The warcinfo record that the file starts with; a run that keeps nothing leaves no file."""
    lock: Lock = field(default_factory=Lock)

    @property
    def path(self) -> Path:
        """The run's WARC file."""
        return self.folder / index.file_of(self.run_id)

    def response(self, address: Address, answer: Answer) -> Capture:
        """Keep an answer; one whose body is that of the page's newest capture at this url becomes a revisit record."""
        record, request = warc_making.response(answer, address.url)
        known = self.newest_at(answer.url) if answer.status == 200 else None
        if known and known.payload_digest == record.rec_headers.get_header("WARC-Payload-Digest"):
            return self.revisit(address, answer, known, warc.IDENTICAL)
        return self._keep(address, record, request)

    def revisit(self, address: Address, answer: Answer, original: Entry, profile: str = warc.NOT_MODIFIED) -> Capture:
        """Keep an answer that brought nothing new since ``original``: by default, the server's word for it."""
        return self._keep(address, *warc_making.revisit(answer, address.url, original, profile))

    def text(self, address: Address, body: bytes, url: str, at: datetime) -> Capture:
        """Keep a plain-text capture of a page, made by others at an instant (UTC)."""
        return self._keep(address, warc_making.document(body, "text/plain", url, address.url, at))

    def html(self, address: Address, body: bytes, url: str, at: datetime) -> Capture:
        """Keep a saved HTML file of a page, saved by others at an instant (UTC)."""
        return self._keep(address, warc_making.document(body, "text/html", url, address.url, at))

    def copy(self, address: Address, record: Any, body: bytes, content: bytes, at: datetime) -> Capture:
        """Keep a response of an archive by others: ``body`` as it stands there, ``content`` decoded."""
        return self._keep(address, warc_making.copied(record, body, address.url, at, sha256(content).hexdigest()))

    def repeated_by(self, address: Address, record: Any) -> Entry | None:
        """Find the capture that a revisit record of an archive by others repeats; None where it is not here."""
        refers = warc.refers_of(record)
        with self.lock:
            return captures.referred_to(self.connection, address.page_id, refers)

    def repeat(self, address: Address, record: Any, at: datetime, original: Entry) -> Capture:
        """Keep a revisit record of an archive by others."""
        profile = record.rec_headers.get_header("WARC-Profile") or warc.IDENTICAL
        url = record.rec_headers.get_header("WARC-Target-URI")
        return self._keep(address, warc_making.repeated(url, record.http_headers, at, address.url, original, profile))

    def newest_at(self, url: str) -> Entry | None:
        """Give the capture to ask a url conditionally with: the whole one behind the newest answer with content there.

        Its validators are the newest ones. None where there is none, or where its record is gone or damaged.
        """
        with self.lock:
            newest = captures.newest_at(self.connection, url)
            originals = captures.originals_of(self.connection, newest.capture) if newest else []
        original = next((one for one in originals if _is_readable(self.folder, one)), None)
        return captures.with_validators(original, newest.capture) if newest and original else None

    def content_of(self, page_id: str) -> str | None:
        """Give the hash of the newest content of a page, None where there is none."""
        with self.lock:
            return captures.content_of(self.connection, page_id)

    def has(self, address: Address, content_sha256: str, at: datetime) -> bool:
        """Say whether the archive has a capture of this page with this decoded content, captured at this instant.

        One whose body cannot be read any more does not count: it is welcome again.
        """
        with self.lock:
            held = captures.held(self.connection, address.page_id, at, content_sha256)
            originals = captures.originals_of(self.connection, held.capture) if held else []
        return any(_is_readable(self.folder, one) for one in originals)

    def unanswered(self, visit: Visit) -> None:
        """Note a visit that brought no answer to keep."""
        visits.note(self.folder, visit)

    def _keep(self, address: Address, record: Any, *others: Any) -> Capture:
        """Append records in one write, and note the first of them in the index."""
        data = warc_making.packed([record, *others])  # outside of the lock: packing is what takes the time
        with self.lock:
            start, offset, end = append(self.path, data, self.head)
            entry = warc.entry(record, self.path.name, offset, self.run_id, address)
            assert entry is not None, "we only keep captures of pages"
            index.add(self.connection, entry, start, end)
        return entry.capture


@contextmanager
def open_run(folder: Path, run_id: str, software: str = "peel", operator: str = "") -> Iterator[RunWriter]:
    """Open a run's WARC file for adding to it; a run that was killed and is taken up again goes on in the same file.

    Raises:
        PeelError: the archive's folder or its index cannot be written, or the disk is full.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PeelError(f"The archive {folder} cannot be made ({error.strerror or error}).") from None
    with index.opened(folder) as connection:
        head = warc_making.packed([warc_making.about(index.file_of(run_id), software, operator)])
        writer = RunWriter(folder, run_id, connection, head)
        _mend(writer.path, index.indexed(connection, writer.path.name))
        yield writer


def _mend(path: Path, end: int) -> None:
    """Take a record that is cut short off a file that is about to be added to, since nothing behind it could be read.

    ``end`` is where some whole record is known to end.
    """
    if not path.exists():
        return
    with _appending, path.open("r+b") as file:
        for piece in walking.walk(file, end):
            if piece.state is State.CUT:
                file.truncate(piece.offset)


def append(path: Path, data: bytes, head: bytes = b"") -> tuple[int, int, int]:
    """Add bytes to a file in one go, after ``head`` where it is empty; what was added in part is taken off again.

    Returns where the write started, where ``data`` starts, and where it ends.

    Raises:
        PeelError: the disk is full, or the file cannot be written.
    """
    try:
        with _appending, path.open("ab", buffering=0) as file:
            start = os.lseek(file.fileno(), 0, os.SEEK_END)
            data = data if start else head + data
            try:
                rest = memoryview(data)
                while rest:
                    rest = rest[file.write(rest) :]
            except OSError:
                file.truncate(start)
                raise
            return start, start or len(head), start + len(data)
    except OSError as error:
        raise PeelError(
            f"The archive file {path} cannot be written ({error.strerror or error}): "
            "what had arrived before is kept; make room and run again."
        ) from None


class Lost(PeelError):
    """The archive does not hold a capture's body any more: its record is damaged or gone."""


def body_of(folder: Path, capture: Capture) -> bytes:
    """Read the decoded body of a capture; a revisit leads to the capture whose body it confirms.

    Where a record is damaged, another one that holds the same body of the page will do.

    Raises:
        Lost: the archive does not hold it any more.
    """
    failed: list[tuple[Capture, Exception]] = []
    for original in _holding(folder, capture):
        try:
            return _read(folder, original)
        except _UNREADABLE as error:
            failed.append((original, error))
    if not failed:
        raise Lost(f"The archive does not hold the page that {capture.file} confirms at byte {capture.offset}.")
    first, why = failed[0]
    raise Lost(
        f"The archive's record of {first.page_id} cannot be read: {first.file} at byte {first.offset} ({why}). Put the "
        "file back from a copy, or have the page asked for again (`peel ingest --refetch`)."
    )


def is_held(folder: Path, capture: Capture) -> bool:
    """Say whether the archive holds a capture's body, in its own record or in another one."""
    try:
        body_of(folder, capture)
    except Lost:
        return False
    return True


def _holding(folder: Path, capture: Capture) -> Iterator[Capture]:
    """Give the captures whose records should hold a capture's body: itself, unless it repeats others, and those."""
    if capture.kind != "revisit":
        yield capture
    with index.opened(folder) as connection:
        originals = captures.originals_of(connection, capture)
    yield from (one.capture for one in originals if one.capture != capture)


_UNREADABLE = (OSError, CutShort, Undecodable, ArchiveLoadFailed, EOFError, ValueError)


def _read(folder: Path, capture: Capture) -> bytes:
    """Read the body in a capture's own record."""
    return warc.content(warc.read_at(folder / capture.file, capture.offset))


def _is_readable(folder: Path, entry: Entry) -> bool:
    """Say whether a capture's own record can be unpacked: what is damaged is no reason not to keep a page again."""
    try:
        warc.read_at(folder / entry.capture.file, entry.capture.offset)
    except _UNREADABLE:
        return False
    return True
