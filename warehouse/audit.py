"""Run the audits over a finished copy: each is a SQL file that returns the rows which should not be there."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import duckdb

from schemas.errors import PeelError
from warehouse.changes import take_down_grades
from warehouse.reference import take_up_lead_ins, take_up_ranges
from warehouse.views import identifier

FATAL, WARN = "fatal", "warn"
_NOTHING_REMEMBERED = (
    "CREATE TEMP TABLE IF NOT EXISTS remembered_rounds (service VARCHAR, round VARCHAR, pages BIGINT, grades BIGINT)"
)
_OF_ONE_RUN = "rounds_with_less_than_before"
"""The audit that compares what is there with what was there before the run."""


class AuditFailed(PeelError):
    """A fatal audit found rows; nothing was published and the former file stands."""


@dataclass(frozen=True, slots=True)
class Audit:
    """One question to the data; ``says`` is what is wrong if there is any row."""

    name: str
    severity: str
    says: str
    sql: str


@dataclass(frozen=True, slots=True)
class Warned:
    """What a warning audit found: how many rows, each kept in ``ops.audits``."""

    audit: str
    says: str
    rows: int


@lru_cache(maxsize=1)
def audits() -> tuple[Audit, ...]:
    """Give the audits, the fatal ones first, from the files of ``audits/``."""
    files = [file for file in resources.files("warehouse").joinpath("audits").iterdir() if file.name.endswith(".sql")]
    return tuple(_audit(file.name, file.read_text("utf-8")) for file in sorted(files, key=lambda file: file.name))


def _audit(file: str, text: str) -> Audit:
    """Read an audit: severity and name from the file's name, what it says from its first line."""
    severity, name = file.removesuffix(".sql").split("_", 1)
    return Audit(name, severity, text.split("\n", 1)[0].removeprefix("--").strip(), text)


def audit(connection: duckdb.DuckDBPyConnection, run: str) -> tuple[Warned, ...]:
    """Run every audit, keep what the warning ones found in ``ops.audits``, and count it.

    What ``remember_grades`` remembered of before the run is compared with, where it was asked to.

    Raises:
        AuditFailed: a fatal one found rows.

    """
    with _fatal_ones_beside(connection):
        connection.execute("DELETE FROM ops.audits")
        take_up_ranges(connection)
        take_up_lead_ins(connection)
        take_down_grades(connection)
        connection.execute(_NOTHING_REMEMBERED)
        for item in audits():
            if item.severity == WARN:
                _take_down(connection, item, run)
    return _warned(connection)


def audit_again(connection: duckdb.DuckDBPyConnection, run: str) -> tuple[Warned, ...]:
    """Run the fatal audits, and let stand what the warning ones of this very program found in the same rows.

    Raises:
        AuditFailed: a fatal one found rows.

    """
    _must_pass(connection)
    connection.execute("DELETE FROM ops.audits WHERE audit = ?", [_OF_ONE_RUN])
    connection.execute("UPDATE ops.audits SET run = ?", [run])
    return _warned(connection)


@contextmanager
def _fatal_ones_beside(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Run the fatal audits beside something else that leaves alone what they look at.

    Each of them looks at little, which DuckDB does on one core.

    Raises:
        AuditFailed: one found rows.

    """
    catalogue = connection.execute("SELECT current_database()").fetchall()[0][0]
    with connection.cursor() as own, ThreadPoolExecutor(max_workers=1) as thread:
        own.execute(f"USE {identifier(catalogue)}")
        passing = thread.submit(_must_pass, own)
        yield
        passing.result()


def _must_pass(connection: duckdb.DuckDBPyConnection) -> None:
    """Stop at the first fatal audit that returns anything."""
    for item in audits():
        if item.severity == FATAL:
            _must_be_empty(connection, item)


def _take_down(connection: duckdb.DuckDBPyConnection, item: Audit, run: str) -> None:
    """Keep what a warning audit finds."""
    connection.execute(
        f"INSERT INTO ops.audits SELECT ?, ?, ?, subject, detail, ? FROM ({item.sql}) ORDER BY subject, detail",  # noqa: S608
        [item.name, item.severity, item.says, run],
    )


def _warned(connection: duckdb.DuckDBPyConnection) -> tuple[Warned, ...]:
    """Count what the warning audits found."""
    rows = dict(connection.execute("SELECT audit, count(*) FROM ops.audits GROUP BY audit").fetchall())
    return tuple(Warned(item.name, item.says, rows[item.name]) for item in audits() if item.name in rows)


def _must_be_empty(connection: duckdb.DuckDBPyConnection, item: Audit) -> None:
    """Stop where a fatal audit returns anything."""
    found = connection.execute(item.sql).fetchall()
    if found:
        subject, detail = min(found, key=str)
        raise AuditFailed(
            f"Nothing was published, and the former warehouse stands: {item.says.rstrip('.').lower()} "
            f"({len(found)} of them; the first: {subject}, {detail}). This is a fault of peel: please report it."
        )
