"""Measure where the time of a run goes, stage by stage."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from flows.running.checking import Checked
from flows.running.pipeline import PLAIN, Steps
from flows.running.progress import Tell
from flows.running.reading import Read
from flows.running.runs import Part, Run
from warehouse.publish import Published


@dataclass(slots=True)
class Profile:
    """Seconds by stage; stages that go on at once overlap in ``wall``, and never in ``cpu``."""

    wall: dict[str, float] = field(default_factory=dict)
    cpu: dict[str, float] = field(default_factory=dict)
    """Over all processes; a stage's own threads only, but for DuckDB's, which are all of the last two stages'."""
    elsewhere: float = 0.0
    """CPU seconds of other processes: those that read, and the one that published."""
    begun: float = field(default_factory=time.perf_counter)

    def steps(self) -> Steps:
        """Give the plain stages of a run, each of them measured."""
        return replace(
            PLAIN,
            discover=self._timed("discover", PLAIN.discover, time.thread_time),
            fetch=self._timed("fetch", PLAIN.fetch, time.thread_time),
            read=self._read,
            check=self._check,
            publish=self._publish,
        )

    def lines(self) -> Iterator[str]:
        """Write the table, with what lies between the stages: starting, loading code, packing, waiting."""
        total = time.process_time() + self.elsewhere
        wall = time.perf_counter() - self.begun
        rest = max(0.0, total - sum(self.cpu.values()))
        yield f"{'stage':<10}{'seconds':>9}{'CPU seconds':>13}{'share of CPU':>14}"
        for stage, cpu in (*self.cpu.items(), ("the rest", rest)):
            seconds = f"{self.wall[stage]:.2f}" if stage in self.wall else ""
            yield f"{stage:<10}{seconds:>9}{cpu:>13.2f}{cpu / total:>13.0%}"
        yield f"{'all':<10}{wall:>9.2f}{total:>13.2f}{1:>13.0%}"

    def _timed(self, stage: str, work: Callable[..., Any], clock: Callable[[], float]) -> Callable[..., Any]:
        """Measure a stage at each call."""

        def timed(*given: Any) -> Any:
            wall, cpu = time.perf_counter(), clock()
            try:
                return work(*given)
            finally:
                self._add(stage, time.perf_counter() - wall, clock() - cpu)

        return timed

    def _read(self, run: Run, parts: Sequence[Part], pool: Executor | None, tell: Tell) -> Sequence[Read]:
        """Measure reading by what each batch says that it took, in whatever process."""
        begun = time.perf_counter()
        reads = PLAIN.read(run, parts, pool, tell)
        self._add("read", time.perf_counter() - begun, sum(read.cpu for read in reads))
        self.elsewhere += sum(read.cpu for read in reads if read.process != os.getpid())
        return reads

    def _check(self, run: Run, reads: Sequence[Read], pool: Executor | None, tell: Tell) -> Checked:
        """Measure checking, in whatever processes."""
        wall, cpu = time.perf_counter(), time.process_time()
        checked = PLAIN.check(run, reads, pool, tell)
        self._add("check", time.perf_counter() - wall, time.process_time() - cpu + checked.elsewhere)
        self.elsewhere += checked.elsewhere
        return checked

    def _publish(self, run: Run, batches: Sequence[Path], answered: Collection[str], tell: Tell) -> Published:
        """Measure publishing, in whatever process."""
        wall, cpu = time.perf_counter(), time.process_time()
        published = PLAIN.publish(run, batches, answered, tell)
        self._add("publish", time.perf_counter() - wall, time.process_time() - cpu + published.elsewhere)
        self.elsewhere += published.elsewhere
        return published

    def _add(self, stage: str, wall: float, cpu: float) -> None:
        """Add to a stage's seconds."""
        self.wall[stage] = self.wall.get(stage, 0.0) + wall
        self.cpu[stage] = self.cpu.get(stage, 0.0) + cpu
