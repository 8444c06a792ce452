"""Ask every view, and search, as a client does, and take the time: what is answered is fetched whole, as Arrow.

A view that has a row for each of many texts is also asked what people ask of it: for some of its rows, for its first
thousand, and for a sum over all of them. Fetching all its rows is told beside fetching the same rows from a table that
holds nothing else, since no view can give them sooner than that.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb

from tests.bench.tables import Ratio
from warehouse.connect import asking
from warehouse.search import search
from warehouse.views import VIEWS

SEARCHED = ("domestic abuse", "stalking", "vetting custody bail")
_BEST = "FROM main.search(?, most := 20)"
_FIRST = 1000
_OF_ALL_TEXTS = {
    "texts": ("force = 'kent' AND round = '2017'", "SELECT service, force, round, kind, count(*), max(url)"),
    "word_scores": ("word = 'stalking'", "SELECT word, count(*), sum(score)"),
    "repeated_findings": ("force = 'kent' AND round = '2017'", "SELECT force, same_force, count(*), avg(similarity)"),
}
"""Views that have a row for each of many texts, with what people ask of them: some rows, and a sum over all."""
_TIMES = 3
"""How often each question is asked; the best counts."""


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
    of: str = ""
    """Which ratio it counts for."""


_ASKED = "the slowest view, those of all texts asked for one force and round, or one word, in milliseconds"
_SUMMED = "the slowest sum over every row of a view of all texts, in milliseconds"
_BEGUN = f"the slowest of the first {_FIRST:,} rows of a view of all texts, in milliseconds"
_FETCHED = "the slowest view, asked for every row of all texts, in milliseconds"
_SEARCHED = "the slowest search, in milliseconds"
_WANTED = {_ASKED: 100, _SUMMED: 100, _BEGUN: 100, _FETCHED: 100, _SEARCHED: 50}


def asked(file: Path) -> list[Timed]:
    """Ask a warehouse everything."""
    with asking(file) as connection:
        return [*_views(connection), *_searches(connection, file)]


def answered(found: list[Timed]) -> Iterator[Ratio]:
    """Give the slowest of each kind of question, beside what is wanted."""
    for kind, most in _WANTED.items():
        yield Ratio(kind, (max(one.wall for one in found if one.of == kind) * 1000,), f"under {most}")


def timed(what: str, work: Callable[[], object], times: int = 1, of: str = "") -> Timed:
    """Say how long some work took, the best of some times."""
    best = (float("inf"), float("inf"))
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        best = min(best, (time.perf_counter() - wall, time.process_time() - cpu))
    return Timed(what, *best, of=of)


def _views(connection: duckdb.DuckDBPyConnection) -> Iterator[Timed]:
    """Ask every view for all it holds, and those of all texts for what people ask of them."""
    for view in VIEWS:
        if view not in _OF_ALL_TEXTS:
            yield _view(connection, f"FROM main.{view}", f"`{view}`", _ASKED)
            continue
        some, summed = _OF_ALL_TEXTS[view]
        yield _view(connection, f"FROM main.{view} WHERE {some}", f"`{view}` WHERE {some}", _ASKED)
        yield _view(connection, f"FROM main.{view} LIMIT {_FIRST}", f"`{view}`, the first", _BEGUN)
        yield _view(
            connection, f"{summed} FROM main.{view} GROUP BY ALL", f"`{summed} FROM {view} GROUP BY ALL`", _SUMMED
        )
        yield _view(connection, f"FROM main.{view}", f"`{view}`, all of it", _FETCHED)
        connection.execute(f"CREATE TEMP TABLE held AS FROM main.{view}")
        yield _view(connection, "FROM temp.held", f"the same rows as `{view}`, from a table", "")
        connection.execute("DROP TABLE temp.held")


def _view(connection: duckdb.DuckDBPyConnection, query: str, what: str, of: str) -> Timed:
    """Ask one question."""
    rows = connection.execute(f"SELECT count(*) FROM ({query})").fetchall()[0][0]
    return timed(f"{what}, {rows:,} rows", partial(_fetched, connection, query), _TIMES, of)


def _searches(connection: duckdb.DuckDBPyConnection, file: Path) -> Iterator[Timed]:
    """Search for words: the best of all, and, as `peel search` does it, the best of one round."""
    for words in SEARCHED:
        hits = connection.execute("SELECT count(*) FROM main.search(?)", [words]).fetchall()[0][0]
        says = f"search '{words}', the best 20 of {hits:,} hits"
        yield timed(says, partial(_fetched, connection, _BEST, words), _TIMES, _SEARCHED)
    says = f"`peel search '{SEARCHED[0]}' --round 2017`, with opening the file"
    yield timed(says, partial(search, file, SEARCHED[0], rounds=["2017"]), _TIMES)


def _fetched(connection: duckdb.DuckDBPyConnection, query: str, *given: str) -> None:
    """Fetch all rows of an answer, without making Python's objects of them."""
    connection.execute(query, given).to_arrow_table()
