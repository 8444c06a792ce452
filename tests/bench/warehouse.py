"""Measure the warehouse at the size of 50 forces, 8 rounds, 10 pages and 15 sections, beside a plain load of the same.

Times are of the wall clock and of the processor. Nothing is asserted: a machine that does other things takes longer.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from schemas.batch import Batch
from schemas.table_names import CONTENT
from tests.bench.asking import Timed, answered, asked, timed
from tests.bench.made_warehouse import inspected, of_force
from tests.bench.tables import Measured, Ratio, table
from tests.warehouse.made import run, staged
from warehouse import publish as publishing
from warehouse.indexing import Index
from warehouse.publish import publish
from warehouse.repeating import Repeating

ONE = ("police", "kent")
_BESIDE = (
    (Index, "take_batch", "index of search"),
    (Index, "finish", "index of search"),
    (Repeating, "take_batch", "repeated findings"),
    (Repeating, "finish", "repeated findings"),
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
            timed("one copy of the file", lambda: shutil.copyfile(file, home / "copy")),
            _publish(home, [], "nothing"),
            _publish(home, [of_force(*ONE)], "one force that has not changed"),
            _publish(home, [changed], "one force of which every word has changed"),
            _plainly(home / "plain_one.duckdb", [changed], "a plain INSERT … SELECT of one force"),
        ]
        size = f"{file.stat().st_size / 1e6:.1f} MB"
        found = asked(file)
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
        *answered(found),
    )
    rows = [
        (one.what, f"{one.wall * 1000:,.0f}", f"{one.cpu * 1000:,.0f}", one.steps)
        for one in (plain, loaded, *again, *found)
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

        return timed(what, insert)


def _publish(home: Path, batches: list[Batch], what: str) -> Timed:
    """Publish batches, and say when each step was reached and what went to what a plain load does not do."""
    places = [staged(home, one, "r1", f"b{number}") for number, one in enumerate(batches)]
    steps: list[str] = []
    with _told_apart() as beside:
        start = time.perf_counter()
        taken = timed(
            f"publishing {what}",
            lambda: publish(
                home, places, run(), lambda step: steps.append(f"{step} {time.perf_counter() - start:.2f}")
            ),
        )
    told = (f"{name} {seconds:.2f}" for name, seconds in beside.items())
    said = f"{', '.join(steps)}; of these: {', '.join(told)}"
    return replace(taken, steps=said, rows=taken.wall - sum(beside.values()))


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
