"""Measure fetching and archiving against a bare loop, and how much memory an ingest takes.

``python -m tests.bench.fetching [--pages N] [--rounds N]`` prints seconds as JSON; ``--memory`` instead prints
the most memory that the stages of an ingest of so many pages take. The server is a process of its own on this machine,
and everything compared asks the same one, in turns.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from time import perf_counter

from tests.bench import manysite, memory
from tests.bench.commands import ran
from tests.bench.tables import Measured, Ratio, cell, table

MOST = 20_000
PAGES = 800
if __name__ != "tests.bench.fetching":
    # Run by its name, and as the main file of the processes that read pages, which must know the same forces.
    manysite.know(MOST // 4)

Seconds = dict[str, list[float]]


def measure(rounds: int, forces: int | None) -> Measured:
    """Measure in a process of its own, since the made-up site has forces that nobody else knows."""
    pages = min(PAGES, 40 * forces) if forces else PAGES
    given = ("--pages", str(pages), "--rounds", str(rounds))
    taken: dict[str, Seconds] = json.loads(
        ran(sys.executable, "-m", "tests.bench.fetching", *given, home=Path(gettempdir())).stdout
    )
    rows = [
        (size, way, cell(seconds), cell([pages / one for one in seconds], 0))
        for size, ways in taken.items()
        for way, seconds in ways.items()
    ]
    found = [
        Ratio(f"fetching and archiving {size}, in pages a second of a bare loop", _shares(ways), "at least 0.5")
        for size, ways in taken.items()
    ]
    return Measured(f"{pages:,} pages.\n\n{table(('pages', 'what', 'seconds', 'pages a second'), rows)}", tuple(found))


def _shares(ways: Seconds) -> tuple[float, ...]:
    """Give the pages a second of the last way in those of the first."""
    first, *_, last = ways.values()
    return tuple(bare / peel for bare, peel in zip(first, last, strict=True))


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=PAGES)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--memory", action="store_true")
    given = parser.parse_args()
    if given.memory:
        memory.tell(given.pages)
        return
    taken: dict[str, Seconds] = {}
    for size in ("small", "filled"):
        with served(given.pages, size) as url:
            urls = [url + path for path in manysite.paths(given.pages)]
            taken[f"{size} pages"] = compared(
                {
                    "bare requests.Session": lambda: bare(urls),  # noqa: B023
                    "the same with warcio": lambda: with_warcio(urls),  # noqa: B023
                    "peel: fetch and archive": lambda: fetch_and_archive(url, urls),  # noqa: B023
                },
                given.rounds,
            )
    print(json.dumps(taken))


def compared(ways: dict[str, Callable[[], None]], rounds: int) -> Seconds:
    """Time each way in turns."""
    next(iter(ways.values()))()  # without a clock, so that the first does not load the code for all
    times: Seconds = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            start = perf_counter()
            way()
            times[name].append(perf_counter() - start)
    return times


def bare(urls: list[str]) -> None:
    """Ask for each url, and keep nothing."""
    import requests

    with requests.Session() as session:
        for url in urls:
            assert session.get(url, timeout=10).content


def with_warcio(urls: list[str]) -> None:
    """Ask for each url and write a record, the way a plain program does."""
    import requests
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with TemporaryDirectory() as folder, requests.Session() as session, Path(folder, "a.warc.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for url in urls:
            answer = session.get(url, timeout=10)
            headers = StatusAndHeaders("200 OK", list(answer.headers.items()), protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(url, "response", payload=BytesIO(answer.content), http_headers=headers)
            )


def fetch_and_archive(site: str, urls: list[str]) -> None:
    """Ask and keep as an ingest does."""
    from flows.fetching.fetch import open_session
    from flows.fetching.visit import fetch_all
    from flows.keeping.archive import open_run
    from flows.settings import Settings

    with TemporaryDirectory() as folder:
        settings = Settings(Path(folder), site, "")
        with open_session(settings) as session, open_run(settings.archive, "run") as writer:
            targets = [session.site.target_of(url) for url in urls]
            assert {one.outcome for one in fetch_all(targets, session, writer)} == {"new"}


def ingest(home: Path, url: str, refetch: bool) -> float:
    """Run one ingest and give the seconds it took."""
    from flows.running import pipeline
    from flows.running.runs import begin
    from flows.selection import EVERYTHING
    from flows.settings import settings

    start = perf_counter()
    pipeline.ingest(begin("ingest", EVERYTHING, settings(home, url)), refetch)
    return perf_counter() - start


@contextmanager
def served(pages: int, size: str) -> Iterator[str]:
    """Serve the made-up site from another process."""
    command = [sys.executable, "-m", "tests.bench.manysite", str(pages), size]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(server.stdout.readline())}"
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
