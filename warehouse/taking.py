"""Read staged batches into temporary tables: the pages of some batches at once, and what is kept about those of all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from schemas.errors import PeelError
from schemas.table_names import CONTENT, HOUSEKEEPING
from warehouse.stage import not_whole, staged_file
from warehouse.views import identifier

_WORDS_AT_ONCE = 1_000_000
"""Words on the pages that are taken up together: every statement has its price, but all pages would fill the memory."""


def take_up(connection: duckdb.DuckDBPyConnection, batches: Sequence[Path]) -> None:
    """Read what staged batches say about captures, refusals and loads into temporary tables ``staged_ops_<table>``.

    ``staged_pages`` lists the pages that batches hold rows of, and ``owners`` says of each page which batch counts: the
    last one that is about it.

    Raises:
        PeelError: a batch is not there, or not whole.

    """
    for table in HOUSEKEEPING:
        _read(connection, f"staged_ops_{table}", "ops", table, batches)
    _read(connection, "staged_pages", "main", "pages", batches, columns=("page_id", "words"))
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE owners AS SELECT page_id, max(batch) AS batch FROM ("
        "SELECT page_id, batch FROM staged_pages UNION ALL SELECT page_id, batch FROM staged_ops_loads"
        ") GROUP BY page_id"
    )
    for table, key in (("loads", "page_id"), ("rejects", "page")):
        connection.execute(
            f"DELETE FROM staged_ops_{table} AS staged USING owners "  # noqa: S608 - our own names
            f"WHERE owners.page_id = staged.{key} AND owners.batch <> staged.batch"
        )


def together(connection: duckdb.DuckDBPyConnection, batches: Sequence[Path]) -> list[range]:
    """Put batches that follow each other into groups whose pages can be in memory at once."""
    words = dict(
        connection.execute("SELECT batch, sum(coalesce(words, 0))::BIGINT FROM staged_pages GROUP BY batch").fetchall()
    )
    groups, held = [range(0)], 0
    for number in range(len(batches)):
        held += words.get(number, 0)
        if held > _WORDS_AT_ONCE and groups[-1]:
            groups.append(range(number, number))
            held = words.get(number, 0)
        groups[-1] = range(groups[-1].start, number + 1)
    return groups if batches else []


def take_up_pages(connection: duckdb.DuckDBPyConnection, batches: Sequence[Path], group: range) -> int:
    """Read the pages of some batches, those that no later one holds, into temporary tables, and give how many they are.

    Raises:
        PeelError: a batch is not whole.

    """
    for schema in ("main", "history"):
        for table in CONTENT:
            _read(connection, f"staged_{schema}_{table}", schema, table, batches, group)
            connection.execute(
                f"DELETE FROM staged_{schema}_{table} AS staged USING owners "  # noqa: S608 - our own names
                "WHERE owners.page_id = staged.page_id AND owners.batch <> staged.batch"
            )
    return int(connection.execute("SELECT count(*) FROM staged_main_pages").fetchall()[0][0])


def _read(
    connection: duckdb.DuckDBPyConnection,
    into: str,
    schema: str,
    table: str,
    batches: Sequence[Path],
    group: range | None = None,
    columns: Sequence[str] = (),
) -> None:
    """Read one file of each batch, with the number of its batch; columns are matched by name, and all must be there."""
    group = range(len(batches)) if group is None else group
    typed = {name: kind for name, kind, *_ in connection.execute(f"DESCRIBE {schema}.{table}").fetchall()}
    chosen = ", ".join(f"{identifier(name)}::{typed[name]} AS {identifier(name)}" for name in columns or typed)
    make = f"CREATE OR REPLACE TEMP TABLE {into} AS SELECT {chosen}, "
    if not group:
        connection.execute(f"{make} 0 AS batch FROM {schema}.{table} LIMIT 0")
        return
    files = [staged_file(batches[number], schema, table) for number in group]
    try:
        connection.execute(f"{make} file_index::INTEGER + ? AS batch FROM read_parquet(?)", [group.start, files])
    except _BROKEN as error:
        raise _first_broken(connection, [batches[number] for number in group], schema, table, chosen) from error


_BROKEN = (duckdb.IOException, duckdb.InvalidInputException, duckdb.BinderException, duckdb.ConversionException)


def _first_broken(
    connection: duckdb.DuckDBPyConnection, batches: Sequence[Path], schema: str, table: str, chosen: str
) -> PeelError:
    """Find out which of some batches cannot be read; the last one where each can by itself."""
    for batch in batches:
        try:
            file = [staged_file(batch, schema, table)]
            connection.execute(f"CREATE OR REPLACE TEMP TABLE tried AS SELECT {chosen} FROM read_parquet(?)", file)  # noqa: S608
        except _BROKEN:
            break
    return not_whole(batch, f"{schema}.{table}.parquet")
