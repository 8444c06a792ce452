"""What a user would do instead of peel, as small and as fast as it is usually written.

`floor FOLDER` reads every page of a folder with trafilatura alone, in one process, and prints the seconds it took:
just the text, no grades, no tables. `afternoon URL FILE` is a crawler such as a good engineer writes in an afternoon:
threads with requests sessions, trafilatura, and a row a page in DuckDB; nothing is archived, read or checked.
`session URL` asks for the same pages one after the other and keeps nothing.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import local

import duckdb
import requests
import trafilatura
from lxml import etree

_THREADS = 8


def floor(folder: str) -> None:
    """Extract the text of every page, one after the other."""
    bodies = [path.read_bytes() for path in sorted(Path(folder).glob("*.html"))]
    begun = time.perf_counter()
    for body in bodies:
        trafilatura.bare_extraction(body, fast=True, with_metadata=False)
    print(time.perf_counter() - begun)


def _listed(url: str) -> list[str]:
    """Give the addresses that the sitemap lists."""
    answer = requests.get(f"{url}/sitemap.xml", timeout=30)
    return [text for node in etree.fromstring(answer.content).iter("{*}loc") if (text := node.text)]


def afternoon(url: str, file: str) -> None:
    """Crawl the site into a table."""
    own = local()

    def page(address: str) -> tuple[str, str | None]:
        if not hasattr(own, "session"):
            own.session = requests.Session()
        answer = own.session.get(address, timeout=30)
        answer.raise_for_status()
        return address, trafilatura.extract(answer.content, url=address, fast=True)

    with duckdb.connect(file) as connection, ThreadPoolExecutor(_THREADS) as threads:
        connection.execute("CREATE TABLE pages (url VARCHAR, text VARCHAR)")
        for row in threads.map(page, _listed(url)):
            connection.execute("INSERT INTO pages VALUES (?, ?)", row)


def session(url: str) -> None:
    """Ask for every page with one session, and keep nothing."""
    addresses = _listed(url)
    with requests.Session() as asking:
        for address in addresses:
            asking.get(address, timeout=30).raise_for_status()


if __name__ == "__main__":
    commands: dict[str, Callable[..., None]] = {"floor": floor, "afternoon": afternoon, "session": session}
    commands[sys.argv[1]](*sys.argv[2:])
