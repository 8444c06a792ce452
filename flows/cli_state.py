"""The commands that say how things stand: status, rejects."""

from __future__ import annotations

import typer

from flows.cli_ask import answer
from flows.options import Format, Home, Out, Shape
from flows.settings import home_folder


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command(short_help="Say how the warehouse stands.", epilog="Example: `peel status --home /data/peel`.")(status)
    app.command(short_help="List what did not get in, and why.", epilog="Example: `peel rejects --format json`.")(
        rejects
    )


def status(home: Home = None) -> None:
    """Say how the warehouse stands: what is loaded of each round, what is refused, and how old it is."""
    from flows.running.parser_version import parser_version
    from flows.running.progress import clean
    from flows.standing import in_words
    from warehouse.connect import warehouse_file
    from warehouse.status import status as standing

    for line in in_words(standing(warehouse_file(home_folder(home)), parser_version())):
        typer.echo(clean(line))


def rejects(shape: Shape = Format.TABLE, out: Out = None, home: Home = None) -> None:
    """List what did not get in: pages that were refused, and rows that did not pass the checks, with the reasons."""
    from flows.running.progress import clean
    from flows.standing import rejects_in_words
    from warehouse.ask import NO_LIMITS
    from warehouse.connect import warehouse_file
    from warehouse.not_in import NOT_IN, not_in

    if shape is not Format.TABLE or out is not None:
        answer(NOT_IN, shape, out, home, NO_LIMITS)
        return
    for line in rejects_in_words(not_in(warehouse_file(home_folder(home)))):
        typer.echo(clean(line))
