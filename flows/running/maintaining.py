"""Look after a home: audit what is published, export it, prune old copies, and verify the archive."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.keeping.verifying import Verified, verify
from flows.running.parser_version import parser_version
from flows.running.progress import Event, Tell, nobody
from flows.running.runs import Run
from flows.running.summary import plural
from flows.running.sweeping import sweep
from schemas.errors import PeelError
from warehouse import disk
from warehouse import publish as warehouse
from warehouse.publish import Published, RunRecord

KEPT = 3
"""Former warehouse files and exports that are kept, the newest ones: each is as large as the warehouse."""
EXPORTS = "exports"


@dataclass(frozen=True, slots=True)
class Care:
    """How each part of looking after a home is carried out: as a plain call, or as a recorded task around it."""

    verify: Callable[[Run], Verified]
    prune: Callable[[Run], tuple[Path, ...]]
    audit: Callable[[Run], Published]
    export: Callable[[Run], Path]


@dataclass(frozen=True, slots=True)
class Maintained:
    """What looking after a home came to."""

    run_id: str
    records: int
    """Whole records of the archive."""
    problems: tuple[str, ...]
    """What is not as it was written into the archive, or could not be exported; a sentence each."""
    pruned: tuple[str, ...]
    """Names of the former warehouse files and exports that were removed."""
    warnings: tuple[str, ...]
    """What the audits warn of; a sentence each."""
    exported: str = ""
    """Folder of the export; empty where there is none."""

    @property
    def sound(self) -> bool:
        """Say whether nothing is wrong."""
        return not self.problems


def verify_archive(run: Run) -> Verified:
    """Read every record of the archive and compare it with its digests."""
    if not run.settings.archive.is_dir():
        missing = f"There is no archive at {run.settings.archive}, so the warehouse could not be made again."
        return Verified(Counter(), 0, (missing,))
    return verify(run.settings.archive)


def prune(run: Run) -> tuple[Path, ...]:
    """Remove all former warehouse files and exports but the newest ones, and what killed runs have staged."""
    sweep(run)
    home = run.settings.home
    # The copies are named after the runs that replaced them and the exports after days: both sort by time.
    copies = sorted((home / disk.BACKUPS).glob("warehouse-*.duckdb"), reverse=True)
    exports = sorted((home / EXPORTS).glob("peel-*"), reverse=True)
    old = (*copies[KEPT:], *exports[KEPT:])
    with disk.said_plainly("remove former warehouse files and exports", home):
        for one in old:
            if one.is_dir():
                shutil.rmtree(one)
            else:
                one.unlink(missing_ok=True)
    return old


def export(run: Run) -> Path:
    """Export the warehouse into the home, in the place of an export of the same day, and give the export's folder.

    Raises:
        PeelError: there is nothing to export, or the disk refuses it.

    """
    from warehouse.export import export as write

    exports = run.settings.home / EXPORTS
    fresh = exports / f".{run.run_id}"
    with disk.said_plainly("export the warehouse", run.settings.home):
        try:
            fresh.mkdir(parents=True)
            made = write(run.settings.warehouse, fresh).folder
            place = exports / made.name
            if place.exists():
                shutil.rmtree(place)
            made.replace(place)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    return place


def audit(run: Run) -> Published:
    """Publish the warehouse anew from itself: reference data, comments, views and audits as this version has them.

    Raises:
        PeelError: there is no warehouse, or a fatal audit finds rows; the file then stands as it was.

    """
    if not run.settings.warehouse.exists():
        raise PeelError(f"There is no warehouse at {run.settings.warehouse} to look after: run `peel ingest` first.")
    record = RunRecord(run.run_id, run.kind, str(run.selection), parser_version(), run.started_at)
    return warehouse.publish(run.settings.home, [], record)


PLAIN = Care(verify_archive, prune, audit, export)


def maintain(run: Run, care: Care = PLAIN, tell: Tell = nobody) -> Maintained:
    """Look after a home, one part after the other; neither an export that fails nor a damaged archive stops it.

    Raises:
        PeelError: there is nothing to look after, or the disk refuses it.

    """
    published = care.audit(run)
    tell(Event("audit", 1, 1))
    exported, problems = _exported(run, care)
    tell(Event("export", 1, 1))
    pruned = care.prune(run)
    tell(Event("prune", 1, 1))
    verified = care.verify(run)
    tell(Event("verify", 1, 1))
    return Maintained(
        run_id=run.run_id,
        records=verified.records.total(),
        problems=(*problems, *verified.problems),
        pruned=tuple(one.name for one in pruned),
        warnings=tuple(f"{warned.says} ({warned.rows:,})" for warned in published.warnings),
        exported=exported,
    )


def _exported(run: Run, care: Care) -> tuple[str, tuple[str, ...]]:
    """Export, and give the folder or what went wrong: the archive is to be verified all the same."""
    try:
        return str(care.export(run)), ()
    except PeelError as error:
        return "", (f"Nothing was exported: {error}",)


def in_words(done: Maintained) -> Iterator[str]:
    """Say what looking after a home came to, a sentence a line."""
    yield f"Verified {plural(done.records, 'record')} of the archive."
    if done.exported:
        yield f"The export is {done.exported}"
    if done.pruned:
        yield f"Removed {plural(len(done.pruned), 'former file')} and exports; the newest {KEPT} of each are kept."
    yield from (f"Audit: {warning}" for warning in done.warnings)
    yield f"{plural(len(done.problems), 'problem')} found:" if done.problems else "All is as it was written."
    yield from (f"  {problem}" for problem in done.problems)
