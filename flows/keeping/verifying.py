"""Check that the archive still is what was written: every record whole, every digest and hash as it should be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from flows.fetching.coding import Undecodable
from flows.keeping import warc
from flows.keeping.warc import CutShort


@dataclass(frozen=True, slots=True)
class Verified:
    """What checking the archive came to."""

    records: Counter[str]
    """How many whole records there are of each type."""
    problems: tuple[str, ...]
    """A sentence for each thing that is not as it was written."""


def verify(folder: Path) -> Verified:
    """Read every record of every file of the archive and compare its digests and the hash of its body."""
    records: Counter[str] = Counter()
    problems: list[str] = []
    for path in sorted(folder.glob("peel-*.warc.gz")):
        end = 0
        try:
            with path.open("rb") as file:
                for offset, reached, member in warc.members(file):
                    end = reached
                    record = warc.parsed(member, check=True)
                    records[record.rec_type] += 1
                    problems.extend(f"{path.name}, byte {offset:,}: {problem}." for problem in _wrong(record))
        except CutShort:
            problems.append(f"{path.name} is cut short or damaged at byte {end:,}; what comes before that is whole.")
    return Verified(records, tuple(problems))


def _wrong(record: Any) -> Iterator[str]:
    """Say what is wrong with one record."""
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
