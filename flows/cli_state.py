"""The commands that say how things stand: status, rejects."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.cli_ask import answer
from flows.options import Format, Home, Out, Shape
from flows.settings import Settings, home_folder


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command(
        short_help="Say how the warehouse stands.",
        epilog="Examples: `peel status`; `peel status --by-force` (every page that is missing, and why).",
    )(status)
    app.command(short_help="List what did not get in, and why.", epilog="Example: `peel rejects --format json`.")(
        rejects
    )


def status(
    by_force: Annotated[
        bool, typer.Option("--by-force", help="Say what is missing force by force, page by page, and why.")
    ] = False,
    home: Home = None,
) -> None:
    """Say how the warehouse stands: what is loaded of each round, what is missing or refused, and how old it is.

    A page is expected where the site names it, or where every force has one. It is refused (the site gave something
    else), 404 (the site has no such page), not yet fetched, not listed (the site's lists, all of them read, do not name
    it: of a round that has just opened, most are not there yet), or not loaded (the archive holds it, and no run has
    loaded it). One that is found may be now gone or now refused: the site did not give it when it was last asked, and
    what was loaded of it stands. A force was not inspected where a page says so.
    """
    from flows.running.parser_version import parser_version
    from flows.running.progress import clean
    from flows.running.reconciling import reconciled
    from flows.standing import in_words, pages_in_table
    from warehouse.connect import warehouse_file
    from warehouse.status import status as standing

    folder = home_folder(home)
    for line in in_words(standing(warehouse_file(folder), parser_version())):
        typer.echo(clean(line))
    pages = reconciled(Settings(folder, None, ""))
    if pages:
        typer.echo("\nPages that the site should have, and what became of them:")
        for line in pages_in_table(pages, by_force):
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
