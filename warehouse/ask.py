"""Answer a person's SQL from the warehouse: read-only, sandboxed, in the form asked for, errors in one sentence."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import duckdb

from schemas.errors import PeelError
from warehouse.connect import asking, broken
from warehouse.forms import FORMS, Answer, write_answer
from warehouse.mistakes import mistake

_QUESTIONS = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)


def ask(
    path: Path, query: str, form: str, out: BinaryIO, *, width: int | None = None, seconds: float | None = None
) -> int:
    """Write the answer to one question to a binary stream (text as UTF-8), and give its number of rows.

    Args:
        path: the warehouse file.
        query: one statement of SQL that only asks.
        form: ``table``, ``csv``, ``json``, ``markdown`` or ``parquet``.
        out: where to write.
        width: columns of the terminal that a table has to fit; None for as wide as it gets.
        seconds: how long the question may take; None for as long as it takes.

    Raises:
        PeelError: the file is missing or damaged, or the question is wrong, forbidden, several, or takes too long.

    """
    if form not in FORMS:
        raise PeelError(f"There is no format {form!r}: choose one of {', '.join(FORMS)}.")
    with asking(path) as connection, _worded(connection, path, query), _limited(connection, seconds):
        statements = _one_question(query)
        if form == "parquet":
            return _write_parquet(connection, query, out)
        for statement in statements:
            connection.execute(statement)
        return write_answer(Answer(_names(connection), _rows(connection)), form, out, width)


def _one_question(query: str) -> list[duckdb.Statement]:
    """Take a query apart, and refuse what is not one question; of a PIVOT, DuckDB makes two statements."""
    statements = list(duckdb.extract_statements(query))
    asked = [statement for statement in statements if not _of_a_pivot(statement)]
    if not asked:
        raise PeelError('There is no question in that: try `peel sql "FROM grade_matrix"`.')
    if len(asked) > 1:
        raise PeelError(
            f"That is {len(asked)} statements, and one is answered at a time: ask them one after the other."
        )
    if asked[0].type not in _QUESTIONS:
        word = asked[0].type.name.replace("_", " ")
        raise PeelError(
            f"The warehouse is only read from here, and {word} is no question: start with SELECT, FROM, WITH, DESCRIBE "
            "or SHOW TABLES. The file can be copied and changed with any DuckDB client."
        )
    return statements


def _of_a_pivot(statement: duckdb.Statement) -> bool:
    """Tell the helper statement that DuckDB makes for a PIVOT, which has no text of its own."""
    return statement.type == duckdb.StatementType.CREATE and not statement.query


@contextmanager
def _worded(connection: duckdb.DuckDBPyConnection, path: Path, query: str) -> Iterator[None]:
    """Turn what DuckDB says of a question into one sentence for the person who asked it."""
    try:
        yield
    except duckdb.InterruptException as error:
        raise PeelError("The question took longer than it may: ask for less, or allow more time.") from error
    except (
        duckdb.IOException,
        duckdb.FatalException,
        duckdb.InternalException,
        duckdb.SerializationException,
    ) as error:
        raise broken(path, error) from error
    except duckdb.Error as error:
        raise mistake(connection, query, error) from error


@contextmanager
def _limited(connection: duckdb.DuckDBPyConnection, seconds: float | None) -> Iterator[None]:
    """Interrupt a question that takes longer than it may."""
    if seconds is None:
        yield
        return
    timer = threading.Timer(seconds, connection.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()


def _names(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Give the answer's column names, each once: a second ``a`` is ``a_1``."""
    names: list[str] = []
    for name, *_ in connection.description or []:
        unique, number = name, 0
        while unique in names:
            number += 1
            unique = f"{name}_{number}"
        names.append(unique)
    return names


def _rows(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[object, ...]]:
    """Give the answer's rows, some thousand at a time."""
    while rows := connection.fetchmany(2000):
        yield from rows


def _write_parquet(connection: duckdb.DuckDBPyConnection, query: str, out: BinaryIO) -> int:
    """Write the answer as a Parquet file."""
    # Types survive only by way of polars, which is slow to import: the other forms do without it.
    relation = connection.sql(query)
    if relation is None:
        raise PeelError("That has no rows to write as parquet: ask a question that starts with SELECT or FROM.")
    frame = relation.pl()
    frame.write_parquet(out)
    return int(frame.height)
