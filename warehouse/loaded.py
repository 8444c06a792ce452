"""Ask the warehouse what it holds already: with what each page was loaded, and which are refused."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from schemas.errors import PeelError
from schemas.records import Refusal
from warehouse.connect import asking
from warehouse.migrate import Newer, applied


def loads(path: Path) -> dict[str, tuple[str, str]]:
    """Map each page id to the hash of captures and the parser version that it was read with, loaded or refused.

    Empty where there is no warehouse yet.

    Raises:
        PeelError: the file cannot be read.

    """
    rows = _rows(path, "SELECT page_id, captures_sha256, parser_version FROM ops.loads ORDER BY page_id")
    return {page_id: (captures, parser) for page_id, captures, parser in rows}


def pages(path: Path) -> list[tuple[str, str, str | None, str | None]]:
    """Give page id, service, force and round of every page that is loaded; none where there is no warehouse yet.

    Raises:
        PeelError: the file cannot be read.

    """
    rows = _rows(path, "SELECT page_id, service, force, round FROM main.pages ORDER BY page_id")
    return [(page_id, service, force, round_) for page_id, service, force, round_ in rows]


def finished_runs(path: Path) -> tuple[frozenset[str], datetime | None]:
    """Give the ids of the runs that have published, and when the last rebuild did, which knows of none before it.

    Raises:
        PeelError: the file cannot be read.

    """
    rows = _rows(path, "SELECT run, CASE kind WHEN 'rebuild' THEN finished_at END FROM ops.runs")
    rebuilt = [at for _, at in rows if isinstance(at, datetime)]
    return frozenset(run for run, _ in rows), max(rebuilt, default=None)


def not_inspected(path: Path) -> frozenset[tuple[str, str, str]]:
    """Give service, force and round of each force of which pages say that it was not inspected in a round at all.

    None where there is no warehouse yet.

    Raises:
        PeelError: the file cannot be read.

    """
    rows = _rows(
        path,
        "SELECT service, force, round FROM main.judgments GROUP BY ALL HAVING bool_and(status = 'not inspected')",
    )
    return frozenset((service, force, round_) for service, force, round_ in rows)


def refusals(path: Path) -> tuple[Refusal, ...]:
    """Give the refusals that stand, by service, force and page; none where there is no warehouse yet.

    Raises:
        PeelError: the file cannot be read.

    """
    rows = _rows(
        path,
        "SELECT page_id, url, service, force, round, stage, reason FROM ops.refusals "
        "ORDER BY service, force, page_id, stage",
    )
    return tuple(Refusal(*row) for row in rows)


def must_not_be_newer(path: Path) -> None:
    """Refuse to replace a file that a newer peel wrote, whatever else may be wrong with it.

    Raises:
        Newer: as said.

    """
    try:
        with asking(path):
            pass
    except Newer:
        raise
    except PeelError:
        return


def _rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    """Ask a file that may not be there, or not have its tables yet."""
    if not path.exists():
        return []
    with asking(path) as connection:
        return connection.execute(query).fetchall() if applied(connection) else []
