"""Merge staged batches into the tables: pages are replaced whole, and pages whose rows are the same are left alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.stage import CONTENT, HOUSEKEEPING, not_whole, staged_file
from warehouse.views import identifier

_CONTENT = tuple((schema, table) for schema in ("main", "history") for table in CONTENT)


@dataclass(frozen=True, slots=True)
class Merged:
    """How many pages of the batches are new, differ in at least one row, or are loaded as they are already."""

    pages_new: int
    pages_changed: int
    pages_unchanged: int
    pages_refused: int
    rows_rejected: int


def take_up(connection: duckdb.DuckDBPyConnection, batches: Sequence[Path]) -> None:
    """Read what staged batches say about captures, refusals and loads into temporary tables ``staged_ops_<table>``.

    ``staged_pages`` lists the pages that batches hold rows of, and ``owners`` says of each page which batch counts: the
    last one that is about it.

    Raises:
        PeelError: a batch is not there, or not whole.

    """
    for table in HOUSEKEEPING:
        _make(connection, "ops", table)
        for number, batch in enumerate(batches):
            _insert(connection, "ops", table, batch, number)
    connection.execute("CREATE OR REPLACE TEMP TABLE staged_pages (page_id VARCHAR, batch INTEGER)")
    for number, batch in enumerate(batches):
        with _whole(batch, "main", "pages"):
            connection.execute(
                "INSERT INTO staged_pages SELECT page_id, ? FROM read_parquet(?)",
                [number, staged_file(batch, "main", "pages")],
            )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE owners AS SELECT page_id, max(batch) AS batch FROM ("
        "FROM staged_pages UNION ALL SELECT page_id, batch FROM staged_ops_loads"
        ") GROUP BY page_id"
    )
    for table, key in (("loads", "page_id"), ("rejects", "page")):
        connection.execute(
            f"DELETE FROM staged_ops_{table} AS staged USING owners "  # noqa: S608 - our own names
            f"WHERE owners.page_id = staged.{key} AND owners.batch <> staged.batch"
        )


def _make(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> None:
    """Make the temporary table that takes up what is staged for a table, without a row."""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE staged_{schema}_{table} AS "  # noqa: S608 - our own names
        f"SELECT *, 0 AS batch FROM {schema}.{table} LIMIT 0"
    )


def _insert(connection: duckdb.DuckDBPyConnection, schema: str, table: str, batch: Path, number: int) -> None:
    """Insert one file of a batch; columns are matched by name, and every one must be there."""
    columns = [row[0] for row in connection.execute(f"DESCRIBE {schema}.{table}").fetchall()]
    with _whole(batch, schema, table):
        connection.execute(
            f"INSERT INTO staged_{schema}_{table} BY NAME "  # noqa: S608 - our own names
            f"SELECT *, ?::INTEGER AS batch FROM (SELECT {', '.join(map(identifier, columns))} FROM read_parquet(?))",
            [number, staged_file(batch, schema, table)],
        )


@contextmanager
def _whole(batch: Path, schema: str, table: str) -> Iterator[None]:
    """Say which file of a batch cannot be read."""
    try:
        yield
    except (
        duckdb.IOException,
        duckdb.InvalidInputException,
        duckdb.BinderException,
        duckdb.ConversionException,
    ) as error:
        raise not_whole(batch, f"{schema}.{table}.parquet") from error


def merge(
    connection: duckdb.DuckDBPyConnection,
    batches: Sequence[Path],
    run: str,
    answered: Collection[str],
    baseline: str = "",
    each: Callable[[], None] = lambda: None,
) -> Merged:
    """Bring batches that were taken up into the tables, one after the other.

    Args:
        connection: to the warehouse, with what ``take_up`` made.
        batches: the same that were taken up.
        run: the run that read them.
        answered: pages that gave their answer to it.
        baseline: a catalogue and a dot where pages are to be counted as new or changed against another file.
        each: called when the pages of a batch are in the tables: its rows are in ``staged_<schema>_<table>``, and the
            pages with other rows than before in ``differing``. Only one batch is in memory at a time.

    """
    new = changed = unchanged = 0
    for number, batch in enumerate(batches):
        pages = _take_up_pages(connection, batch, number)
        _find_differing(connection, baseline)
        counted = connection.execute(_COUNTED).fetchall()[0]
        new, changed, unchanged = new + counted[0], changed + counted[1], unchanged + pages - sum(counted)
        if baseline:
            _find_differing(connection, "")
        if connection.execute("SELECT EXISTS (FROM differing)").fetchall()[0][0]:
            _replace(connection)
        each()
    refused, rejected = connection.execute(
        "SELECT (SELECT count(DISTINCT page_id) FROM staged_ops_refusals), (SELECT count(*) FROM staged_ops_rejects)"
    ).fetchall()[0]
    _merge_housekeeping(connection, run, answered)
    return Merged(new, changed, unchanged, refused, rejected)


_COUNTED = """
    SELECT count(*) FILTER (WHERE known.page_id IS NULL), count(*) FILTER (WHERE known.page_id IS NOT NULL)
    FROM differing LEFT JOIN known USING (page_id)
"""


def _take_up_pages(connection: duckdb.DuckDBPyConnection, batch: Path, number: int) -> int:
    """Read the pages of a batch, those that no later one holds, into temporary tables, and give how many they are."""
    for schema, table in _CONTENT:
        _make(connection, schema, table)
        _insert(connection, schema, table, batch, number)
        connection.execute(
            f"DELETE FROM staged_{schema}_{table} AS staged USING owners "  # noqa: S608 - our own names
            "WHERE owners.page_id = staged.page_id AND owners.batch <> staged.batch"
        )
    return int(connection.execute("SELECT count(*) FROM staged_main_pages").fetchall()[0][0])


def _replace(connection: duckdb.DuckDBPyConnection) -> None:
    """Replace the pages that differ, whole."""
    known = connection.execute("SELECT EXISTS (FROM differing SEMI JOIN known USING (page_id))").fetchall()[0][0]
    for schema, table in _CONTENT:
        if known:
            connection.execute(f"DELETE FROM {schema}.{table} WHERE page_id IN (SELECT page_id FROM differing)")  # noqa: S608
        connection.execute(
            f"INSERT INTO {schema}.{table} SELECT * EXCLUDE (batch) FROM staged_{schema}_{table} "  # noqa: S608
            "WHERE page_id IN (SELECT page_id FROM differing) ORDER BY page_id, version, rowid"
        )


def _find_differing(connection: duckdb.DuckDBPyConnection, baseline: str) -> None:
    """List in ``differing`` the staged pages with any row that the tables do not hold, or the other way round.

    ``known`` lists those that are there at all.
    """
    # Of a page that is not there yet nothing needs comparing, which in a first load is all there is.
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE known AS "  # noqa: S608 - our own names
        f"SELECT page_id FROM staged_main_pages SEMI JOIN {baseline}main.pages USING (page_id)"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE differing AS "
        "SELECT page_id FROM staged_main_pages ANTI JOIN known USING (page_id)"
    )
    if not connection.execute("SELECT EXISTS (FROM known)").fetchall()[0][0]:
        return
    known = "WHERE page_id IN (SELECT page_id FROM known)"
    for schema, table in _CONTENT:
        # Taken out once: it is looked into twice, and most of what the tables hold is of other pages.
        connection.execute(f"CREATE OR REPLACE TEMP TABLE former AS FROM {baseline}{schema}.{table} {known}")
        connection.execute(
            f"""
            INSERT INTO differing
            SELECT DISTINCT page_id FROM (
                (SELECT * EXCLUDE (batch) FROM staged_{schema}_{table} {known} EXCEPT ALL SELECT * FROM former)
                UNION ALL
                (SELECT * FROM former EXCEPT ALL SELECT * EXCLUDE (batch) FROM staged_{schema}_{table} {known})
            )
            WHERE page_id NOT IN (SELECT page_id FROM differing)
            """  # noqa: S608 - our own names
        )
    connection.execute("DROP TABLE former")


def _merge_housekeeping(connection: duckdb.DuckDBPyConnection, run: str, answered: Collection[str]) -> None:
    """Replace what is kept about the pages of the batches: a page that loads is refused no more."""
    connection.execute(
        """
        DELETE FROM ops.captures AS known USING staged_ops_captures AS staged
        WHERE known.file = staged.file AND known."offset" = staged."offset";
        INSERT INTO ops.captures SELECT * EXCLUDE (batch) FROM staged_ops_captures
        QUALIFY row_number() OVER (PARTITION BY file, "offset" ORDER BY batch DESC) = 1
        ORDER BY page_id, fetched_at, file, "offset";

        DELETE FROM ops.loads WHERE page_id IN (SELECT page_id FROM staged_ops_loads);
        INSERT INTO ops.loads SELECT * EXCLUDE (batch) FROM staged_ops_loads ORDER BY page_id;

        DELETE FROM ops.rejects WHERE page IN (SELECT page_id FROM owners UNION SELECT page FROM staged_ops_rejects);
        INSERT INTO ops.rejects SELECT * EXCLUDE (batch) FROM staged_ops_rejects ORDER BY page, "table", rowid;

        DELETE FROM ops.refusals
        WHERE page_id IN (SELECT page_id FROM owners UNION SELECT page_id FROM staged_ops_refusals);
        INSERT INTO ops.refusals SELECT * EXCLUDE (batch) FROM staged_ops_refusals
        QUALIFY row_number() OVER (PARTITION BY page_id, stage ORDER BY batch DESC, rowid DESC) = 1
        ORDER BY page_id, stage;
        """
    )
    # A page that gave its answer is done with the refusals of asking for it, though nothing of it was read again.
    connection.execute(
        "DELETE FROM ops.refusals WHERE stage = 'fetch' AND run <> ? AND list_contains(?::VARCHAR[], page_id)",
        [run, sorted(answered)],
    )
