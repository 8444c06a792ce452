"""The commands that only ask: sql, describe. They open the warehouse read-only and start at once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.options import Format, Home, Limit, Out, Shape
from flows.settings import home_folder
from schemas.errors import PeelError

if TYPE_CHECKING:
    from warehouse.ask import Limits

SECONDS = 60.0
"""How long a question may take, if nobody says otherwise."""


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command(
        short_help="Ask the warehouse a question in SQL.",
        epilog='Examples: `peel sql "FROM grade_matrix"`; `peel sql "SELECT force, grade FROM grades" --format csv`; '
        "`peel sql --file question.sql`; `echo 'FROM force_scores' | peel sql`.",
    )(sql)
    app.command(
        short_help="Say what the tables, views and columns mean.",
        epilog="Examples: `peel describe`; `peel describe grades`; `peel describe --format csv > dictionary.csv`.",
    )(describe)


def sql(
    query: Annotated[
        str | None,
        typer.Argument(metavar="[QUERY]", help="A question in SQL; left out or -, it is read from standard input."),
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="Read the question from a file instead.")
    ] = None,
    shape: Shape = Format.TABLE,
    out: Out = None,
    limit: Limit = None,
    timeout: Annotated[
        float, typer.Option("--timeout", metavar="SECONDS", min=0, help="Stop after so long; 0: never.")
    ] = SECONDS,
    unsafe: Annotated[
        bool,
        typer.Option("--unsafe", help="Let the query read and write files, attach, install and set; for your own SQL."),
    ] = False,
    home: Home = None,
) -> None:
    """Ask the warehouse a question in SQL; nothing can be changed by it."""
    from warehouse.ask import Limits

    answer(_question(query, file), shape, out, home, Limits(timeout or None, limit, unsafe))


def _question(query: str | None, file: Path | None) -> str:
    """Find the question where it stands: typed, in a file, or on standard input."""
    if query is not None and file is not None:
        raise PeelError("There are two questions, one typed and one in --file: give only one of them.")
    if query not in (None, "-"):
        return str(query)
    if file is None and sys.stdin.isatty() and query is None:
        raise PeelError('There is no question: try `peel sql "FROM grade_matrix"`, or name a file with --file.')
    place = "Standard input" if file is None else str(file)
    try:
        text = (sys.stdin.buffer.read() if file is None else file.read_bytes()).decode("utf-8-sig")
    except OSError as error:
        raise PeelError(f"{place} cannot be read ({error.strerror or error}).") from None
    except UnicodeDecodeError:
        raise PeelError(f"{place} is no text in UTF-8, as a question in SQL must be.") from None
    return text


def describe(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="A table or view; left out, all of them are named.")
    ] = None,
    shape: Shape = Format.TABLE,
    out: Out = None,
    home: Home = None,
) -> None:
    """Say what a table or view holds: what there is one row for, what each column means, and a query to start from."""
    from flows.printing import width
    from warehouse import describing
    from warehouse.ask import NO_LIMITS
    from warehouse.connect import warehouse_file
    from warehouse.dictionary import dictionary

    entries = dictionary(warehouse_file(home_folder(home)))
    entry = describing.find(entries, name) if name else None
    if shape is not Format.TABLE or out is not None:
        chosen = f"AND name = '{entry.called}'" if entry else ""
        answer(_DICTIONARY.format(chosen=chosen), shape, out, home, NO_LIMITS)
        return
    room = width() or describing.WIDTH
    for line in describing.in_full(entry, room) if entry else describing.in_brief(entries, room):
        typer.echo(line)


_DICTIONARY = """
SELECT * FROM (
    SELECT
        CASE WHEN schema_name = 'main' THEN '' ELSE schema_name || '.' END || table_name AS name,
        column_name AS "column", data_type AS type, comment AS says
    FROM duckdb_columns()
    WHERE NOT internal AND schema_name IN ('main', 'history', 'ops')
    ORDER BY schema_name <> 'main', schema_name, table_name, column_index
)
WHERE true {chosen}
"""


def answer(question: str, shape: Format, out: Path | None, home: Path | None, limits: Limits) -> None:
    """Print the answer to a question, or write it to a file."""
    from flows.printing import destination, width
    from warehouse.ask import ask
    from warehouse.connect import warehouse_file

    rows = None
    folder = home_folder(home)
    with destination(shape, out, folder) as stream:
        rows = ask(warehouse_file(folder), question, shape, stream, width=width(out), limits=limits)
    if rows == 0:
        typer.echo("peel: No rows: nothing in the warehouse fits that question.", err=True)
    elif rows is not None and rows == limits.rows:
        typer.echo(f"peel: Stopped at row {rows:,}, as --limit says.", err=True)
