"""The commands for peel with nobody watching: serve, maintain, doctor."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from flows.options import Home
from flows.running.carrying import carried
from flows.running.recording import must_answer, recorded_at, without_telemetry
from flows.running.runs import begin
from flows.selection import EVERYTHING
from flows.settings import settings
from schemas.errors import PeelError

NOT_SOUND = 1
AsJson = Annotated[bool, typer.Option("--json", help="Print it for machines.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command(
        short_help="Run the schedules, from one process.",
        epilog="Example: `peel serve --home /data/peel`.",
    )(serve)
    app.command(
        short_help="Audit, export, prune old copies, verify the archive.",
        epilog="Example: `peel maintain --home /data/peel`.",
    )(maintain)
    app.command(short_help="Say what is configured and reachable, and what to do.", epilog="Example: `peel doctor`.")(
        doctor
    )


def serve(
    home: Home = None,
    site: Annotated[
        str | None, typer.Option("--site", metavar="URL", help="Origin or prefix that stands for the site.")
    ] = None,
) -> None:
    """Put the deployments up at the configured Prefect server, and run what is due or asked for until ended.

    They are ingest/nightly, ingest/monthly, ingest/force and maintain/weekly. No work pool and no worker is needed.
    """
    at = settings(home, site)
    api = recorded_at()
    if api is None:
        raise PeelError(
            "No Prefect server is configured to keep the schedules: start one with `prefect server start`, set "
            "PREFECT_API_URL to its address (http://127.0.0.1:4200/api), and run the same command again."
        )
    must_answer(api)
    without_telemetry()
    typer.echo(f"Serving ingest/nightly, ingest/monthly, ingest/force and maintain/weekly at {api}; Ctrl-C ends it.")
    from flows.running.serving import serve_all

    serve_all(at.home, at.site)


def maintain(as_json: AsJson = False, home: Home = None) -> None:
    """Audit the warehouse anew, export it, remove former copies but the newest, and verify the archive.

    Ends with status 1 where something is not as it was written.
    """
    from flows.running import maintaining
    from flows.running.news import damage_of
    from flows.running.progress import clean

    at = settings(home)
    run = begin("maintain", EVERYTHING, at)
    done = carried(
        run, {"home": str(at.home)}, lambda run, tell: maintaining.maintain(run, tell=tell), damage_of, as_json
    )
    if as_json:
        typer.echo(json.dumps(asdict(done)))
    else:
        for line in maintaining.in_words(done):
            typer.echo(clean(line))
    raise typer.Exit(0 if done.sound else NOT_SOUND)


def doctor(as_json: AsJson = False, home: Home = None) -> None:
    """Look at everything a run needs, and say what is wrong and what to do; ends with status 1 if anything is."""
    from flows.doctor import examined, in_words
    from flows.running.progress import clean
    from flows.settings import home_folder

    found = examined(home_folder(home))
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in found]))
    else:
        for line in in_words(found):
            typer.echo(clean(line))
    raise typer.Exit(NOT_SOUND if any(one.state == "wrong" for one in found) else 0)
