"""Say how the warehouse stands: what is loaded, what is missing or refused, and how old it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from warehouse.audit import Warned
from warehouse.connect import asking


@dataclass(frozen=True, slots=True)
class OfRound:
    """What is loaded of one round: pages, forces, and rows of the view ``grades`` by their status."""

    service: str
    round: str
    pages: int
    forces: int
    grades: int
    graded: int
    carried_over: int
    not_stated: int


@dataclass(frozen=True, slots=True)
class LastRun:
    """The run that published last; instants are UTC without a zone."""

    run: str
    kind: str
    selection: str
    finished_at: datetime
    pages_new: int
    pages_changed: int
    pages_refused: int
    judgments_changed: int


@dataclass(frozen=True, slots=True)
class Status:
    """How a warehouse stands."""

    path: Path
    size: int
    """Bytes."""
    pages: int
    superseded: int
    """Versions of pages that newer ones replaced."""
    other_parser: int
    """Pages that were read by another parser than the one asked about; they are due for a replay."""
    latest_capture: datetime | None
    """Newest visit to the site that any page's rows rest on, UTC."""
    refusals: int
    rejects: int
    of_rounds: tuple[OfRound, ...]
    last_run: LastRun | None
    """None for a file that no run is written down in."""
    warnings: tuple[Warned, ...]


def status(path: Path, parser_version: str | None = None) -> Status:
    """Look up how a warehouse stands; with a parser's version, also how many pages another one read.

    Raises:
        PeelError: there is no such file, or it cannot be read.

    """
    with asking(path) as connection:
        pages, other, superseded, latest, refusals, rejects = connection.execute(
            """
            SELECT
                (SELECT count(*) FROM main.pages),
                (SELECT count(*) FROM main.pages WHERE parser_version <> ?),
                (SELECT count(*) FROM history.pages),
                (SELECT max(fetched_at) FROM ops.captures),
                (SELECT count(*) FROM ops.refusals),
                (SELECT count(*) FROM ops.rejects)
            """,
            [parser_version],
        ).fetchall()[0]
        return Status(
            path=path,
            size=path.stat().st_size,
            pages=pages,
            superseded=superseded,
            other_parser=other,
            latest_capture=latest,
            refusals=refusals,
            rejects=rejects,
            of_rounds=_of_rounds(connection),
            last_run=_last_run(connection),
            warnings=_warnings(connection),
        )


def _of_rounds(connection: duckdb.DuckDBPyConnection) -> tuple[OfRound, ...]:
    """Count by round, in the order of service and time."""
    rows = connection.execute(
        """
        WITH loaded AS (SELECT service, round, count(*) AS pages FROM main.pages GROUP BY ALL),
        judged AS (
            SELECT
                service, round, count(DISTINCT force) AS forces, count(*) AS grades,
                count(*) FILTER (WHERE status = 'graded') AS graded,
                count(*) FILTER (WHERE status = 'carried over') AS carried_over,
                count(*) FILTER (WHERE status = 'not stated') AS not_stated
            FROM main.grades GROUP BY ALL
        )
        SELECT
            service, coalesce(loaded.round, ''), pages,
            coalesce(forces, 0), coalesce(grades, 0), coalesce(graded, 0),
            coalesce(carried_over, 0), coalesce(not_stated, 0)
        FROM loaded
        LEFT JOIN judged USING (service, round)
        LEFT JOIN main.rounds AS rounds USING (service, round)
        ORDER BY service DESC, rounds.first_year, loaded.round
        """
    ).fetchall()
    return tuple(OfRound(*row) for row in rows)


def _last_run(connection: duckdb.DuckDBPyConnection) -> LastRun | None:
    """Give the run that published last."""
    rows = connection.execute(
        "SELECT run, kind, selection, finished_at, pages_new, pages_changed, pages_refused, judgments_changed "
        "FROM ops.runs ORDER BY finished_at DESC, run DESC LIMIT 1"
    ).fetchall()
    return LastRun(*rows[0]) if rows else None


def _warnings(connection: duckdb.DuckDBPyConnection) -> tuple[Warned, ...]:
    """Count what the audits of the last run warned of."""
    rows = connection.execute(
        "SELECT audit, any_value(says), count(*) FROM ops.audits GROUP BY audit ORDER BY audit"
    ).fetchall()
    return tuple(Warned(*row) for row in rows)
