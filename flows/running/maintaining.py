"""Look after a home: verify the archive, prune old copies, audit what is published, and export it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.keeping.verifying import Verified, verify
from flows.running.parser_version import parser_version
from flows.running.progress import Event, Tell, nobody
from flows.running.runs import Run
from flows.running.staging import sweep
from flows.running.summary import plural
from schemas.errors import PeelError
from warehouse import disk
from warehouse import publish as warehouse
from warehouse.publish import Published, RunRecord

KEPT_COPIES = 3
"""Former warehouse files that are kept, the newest ones: each is as large as the warehouse."""


@dataclass(frozen=True, slots=True)
class Care:
    """How each part of looking after a home is carried out: as a plain call, or as a recorded task around it."""

    verify: Callable[[Run], Verified]
    prune: Callable[[Run], tuple[Path, ...]]
    audit: Callable[[Run], Published]


@dataclass(frozen=True, slots=True)
class Maintained:
    """What looking after a home came to."""

    run_id: str
    records: int
    """Whole records of the archive."""
    problems: tuple[str, ...]
    """What is not as it was written into the archive; a sentence each."""
    pruned: tuple[str, ...]
    """Names of the former warehouse files that were removed."""
    warnings: tuple[str, ...]
    """What the audits warn of; a sentence each."""

    @property
    def sound(self) -> bool:
        """Say whether the archive is as it was written."""
        return not self.problems


def verify_archive(run: Run) -> Verified:
    """Read every record of the archive and compare it with its digests."""
    if not run.settings.archive.is_dir():
        missing = f"There is no archive at {run.settings.archive}, so the warehouse could not be made again."
        return Verified(Counter(), 0, (missing,))
    return verify(run.settings.archive)


def prune(run: Run) -> tuple[Path, ...]:
    """Remove all former warehouse files but the newest ones, and what killed runs have staged."""
    sweep(run)
    # Named after the runs that replaced them, which sort by time.
    copies = sorted((run.settings.home / disk.BACKUPS).glob("warehouse-*.duckdb"), reverse=True)
    old = tuple(copies[KEPT_COPIES:])
    with disk.said_plainly("remove former warehouse files", run.settings.home):
        for copy in old:
            copy.unlink(missing_ok=True)
    return old


def audit(run: Run) -> Published:
    """Publish the warehouse anew from itself: reference data, comments, views and audits as this version has them.

    Raises:
        PeelError: there is no warehouse, or a fatal audit finds rows; the file then stands as it was.

    """
    if not run.settings.warehouse.exists():
        raise PeelError(f"There is no warehouse at {run.settings.warehouse} to look after: run `peel ingest` first.")
    record = RunRecord(run.run_id, run.kind, str(run.selection), parser_version(), run.started_at)
    return warehouse.publish(run.settings.home, [], record)


PLAIN = Care(verify_archive, prune, audit)


def maintain(run: Run, care: Care = PLAIN, tell: Tell = nobody) -> Maintained:
    """Look after a home, one part after the other; a damaged archive stops none of them.

    Raises:
        PeelError: there is nothing to look after, or the disk refuses it.

    """
    published = care.audit(run)
    tell(Event("audit", 1, 1))
    pruned = care.prune(run)
    tell(Event("prune", 1, 1))
    verified = care.verify(run)
    tell(Event("verify", 1, 1))
    return Maintained(
        run_id=run.run_id,
        records=verified.records.total(),
        problems=verified.problems,
        pruned=tuple(copy.name for copy in pruned),
        warnings=tuple(f"{warned.says} ({warned.rows:,})" for warned in published.warnings),
    )


def in_words(done: Maintained) -> Iterator[str]:
    """Say what looking after a home came to, a sentence a line."""
    whole = "every one as it was written." if done.sound else f"{plural(len(done.problems), 'problem')}:"
    yield f"Verified {plural(done.records, 'record')} of the archive: {whole}"
    yield from (f"  {problem}" for problem in done.problems)
    if done.pruned:
        yield f"Removed {plural(len(done.pruned), 'former warehouse file')}; the newest {KEPT_COPIES} are kept."
    yield from (f"Audit: {warning}" for warning in done.warnings)
