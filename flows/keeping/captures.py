"""What the archive holds of each page: its captures, which of them brought new content, when it was last asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from flows.keeping import warc
from flows.keeping.index import ALL, COLUMNS, capture_of, count, entry_of, opened, rebuild
from flows.keeping.warc import Entry, Refers
from schemas.records import Capture

_AT_ONCE = 500
"""Page ids in one query; sqlite allows some more."""
_CONTENT = "(http_status IS NULL OR http_status = 200 OR kind = 'revisit')"


def captures_of(folder: Path, page_ids: Iterable[str] | None = None) -> list[Capture]:
    """List the captures of some pages, or of all, by page id, oldest first; an archive that is not there is empty."""
    if not folder.is_dir():
        return []
    with opened(folder) as index:
        return [capture_of(row) for row in _rows(index, page_ids)]


def latest(folder: Path, page_id: str) -> Capture | None:
    """Give the newest capture of a page that has content: an error page or a redirect is no news of it."""
    return next(reversed(content_captures(captures_of(folder, [page_id]))), None)


@dataclass(frozen=True, slots=True)
class Newest:
    """What the archive holds of a page, in short."""

    url: str
    content: bool
    """Whether any capture has content."""
    gone: bool
    """Whether the newest answer is that there is no such page."""


def newest(folder: Path) -> dict[str, Newest]:
    """Say in short what the archive holds of each page."""
    if not folder.is_dir():
        return {}
    query = (
        f"SELECT page_id, url, http_status IN (404, 410), max(visited_at), total({_CONTENT}) "  # noqa: S608 - constants
        "FROM captures GROUP BY page_id"
    )
    with opened(folder) as index:
        # Beside a single max(), sqlite gives the other columns of the very row that has it.
        return {row[0]: Newest(row[1], bool(row[4]), bool(row[2])) for row in index.execute(query)}


def visited(folder: Path) -> dict[str, datetime]:
    """Say when each page was last asked for and answered, whatever the answer was; UTC."""
    if not folder.is_dir():
        return {}
    with opened(folder) as index:
        query = "SELECT page_id, max(visited_at) FROM captures WHERE kind IN ('response', 'revisit') GROUP BY page_id"
        return {page_id: warc.moment(at) for page_id, at in index.execute(query)}


def visited_by(folder: Path, since: datetime) -> set[tuple[str, str]]:
    """Give the pages that were asked for and answered since an instant (UTC), each with the runs that did."""
    if not folder.is_dir():
        return set()
    query = "SELECT DISTINCT page_id, run_id FROM captures WHERE kind IN ('response', 'revisit') AND visited_at >= ?"
    with opened(folder) as index:
        return {(str(row[0]), str(row[1])) for row in index.execute(query, (warc.instant(since),))}


@dataclass(frozen=True, slots=True)
class Reindexed:
    """What making the index anew came to."""

    captures: int
    """How many there are."""
    damaged: tuple[Capture, ...]
    """Those of them whose records cannot be unpacked any more."""
    lost: tuple[Capture, ...]
    """Those that the index knew and that no file holds any more."""


def reindex(folder: Path) -> Reindexed:
    """Make the index anew from the files.

    Raises:
        PeelError: another process is using the archive, or its folder cannot be written.
    """
    with opened(folder) as index:
        damaged, lost = rebuild(index, folder)
        return Reindexed(count(index), tuple(one.capture for one in damaged), tuple(one.capture for one in lost))


def urls(folder: Path, page_ids: Iterable[str] | None = None) -> dict[str, str]:
    """Give the canonical url of some pages, or of all that the archive holds, as their newest captures have it."""
    if not folder.is_dir():
        return {}
    with opened(folder) as index:
        return {str(row[0]): str(row[1]) for row in _rows(index, page_ids, "page_id, url")}


def hashes(folder: Path, page_ids: Iterable[str] | None = None) -> Iterator[tuple[str, str, str]]:
    """Give the id, canonical url and ``captures_sha256`` of some pages, or of all, holding one page's captures only."""
    if not folder.is_dir():
        return
    with opened(folder) as index:
        for page_id, captures in groupby(map(capture_of, _rows(index, page_ids)), key=lambda capture: capture.page_id):
            history = list(captures)
            yield page_id, history[-1].url, captures_sha256(history)


def content_captures(captures: Sequence[Capture]) -> list[Capture]:
    """Keep the captures of one page that brought other content than the one before, oldest first.

    Error pages and redirects have none; a revisit repeats what is there.
    """
    kept: list[Capture] = []
    for capture in sorted(captures, key=lambda capture: (capture.fetched_at, capture.file, capture.offset)):
        has_content = capture.http_status in (None, 200) or capture.kind == "revisit"
        if has_content and not (kept and kept[-1].payload_sha256 == capture.payload_sha256):
            kept.append(capture)
    return kept


def captures_sha256(captures: Sequence[Capture]) -> str:
    """Hash the content that a page's captures brought, and when: the same for as long as nothing new has come."""
    digest = sha256()
    for capture in content_captures(captures):
        digest.update(f"{capture.fetched_at.isoformat()} {capture.payload_sha256}\n".encode())
    return digest.hexdigest()


def newest_at(index: sqlite3.Connection, url: str) -> Entry | None:
    """Give the newest capture with content that was made at a url, as it was asked."""
    query = (
        f"SELECT {ALL} FROM captures WHERE captured_url = ? AND {_CONTENT} "  # noqa: S608 - constants
        "AND kind IN ('response', 'revisit') ORDER BY visited_at DESC, file DESC, offset DESC LIMIT 1"
    )
    row = index.execute(query, (url,)).fetchone()
    return entry_of(row) if row else None


def content_of(index: sqlite3.Connection, page_id: str) -> str | None:
    """Give the hash of the newest content of a page, None where there is none."""
    query = (
        f"SELECT payload_sha256 FROM captures WHERE page_id = ? AND {_CONTENT} "  # noqa: S608 - constants
        "ORDER BY fetched_at DESC, file DESC, offset DESC LIMIT 1"
    )
    row = index.execute(query, (page_id,)).fetchone()
    return str(row[0]) if row else None


def originals_of(index: sqlite3.Connection, capture: Capture) -> list[Entry]:
    """Give the captures whose records hold the body that a capture has or repeats, oldest first."""
    query = (
        f"SELECT {ALL} FROM captures WHERE page_id = ? AND payload_sha256 = ? AND kind != 'revisit' "  # noqa: S608
        "ORDER BY fetched_at, file, offset"
    )
    return [entry_of(row) for row in index.execute(query, (capture.page_id, capture.payload_sha256))]


def referred_to(index: sqlite3.Connection, page_id: str, refers: Refers) -> Entry | None:
    """Give the capture of a page that a revisit record refers to: by url and date, else by the digest of its body."""
    query = (
        f"SELECT {ALL} FROM captures WHERE page_id = ? AND kind != 'revisit' AND {_CONTENT} "  # noqa: S608 - constants
        "AND ((captured_url = ? AND visited_at = ?) OR payload_digest = ?) "
        "ORDER BY visited_at = ? DESC, fetched_at, file, offset LIMIT 1"
    )
    row = index.execute(query, (page_id, refers.url, refers.at, refers.digest, refers.at)).fetchone()
    return entry_of(row) if row else None


def with_validators(original: Entry, newest: Capture) -> Entry:
    """Give an entry the validators of a newer answer with the same body, where that bore any."""
    etag, modified = newest.etag or original.capture.etag, newest.last_modified or original.capture.last_modified
    return replace(original, capture=replace(original.capture, etag=etag, last_modified=modified))


def held(index: sqlite3.Connection, page_id: str, at: datetime, payload_sha256: str) -> Entry | None:
    """Give the capture of a page that was made at an instant and has this content, if there is one."""
    query = f"SELECT {ALL} FROM captures WHERE page_id = ? AND fetched_at = ? AND payload_sha256 = ? LIMIT 1"  # noqa: S608
    row = index.execute(query, (page_id, warc.instant(at), payload_sha256)).fetchone()
    return entry_of(row) if row else None


def _rows(
    index: sqlite3.Connection, page_ids: Iterable[str] | None, columns: str = COLUMNS
) -> Iterator[tuple[object, ...]]:
    """Read the rows of some pages, or of all; those of a page follow each other, oldest first."""
    order = "ORDER BY page_id, fetched_at, file, offset"
    if page_ids is None:
        yield from index.execute(f"SELECT {columns} FROM captures {order}")  # noqa: S608 - constants
        return
    wanted = sorted(set(page_ids))
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        query = f"SELECT {columns} FROM captures WHERE page_id IN ({marks}) {order}"  # noqa: S608 - constants
        yield from index.execute(query, some)
