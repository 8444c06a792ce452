"""Check that the archive still is what was written: every record whole, every digest as it should be, all indexed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from flows.fetching.coding import Undecodable
from flows.keeping import captures, index, warc
from flows.keeping.warc import CutShort, Entry


@dataclass(frozen=True, slots=True)
class Verified:
    """What checking the archive came to."""

    records: Counter[str]
    """How many whole records there are of each type."""
    files: int
    problems: tuple[str, ...]
    """A sentence for each thing that is not as it was written."""


def verify(folder: Path) -> Verified:
    """Read every record of every file of the archive, and compare it with its digests and with the index.

    Raises:
        PeelError: the index cannot be opened.
    """
    records: Counter[str] = Counter()
    problems: list[str] = []
    paths = sorted(path for path in folder.iterdir() if index.run_of(path.name))
    with index.opened(folder) as known:
        in_index = 0
        for path in paths:
            in_index += _verify_file(path, known, records, problems)
        more = index.count(known) - in_index
    if more:
        problems.append(
            f"The index names captures that no file holds ({more:,}): `peel archive reindex` makes it anew."
        )
    return Verified(records, len(paths), tuple(problems))


def _verify_file(path: Path, known: Connection, records: Counter[str], problems: list[str]) -> int:
    """Check one file, and say how many of its captures the index knows."""
    end = in_index = 0
    run_id = index.run_of(path.name) or ""
    try:
        with path.open("rb") as file:
            for offset, reached, member in warc.members(file):
                end = reached
                record = warc.parsed(member, check=True)
                records[record.rec_type] += 1
                entry = warc.entry(record, path.name, offset, run_id)
                wrong = list(_wrong(record))
                if entry:
                    indexed = index.entry_at(known, path.name, offset)
                    in_index += indexed is not None
                    wrong += _astray(known, entry, indexed)
                problems += [f"{path.name}, byte {offset:,}: {problem}." for problem in wrong]
    except CutShort:
        problems.append(f"{path.name} is cut short or damaged at byte {end:,}; what comes before that is whole.")
    except OSError as error:
        problems.append(f"{path.name} cannot be read ({error.strerror or error}).")
    return in_index


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
    elif entry.capture.kind == "revisit" and captures.original_of(known, entry.capture) is None:
        yield "it confirms a body that the archive does not hold"
