"""The archive's log of visits that brought no answer to keep: one line of JSON each, only ever added to."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from flows.keeping.captures import visited
from flows.keeping.warc import instant, moment
from schemas.errors import PeelError

LOG = "visits.jsonl"


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit without an answer to keep, and why."""

    at: datetime
    """UTC without a zone."""
    page_id: str
    url: str
    """As it was asked."""
    reason: str
    run_id: str


def note(folder: Path, visit: Visit) -> None:
    """Add a line to the log, in one write, so that processes at work at the same time do not mix theirs.

    Raises:
        PeelError: the disk is full, or the log cannot be written.
    """
    line = json.dumps({**asdict(visit), "at": instant(visit.at)}, ensure_ascii=False) + "\n"
    try:
        descriptor = os.open(folder / LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
        try:
            os.write(descriptor, line.encode())
        finally:
            os.close(descriptor)
    except OSError as error:
        raise PeelError(
            f"The archive's log {folder / LOG} cannot be written ({error.strerror or error}): "
            "what had arrived before is kept; make room and run again."
        ) from None


def visits_of(folder: Path) -> Iterator[Visit]:
    """Read the log, oldest first; a line that was cut short is passed over."""
    path = folder / LOG
    if not path.exists():
        return
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                fields = json.loads(line)
                yield Visit(**{**fields, "at": moment(fields["at"])})
            except (ValueError, TypeError, KeyError):
                continue


def still_unanswered(folder: Path) -> dict[str, Visit]:
    """Give the pages whose last visit brought no answer, with that visit, by page id."""
    answered = visited(folder)
    last = {visit.page_id: visit for visit in visits_of(folder)}
    return {
        page_id: visit
        for page_id, visit in sorted(last.items())
        if page_id not in answered or answered[page_id] < visit.at
    }
