"""Measure the warehouse at the size of 50 forces, 8 rounds, 10 pages and 15 sections: ``python -m tests.bench.warehouse``.

Times are of the wall clock and, in brackets, of the processor; a plain ``INSERT … SELECT`` of the same frames stands
beside what a load costs. Nothing is asserted: a machine that does other things takes longer.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import duckdb

from schemas.batch import Batch
from schemas.tables import CONTENT
from tests.bench.made_warehouse import inspected, of_force
from tests.warehouse.made import run, staged
from warehouse.connect import asking
from warehouse.publish import publish
from warehouse.views import VIEWS

ONE = ("police", "kent")
BEST = "FROM main.search(?, most := 20)"
SEARCHED = ("domestic abuse", "stalking", "vetting custody bail")


def main() -> None:
    """Make the rows, load them, and say what everything takes; an argument is a smaller number of forces."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else None
    keys = list(dict.fromkeys((service, force) for service, force, _ in inspected()))
    keys = [ONE, *(key for key in keys if key != ONE)][:most]
    home = Path(tempfile.mkdtemp(prefix="peel-bench-"))
    try:
        batches = [of_force(*key) for key in keys]
        pages = sum(one.current["pages"].height for one in batches)
        print(
            f"{len(keys)} forces, {pages:,} pages, {sum(one.current['sections'].height for one in batches):,} sections"
        )
        _plainly(home / "plain.duckdb", batches)
        _publish(home, batches, "all of it into an empty home")
        file = home / "warehouse.duckdb"
        print(f"the file has {file.stat().st_size / 1e6:.1f} MB")
        _timed("one copy of it", lambda: shutil.copyfile(file, home / "copy"))
        _publish(home, [], "nothing")
        _publish(home, [of_force(*ONE)], "one force that has not changed")
        _publish(home, [of_force(*ONE, seed=1)], "one force of which every word has changed")
        _plainly(home / "plain_one.duckdb", [of_force(*ONE, seed=1)])
        _questions(file)
    finally:
        shutil.rmtree(home)


def _plainly(file: Path, batches: list[Batch]) -> None:
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

        _timed(f"a plain INSERT … SELECT of {len(batches)} batches", insert)


def _publish(home: Path, batches: list[Batch], what: str) -> None:
    """Publish batches, and say when each step was reached."""
    places = [staged(home, one, "r1", f"b{number}") for number, one in enumerate(batches)]
    steps: list[str] = []
    start = time.perf_counter()
    _timed(
        f"publishing {what}",
        lambda: publish(home, places, run(), lambda step: steps.append(f"{step} {time.perf_counter() - start:.2f}")),
    )
    print(f"    {', '.join(steps)}")


def _questions(file: Path) -> None:
    """Ask every view for all it holds, and search."""
    with asking(file) as connection:
        for view in VIEWS:
            rows = connection.execute(f"SELECT count(*) FROM main.{view}").fetchall()[0][0]
            _timed(f"{view}, {rows:,} rows", partial(_asked, connection, f"FROM main.{view}", []))
        for words in SEARCHED:
            hits = connection.execute("SELECT count(*) FROM main.search(?)", [words]).fetchall()[0][0]
            _timed(f"search {words!r}, {hits:,} hits", partial(_asked, connection, BEST, [words]), 3)


def _asked(connection: duckdb.DuckDBPyConnection, query: str, given: list[str]) -> None:
    """Ask for all rows, without making Python's objects of them."""
    connection.execute(query, given).to_arrow_table()


def _timed(what: str, work: Callable[[], object], times: int = 1) -> None:
    """Say how long some work took, the best of some times."""
    best = (float("inf"), float("inf"))
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        best = min(best, (time.perf_counter() - wall, time.process_time() - cpu))
    print(f"{what}: {best[0] * 1000:,.0f} ms ({best[1] * 1000:,.0f})", flush=True)


if __name__ == "__main__":
    main()
