"""Measure the warehouse at the size of 50 forces, 8 rounds, 10 pages and 15 sections, beside a plain load of the same.

Times are of the wall clock and of the processor. Nothing is asserted: a machine that does other things takes longer.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from schemas.batch import Batch
from schemas.tables import CONTENT
from tests.bench.made_warehouse import inspected, of_force
from tests.bench.tables import Measured, Ratio, table
from tests.warehouse.made import run, staged
from warehouse.connect import asking
from warehouse.publish import publish
from warehouse.views import VIEWS

ONE = ("police", "kent")
BEST = "FROM main.search(?, most := 20)"
SEARCHED = ("domestic abuse", "stalking", "vetting custody bail")
_TIMES = 3
"""How often a search is asked; the best counts."""


@dataclass(frozen=True, slots=True)
class Timed:
    """What some work took, in seconds of the wall clock and of the processor."""

    what: str
    wall: float
    cpu: float
    steps: str = ""
    """When each step was reached, in seconds from the start."""


def measure(_rounds: int, forces: int | None) -> Measured:
    """Make the rows, load them, and say what everything takes."""
    keys = list(dict.fromkeys((service, force) for service, force, _ in inspected()))
    keys = [ONE, *(key for key in keys if key != ONE)][: 2 * forces if forces else None]
    batches = [of_force(*key) for key in keys]
    pages = sum(one.current["pages"].height for one in batches)
    sections = sum(one.current["sections"].height for one in batches)
    with TemporaryDirectory(prefix="peel-bench-") as name:
        home = Path(name)
        file = home / "warehouse.duckdb"
        changed = of_force(*ONE, seed=1)
        plain = _plainly(home / "plain.duckdb", batches, "a plain INSERT … SELECT of all")
        loaded = _publish(home, batches, "all of it into an empty home")
        again = [
            _timed("one copy of the file", lambda: shutil.copyfile(file, home / "copy")),
            _publish(home, [], "nothing"),
            _publish(home, [of_force(*ONE)], "one force that has not changed"),
            _publish(home, [changed], "one force of which every word has changed"),
            _plainly(home / "plain_one.duckdb", [changed], "a plain INSERT … SELECT of one force"),
        ]
        size = f"{file.stat().st_size / 1e6:.1f} MB"
        views, searches = list(_views(file)), list(_searches(file))
    ratios = (
        Ratio(
            "loading, in the time of a plain INSERT … SELECT of the same frames",
            (loaded.wall / plain.wall,),
            "at most 2",
        ),
        Ratio("loading one changed force, in seconds", (again[-2].wall,), "under 0.5"),
        Ratio("the slowest view, in milliseconds", (max(one.wall for one in views) * 1000,), "under 100"),
        Ratio("the slowest search, in milliseconds", (max(one.wall for one in searches) * 1000,), "under 50"),
    )
    rows = [
        (one.what, f"{one.wall * 1000:,.0f}", f"{one.cpu * 1000:,.0f}", one.steps)
        for one in (plain, loaded, *again, *views, *searches)
    ]
    told = table(("what", "milliseconds", "of the processor", "steps, in seconds"), rows)
    return Measured(f"{len(keys)} forces, {pages:,} pages, {sections:,} sections, a file of {size}.\n\n{told}", ratios)


def _plainly(file: Path, batches: list[Batch], what: str) -> Timed:
    """Load frames as anybody would, from Parquet into tables without any check."""
    with duckdb.connect(str(file)) as connection:
        for table in CONTENT:
            for place, one in enumerate(batches):
                one.current[table].write_parquet(file.with_suffix(f".{table}.{place}.parquet"))

        def insert() -> None:
            for table in CONTENT:
                found = f"read_parquet('{file.with_suffix('')}.{table}.*.parquet')"
                connection.execute(f"CREATE TABLE {table} AS FROM {found} LIMIT 0")
                connection.execute(f"INSERT INTO {table} SELECT * FROM {found}")
            connection.execute("CHECKPOINT")

        return _timed(what, insert)


def _publish(home: Path, batches: list[Batch], what: str) -> Timed:
    """Publish batches, and say when each step was reached."""
    places = [staged(home, one, "r1", f"b{number}") for number, one in enumerate(batches)]
    steps: list[str] = []
    start = time.perf_counter()
    timed = _timed(
        f"publishing {what}",
        lambda: publish(home, places, run(), lambda step: steps.append(f"{step} {time.perf_counter() - start:.2f}")),
    )
    return replace(timed, steps=", ".join(steps))


def _views(file: Path) -> Iterator[Timed]:
    """Ask every view for all it holds."""
    with asking(file) as connection:
        for view in VIEWS:
            rows = connection.execute(f"SELECT count(*) FROM main.{view}").fetchall()[0][0]
            yield _timed(f"`{view}`, {rows:,} rows", partial(_asked, connection, f"FROM main.{view}", []))


def _searches(file: Path) -> Iterator[Timed]:
    """Search for words."""
    with asking(file) as connection:
        for words in SEARCHED:
            hits = connection.execute("SELECT count(*) FROM main.search(?)", [words]).fetchall()[0][0]
            yield _timed(f"search '{words}', {hits:,} hits", partial(_asked, connection, BEST, [words]), _TIMES)


def _asked(connection: duckdb.DuckDBPyConnection, query: str, given: list[str]) -> None:
    """Ask for all rows, without making Python's objects of them."""
    connection.execute(query, given).to_arrow_table()


def _timed(what: str, work: Callable[[], object], times: int = 1) -> Timed:
    """Say how long some work took, the best of some times."""
    best = (float("inf"), float("inf"))
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        best = min(best, (time.perf_counter() - wall, time.process_time() - cpu))
    return Timed(what, *best)
