"""List what did not get in: rows that broke a law of their table, and pages that were refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from warehouse.connect import asking


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not loaded; ``row`` is all of it as JSON."""

    table: str
    row: str
    check: str
    reason: str
    page: str | None
    run: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A page that was promised and is not loaded, or not up to date; the instant is UTC without a zone."""

    page_id: str
    url: str
    service: str
    force: str | None
    round: str | None
    stage: str
    reason: str
    refused_at: datetime
    run: str


def rejects(path: Path) -> tuple[Rejected, ...]:
    """List the rows that were not loaded, by page and table.

    Raises:
        PeelError: there is no warehouse, or it cannot be read.

    """
    query = 'SELECT "table", "row", "check", reason, page, run FROM ops.rejects ORDER BY page, "table", "check", "row"'
    with asking(path) as connection:
        return tuple(Rejected(*row) for row in connection.execute(query).fetchall())


def refused_pages(path: Path) -> tuple[Refused, ...]:
    """List the pages that stand refused, by service, force and page.

    Raises:
        PeelError: there is no warehouse, or it cannot be read.

    """
    query = (
        "SELECT page_id, url, service, force, round, stage, reason, refused_at, run FROM ops.refusals "
        "ORDER BY service, force, page_id, stage"
    )
    with asking(path) as connection:
        return tuple(Refused(*row) for row in connection.execute(query).fetchall())
