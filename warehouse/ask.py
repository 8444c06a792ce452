"""Answer a person's SQL from the warehouse: read-only, sandboxed, in the form asked for, errors in one sentence."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import BinaryIO

import duckdb

from schemas.errors import PeelError
from warehouse.connect import asking, broken
from warehouse.forms import FORMS, Answer, write_answer, write_parquet, write_plans
from warehouse.mistakes import mistake

_QUESTIONS = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a question may do and take."""

    seconds: float | None = None
    """How long it may take, None for as long as it takes."""
    rows: int | None = None
    """How many rows are written at most, None for all."""
    unsafe: bool = False
    """Whether it may read and write files, attach, install and set; the warehouse itself is never changed."""


NO_LIMITS = Limits()


def ask(
    path: Path, query: str, form: str, out: BinaryIO, *, width: int | None = None, limits: Limits = NO_LIMITS
) -> int:
    """Write the answer to one question to a binary stream (text as UTF-8), and give its number of rows.

    Args:
        path: the warehouse file.
        query: one statement of SQL that only asks; any statements, of which the last answers, where it may do more.
        form: ``table``, ``csv``, ``json``, ``markdown`` or ``parquet``.
        out: where to write.
        width: columns of the terminal that a table has to fit; None for as wide as it gets.
        limits: what the question may do and take.

    Raises:
        PeelError: the file is missing or damaged, or the question is wrong, forbidden, several, or takes too long.

    """
    if form not in FORMS:
        raise PeelError(f"There is no format {form!r}: choose one of {', '.join(FORMS)}.")
    with (
        asking(path, unsafe=limits.unsafe) as connection,
        _worded(connection, path, query, limits),
        _limited(connection, limits.seconds) as deadline,
    ):
        *before, last = _statements(query, unsafe=limits.unsafe)
        for statement in before:
            connection.execute(statement)
        if form == "parquet":
            return _write_parquet(connection.sql(last), out, limits.rows)
        connection.execute(last)
        if last.type == duckdb.StatementType.EXPLAIN and form == "table":
            return write_plans((str(plan) for _, plan in connection.fetchall()), out)
        rows = islice(_rows(connection, deadline), limits.rows)
        return write_answer(Answer(_names(connection), rows), form, out, width)


def _statements(query: str, *, unsafe: bool) -> list[duckdb.Statement]:
    """Take a query apart, and refuse what is not one question; of a PIVOT, DuckDB makes two statements."""
    statements = list(duckdb.extract_statements(query))
    asked = [statement for statement in statements if not _of_a_pivot(statement)]
    if not asked:
        raise PeelError('There is no question in that: try `peel sql "FROM grade_matrix"`.')
    if unsafe:
        return statements
    if len(asked) > 1:
        raise PeelError(
            f"That is {len(asked)} statements, and one is answered at a time: ask them one after the other."
        )
    if asked[0].type not in _QUESTIONS:
        word = _first_word(asked[0].query) or asked[0].type.name.replace("_", " ")
        raise PeelError(
            f"The warehouse is only read from here, and {word} is no question: start with SELECT, FROM, WITH, DESCRIBE "
            "or SHOW TABLES (--unsafe lets a query reach files; the warehouse itself is changed by `peel` alone)."
        )
    return statements


def _first_word(query: str) -> str:
    """Give the word that a statement begins with, after comments; empty where it begins with none."""
    found = re.match(r"(?:\s|--[^\n]*\n|/\*.*?\*/)*([a-z]+)", query, re.IGNORECASE | re.DOTALL)
    return found[1].upper() if found else ""


def _of_a_pivot(statement: duckdb.Statement) -> bool:
    """Tell the helper statement that DuckDB makes for a PIVOT, which has no text of its own."""
    return statement.type == duckdb.StatementType.CREATE and not statement.query


@contextmanager
def _worded(connection: duckdb.DuckDBPyConnection, path: Path, query: str, limits: Limits) -> Iterator[None]:
    """Turn what DuckDB says of a question into one sentence for the person who asked it."""
    try:
        yield
    except (
        duckdb.IOException,
        duckdb.FatalException,
        duckdb.InternalException,
        duckdb.SerializationException,
    ) as error:
        raise mistake(connection, query, error) if limits.unsafe else broken(path, error) from error
    except duckdb.Error as error:
        raise mistake(connection, query, error) from error


@contextmanager
def _limited(connection: duckdb.DuckDBPyConnection, seconds: float | None) -> Iterator[float | None]:
    """Interrupt a question that takes longer than it may; gives the moment when it has to be answered.

    Raises:
        PeelError: it took longer.

    """
    if seconds is None:
        yield None
        return
    deadline = monotonic() + seconds
    timer = threading.Timer(seconds, connection.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield deadline
    except duckdb.Error as error:
        # DuckDB does not always say that it was interrupted: its next step may say that there is nothing to go on with.
        if monotonic() < deadline:
            raise
        raise PeelError(
            f"The question took longer than {seconds:g} s: ask for less, or allow more with --timeout."
        ) from error
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


def _rows(connection: duckdb.DuckDBPyConnection, deadline: float | None) -> Iterator[tuple[object, ...]]:
    """Give the answer's rows, some thousand at a time."""
    while rows := connection.fetchmany(2000):
        # Between two batches nothing runs that could be interrupted.
        if deadline is not None and monotonic() > deadline:
            raise duckdb.InterruptException
        yield from rows


def _write_parquet(relation: duckdb.DuckDBPyRelation | None, out: BinaryIO, rows: int | None) -> int:
    """Write an answer as a Parquet file, and give its number of rows."""
    if relation is None:
        raise PeelError("That has no rows to write as parquet: ask a question that starts with SELECT or FROM.")
    # Types survive only by way of polars, which is slow to import: the other forms do without it.
    return write_parquet((relation if rows is None else relation.limit(rows)).pl(), out)
