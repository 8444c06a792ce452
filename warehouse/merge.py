"""Merge staged batches into the tables: pages are replaced whole, and pages whose rows are the same are left alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from schemas.table_names import CONTENT
from warehouse.room import with_room
from warehouse.taking import take_up_pages, together

_CONTENT = tuple((schema, table) for schema in ("main", "history") for table in CONTENT)


@dataclass(frozen=True, slots=True)
class Merged:
    """How many pages of the batches are new, differ in at least one row, or are loaded as they are already."""

    pages_new: int
    pages_changed: int
    pages_unchanged: int
    pages_refused: int
    rows_rejected: int


def merge(
    connection: duckdb.DuckDBPyConnection,
    batches: Sequence[Path],
    run: str,
    answered: Collection[str],
    baseline: str = "",
    before: Callable[[], None] = lambda: None,
    each: Callable[[], None] = lambda: None,
    memory: str | None = None,
) -> Merged:
    """Bring batches that were taken up into the tables, some at a time.

    Args:
        connection: to the warehouse, with what ``take_up`` made.
        batches: the same that were taken up.
        run: the run that read them.
        answered: pages that gave their answer to it.
        baseline: a catalogue and a dot where pages are to be counted as new or changed against another file.
        before: called before any page is replaced; not at all where none is.
        each: called when the pages of some batches are in the tables: their rows are in ``staged_<schema>_<table>``,
            and the pages with other rows than before in ``differing``. Only so many are in memory at a time.
        memory: what DuckDB may take, where that is limited: what is kept about all pages at once may need more.

    """
    new = changed = unchanged = 0
    touched = False
    for group in together(connection, batches):
        pages = take_up_pages(connection, batches, group)
        _find_differing(connection, baseline)
        counted = connection.execute(_COUNTED).fetchall()[0]
        new, changed, unchanged = new + counted[0], changed + counted[1], unchanged + pages - sum(counted)
        if baseline:
            _find_differing(connection, "")
        if connection.execute("SELECT EXISTS (FROM differing)").fetchall()[0][0]:
            if not touched:
                before()
            touched = True
            _replace(connection)
        each()
    refused, rejected = connection.execute(
        "SELECT (SELECT count(DISTINCT page_id) FROM staged_ops_refusals), (SELECT count(*) FROM staged_ops_rejects)"
    ).fetchall()[0]
    with_room(connection, memory, lambda: _merge_housekeeping(connection, run, answered))
    return Merged(new, changed, unchanged, refused, rejected)


_COUNTED = """
    SELECT count(*) FILTER (WHERE known.page_id IS NULL), count(*) FILTER (WHERE known.page_id IS NOT NULL)
    FROM differing LEFT JOIN known USING (page_id)
"""


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
    for schema, table in _CONTENT:
        # What differs in one table need not be looked at in the next.
        if not connection.execute("SELECT EXISTS (FROM known ANTI JOIN differing USING (page_id))").fetchall()[0][0]:
            return
        connection.execute(_DIFFERING.format(staged=f"staged_{schema}_{table}", former=f"{baseline}{schema}.{table}"))


_DIFFERING = """
    CREATE OR REPLACE TEMP TABLE compared AS FROM known ANTI JOIN differing USING (page_id);

    -- The rows of a page are the same where the numbers that stand for them add up to the same, which takes little.
    INSERT INTO differing
    SELECT page_id
    FROM (
        SELECT page_id, hash(held)::HUGEINT AS number
        FROM (SELECT * EXCLUDE (batch) FROM {staged}) AS held SEMI JOIN compared USING (page_id)
        UNION ALL
        SELECT page_id, -hash(held)::HUGEINT FROM {former} AS held SEMI JOIN compared USING (page_id)
    )
    GROUP BY page_id
    HAVING sum(number) <> 0;
"""


def _merge_housekeeping(connection: duckdb.DuckDBPyConnection, run: str, answered: Collection[str]) -> None:
    """Replace what is kept about the pages of the batches: a page that loads is refused no more."""
    connection.execute(
        """
        DELETE FROM ops.captures AS known USING staged_ops_captures AS staged
        WHERE known.file = staged.file AND known."offset" = staged."offset";
        INSERT INTO ops.captures SELECT * EXCLUDE (batch) FROM staged_ops_captures
        QUALIFY row_number() OVER (PARTITION BY file, "offset" ORDER BY batch DESC) = 1
        ORDER BY page_id, fetched_at, file, "offset";

        -- What was not read again since nothing had changed shows what the same content showed when it was read.
        UPDATE ops.captures AS captures SET content_sha256 = read.content_sha256
        FROM (
            SELECT page_id, payload_sha256, any_value(content_sha256) AS content_sha256
            FROM ops.captures
            WHERE content_sha256 IS NOT NULL AND page_id IN (SELECT page_id FROM staged_ops_captures)
            GROUP BY ALL
        ) AS read
        WHERE captures.content_sha256 IS NULL
            AND captures.page_id = read.page_id AND captures.payload_sha256 = read.payload_sha256;

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
