"""Write, audit, publish: merge staged batches into a copy of the warehouse, and swap it in if it passes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from warehouse import disk
from warehouse.audit import Warned, audit, audit_again
from warehouse.catalogue import is_ours, sign
from warehouse.changes import JudgmentChange, changes_since, remember_grades
from warehouse.comments import comment
from warehouse.connect import broken, changing, warehouse_file
from warehouse.drift import must_not_have_drifted
from warehouse.former import compared_with
from warehouse.indexing import indexing
from warehouse.merge import Merged, merge
from warehouse.migrate import applied, migrate, pending
from warehouse.reference import merge_reference, theme_names
from warehouse.repeating import Repeating
from warehouse.room import with_room
from warehouse.stage import discard
from warehouse.taking import take_up
from warehouse.views import create_views

LOCK = "warehouse.lock"
_LITTLE = "128MB"
"""The memory that DuckDB may take at first: a first load needs no more for more pages, but where it asks for room."""
STEPS = ("staged", "copied", "merged", "audited", "before swap", "after swap")
"""What ``at_step`` is told, in order, some of them twice where publishing begins anew with more memory.

A run may be killed at any of them, and the old or the new file stands whole.
"""


@dataclass(frozen=True, slots=True)
class RunRecord:
    """What is written down of a run; instants are UTC without a zone."""

    run_id: str
    kind: str
    """``ingest``, ``replay``, ``rebuild`` or ``import``."""
    selection: str
    """What the run was about, in words."""
    parser_version: str
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing changed; pages are counted over the batches that were given."""

    pages_new: int
    pages_changed: int
    pages_unchanged: int
    judgments_changed: tuple[JudgmentChange, ...]
    """What became new, was revised or went away in the view ``grades``, in its order."""
    warnings: tuple[Warned, ...]
    kept: Path | None = None
    """Where the former file was kept, if this program had to change its tables or made a new one."""
    elsewhere: float = 0.0
    """CPU seconds that it took, where it was done in another process."""

    @property
    def changed_nothing(self) -> bool:
        """Say whether every page and judgment is as it was before."""
        return not (self.pages_new or self.pages_changed or self.judgments_changed)


def _at_no_step(_step: str) -> None:
    """Listen to no step."""


def publish(
    home: Path,
    batches: Sequence[Path],
    run: RunRecord,
    at_step: Callable[[str], None] = _at_no_step,
    *,
    waiting: Callable[[], None] = lambda: None,
    answered: Collection[str] = (),
    fresh: bool = False,
) -> Published:
    """Merge staged batches into the warehouse of a home; readers see the former file until all of it is done.

    Args:
        home: folder of the warehouse, made if it is missing.
        batches: folders that ``stage.write_batch`` gave; where two hold the same page, the later one counts. They are
            removed once they have landed.
        run: what to write down of the run.
        at_step: told each of ``STEPS`` as it is reached.
        waiting: told once if another run is publishing and this one has to wait for it.
        answered: pages that gave their answer to this run, so that former refusals of asking for them are over.
        fresh: make a new file from the batches alone, in the place of the former one, which is kept.

    Raises:
        AuditFailed: the result may not be published, or the pages of the run are not what such pages have been.
        PeelError: the disk, the former file or a batch does not allow it. The former file stands in every such case.

    """
    disk.make_home(home)
    current = warehouse_file(home)
    at_step("staged")
    with _alone(home, waiting):
        disk.clean(home)
        try:
            try:
                published, renewed = _write(home, current, batches, run, at_step, answered, fresh, _LITTLE)
            except duckdb.OutOfMemoryException:
                # Rows that were taken out stay in memory, so that much of a large file that has changed needs more.
                disk.clean(home)
                published, renewed = _write(home, current, batches, run, at_step, answered, fresh, None)
            kept = disk.keep(home, current, run.run_id) if renewed else None
            at_step("before swap")
            disk.swap_in(home, home / disk.COPY, current)
        finally:
            disk.clean(home)
        at_step("after swap")
    discard(batches)
    return replace(published, kept=kept)


@contextmanager
def _alone(home: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock that only one publishing run may hold; it is let go of even by a killed one."""
    lock = FileLock(home / LOCK)
    with disk.said_plainly("take the lock of the warehouse", home):
        try:
            lock.acquire(timeout=0)
        except Timeout:
            waiting()
            lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _write(
    home: Path,
    current: Path,
    batches: Sequence[Path],
    run: RunRecord,
    at_step: Callable[[str], None],
    answered: Collection[str],
    fresh: bool,
    memory: str | None,
) -> tuple[Published, bool]:
    """Bring a copy up to date, and say what changed and whether it is another kind of file than the former one.

    Raises:
        OutOfMemoryException: ``memory`` is not enough.

    """
    copy = home / disk.COPY if fresh else disk.copy_aside(home, current)
    at_step("copied")
    try:
        with changing(copy, current, memory) as connection:
            renewed = fresh or (applied(connection) > 0 and bool(pending(connection)))
            migrate(connection, _now())
            ours = is_ours(connection)
            if not ours:
                comment(connection)
                create_views(connection, theme_names())
            take_up(connection, batches)
            with compared_with(connection, current if fresh else None) as baseline:
                if not ours:
                    with_room(connection, memory, lambda: remember_grades(connection, baseline))
                merged = _merge(connection, batches, run, answered, baseline, memory, ours=ours)
            at_step("merged")
            same = ours and not merged.pages_new and not merged.pages_changed
            audited = audit_again if same else audit
            warned = with_room(connection, memory, lambda: audited(connection, run.run_id))
            must_not_have_drifted(connection)
            changes = () if same else changes_since(connection)
            _record(connection, run, merged, len(changes))
            if not ours:
                sign(connection)
            at_step("audited")
    except (duckdb.OperationalError, duckdb.InternalError, duckdb.FatalException) as error:
        if isinstance(error, duckdb.OutOfMemoryException) and memory:
            raise
        raise broken(current, error) from error
    published = Published(merged.pages_new, merged.pages_changed, merged.pages_unchanged, changes, warned)
    return published, renewed


def _merge(
    connection: duckdb.DuckDBPyConnection,
    batches: Sequence[Path],
    run: RunRecord,
    answered: Collection[str],
    baseline: str,
    memory: str | None,
    *,
    ours: bool,
) -> Merged:
    """Merge batches and reference data, index what changed and compare it with the rest.

    Each step commits by itself: the copy is nobody's until all are done, and a transaction would keep every temporary
    table of every batch.
    """
    if not ours:
        merge_reference(connection)

    def before() -> None:
        # With other reference data they have been remembered already, before those took the place of the former.
        if ours:
            with_room(connection, memory, lambda: remember_grades(connection, baseline))

    repeating = Repeating(connection)
    with indexing(connection) as index:

        def each() -> None:
            index.take_batch()
            repeating.take_batch()

        merged = merge(connection, batches, run.run_id, answered, baseline, before, each, memory)
        repeating.finish()
        index.finish()
    return merged


def _record(connection: duckdb.DuckDBPyConnection, run: RunRecord, merged: Merged, judgments_changed: int) -> None:
    """Write down the run; a repeated publication of the same run replaces its row."""
    connection.execute("DELETE FROM ops.runs WHERE run = ?", [run.run_id])
    connection.execute(
        "INSERT INTO ops.runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            run.run_id, run.kind, run.selection, run.parser_version, run.started_at, _now(),
            merged.pages_new, merged.pages_changed, merged.pages_unchanged, merged.pages_refused, merged.rows_rejected,
            judgments_changed,
        ],
    )  # fmt: skip


def _now() -> datetime:
    """Give the present instant as the warehouse keeps it."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)
