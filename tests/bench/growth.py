"""Measure how time and memory grow: `python -m tests.bench.growth [PAGES]...`, 2,000 and 20,000 if not given.

There are not so many forces as this needs, so it works on a copy of the packages that knows more of them. Each size is a
whole replay of an archive and then a rerun of one force, as commands. Seconds of the processor are those of all the
processes of the replay; memory is the most that one of them held, and that all held together, what they share counted
once.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.processes import watching

_ROOT = Path(__file__).parents[2]
_A_FORCE = 33
"""Pages of one police force in the corpus; a fire service has ten."""
_FILLING = 2
"""How many processes write the pages."""


def fill(home: Path, wanted: int, first: int) -> None:
    """Archive every second of so many pages of the corpus, as a run that fetched them would have."""
    from flows.keeping.archive import open_run
    from tests.bench.corpus import pages
    from transforms.addresses import address_of

    at = datetime(2026, 1, 1)
    with open_run(home / "archive", f"corpus-{first}") as run:
        for page in islice(pages(), first, wanted, _FILLING):
            at += timedelta(seconds=1)
            run.html(address_of(page.url), page.body(), page.url, at)


def _more_forces(copy: Path, pages: int) -> None:
    """Make forces up in the copy's data until the corpus has so many pages."""
    file = copy / "schemas" / "forces.csv"
    with file.open(newline="") as known:
        rows = list(csv.DictReader(known))
    made = [
        {**rows[0], "force": f"made-{number:05}", "name": f"Made {number:05} Police", "gss_code": ""}
        for number in range(pages // _A_FORCE + 1)
    ]
    with file.open("w", newline="") as extended:
        writer = csv.DictWriter(extended, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows + made)


@dataclass(frozen=True, slots=True)
class Took:
    """What a command took: seconds of the clock and of the processor, MB of its largest process and of all of them."""

    wall: float
    cpu: float
    most: float
    together: float


def _run(copy: Path, home: Path, *arguments: str) -> Took:
    """Run a module of the copy to its end, and say what that took."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith(("PEEL_", "PREFECT_"))}
    said = home.with_suffix(".txt")
    begun = time.perf_counter()
    with said.open("w") as output:
        command = [sys.executable, "-m", *arguments]
        child = subprocess.Popen(command, cwd=copy, env=settings, stdout=output, stderr=subprocess.STDOUT)
        with watching(child.pid) as seen:
            status = child.wait()
    if status:
        sys.exit(f"{' '.join(arguments)} ended with {status}:\n{said.read_text()[-2000:]}")
    return Took(time.perf_counter() - begun, sum(seen.seconds.values()), seen.most, seen.together)


def _measure(pages: int) -> str:
    """Measure one size, and give its row of the table."""
    with TemporaryDirectory(prefix="peel-growth-") as name:
        copy, home = Path(name, "copy"), Path(name, "home")
        for package in ("flows", "schemas", "transforms", "warehouse", "tests/bench"):
            shutil.copytree(_ROOT / package, copy / package)
        (copy / "tests" / "__init__.py").touch()
        _more_forces(copy, pages)
        with ThreadPoolExecutor(_FILLING) as filling:
            given = [(f"{name}/{part}", str(home), str(pages), str(part)) for part in range(_FILLING)]
            list(filling.map(lambda one: _run(copy, Path(one[0]), "tests.bench.growth", "fill", *one[1:]), given))
        again = ("flows.cli", "replay", "--all", "--home", str(home))
        whole = _run(copy, home, *again)
        one = _run(copy, home, *again, "--service", "police", "--force", "avon-and-somerset")
        size = (home / "warehouse.duckdb").stat().st_size / 2**20
    each = 1000 / pages
    return (
        f"| {pages:,} | {whole.wall:.1f} | {whole.wall * each:.2f} | {whole.cpu * each:.2f} "
        f"| {whole.most:.0f} | {whole.together:.0f} | {one.wall:.1f} | {size:.0f} |"
    )


def main(sizes: list[int]) -> None:
    """Measure each size in turn and print the table."""
    print(
        "| pages | replay, seconds | milliseconds a page | of the processor | MB of one process | MB of all "
        "| one force again, seconds | file, MB |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for pages in sizes:
        print(_measure(pages), flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["fill"]:
        fill(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
    else:
        main([int(size) for size in sys.argv[1:]] or [2_000, 20_000])
