"""Measure peel beside what a user would do instead: `make bench`, or `python -m tests.bench [--rounds N] [--forces N]`.

Everything is run side by side in each round, each as a whole process on the same pages, and told as the median of the
rounds with the least and the most. Nothing here is a test, and no time is asserted anywhere.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.bench.corpus import pages

RESULTS = Path(__file__).with_name("results.md")
_PACKAGES = ("trafilatura", "lxml", "duckdb", "polars", "pandera", "requests")
_YARDSTICK = (sys.executable, "-m", "tests.bench.yardsticks")
_PEEL = (sys.executable, "-m", "flows.cli")


@contextmanager
def _served(forces: int | None) -> Iterator[str]:
    """Serve the corpus until the context ends."""
    command = [sys.executable, "-m", "tests.bench.server", *([str(forces)] if forces else [])]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.stdin.close()


def _seconds(*command: str, home: Path, accept: tuple[int, ...] = (0,)) -> float:
    """Run a command to its end, as it would be typed, and give the seconds it took."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith(("PEEL_", "PREFECT_"))}
    settings |= {"PEEL_HOME": str(home), "PREFECT_HOME": str(home / "prefect")}
    begun = time.perf_counter()
    done = subprocess.run(command, env=settings, capture_output=True, text=True, check=False)
    taken = time.perf_counter() - begun
    if done.returncode not in accept:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return taken


def _floor(folder: Path) -> float:
    """Give the seconds that trafilatura alone takes, without those of its start."""
    done = subprocess.run([*_YARDSTICK, "floor", str(folder)], capture_output=True, text=True, check=True)
    return float(done.stdout)


def _from_nothing(home: Path) -> float:
    """Read the whole archive into a warehouse that is not there yet."""
    (home / "warehouse.duckdb").unlink()
    return _seconds(*_PEEL, "replay", "--all", home=home)


def _round(url: str, work: Path, bodies: Path) -> dict[str, float]:
    """Measure everything once."""
    home = work / "home"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    (work / "afternoon.duckdb").unlink(missing_ok=True)
    ingest = (*_PEEL, "ingest", "--site", url)
    measures: dict[str, Callable[[], float]] = {
        "floor": lambda: _floor(bodies),
        "session": lambda: _seconds(*_YARDSTICK, "session", url, home=home),
        "afternoon": lambda: _seconds(*_YARDSTICK, "afternoon", url, str(work / "afternoon.duckdb"), home=home),
        "ingest": lambda: _seconds(*ingest, home=home),
        "ingest again": lambda: _seconds(*ingest, "--refetch", home=home),
        "replay": lambda: _from_nothing(home),
        "one force": lambda: _seconds(
            *_PEEL, "replay", "--all", "--force", "bedfordshire", "--service", "police", home=home
        ),
    }
    return {name: measure() for name, measure in measures.items()}


def _cell(values: list[float], unit: str = "") -> str:
    """Write a median with the least and the most."""
    return f"{median(values):.2f}{unit} ({min(values):.2f} to {max(values):.2f})"


def _table(rounds: list[dict[str, float]], count: int) -> str:
    """Write the figures as a table."""
    lines = ["| what | seconds | pages a second |", "|---|---|---|"]
    lines += [
        f"| {name} | {_cell([one[name] for one in rounds])} | {_cell([count / one[name] for one in rounds])} |"
        for name in rounds[0]
        if name != "one force"
    ]
    lines.append(f"| one force | {_cell([one['one force'] for one in rounds])} | |")
    lines += ["", "| ratio | measured | wanted |", "|---|---|---|"]
    for left, right, words, wanted in (
        ("floor", "replay", "replay, in pages a second of trafilatura alone on one core", "at least 1.0"),
        ("afternoon", "ingest", "ingest, in pages a second of the crawler of an afternoon", "at least 1.5"),
        ("ingest again", "ingest", "ingest over an unchanged site, in the time of the first", "at most 0.6"),
    ):
        ratios = [one[left] / one[right] for one in rounds]
        lines.append(f"| {words} | {_cell(ratios)} | {wanted} |")
    return "\n".join(lines)


def main() -> None:
    """Measure, print the tables, and keep them beside this file."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often everything is measured")
    parser.add_argument("--forces", type=int, default=None, help="forces of each service; all if not given")
    given = parser.parse_args()
    corpus = list(pages(given.forces))
    with TemporaryDirectory(prefix="peel-bench-") as name, _served(given.forces) as url:
        work = Path(name)
        bodies = work / "bodies"
        bodies.mkdir()
        for number, page in enumerate(corpus):
            (bodies / f"{number:06}.html").write_bytes(page.body())
        rounds = [_round(url, work, bodies) for _ in range(given.rounds)]
    packages = ", ".join(f"{package} {version(package)}" for package in _PACKAGES)
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores; {packages}"
    text = f"{len(corpus):,} pages, {given.rounds} rounds: median (least to most).\n\n{_table(rounds, len(corpus))}\n\n{machine}.\n"
    print(text)
    if given.forces is None:
        RESULTS.write_text(f"# What `make bench` measured\n\n{text}")


if __name__ == "__main__":
    main()
