"""The archive's index: which captures there are, of which page, and in which record of which file.

It is an sqlite file beside the WARC files, holds nothing that is not in them, and is brought up to date from their ends
whenever it is opened, so that a run killed between writing a record and noting it loses nothing.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from sys import intern

from flows.keeping import walking, warc
from flows.keeping.unwritable import workable
from flows.keeping.walking import State
from flows.keeping.warc import Entry
from schemas.errors import PeelError
from schemas.records import Capture

INDEX = "index.sqlite"
COLUMNS = (
    "page_id, url, captured_url, fetched_at, kind, http_status, media_type, payload_sha256, etag, last_modified, "
    "file, offset, run_id"
)
"""The fields of a capture, in their order."""
ALL = f"{COLUMNS}, visited_at, payload_digest"
_FILE = re.compile(r"peel-(?P<run>[A-Za-z0-9][A-Za-z0-9_-]*)\.warc\.gz")
_VERSION = 2
_PATIENCE = 30.0
"""Seconds to wait for another process that writes to the index."""
_TABLES = f"""
CREATE TABLE IF NOT EXISTS captures ({ALL}, PRIMARY KEY (file, offset)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_page ON captures (page_id, fetched_at, file, offset);
CREATE INDEX IF NOT EXISTS by_url ON captures (captured_url, visited_at);
CREATE TABLE IF NOT EXISTS files (file PRIMARY KEY, indexed INTEGER NOT NULL) WITHOUT ROWID;
PRAGMA user_version = {_VERSION};
"""


def file_of(run_id: str) -> str:
    """Give the name of a run's WARC file.

    Raises:
        ValueError: the run's id could not be part of a file name.
    """
    name = f"peel-{run_id}.warc.gz"
    if not _FILE.fullmatch(name):
        raise ValueError(f"not a run's id: {run_id!r}")
    return name


def run_of(file: str) -> str | None:
    """Give the id of the run whose WARC file has a name; None for any other file."""
    match = _FILE.fullmatch(file)
    return match["run"] if match else None


@contextmanager
def opened(folder: Path) -> Iterator[sqlite3.Connection]:
    """Open the index, made where it is missing or broken, and up to date with the files.

    Raises:
        PeelError: the index cannot be opened or written.
    """
    try:
        with workable(folder / INDEX) as place, closing(_connect(folder, place)) as index:
            yield index
    except sqlite3.OperationalError as error:
        raise PeelError(f"The archive's index {folder / INDEX} cannot be used ({error}).") from None


def add(index: sqlite3.Connection, entry: Entry, start: int, end: int) -> None:
    """Note a capture whose records take the bytes from ``start`` to ``end`` of its file."""
    with index:
        _insert(index, entry)
        _reached(index, entry.capture.file, start, end)


def indexed(index: sqlite3.Connection, file: str) -> int:
    """Say up to which byte a file is indexed: a whole record ends there."""
    row = index.execute("SELECT indexed FROM files WHERE file = ?", (file,)).fetchone()
    return int(row[0]) if row else 0


def count(index: sqlite3.Connection) -> int:
    """Count the captures."""
    return int(index.execute("SELECT count(*) FROM captures").fetchone()[0])


def entry_at(index: sqlite3.Connection, file: str, offset: int) -> Entry | None:
    """Give the capture at a place of a file, None where none is known there."""
    row = index.execute(
        f"SELECT {ALL} FROM captures WHERE file = ? AND offset = ?",  # noqa: S608 - constants
        (file, offset),
    ).fetchone()
    return entry_of(row) if row else None


def entries_in(index: sqlite3.Connection, file: str, start: int, end: int) -> list[Entry]:
    """Give the captures that a stretch of a file is known to hold."""
    rows = index.execute(
        f"SELECT {ALL} FROM captures WHERE file = ? AND offset >= ? AND offset < ? ORDER BY offset",  # noqa: S608
        (file, start, end),
    )
    return [entry_of(row) for row in rows]


def rebuild(index: sqlite3.Connection, folder: Path) -> tuple[list[Entry], list[Entry]]:
    """Make the rows anew from the files, in one transaction, and give the captures that are damaged or lost.

    What was known of a damaged record stays known, so that its page is refused by name and not forgotten; lost is what
    was known and is in no file any more.
    """
    with index:
        former = {(row[10], row[11]): row for row in index.execute(f"SELECT {ALL} FROM captures")}  # noqa: S608
        index.execute("DELETE FROM captures")
        index.execute("DELETE FROM files")
        places = _catch_up(index, folder)
        spoilt = [row for (file, at), row in former.items() if any(file == one and a <= at < b for one, a, b in places)]
        for row in spoilt:
            index.execute("DELETE FROM captures WHERE file = ? AND offset = ?", (row[10], row[11]))
            _insert(index, entry_of(row))
        damaged = [entry for file, start, end in places for entry in entries_in(index, file, start, end)]
        lost = [entry_of(row) for (file, at), row in former.items() if entry_at(index, file, at) is None]
    return damaged, lost


def capture_of(row: Sequence[object]) -> Capture:
    """Make the record of a row; texts that most rows share are held once."""
    values = [intern(value) if isinstance(value, str) else value for value in row[:13]]
    values[3] = warc.moment(str(row[3]))
    return Capture(*values)  # type: ignore[arg-type]


def entry_of(row: Sequence[object]) -> Entry:
    """Make the index entry of a row."""
    return Entry(capture_of(row), warc.moment(str(row[13])), str(row[14]))


def _connect(folder: Path, place: Path) -> sqlite3.Connection:
    """Open the index file, made where it is missing or broken (no database, or of another version)."""
    index = sqlite3.connect(place, timeout=_PATIENCE, check_same_thread=False)
    try:
        if _version(index) != _VERSION:
            index = _made(index, place)
        index.execute("PRAGMA synchronous = NORMAL")
        if _behind(index, folder):
            with index:
                _catch_up(index, folder)
    except BaseException:
        index.close()
        raise
    return index


def _version(index: sqlite3.Connection) -> int:
    """Read which version of the index this is: 0 where it is new, -1 where it is no database at all."""
    try:
        return int(index.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        return -1


def _made(index: sqlite3.Connection, place: Path) -> sqlite3.Connection:
    """Make the tables, one process at a time; what cannot be used is thrown away, since the files hold it all."""
    from filelock import FileLock

    with FileLock(f"{place}.lock", timeout=_PATIENCE):
        version = _version(index)
        if version not in (0, _VERSION):
            index.close()
            for part in ("", "-wal", "-shm"):
                place.with_name(f"{place.name}{part}").unlink(missing_ok=True)
            index = sqlite3.connect(place, timeout=_PATIENCE, check_same_thread=False)
        if version != _VERSION:
            index.execute("PRAGMA journal_mode = WAL")
            index.executescript(_TABLES)
    return index


def _behind(index: sqlite3.Connection, folder: Path) -> list[tuple[Path, str, int]]:
    """Find the files that are longer than what is indexed of them: path, run id, and the offset reached."""
    known: dict[str, int] = dict(index.execute("SELECT file, indexed FROM files"))
    found = []
    for path in sorted(folder.iterdir()):
        run_id = run_of(path.name)
        if run_id and path.stat().st_size > known.get(path.name, 0):
            found.append((path, run_id, known.get(path.name, 0)))
    return found


def _catch_up(index: sqlite3.Connection, folder: Path) -> list[tuple[str, int, int]]:
    """Index what the files hold beyond what is known of them, and give the damaged places: file, start and end.

    A last record that is cut short is left alone.
    """
    index.execute("BEGIN IMMEDIATE") if not index.in_transaction else None
    damaged = []
    for path, run_id, start in _behind(index, folder):
        reached = start
        with path.open("rb") as file:
            for piece in walking.walk(file, start):
                if piece.state is State.CUT:
                    break
                if piece.state is State.DAMAGED:
                    damaged.append((path.name, piece.offset, piece.end))
                entry = walking.entry_of(piece, path.name, run_id)
                if entry:
                    _insert(index, entry)
                reached = piece.end
        if reached > start:
            _reached(index, path.name, start, reached)
    return damaged


def _reached(index: sqlite3.Connection, file: str, start: int, end: int) -> None:
    """Note how far a file is indexed, unless something before it is not: that would never be looked for again."""
    index.execute("INSERT OR IGNORE INTO files VALUES (?, 0)", (file,))
    index.execute("UPDATE files SET indexed = ? WHERE file = ? AND indexed = ?", (end, file, start))


def _insert(index: sqlite3.Connection, entry: Entry) -> None:
    """Insert one capture, unless it is there."""
    row = entry.capture
    values = (
        row.page_id,
        row.url,
        row.captured_url,
        warc.instant(row.fetched_at),
        row.kind,
        row.http_status,
        row.media_type,
        row.payload_sha256,
        row.etag,
        row.last_modified,
        row.file,
        row.offset,
        row.run_id,
        warc.instant(entry.visited_at),
        entry.payload_digest,
    )
    marks = ", ".join("?" * len(values))
    index.execute(f"INSERT OR IGNORE INTO captures ({ALL}) VALUES ({marks})", values)  # noqa: S608 - constants
