"""Which pages the site itself names, and where: in its sitemaps, on its index pages, on its inspection pages.

It is an sqlite file beside the archive's index. What it holds the site can tell again, so that losing it costs nothing
but the answer to what is missing until the next run.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flows.keeping.unwritable import workable
from flows.keeping.warc import instant, moment
from schemas.errors import PeelError
from schemas.records import Address

FILE = "promises.sqlite"
SITEMAPS = "the sitemaps"
"""Stands for all of them where it is told which page names another."""
_VERSION = 2
_PATIENCE = 30.0
"""Seconds to wait for another process that writes."""
_TABLES = f"""
CREATE TABLE IF NOT EXISTS named (page_id, url, named_on, PRIMARY KEY (page_id, named_on)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_place ON named (named_on);
CREATE TABLE IF NOT EXISTS unknown (url, named_on, PRIMARY KEY (url, named_on)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS leads (url PRIMARY KEY, asked_at) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS lists (whole);
PRAGMA user_version = {_VERSION};
"""


@dataclass(frozen=True, slots=True)
class Named:
    """What one page of the site, or its sitemaps, name."""

    pages: Collection[Address]
    unknown: Collection[str] = ()
    """Urls that look like inspection pages, of a force or round that is not known."""
    leads: Collection[str] = ()
    """Canonical urls that are no inspection pages, and that lead to one when they are asked for."""


@dataclass(frozen=True, slots=True)
class Promises:
    """All that the site names; every change is kept at once."""

    connection: sqlite3.Connection

    def names(self, named_on: str, named: Named, whole: bool = True) -> None:
        """Note what a page names, in the place of what it named before; of lists that are not whole, besides it."""
        with self.connection as change:
            if whole:
                change.execute("DELETE FROM named WHERE named_on = ?", (named_on,))
                change.execute("DELETE FROM unknown WHERE named_on = ?", (named_on,))
            rows = ((one.page_id, one.url, named_on) for one in named.pages)
            change.executemany("INSERT OR REPLACE INTO named VALUES (?, ?, ?)", rows)
            change.executemany(
                "INSERT OR REPLACE INTO unknown VALUES (?, ?)", ((url, named_on) for url in named.unknown)
            )
            change.executemany("INSERT OR IGNORE INTO leads VALUES (?, NULL)", ((url,) for url in named.leads))
            if named_on == SITEMAPS:
                change.execute("DELETE FROM lists")
                change.execute("INSERT INTO lists VALUES (?)", (whole,))

    def asked(self, lead: str, at: datetime) -> None:
        """Note when a page was asked for that leads to others."""
        with self.connection as change:
            change.execute("INSERT OR REPLACE INTO leads VALUES (?, ?)", (lead, instant(at)))

    def leads(self) -> dict[str, datetime | None]:
        """Give the pages that lead to others, and when each was asked for."""
        rows = self.connection.execute("SELECT url, asked_at FROM leads ORDER BY url")
        return {url: moment(at) if at else None for url, at in rows}

    def pages(self) -> dict[str, str]:
        """Give the canonical url of every page that the site names, by page id."""
        return dict(self.connection.execute("SELECT page_id, url FROM named ORDER BY page_id"))

    def unknown(self) -> dict[str, str]:
        """Give the urls of inspection pages of no known force or round, and a page that names each."""
        return dict(self.connection.execute("SELECT url, min(named_on) FROM unknown GROUP BY url ORDER BY url"))

    def whole(self) -> bool:
        """Say whether the site's sitemaps could all be read when they were last asked for."""
        row = self.connection.execute("SELECT whole FROM lists").fetchone()
        return bool(row and row[0])


@contextmanager
def opened(folder: Path) -> Iterator[Promises]:
    """Open what is known of the site, made where it is missing or broken.

    Raises:
        PeelError: the file cannot be opened or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with workable(folder / FILE) as place, closing(_connect(place)) as connection:
            yield Promises(connection)
    except (sqlite3.OperationalError, OSError) as error:
        raise PeelError(
            f"The archive's list of what the site names, {folder / FILE}, cannot be used ({error})."
        ) from None


def _connect(path: Path) -> sqlite3.Connection:
    """Open the file; one that is no database, or of another version, is made anew."""
    connection = sqlite3.connect(path, timeout=_PATIENCE)
    try:
        # What the last pages before a power cut had named may be lost, which the next run can find again.
        connection.execute("PRAGMA synchronous = NORMAL")
        if connection.execute("PRAGMA user_version").fetchone()[0] == _VERSION:
            return connection
    except sqlite3.OperationalError:
        connection.close()
        raise
    except sqlite3.DatabaseError:
        connection.close()
        path.unlink()
        connection = sqlite3.connect(path, timeout=_PATIENCE)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript(_TABLES)
    return connection
