"""The commands that change the warehouse: ingest, replay, rebuild, import, demo."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.options import Forces, Home, Rounds, Service
from flows.running.carrying import carry_out, finish, interruptible
from flows.running.recording import recorded_at
from flows.running.runs import Run, begin
from flows.selection import EVERYTHING, Selection, select
from flows.settings import Settings, settings
from schemas.errors import PeelError

if TYPE_CHECKING:
    from flows.running.pipeline import Steps
    from flows.running.progress import Tell
    from flows.running.summary import Summary

Site = Annotated[
    str | None,
    typer.Option(
        "--site",
        metavar="URL",
        help="Origin or prefix that stands for the inspectorate's site: a mirror, a web archive.",
    ),
]


AsJson = Annotated[
    bool, typer.Option("--json", help="For machines: a JSON object a line, events on standard error, the result last.")
]


Profiled = Annotated[
    bool, typer.Option("--profile", help="Say afterwards where the time went, stage by stage; not for recorded runs.")
]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command(epilog="Examples: `peel ingest` (all of it); `peel ingest --force kent --round 2017 --dry-run`.")(
        ingest
    )
    app.command(epilog="Examples: `peel replay` (what is stale); `peel replay --force kent --all`.")(replay)
    app.command(epilog="Example: `peel rebuild --home /data/peel`.")(rebuild)
    app.command(
        "import",
        short_help="Take in captures made by others.",
        epilog=f"Examples: `peel import crawl.warc.gz`; `peel import page.txt --url {_EXAMPLE}`.",
    )(take_in)
    app.command(
        short_help="See all of it work, on a practice site.",
        epilog="Examples: `peel demo`; `peel demo --home /tmp/peel-demo`.",
    )(demo)


_EXAMPLE = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2017/lancashire/effectiveness/"


def ingest(
    service: Service = None,
    force: Forces = None,
    round_: Rounds = None,
    site: Site = None,
    refetch: Annotated[
        bool, typer.Option("--refetch", help="Ask for every page, however lately it was visited (still conditionally).")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="List what would be asked for, and fetch nothing.")
    ] = False,
    profile: Profiled = False,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Fetch pages, read them and load what they say.

    Rounds that are closed are asked for at most once a month, open ones at every run.
    """
    selection, at = select(service, force or (), round_ or ()), settings(home, site)
    if dry_run:
        from flows.running import pipeline

        finish(pipeline.dry_run(begin("ingest", selection, at), refetch), as_json)

    _must_be_plain(profile)

    def plain(run: Run, tell: Tell) -> Summary:
        from flows.running import pipeline

        with _measured(profile) as steps:
            return pipeline.ingest(run, refetch, steps, tell)

    given = {**_given(selection, at), "refetch": refetch, "site": at.site}
    carry_out(begin("ingest", selection, at), given, plain, as_json)


def replay(
    service: Service = None,
    force: Forces = None,
    round_: Rounds = None,
    everything: Annotated[bool, typer.Option("--all", help="Read everything again, stale or not.")] = False,
    profile: Profiled = False,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Read again from the archive what is stale; needs no network.

    A page is stale when its newest content, or what reads it, differs from what is loaded.
    """
    selection, at = select(service, force or (), round_ or ()), settings(home)

    _must_be_plain(profile)

    def plain(run: Run, tell: Tell) -> Summary:
        from flows.running import pipeline

        with _measured(profile) as steps:
            return pipeline.replay(run, everything, steps, tell)

    if everything:
        _get_ready()
    carry_out(begin("replay", selection, at), {**_given(selection, at), "everything": everything}, plain, as_json)


def _get_ready() -> None:
    """Have what reads pages load beside this process, which loads what publishes them, and Prefect for a record."""
    from flows.running.readers import get_ready

    get_ready()


def _must_be_plain(profile: bool) -> None:
    """Refuse to measure a run that Prefect carries out."""
    if profile and recorded_at() is not None:
        raise PeelError(
            "--profile measures a run of this process, but Prefect is configured, whose pages show the times of its "
            "tasks: unset PREFECT_API_URL, or leave --profile out."
        )


@contextmanager
def _measured(profile: bool) -> Iterator[Steps]:
    """Give the stages of a plain run; where they are to be measured, print afterwards what was."""
    from flows.running.pipeline import PLAIN

    if not profile:
        yield PLAIN
        return
    from flows.running.profile import Profile

    measured = Profile()
    yield measured.steps()
    for line in measured.lines():
        typer.echo(line, err=True)


def rebuild(as_json: AsJson = False, home: Home = None) -> None:
    """Read the whole archive into a new warehouse file, and swap it in."""
    at = settings(home)

    def plain(run: Run, tell: Tell) -> Summary:
        from flows.running import pipeline

        return pipeline.rebuild(run, tell=tell)

    _get_ready()
    carry_out(begin("rebuild", EVERYTHING, at), {"home": str(at.home)}, plain, as_json)


def take_in(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="WARC files, saved HTML, plain-text captures, or folders of them."),
    ],
    url: Annotated[
        str | None,
        typer.Option("--url", metavar="URL", help="The page's address, where the file itself does not tell it."),
    ] = None,
    fetched_at: Annotated[
        datetime | None,
        typer.Option("--fetched-at", help="When the page was captured (UTC), where the file itself does not tell it."),
    ] = None,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Take captures made by others into the archive, and load what they say."""
    at = settings(home)

    def plain(run: Run, tell: Tell) -> Summary:
        from flows.running import pipeline

        return pipeline.take_in(run, paths, url, fetched_at, tell=tell)

    given = {
        "paths": [str(path.absolute()) for path in paths],
        "url": url,
        "fetched_at": fetched_at,
        "home": str(at.home),
    }
    carry_out(begin("import", EVERYTHING, at), given, plain, as_json)


def demo(home: Home = None) -> None:
    """Serve a small practice site, run the real flow on it, and show the grades."""
    from flows.demo import run_demo

    with interruptible():
        raise typer.Exit(run_demo(home))


def _given(selection: Selection, at: Settings) -> dict[str, Any]:
    """Give a selection and its home as a flow's parameters."""
    return {
        "service": selection.service,
        "forces": list(selection.forces),
        "rounds": list(selection.rounds),
        "home": str(at.home),
    }
