"""Measure whole commands on the whole corpus beside what a user would do instead of peel."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.commands import PEEL, YARDSTICK, ran, served
from tests.bench.corpus import pages
from tests.bench.tables import Measured, Ratio, cell, table

_ONE = ("--force", "bedfordshire", "--service", "police")
_RATIOS = (
    ("floor", "replay", "replay, in pages a second of trafilatura alone on one core", "at least 1.0"),
    ("afternoon", "ingest", "ingest, in pages a second of the crawler of an afternoon", "at least 1.5"),
    ("ingest again", "ingest", "ingest over an unchanged site, in the time of the first", "at most 0.6"),
)


def measure(rounds: int, forces: int | None) -> Measured:
    """Run everything side by side in each round."""
    with TemporaryDirectory(prefix="peel-bench-") as name, served(forces) as url:
        work = Path(name)
        count = _write(work / "bodies", forces)
        # Once without a clock: whoever types a command has typed one before.
        ran(*PEEL, "ingest", "--site", url, *_ONE, home=work / "first")
        taken = [_round(url, work) for _ in range(rounds)]
    rows = [
        (way, cell([one[way] for one in taken]), cell([count / one[way] for one in taken], 0) if way != _LAST else "")
        for way in taken[0]
    ]
    found = [
        Ratio(says, tuple(one[left] / one[right] for one in taken), wanted) for left, right, says, wanted in _RATIOS
    ]
    found.append(Ratio("one force again, the whole command, in seconds", tuple(one[_LAST] for one in taken), "under 3"))
    text = f"{count:,} pages, {rounds} rounds.\n\n{table(('what', 'seconds', 'pages a second'), rows)}"
    return Measured(text, tuple(found))


_LAST = "one force"


def _write(folder: Path, forces: int | None) -> int:
    """Write the corpus into a folder, and say how many pages it has."""
    folder.mkdir()
    count = 0
    for count, page in enumerate(pages(forces), start=1):
        (folder / f"{count:06}.html").write_bytes(page.body())
    return count


def _round(url: str, work: Path) -> dict[str, float]:
    """Measure everything once."""
    home = work / "home"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    (work / "afternoon.duckdb").unlink(missing_ok=True)

    def seconds(*command: str) -> float:
        return ran(*command, home=home).seconds

    def from_nothing() -> float:
        (home / "warehouse.duckdb").unlink()
        return seconds(*PEEL, "replay", "--all")

    ingest = (*PEEL, "ingest", "--site", url)
    measures: dict[str, Callable[[], float]] = {
        # The yardstick itself says what it took, without its start.
        "floor": lambda: float(ran(*YARDSTICK, "floor", str(work / "bodies"), home=home).stdout),
        "session": lambda: seconds(*YARDSTICK, "session", url),
        "afternoon": lambda: seconds(*YARDSTICK, "afternoon", url, str(work / "afternoon.duckdb")),
        "ingest": lambda: seconds(*ingest),
        "ingest again": lambda: seconds(*ingest, "--refetch"),
        "replay": from_nothing,
        _LAST: lambda: seconds(*PEEL, "replay", "--all", *_ONE),
    }
    return {name: measure() for name, measure in measures.items()}
