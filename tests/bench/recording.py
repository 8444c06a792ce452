"""Measure what a Prefect record of a run costs: `python -m tests.bench.recording [--rounds N] [--forces N]`.

A replay of about a thousand pages is run as typed, with no Prefect configured and recorded at a server on this machine,
and beside them an empty flow of as many tasks. Nothing here is a test, and no time is asserted anywhere.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.bench.corpus import pages
from tests.flows.conftest import Server

ROUNDS = 3
FORCES = 23
"""Of each service: about a thousand pages."""
_PEEL = (sys.executable, "-m", "flows.cli")
_REPLAY = (*_PEEL, "replay", "--all")


def empty(tasks: int) -> None:
    """Run a flow of tasks that do nothing, started as a recorded run's are: all but two by threads."""
    from prefect import flow, task
    from prefect.cache_policies import NO_CACHE
    from prefect.task_runners import ThreadPoolTaskRunner

    @task(cache_policy=NO_CACHE)
    def nothing(part: int) -> int:
        return part

    @flow(task_runner=ThreadPoolTaskRunner(max_workers=8), persist_result=False)  # type: ignore[arg-type]
    def nothing_at_all() -> None:
        for future in [nothing.submit(part) for part in range(tasks - 2)]:
            future.result()
        nothing(tasks - 1)
        nothing(tasks)

    nothing_at_all()


@dataclass(frozen=True, slots=True)
class Recording:
    """What was measured, the seconds of each round side by side."""

    pages: int
    tasks: int
    plain: tuple[float, ...]
    recorded: tuple[float, ...]
    empty: tuple[float, ...]

    @property
    def shares(self) -> tuple[float, ...]:
        """How many times the plain replay the recorded one took, without the time of the empty flow, by round."""
        return tuple(
            (recorded - empty) / plain
            for plain, recorded, empty in zip(self.plain, self.recorded, self.empty, strict=True)
        )

    def lines(self) -> Iterator[str]:
        """Write the figures for people."""
        yield f"{self.pages:,} pages, {self.tasks} tasks, {len(self.plain)} rounds: median seconds (least to most)."
        for way in ("plain", "recorded", "empty"):
            yield f"{way:<9} {_told(getattr(self, way))}"
        yield f"A recorded replay, without the time of an empty flow, in times of the plain one: {_told(self.shares)}."
        yield "(Wanted: at most 1.15.)"
        yield f"Python {platform.python_version()}, {os.cpu_count()} cores, prefect {version('prefect')}."


def _told(values: Sequence[float]) -> str:
    """Write a median with the least and the most."""
    return f"{median(values):.2f} ({min(values):.2f} to {max(values):.2f})"


def measure(rounds: int = ROUNDS, forces: int = FORCES) -> Recording:
    """Measure everything in turns, with a Prefect server and a home that are there for nothing else."""
    server = Server()
    try:
        with TemporaryDirectory(prefix="peel-recording-") as name:
            home = Path(name)
            pages, tasks = _fill(home, forces)
            server.wait()
            nothing = (sys.executable, "-m", "tests.bench.recording", "--empty", str(tasks))
            ways = {"plain": ("", _REPLAY), "recorded": (server.url, _REPLAY), "empty": (server.url, nothing)}
            taken: dict[str, list[float]] = {way: [] for way in ways}
            for _ in range(rounds):
                for way, (api, command) in ways.items():
                    taken[way].append(_seconds(home, api, *command))
            return Recording(pages, tasks, **{way: tuple(seconds) for way, seconds in taken.items()})
    finally:
        server.stop()


def _fill(home: Path, forces: int) -> tuple[int, int]:
    """Put the pages into an archive and a warehouse, and say how many pages and how many tasks of a replay there are.

    The tasks are one for each force that is read, one that checks and one that publishes.
    """
    corpus = list(pages(forces))
    served = [sys.executable, "-m", "tests.bench.server", str(forces)]
    with subprocess.Popen(served, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        _seconds(home, "", *_PEEL, "ingest", "--site", server.stdout.readline().strip())
        server.stdin.close()
    return len(corpus), len({(page.force.service, page.force.force) for page in corpus}) + 2


def _seconds(home: Path, api: str, *command: str) -> float:
    """Run a command to its end, as it would be typed, and give the seconds it took."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith(("PEEL_", "PREFECT_"))}
    # Both ways start with code that is compiled already, as everybody's second run does.
    settings.pop("PYTHONDONTWRITEBYTECODE", None)
    settings |= {"PEEL_HOME": str(home), "PREFECT_HOME": str(home / "prefect"), "PREFECT_API_URL": api}
    settings["DO_NOT_TRACK"] = "1"
    begun = time.perf_counter()
    done = subprocess.run(command, env=settings, capture_output=True, text=True, check=False)
    taken = time.perf_counter() - begun
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return taken


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.recording", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often everything is measured")
    parser.add_argument("--forces", type=int, default=FORCES, help="forces of each service")
    parser.add_argument("--empty", type=int, default=0, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.empty:
        empty(given.empty)
    else:
        print("\n".join(measure(given.rounds, given.forces).lines()))


if __name__ == "__main__":
    main()
