"""Check what was read, many batches at a time: a check costs the same for one page as for hundreds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.running.progress import Event, Tell
from flows.running.reading import Read
from flows.running.runs import Run

PAGES_A_CHECK = 2_000
"""Beyond these a check takes memory, and gains no time."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checks of a run came to."""

    batches: tuple[Path, ...]
    """The folders that the good rows are staged in, in the order in which their pages were read."""
    rejects: int
    """Rows that did not pass."""


def prepare() -> None:
    """Load what checks pages, while others read them: it takes as long as reading some dozens."""
    from flows.running import staging  # noqa: F401


def check_run(run: Run, reads: Sequence[Read], tell: Tell) -> Checked:
    """Check all that a run has read.

    Raises:
        BrokenFrame: the frames do not have the shape that the tables ask for: a fault of ours, which stops the run.

    """
    from flows.running.staging import stage_checked

    batches: list[Path] = []
    rejects = 0
    total, done = sum(len(one.page_ids) for one in reads), 0
    for group in _groups(reads):
        place, rejected = stage_checked(run, f"checked-{len(batches):05}", [one.batch for one in group])
        batches.append(place)
        rejects += rejected
        done += sum(len(one.page_ids) for one in group)
        tell(Event("check", done, total))
    return Checked(tuple(batches), rejects)


def _groups(reads: Sequence[Read]) -> Iterator[list[Read]]:
    """Gather batches to be checked together; a page that was read twice is in two groups, and the later counts."""
    group: list[Read] = []
    held: set[str] = set()
    for read in reads:
        if group and (len(held) + len(read.page_ids) > PAGES_A_CHECK or held.intersection(read.page_ids)):
            yield group
            group, held = [], set()
        group.append(read)
        held.update(read.page_ids)
    if group:
        yield group
