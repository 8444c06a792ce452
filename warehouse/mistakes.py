"""Word what is wrong with a person's SQL in one sentence, with the names that were probably meant."""

from __future__ import annotations

import re

import duckdb

from schemas.errors import PeelError
from schemas.vocabulary import near_names
from warehouse.cells import cut, harmless

_NO_TABLE = re.compile(r'Table with name "?([^"\n]+?)"? does not exist')
_NO_COLUMN = re.compile(
    r'Referenced column "([^"]+)" not found|Values list "[^"]*" does not have a column named "([^"]+)"'
    r'|Table "[^"]*" does not have a column named "([^"]+)"|Column "([^"]+)" does not exist on (?:left|right) side'
)
_NO_FUNCTION = re.compile(r"(?:Scalar|Table|Aggregate|Macro)[A-Za-z ]* Function with name (\S+) does not exist")
_SAID_OTHERWISE = (
    (
        r"argument types '(avg|sum|mean|median|stddev)\(VARCHAR\)'",
        "There is no {0} of texts: the number of a grade is its score, as in {0}(score).",
    ),
    (
        r"Could not convert string '(.*?)' to \w+ when casting from source column (\w+)",
        "The column {1} holds texts such as '{0}': compare it with a text in single quotes.",
    ),
    (
        r"Cannot compare values of type VARCHAR and type INTEGER",
        "A text is compared with a number there: write the number in single quotes, like '2017'.",
    ),
    (
        r"Cannot compare values of type DATE and type INTEGER",
        "A date is compared with a number there: write it like DATE '2017-12-31'.",
    ),
    (r'syntax error at or near "(.*)"', "That is no SQL that DuckDB understands, from '{0}' on."),
)
"""What DuckDB says, and the same for somebody who is new to SQL; the groups are cut short."""


def mistake(connection: duckdb.DuckDBPyConnection, query: str, error: duckdb.Error) -> PeelError:
    """Word what DuckDB says of a question."""
    # Where an answer breaks off, what broke it comes second.
    said = str(error).rpartition("\nError: ")[2]
    if isinstance(error, duckdb.InterruptException):
        return PeelError("An error in one of the rows ended the question, and DuckDB lost it: ask for fewer at once.")
    if isinstance(error, duckdb.PermissionException):
        return PeelError(
            "A question here may read nothing but the warehouse, and write nothing: leave out files and addresses."
        )
    if isinstance(error, duckdb.OutOfMemoryException):
        return PeelError("The question needs more memory than there is: ask for less at once.")
    if isinstance(error, duckdb.InvalidInputException) and ("locked" in said or "read-only" in said):
        return PeelError("The warehouse is only read from here: neither its rows nor DuckDB's settings can be changed.")
    if found := _NO_TABLE.search(said):
        return _no_table(connection, query, found[1])
    if found := _NO_COLUMN.search(said):
        return _no_column(connection, query, next(name for name in found.groups() if name))
    if found := _NO_FUNCTION.search(said):
        return PeelError(_sentence(f"There is no function {found[1]}{_hint(said)}"))
    return _reworded(error, said)


def _reworded(error: duckdb.Error, said: str) -> PeelError:
    """Say it in other words where there are better ones, else in the first line of DuckDB's own."""
    for pattern, words in _SAID_OTHERWISE:
        if found := re.search(pattern, said):
            return PeelError(_sentence(words.format(*(cut(harmless(group), 40) for group in found.groups()))))
    plain = said.split("\n", 1)[0].split(": ", 1)[-1]
    if isinstance(error, duckdb.ParserException):
        return PeelError(_sentence(f"That is no SQL that DuckDB understands: {plain}"))
    return PeelError(_sentence(plain))


def _no_table(connection: duckdb.DuckDBPyConnection, query: str, name: str) -> PeelError:
    """Name the tables and views that were probably meant; DuckDB leaves out the schema that the question names."""
    known = connection.execute(
        "SELECT table_schema, table_name FROM information_schema.tables "
        "WHERE table_schema IN ('main', 'history', 'ops') ORDER BY table_schema <> 'main', table_name"
    ).fetchall()
    schema, _, table = name.rpartition(".")
    if not schema and (named := re.search(rf"(\w+)\s*\.\s*\"?{re.escape(name)}\b", query)):
        schema = named[1].casefold()
    inside = [row for row in known if row[0] == (schema or "main")]
    meant = _meant(table, inside) or _meant(table, known)
    instead = (
        f"did you mean {' or '.join(meant)}?"
        if meant
        else f"there are {', '.join(_short(*row) for row in inside or known)}."
    )
    called = f"{schema}.{table}" if schema else table
    return PeelError(f"There is no table or view {harmless(called)}: {instead}")


def _meant(name: str, known: list[tuple[str, str]]) -> list[str]:
    """Give the known tables that a name may have meant."""
    near = near_names(name, [table for _, table in known])
    return [_short(schema, table) for word in near for schema, table in known if table == word][:3]


def _short(schema: str, table: str) -> str:
    """Name a table as people write it."""
    return table if schema == "main" else f"{schema}.{table}"


def _no_column(connection: duckdb.DuckDBPyConnection, query: str, name: str) -> PeelError:
    """Name the columns that were probably meant, of the tables that the question names, or of any."""
    rows = connection.execute(
        "SELECT table_name, column_name FROM information_schema.columns "
        "WHERE table_schema IN ('main', 'history', 'ops') ORDER BY table_schema <> 'main', table_name, ordinal_position"
    ).fetchall()
    words = set(re.findall(r"\w+", query.casefold()))
    asked = list(dict.fromkeys(column for table, column in rows if table in words))
    near = near_names(name, asked or [column for _, column in rows])
    text = f"There is no column {harmless(name)}"
    if f'"{name}"' in query:
        return PeelError(_sentence(f"{text} there: if it is a text and no column, it stands in single quotes"))
    if near:
        return PeelError(f"{text} there: did you mean {' or '.join(near)}?")
    has = f" (there are {', '.join(asked)})" if asked else ""
    return PeelError(_sentence(f"{text} there{has}: if it is a text, it stands in single quotes"))


def _hint(said: str) -> str:
    """Take over what DuckDB thinks was meant."""
    found = re.search(r'Did you mean "([^"]+)"', said)
    return f": did you mean {found[1]}?" if found else ""


def _sentence(text: str) -> str:
    """End a text as a sentence of one line, without marks that could drive a terminal."""
    plain = harmless(" ".join(text.split()))
    return plain if plain.endswith((".", "!", "?")) else f"{plain}."
