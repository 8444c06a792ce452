"""The commands that only ask: sql, status, rejects. They open the warehouse read-only and start at once."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from flows.settings import home_folder
from schemas.errors import PeelError
from warehouse.connect import warehouse_file

Home = Annotated[
    Path | None,
    typer.Option("--home", metavar="DIR", help="Folder of the warehouse; PEEL_HOME or a usual folder if not given."),
]


class Format(StrEnum):
    """In which form an answer is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"
    PARQUET = "parquet"


Shape = Annotated[Format, typer.Option("--format", help="How to print the answer.", case_sensitive=False)]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write the answer to a file.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command(
        short_help="Ask the warehouse a question in SQL.",
        epilog='Examples: `peel sql "FROM grade_matrix"`; `peel sql "SELECT force, grade FROM grades" --format csv`; '
        "`peel sql - < question.sql`.",
    )(sql)
    app.command(short_help="Say how the warehouse stands.", epilog="Example: `peel status --home /data/peel`.")(status)
    app.command(short_help="List what did not get in, and why.", epilog="Example: `peel rejects --format json`.")(
        rejects
    )


def sql(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="A question in SQL; - reads it from standard input.")],
    shape: Shape = Format.TABLE,
    out: Out = None,
    home: Home = None,
) -> None:
    """Ask the warehouse a question in SQL; nothing can be changed by it."""
    _answer(sys.stdin.read() if query == "-" else query, shape, out, home)


def status(home: Home = None) -> None:
    """Say how the warehouse stands: what is loaded of each round, what is refused, and how old it is."""
    from flows.running.parser_version import parser_version
    from flows.running.progress import clean
    from flows.standing import in_words
    from warehouse.status import status as standing

    for line in in_words(standing(warehouse_file(home_folder(home)), parser_version())):
        typer.echo(clean(line))


def rejects(shape: Shape = Format.TABLE, out: Out = None, home: Home = None) -> None:
    """List what did not get in: pages that were refused, and rows that did not pass the checks, with the reasons."""
    _answer(_NOT_IN, shape, out, home)


_NOT_IN = """
SELECT 'page refused' AS what, page_id AS page, stage AS "where", reason, run, NULL AS "row"
FROM ops.refusals
UNION ALL
SELECT 'row rejected', page, concat("table", ', ', "check"), reason, run, "row"
FROM ops.rejects
ORDER BY ALL
"""


def _answer(question: str, shape: Format, out: Path | None, home: Path | None) -> None:
    """Print the answer to a question, or write it to a file."""
    from warehouse.ask import ask

    warehouse = warehouse_file(home_folder(home))
    if out is not None:
        with _written(out) as file:
            ask(warehouse, question, shape, file)
    elif shape is Format.PARQUET and sys.stdout.isatty():
        raise PeelError("Parquet is no text for a terminal: name a file with --out.")
    else:
        ask(warehouse, question, shape, sys.stdout.buffer, width=_width())


@contextmanager
def _written(path: Path) -> Iterator[BinaryIO]:
    """Write a file whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    except OSError as error:
        raise PeelError(
            f"{path} cannot be written ({error.strerror or error}): name another file with --out."
        ) from None
    finally:
        part.unlink(missing_ok=True)


def _width() -> int | None:
    """Give the columns of the terminal, None where the answer goes elsewhere."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None
