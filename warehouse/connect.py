"""Open the warehouse file, to ask or to change it, and word what can be wrong with it in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from schemas.errors import PeelError
from warehouse.migrate import applied, pending
from warehouse.views import text_literal

FILE = "warehouse.duckdb"
"""Name of the warehouse in its home."""

_Settings = dict[str, str | bool | int | float | list[str]]
_NO_SURPRISES: _Settings = {
    # A table that is missing must be an error, not a Python variable of the same name or a download.
    "python_enable_replacements": "false",
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
}
_TO_ASK: _Settings = {
    **_NO_SURPRISES,
    "enable_external_access": "false",
    # Otherwise the folder for spilling stays readable and writable for queries.
    "temp_directory": "",
    "lock_configuration": "true",
}
_TO_CHANGE: _Settings = {
    **_NO_SURPRISES,
    # Each wants its part of the memory.
    "threads": 2,
    # What is staged is read once: kept in memory it would only take the place of what is asked again.
    "enable_external_file_cache": "false",
    # Whatever a checkpoint finds half full it writes once more at the next one.
    "checkpoint_threshold": "256MB",
}


_TO_WRITE = (
    # Any DuckDB client from 1.4 on can read the file.
    "STORAGE_VERSION 'v1.4.0'",
    # What is written is a copy that nobody else has yet: a log beside it would write every row twice.
    "RECOVERY_MODE 'no_wal_writes'",
)


def warehouse_file(home: Path) -> Path:
    """Give the place of the warehouse in a home."""
    return home / FILE


@contextmanager
def asking(path: Path, *, unsafe: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a warehouse read-only in a sandbox: nothing outside the file can be read or written, no setting changed.

    Without the sandbox (``unsafe``) only the warehouse itself cannot be changed.

    Raises:
        Newer: the file was written by a newer peel.
        PeelError: the file is missing, damaged, being written by another program, of a newer DuckDB, or no warehouse.

    """
    if not path.exists():
        raise PeelError(
            f"There is no warehouse at {path} yet: run `peel ingest`, `peel import` or `peel replay` first."
        )
    connection = _opened(path, _NO_SURPRISES if unsafe else _TO_ASK)
    try:
        with _said_of(path):
            _must_be_known(connection, path)
            yield connection
    finally:
        connection.close()


def _must_be_known(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Refuse a file of a newer peel, and one of somebody else's; one without any table is nobody's yet."""
    pending(connection)
    if not applied(connection) and connection.execute("SELECT count(*) FROM duckdb_tables()").fetchall()[0][0]:
        raise PeelError(f"{path} holds tables, and none of peel's: move it away, or use another --home.")


@contextmanager
def changing(path: Path, called: Path | None = None, memory: str | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a file to change it, making it where it is missing; on leaving, all of it is in the one file.

    ``called`` is the file to name in errors, where this one is a copy of it; ``memory`` is how much DuckDB may take,
    most of what there is if it is not said. What is needed beyond goes to disk beside the file, as far as it can.

    Raises:
        PeelError: the file is damaged, or of a newer DuckDB.

    """
    limit: _Settings = {"memory_limit": memory} if memory else {}
    connection = duckdb.connect(config={**_TO_CHANGE, **limit, "temp_directory": f"{path.absolute()}.tmp"})
    try:
        with _said_of(called or path):
            connection.execute(f"ATTACH {text_literal(str(path.absolute()))} AS warehouse ({', '.join(_TO_WRITE)})")
            connection.execute("USE warehouse")
            _look_into(connection)
        yield connection
        connection.execute("CHECKPOINT")
    finally:
        connection.close()


def _opened(path: Path, config: _Settings) -> duckdb.DuckDBPyConnection:
    """Connect to a file to ask it, and look into its catalogue."""
    with _said_of(path):
        connection = duckdb.connect(str(path.absolute()), read_only=True, config=config)
        try:
            _look_into(connection)
        except duckdb.Error:
            connection.close()
            raise
    return connection


def _look_into(connection: duckdb.DuckDBPyConnection) -> None:
    """Read the catalogue of a file, where damage shows first."""
    connection.execute("SELECT count(*) FROM duckdb_tables()").fetchall()


@contextmanager
def _said_of(path: Path) -> Iterator[None]:
    """Word what DuckDB finds wrong with a file."""
    try:
        yield
    except duckdb.Error as error:
        raise broken(path, error) from error


def broken(path: Path, error: duckdb.Error) -> PeelError:
    """Word what DuckDB found wrong with a file; the file itself is left as it is."""
    found = str(error).split("\n", 1)[0]
    if "No space left" in found:  # DuckDB passes on the words of the system, and no number.
        return PeelError(f"The disk of {path.parent} is full: free some space and run the same command again.")
    if "Could not write" in found or "Could not truncate" in found or "Could not fsync" in found:
        stands = "the former file stands as it was" if path.exists() else "there is still no warehouse there"
        return PeelError(f"{path} could not be written ({_plain(found.rsplit(': ', 1)[-1])}): {stands}.")
    if "lock on file" in found:
        return PeelError(f"Another program is writing to {path}: close it there, then run the same command again.")
    if "version number" in found or "storage version" in found:
        return PeelError(f"{path} was written by a newer DuckDB than {duckdb.__version__}: update peel to use it.")
    if isinstance(error, duckdb.OutOfMemoryException):
        return PeelError(f"That needs more memory than there is ({_plain(found)}): ask for less at once.")
    return PeelError(
        f"{path} cannot be read as a warehouse ({_plain(found)}): move it away, and make it again with `peel rebuild`."
    )


def _plain(found: str) -> str:
    """Drop DuckDB's name for the kind of an error."""
    return found.split(": ", 1)[-1].rstrip(".!")
