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
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.bench.corpus import pages
from tests.flows.conftest import Server

_PEEL = (sys.executable, "-m", "flows.cli")
FORCES = 23
"""Of each service: about a thousand pages."""


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
        for future in [nothing.submit(part) for part in range(tasks - 1)]:
            future.result()
        nothing(tasks)

    nothing_at_all()


def _seconds(home: Path, api: str, *command: str) -> float:
    """Run a command to its end, as it would be typed, and give the seconds it took."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith(("PEEL_", "PREFECT_"))}
    settings |= {"PEEL_HOME": str(home), "PREFECT_HOME": str(home / "prefect"), "DO_NOT_TRACK": "1"}
    settings |= {"PREFECT_LOGGING_LEVEL": "WARNING", "PREFECT_API_URL": api}
    begun = time.perf_counter()
    done = subprocess.run(command, env=settings, capture_output=True, text=True, check=False)
    taken = time.perf_counter() - begun
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return taken


def _fill(home: Path, forces: int) -> tuple[int, int]:
    """Put the pages into an archive, and say how many pages and how many parts by force there are."""
    corpus = list(pages(forces))
    served = [sys.executable, "-m", "tests.bench.server", str(forces)]
    with subprocess.Popen(served, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        _seconds(home, "", *_PEEL, "ingest", "--site", server.stdout.readline().strip())
        server.stdin.close()
    return len(corpus), len({(page.force.service, page.force.force) for page in corpus})


def measure(rounds: int, forces: int) -> str:
    """Measure, and give the figures as text."""
    server = Server()
    try:
        server.wait()
        with TemporaryDirectory(prefix="peel-recording-") as name:
            home = Path(name)
            count, parts = _fill(home, forces)
            replay = (*_PEEL, "replay", "--all")
            nothing = (sys.executable, "-m", "tests.bench.recording", "--empty", str(parts + 1))
            ways = {"plain": ("", replay), "recorded": (server.url, replay), "empty": (server.url, nothing)}
            taken = [
                {way: _seconds(home, api, *command) for way, (api, command) in ways.items()} for _ in range(rounds)
            ]
    finally:
        server.stop()
    lines = [f"{count:,} pages, {parts} tasks that read, {rounds} rounds: median seconds (least to most)."]
    for way in ways:
        values = [one[way] for one in taken]
        lines.append(f"{way:<9} {median(values):6.2f} ({min(values):.2f} to {max(values):.2f})")
    share = median((one["recorded"] - one["empty"]) / one["plain"] for one in taken)
    lines.append(
        f"recorded, without the time of the empty flow, takes {share:.2f} times the plain one (wanted: at most 1.15)."
    )
    lines.append(f"Python {platform.python_version()}, {os.cpu_count()} cores, prefect {version('prefect')}.")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.recording", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often everything is measured")
    parser.add_argument("--forces", type=int, default=FORCES, help="forces of each service")
    parser.add_argument("--empty", type=int, default=0, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.empty:
        empty(given.empty)
    else:
        print(measure(given.rounds, given.forces))


if __name__ == "__main__":
    main()
