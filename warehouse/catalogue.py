"""Tell in milliseconds whether a file's views, macros, comments and reference tables are those of this program."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from importlib import resources
from importlib.resources.abc import Traversable

import duckdb

from schemas.table_names import REFERENCE

_SOURCES = (".py", ".csv", ".sql", ".txt")
# DuckDB writes a view anew when it opens a file, with other brackets and spaces around its parts.
_STATE = f"""
    SELECT string_agg(concat_ws('/', kind, item, said), chr(10) ORDER BY kind, item, said) FROM (
        SELECT
            'view' AS kind, schema_name || '.' || view_name AS item,
            concat_ws('/', translate(sql, '() ', ''), comment) AS said
        FROM duckdb_views() WHERE NOT internal AND database_name = current_database()
        UNION ALL
        SELECT 'macro', schema_name || '.' || function_name, concat_ws('/', parameters, macro_definition, comment)
        FROM duckdb_functions() WHERE NOT internal AND database_name = current_database()
        UNION ALL
        SELECT 'table', schema_name || '.' || table_name, comment
        FROM duckdb_tables() WHERE database_name = current_database()
        UNION ALL
        SELECT 'column', concat_ws('.', schema_name, table_name, column_name), comment
        FROM duckdb_columns() WHERE NOT internal AND database_name = current_database()
        {
    "".join(
        f"UNION ALL SELECT 'rows', '{table}', concat_ws('/', count(*), bit_xor(hash(held))) FROM main.{table} AS held "
        for table in REFERENCE
    )
}
    )
"""  # noqa: S608 - our own names


def is_ours(connection: duckdb.DuckDBPyConnection) -> bool:
    """Say whether this very program signed the file and nobody has changed what it signed."""
    signed = connection.execute("SELECT stamp FROM ops.catalogue").fetchall()
    return signed == [(_stamp(connection),)]


def sign(connection: duckdb.DuckDBPyConnection) -> None:
    """Write down that what the file holds now was made by this program."""
    connection.execute("DELETE FROM ops.catalogue")
    connection.execute("INSERT INTO ops.catalogue VALUES (?)", [_stamp(connection)])


def _stamp(connection: duckdb.DuckDBPyConnection) -> str:
    """Hash what makes such a file, and what of it this file holds."""
    state = connection.execute(_STATE).fetchall()[0][0]
    return sha256(f"{_program()}\n{state}".encode()).hexdigest()


@lru_cache(maxsize=1)
def _program() -> str:
    """Hash the sources and data of ``schemas`` and ``warehouse``."""
    digest = sha256()
    for package in ("schemas", "warehouse"):
        for name, file in _files(package, resources.files(package)):
            digest.update(f"{name}\0".encode() + sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _files(name: str, folder: Traversable) -> list[tuple[str, Traversable]]:
    """Give the sources below a folder with their names, in order."""
    found: list[tuple[str, Traversable]] = []
    for item in sorted(folder.iterdir(), key=lambda one: one.name):
        if item.is_dir():
            found += _files(f"{name}/{item.name}", item)
        elif item.name.endswith(_SOURCES):
            found.append((f"{name}/{item.name}", item))
    return found
