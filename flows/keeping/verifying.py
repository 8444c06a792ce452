"""Check that the archive still is what was written: every record whole, every digest as it should be, all indexed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from flows.fetching.coding import Undecodable
from flows.keeping import archive, captures, index, walking, warc
from flows.keeping.walking import Piece, State
from flows.keeping.warc import Entry


@dataclass(frozen=True, slots=True)
class Verified:
    """What checking the archive came to."""

    records: Counter[str]
    """How many whole records there are of each type."""
    files: int
    problems: tuple[str, ...]
    """A sentence for each thing that is not as it was written."""
    intact: int = 0
    """Captures whose records are whole and as they were written."""
    damaged: int = 0
    """Damaged records; several that follow each other may count as one."""
    notes: tuple[str, ...] = ()
    """A sentence for each thing that is as a killed run leaves it, and harms nothing."""


@dataclass(slots=True)
class _Found:
    """What has been found so far."""

    known: Connection
    records: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    intact: int = 0
    damaged: int = 0
    in_index: int = 0
    """Captures of the index that some file holds, whole or not."""


def verify(folder: Path) -> Verified:
    """Read every record of every file of the archive, and compare it with its digests and with the index.

    Raises:
        PeelError: the index cannot be opened.
    """
    paths = sorted(path for path in folder.iterdir() if index.run_of(path.name))
    with index.opened(folder) as known:
        found = _Found(known)
        for path in paths:
            try:
                _verify_file(path, found)
            except OSError as error:
                found.problems.append(f"{path.name} cannot be read ({error.strerror or error}).")
        more = index.count(known) - found.in_index
    if more:
        found.problems.append(
            f"The index names captures that no file holds ({more:,}): put the files back that hold them, or have "
            "`peel archive reindex` make it anew without them."
        )
    return Verified(found.records, len(paths), tuple(found.problems), found.intact, found.damaged, tuple(found.notes))


def _verify_file(path: Path, found: _Found) -> None:
    """Check one file, piece by piece."""
    with path.open("rb") as file:
        for piece in walking.walk(file):
            if piece.state is State.WHOLE:
                _verify_record(path, piece, found)
            else:
                _tell_of_damage(path, piece, found)


def _verify_record(path: Path, piece: Piece, found: _Found) -> None:
    """Check one whole record."""
    try:
        record = warc.parsed(piece.unpacked, check=True)
        entry = warc.entry(record, path.name, piece.offset, index.run_of(path.name) or "")
        wrong = list(_wrong(record))
        found.records[record.rec_type] += 1
    except walking.NO_RECORD:
        entry, wrong = None, ["no record can be read there"]
    if entry:
        indexed = index.entry_at(found.known, path.name, piece.offset)
        found.in_index += indexed is not None
        wrong += _astray(found.known, entry, indexed)
        found.intact += not wrong
    found.problems += [f"{path.name}, byte {piece.offset:,}: {problem}." for problem in wrong]


def _tell_of_damage(path: Path, piece: Piece, found: _Found) -> None:
    """Say what a piece that cannot be unpacked was, where anybody knows."""
    known = index.entries_in(found.known, path.name, piece.offset, piece.end)
    found.in_index += len(known)
    found.damaged += len(known) or piece.state is State.DAMAGED
    lost = [one.capture for one in known if not archive.is_held(path.parent, one.capture)]
    place = f"{path.name}, bytes {piece.offset:,} to {piece.end:,}"
    if lost:
        pages = ", ".join(f"{one.page_id} of {one.fetched_at:%Y-%m-%d %H:%M:%S}" for one in lost)
        how = "damaged" if piece.state is State.DAMAGED else "cut short"
        found.problems.append(f"{place}: {how}; captures that cannot be read any more: {pages}.")
    elif known:
        found.notes.append(f"{place}: damaged; the archive holds what was kept there in other records, too.")
    elif piece.state is State.DAMAGED:
        found.problems.append(f"{place}: damaged; it held no capture that anybody knows of.")
    else:
        found.notes.append(
            f"{path.name} ends within a record, at byte {piece.offset:,}, as a run that is killed leaves it: no "
            "capture that the index knows is lost."
        )


def _wrong(record: Any) -> Iterator[str]:
    """Say what is wrong with one record by itself."""
    wanted = record.rec_headers.get_header(warc.BODY_FIELD)
    try:
        body = warc.content(record)
    except Undecodable as error:
        yield str(error)
        return
    if wanted and record.rec_type != "revisit" and sha256(body).hexdigest() != wanted:
        yield f"the body is not the one that was kept ({warc.BODY_FIELD} differs)"
    if record.digest_checker.passed is False:
        yield "a digest of the record differs"


def _astray(known: Connection, entry: Entry, indexed: Entry | None) -> Iterator[str]:
    """Say what is wrong with a capture's place in the whole: the index does not have it, or not the body it repeats."""
    if indexed != entry:
        said = "does not hold this capture" if indexed is None else "says something else of this capture"
        yield f"the index {said} (`peel archive reindex` makes it anew)"
    elif entry.capture.kind == "revisit" and not captures.originals_of(known, entry.capture):
        yield "it confirms a body that the archive does not hold"
