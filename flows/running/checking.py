"""Check what was read, many batches at a time: a check costs hardly more for hundreds of pages than for one."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from flows.running.progress import Event, Tell
from flows.running.reading import Read
from flows.running.runs import Run

PAGES_A_CHECK = 1_000
"""Beyond these a check takes memory, and gains little time."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checks of a run came to."""

    batches: tuple[Path, ...]
    """The folders that the good rows are staged in, in the order in which their pages were read."""
    rejects: int
    """Rows that did not pass."""
    elsewhere: float = 0.0
    """CPU seconds that it took in other processes."""


@dataclass(frozen=True, slots=True)
class CheckedBatch:
    """What checking some batches together came to."""

    place: Path
    rejects: int
    cpu: float
    """CPU seconds that it took."""
    process: int
    """Id of the process that did it."""


def prepare() -> None:
    """Load what checks and publishes pages, while others read them: it takes as long as reading some dozens."""
    from flows.running import staging  # noqa: F401
    from warehouse.reference import theme_names

    # Checks the program's own data, which publishing asks for, and so loads all that any check needs.
    theme_names()


def check_run(run: Run, reads: Sequence[Read], pool: Executor | None, tell: Tell) -> Checked:
    """Check all that a run has read, in this process or in the pool's.

    Raises:
        BrokenFrame: the frames do not have the shape that the tables ask for: a fault of ours, which stops the run.

    """
    total, done = sum(len(one.page_ids) for one in reads), 0
    groups = list(_groups(reads))
    if len(groups) == 1:
        pool = None  # nothing goes on beside it, and this process is prepared
    waiting: list[Callable[[], CheckedBatch]] = []
    for number, group in enumerate(groups):
        call = partial(check_batches, run, f"checked-{number:05}", [one.batch for one in group])
        waiting.append(call if pool is None else pool.submit(call).result)
    found: list[CheckedBatch] = []
    for group, result in zip(groups, waiting, strict=True):
        found.append(result())
        done += sum(len(one.page_ids) for one in group)
        tell(Event("check", done, total))
    return Checked(
        tuple(one.place for one in found),
        sum(one.rejects for one in found),
        sum(one.cpu for one in found if one.process != os.getpid()),
    )


def check_batches(run: Run, name: str, batches: Sequence[Path]) -> CheckedBatch:
    """Check some batches together, and stage them as one."""
    from flows.running.staging import stage_checked

    begun = time.process_time()
    place, rejects = stage_checked(run, name, batches)
    return CheckedBatch(place, rejects, time.process_time() - begun, os.getpid())


def _groups(reads: Sequence[Read]) -> Iterator[list[Read]]:
    """Gather batches to be checked together; a page that was read twice is in two groups, and the later counts."""
    group: list[Read] = []
    held: set[str] = set()
    for read in reads:
        if group and (len(held) >= PAGES_A_CHECK or held.intersection(read.page_ids)):
            yield group
            group, held = [], set()
        group.append(read)
        held.update(read.page_ids)
    if group:
        yield group
