"""Measure peel beside what a user would do instead: `make bench`, or `python -m tests.bench`.

`--rounds N` measures everything so often, `--forces N` takes the pages of so many forces of each service, and
`--only NAME` (several times) measures some parts alone. Everything is run side by side on the same pages, and told as
the median of the rounds with the least and the most. Nothing here is a test, and no time is asserted anywhere. How time
and memory grow is a command of its own, `python -m tests.bench.growth`.
"""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from tests.bench import fetching, reading, stages, warehouse, whole
from tests.bench.tables import Measured, Ratio, cell, ratios, table

RESULTS = Path(__file__).with_name("results.md")
_PACKAGES = ("trafilatura", "lxml", "duckdb", "polars", "pandera", "requests", "prefect")


def _recording(rounds: int, forces: int | None) -> Measured:
    """Measure what a record at a Prefect server costs."""
    from tests.bench import recording

    found = recording.measure(rounds, min(forces or recording.FORCES, recording.FORCES))
    ways = (("plain", found.plain), ("recorded", found.recorded), ("an empty flow of as many tasks", found.empty))
    told = table(("replay", "seconds"), [(way, cell(seconds)) for way, seconds in ways])
    says = "a recorded replay, without the time of an empty flow, in that of an unrecorded one"
    return Measured(
        f"{found.pages:,} pages, {found.tasks} tasks.\n\n{told}", (Ratio(says, found.shares, "at most 1.15"),)
    )


PARTS: dict[str, tuple[str, Callable[[int, int | None], Measured]]] = {
    "whole": ("Whole commands, beside what a user would do instead", whole.measure),
    "stages": ("Where the time of a run goes", stages.measure),
    "reading": ("Reading alone, beside trafilatura", reading.measure),
    "fetching": ("Fetching and archiving, beside a bare loop", fetching.measure),
    "warehouse": ("Loading and asking, beside a plain load", warehouse.measure),
    "recording": ("A recorded replay, beside an unrecorded one", _recording),
}


def main() -> None:
    """Measure, print the tables, and keep those of a full run beside this file."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often everything is measured")
    parser.add_argument("--forces", type=int, default=None, help="forces of each service; all if not given")
    parser.add_argument("--only", action="append", choices=PARTS, help="a part to measure; all if not given")
    given = parser.parse_args()
    found: dict[str, Measured] = {}
    for name in given.only or PARTS:
        title, measure = PARTS[name]
        print(f"{title} ...", flush=True)
        found[title] = measure(given.rounds, given.forces)
    text = f"{_machine(given.rounds)}\n\n{ratios(one for part in found.values() for one in part.ratios)}\n"
    for title, part in found.items():
        text += f"\n## {title}\n\n{part.text}\n"
    print(f"\n{text}")
    if given.forces is None and given.only is None:
        RESULTS.write_text(f"# What `make bench` measured\n\n{text}")


def _machine(rounds: int) -> str:
    """Say what was measured on."""
    packages = ", ".join(f"{package} {version(package)}" for package in _PACKAGES)
    return (
        f"Python {platform.python_version()}, {os.cpu_count()} cores; {packages}. Medians of {rounds} rounds, in "
        "brackets the least and the most. How time and memory grow: `python -m tests.bench.growth`."
    )


if __name__ == "__main__":
    main()
