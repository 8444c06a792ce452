"""The commands that hand the warehouse on: export and report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.options import Home
from flows.settings import home_folder


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command(
        short_help="Write every table as CSV and Parquet, with descriptions.",
        epilog="Example: `peel export /data/open` makes /data/open/peel-2026-11-23.",
    )(export)
    app.command(
        short_help="Write a report as web pages that need no server.",
        epilog="Example: `peel report /data/open` makes /data/open/peel-report-2026-11-23/index.html.",
    )(report)


def export(
    into: Annotated[Path, typer.Argument(metavar="DIR", help="Folder in which the export's own folder is made.")],
    third_party: Annotated[
        bool, typer.Option("--third-party", help="Also the text that forces and services wrote themselves.")
    ] = False,
    home: Home = None,
) -> None:
    """Write every table and view as CSV and Parquet into a new folder that describes itself (Data Package v2).

    Only the indexes of search and comparison stay behind (its README names them). The folder is called after the day of
    the newest capture; the same warehouse gives the same bytes. What forces and services say of themselves is not under
    the inspectorate's licence, and is left out unless asked for.
    """
    from flows.running.progress import clean
    from flows.running.summary import plural
    from warehouse.connect import warehouse_file
    from warehouse.export import export as write

    done = write(warehouse_file(home_folder(home)), into, third_party=third_party)
    typer.echo(f"{plural(done.tables, 'table')} and views, as CSV and Parquet, {done.size / 1e6:,.1f} MB.")
    if done.left_out:
        typer.echo(
            f"The text of {plural(done.left_out, 'page')} by third parties was left out; --third-party takes it in."
        )
    typer.echo(f"The export is {clean(str(done.folder))}")


def report(
    into: Annotated[Path, typer.Argument(metavar="DIR", help="Folder in which the report's own folder is made.")],
    home: Home = None,
) -> None:
    """Write a report as HTML pages: the matrix of each round, a page for each force, changes, and what is missing.

    The folder is called after the day of the newest capture, and needs neither a server nor a network.
    """
    from flows.running.progress import clean
    from flows.running.summary import plural
    from warehouse.connect import warehouse_file
    from warehouse.report import report as write

    done = write(warehouse_file(home_folder(home)), into)
    typer.echo(f"{plural(done.pages, 'page')}; open {clean(str(done.start))}")
