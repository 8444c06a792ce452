"""Which runs of a home are under way and which were killed, told by locks that a dead process cannot hold."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from flows.running.runs import Run

_FOLDER, _STAGING = "runs", "staging"


@dataclass(frozen=True, slots=True)
class Underway:
    """A run as it was written down when it began."""

    run_id: str
    about: str
    """What it does, in words: ``ingest of kent, 2017``."""
    started_at: str
    """UTC, to the second, as ISO 8601 writes it."""
    process: int
    flow_run: str | None = None
    """Its id in Prefect; None for a run that is not recorded."""

    def __str__(self) -> str:
        """Say which run it is."""
        return f"{self.about} (since {self.started_at.replace('T', ' ')} UTC, process {self.process})"


@contextmanager
def noted(run: Run, flow_run: str | None = None) -> Iterator[None]:
    """Have it written down that a run is under way, for as long as it is.

    Raises:
        PeelError: the home refuses the note.

    """
    from filelock import FileLock

    from warehouse.disk import said_plainly

    folder = run.settings.home / _FOLDER
    note = folder / f"{run.run_id}.json"
    begun = Underway(run.run_id, f"{run.kind} of {run.selection}", run.started_at.isoformat(), os.getpid(), flow_run)
    lock = FileLock(note.with_suffix(".lock"))
    with said_plainly("note that a run begins", run.settings.home):
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
        try:
            note.write_text(json.dumps(asdict(begun)), encoding="utf-8")
        except OSError:
            _forget(note)
            lock.release()
            raise
    try:
        yield
    finally:
        # In this order, so that whoever sees the note without its lock has found a run that was killed.
        _forget(note)
        lock.release()


def under_way(home: Path) -> tuple[list[Underway], list[Underway]]:
    """Give the runs that are under way, and those that were killed, oldest first; nothing is changed."""
    alive: list[Underway] = []
    killed: list[Underway] = []
    for note in sorted((home / _FOLDER).glob("*.json")):
        begun = _read(note)
        if begun is not None:
            (alive if _held(note) else killed).append(begun)
    return alive, killed


def killed_in_words(one: Underway) -> str:
    """Say what became of a run that was killed, to whoever runs next."""
    return f"The {one} was killed. What had arrived is in the archive, nothing is half loaded; this run goes on."


def forget(home: Path, killed: list[Underway]) -> None:
    """Remove the notes of runs that were killed, once somebody has been told, and what they had staged.

    That is all in the archive, and read from there again.
    """
    for one in killed:
        _forget(home / _FOLDER / f"{one.run_id}.json")
        shutil.rmtree(home / _STAGING / one.run_id, ignore_errors=True)


def _held(note: Path) -> bool:
    """Say whether the process that wrote a note still holds its lock."""
    from filelock import FileLock, Timeout

    lock = FileLock(note.with_suffix(".lock"))
    try:
        lock.acquire(timeout=0)
    except (Timeout, OSError):
        return True
    lock.release()
    return False


def _read(note: Path) -> Underway | None:
    """Read a note; None for one that is gone or half written, which a run that just begins or ends leaves."""
    with suppress(OSError, ValueError, TypeError):
        return Underway(**json.loads(note.read_text("utf-8")))
    return None


def _forget(note: Path) -> None:
    """Remove a note and its lock."""
    for file in (note, note.with_suffix(".lock")):
        with suppress(OSError):
            file.unlink(missing_ok=True)
