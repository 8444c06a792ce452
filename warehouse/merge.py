"""Merge staged batches into the tables: pages are replaced whole, and pages whose rows are the same are left alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
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
    """Read staged batches into temporary tables ``staged_<schema>_<table>``, where the last batch of a page counts.

    Raises:
        PeelError: a batch is not there, or not whole.

    """
    tables = [*_CONTENT, *(("ops", table) for table in HOUSEKEEPING)]
    for schema, table in tables:
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE staged_{schema}_{table} AS "  # noqa: S608 - our own names
            f"SELECT *, 0 AS batch FROM {schema}.{table} LIMIT 0"
        )
        for number, batch in enumerate(batches):
            _insert(connection, schema, table, batch, number)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE owners AS SELECT page_id, max(batch) AS batch FROM ("
        "SELECT page_id, batch FROM staged_main_pages UNION ALL SELECT page_id, batch FROM staged_ops_loads"
        ") GROUP BY page_id"
    )
    for schema, table in [*_CONTENT, ("ops", "loads"), ("ops", "rejects")]:
        key = "page" if table == "rejects" else "page_id"
        connection.execute(
            f"DELETE FROM staged_{schema}_{table} AS staged USING owners "  # noqa: S608
            f"WHERE owners.page_id = staged.{key} AND owners.batch <> staged.batch"
        )


def _insert(connection: duckdb.DuckDBPyConnection, schema: str, table: str, batch: Path, number: int) -> None:
    """Insert one file of a batch; columns are matched by name, and every one must be there."""
    columns = [row[0] for row in connection.execute(f"DESCRIBE {schema}.{table}").fetchall()]
    try:
        connection.execute(
            f"INSERT INTO staged_{schema}_{table} BY NAME "  # noqa: S608 - our own names
            f"SELECT *, ?::INTEGER AS batch FROM (SELECT {', '.join(map(identifier, columns))} FROM read_parquet(?))",
            [number, staged_file(batch, schema, table)],
        )
    except (
        duckdb.IOException,
        duckdb.InvalidInputException,
        duckdb.BinderException,
        duckdb.ConversionException,
    ) as error:
        raise not_whole(batch, f"{schema}.{table}.parquet") from error


def merge(connection: duckdb.DuckDBPyConnection, run: str, answered: Collection[str], baseline: str = "") -> Merged:
    """Bring what was taken up into the tables; the caller holds the transaction.

    ``baseline`` is a catalogue and a dot where pages are to be counted as new or changed against another file.
    """
    _find_differing(connection, baseline)
    merged = _counted(connection, baseline)
    if baseline:
        _find_differing(connection, "")
    for schema, table in _CONTENT:
        connection.execute(f"DELETE FROM {schema}.{table} WHERE page_id IN (SELECT page_id FROM differing)")  # noqa: S608
        connection.execute(
            f"INSERT INTO {schema}.{table} SELECT * EXCLUDE (batch) FROM staged_{schema}_{table} "  # noqa: S608
            "WHERE page_id IN (SELECT page_id FROM differing) ORDER BY page_id, version, rowid"
        )
    _merge_housekeeping(connection, run, answered)
    return merged


def _find_differing(connection: duckdb.DuckDBPyConnection, baseline: str) -> None:
    """List in ``differing`` the staged pages with any row that the tables do not hold, or the other way round."""
    # Of a page that is not there yet nothing needs comparing, which in a first load is all there is.
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE known AS "  # noqa: S608 - our own names
        f"SELECT page_id FROM staged_main_pages SEMI JOIN {baseline}main.pages USING (page_id)"
    )
    known = "WHERE page_id IN (SELECT page_id FROM known)"
    for schema, table in _CONTENT:
        # Taken out once: each is looked into twice, and most of what the tables hold is of other pages.
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE former_{schema}_{table} AS FROM {baseline}{schema}.{table} {known}"
        )
    differing = [
        f"""
        SELECT page_id FROM (
            (SELECT * EXCLUDE (batch) FROM staged_{schema}_{table} {known}
             EXCEPT ALL SELECT * FROM former_{schema}_{table})
            UNION ALL
            (SELECT * FROM former_{schema}_{table}
             EXCEPT ALL SELECT * EXCLUDE (batch) FROM staged_{schema}_{table} {known})
        )"""  # noqa: S608
        for schema, table in _CONTENT
    ]
    new = "SELECT page_id FROM staged_main_pages ANTI JOIN known USING (page_id)"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE differing AS {' UNION '.join([new, *differing])}")
    for schema, table in _CONTENT:
        connection.execute(f"DROP TABLE former_{schema}_{table}")


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


def _counted(connection: duckdb.DuckDBPyConnection, baseline: str) -> Merged:
    """Count the pages of the batches by what became of them."""
    counts = f"""
        SELECT
            count(*) FILTER (WHERE loaded.page_id IS NULL),
            count(*) FILTER (WHERE loaded.page_id IS NOT NULL AND differing.page_id IS NOT NULL),
            count(*) FILTER (WHERE loaded.page_id IS NOT NULL AND differing.page_id IS NULL),
            (SELECT count(DISTINCT page_id) FROM staged_ops_refusals),
            (SELECT count(*) FROM staged_ops_rejects)
        FROM staged_main_pages AS staged
        LEFT JOIN {baseline}main.pages AS loaded USING (page_id)
        LEFT JOIN differing USING (page_id)
    """  # noqa: S608
    return Merged(*connection.execute(counts).fetchall()[0])
