"""Measure the warehouse at the size of 50 forces, 8 rounds, 10 pages and 15 sections, beside a plain load of the same.

Times are of the wall clock and of the processor. Nothing is asserted: a machine that does other things takes longer.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from schemas.batch import Batch
from schemas.tables import CONTENT
from tests.bench.made_warehouse import inspected, of_force
from tests.bench.tables import Measured, Ratio, table
from tests.warehouse.made import run, staged
from warehouse import publish as publishing
from warehouse.connect import asking
from warehouse.indexing import Index
from warehouse.publish import publish
from warehouse.views import VIEWS

ONE = ("police", "kent")
BEST = "FROM main.search(?, most := 20)"
SEARCHED = ("domestic abuse", "stalking", "vetting custody bail")
OF_ALL_TEXTS = {
    "texts": "force = 'kent' AND round = '2017'",
    "word_scores": "word = 'stalking'",
    "repeated_findings": "force = 'kent' AND round = '2017'",
}
"""Views that have a row for each of many texts, with what people ask of them."""
_TIMES = 3
"""How often a view or a search is asked; the best counts."""
_BESIDE = (
    (Index, "take_batch", "index of search"),
    (Index, "finish", "index of search"),
    (publishing, "take_findings", "repeated findings"),
    (publishing, "find_repeated", "repeated findings"),
    (publishing, "audit", "audits"),
    (publishing, "audit_again", "audits"),
    (publishing, "must_not_have_drifted", "audits"),
    (publishing, "remember_grades", "what changed"),
    (publishing, "changes_since", "what changed"),
    (publishing, "migrate", "catalogue"),
    (publishing, "merge_reference", "catalogue"),
    (publishing, "comment", "catalogue"),
    (publishing, "create_views", "catalogue"),
    (publishing, "is_ours", "catalogue"),
    (publishing, "sign", "catalogue"),
)
"""What publishing does that no plain load does."""


@dataclass(frozen=True, slots=True)
class Timed:
    """What some work took, in seconds of the wall clock and of the processor."""

    what: str
    wall: float
    cpu: float
    steps: str = ""
    """When each step was reached, in seconds from the start."""
    rows: float = 0.0
    """Seconds of the wall clock that went to the rows, and to nothing that a plain load does not do."""


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
    whole = {one.what for one in views if any(one.what.startswith(f"`{view}`,") for view in OF_ALL_TEXTS)}
    ratios = (
        Ratio(
            "loading, in the time of a plain INSERT … SELECT of the same frames",
            (loaded.wall / plain.wall,),
            "at most 2",
        ),
        Ratio(
            "of it, the rows alone, in that time (without search, comparing findings, audits, history of grades)",
            (loaded.rows / plain.wall,),
            "at most 2",
        ),
        Ratio("loading one changed force, in seconds", (again[-2].wall,), "under 0.5"),
        Ratio(
            "the slowest view, those of all texts asked for one force and round, or one word, in milliseconds",
            (max(one.wall for one in views if one.what not in whole) * 1000,),
            "under 100",
        ),
        Ratio(
            "the slowest view, asked for every row of all texts, in milliseconds",
            (max(one.wall for one in views if one.what in whole) * 1000,),
            "under 100",
        ),
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
    """Publish batches, and say when each step was reached and what went to what a plain load does not do."""
    places = [staged(home, one, "r1", f"b{number}") for number, one in enumerate(batches)]
    steps: list[str] = []
    with _told_apart() as beside:
        start = time.perf_counter()
        timed = _timed(
            f"publishing {what}",
            lambda: publish(
                home, places, run(), lambda step: steps.append(f"{step} {time.perf_counter() - start:.2f}")
            ),
        )
    told = (f"{name} {seconds:.2f}" for name, seconds in beside.items())
    said = f"{', '.join(steps)}; of these: {', '.join(told)}"
    return replace(timed, steps=said, rows=timed.wall - sum(beside.values()))


@contextmanager
def _told_apart() -> Iterator[dict[str, float]]:
    """Take down the seconds of all that a plain load does not do."""
    taken = dict.fromkeys((name for *_, name in _BESIDE), 0.0)
    with ExitStack() as undo:
        for place, function, name in _BESIDE:
            work = getattr(place, function)
            undo.callback(setattr, place, function, work)
            setattr(place, function, _noting(taken, name, work))
        yield taken


def _noting(taken: dict[str, float], name: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """Give a function that does some work, and adds its seconds to those of its name."""

    def noting(*given: Any) -> Any:
        start = time.perf_counter()
        try:
            return work(*given)
        finally:
            taken[name] += time.perf_counter() - start

    return noting


def _views(file: Path) -> Iterator[Timed]:
    """Ask every view for all it holds, and those of all texts for what people ask of them."""
    with asking(file) as connection:
        for view in VIEWS:
            for asked in ("", f" WHERE {OF_ALL_TEXTS[view]}") if view in OF_ALL_TEXTS else ("",):
                rows = connection.execute(f"SELECT count(*) FROM main.{view}{asked}").fetchall()[0][0]
                query = f"FROM main.{view}{asked}"
                yield _timed(f"`{view}`{asked}, {rows:,} rows", partial(_asked, connection, query, []), _TIMES)


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
