"""Carry a command's run out, recorded or plainly, and end the command with what it came to."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from flows.running.recording import must_answer, recorded_at, without_telemetry
from flows.running.runs import Run
from flows.running.summary import Summary, exit_status, in_words
from schemas.errors import PeelError

if TYPE_CHECKING:
    from flows.running.news import News
    from flows.running.progress import Tell

CameTo = TypeVar("CameTo")

_PREFECT: dict[str, str] = {
    # Prefect's own lines would cross the progress display, and a person's mistake would come with a traceback; both
    # are in the run's log.
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_INTERNAL_LEVEL": "CRITICAL",
    # A person is waiting: a server that went away is asked again after 2, 4 and 8 seconds, and one that only says
    # nothing is left after 15 seconds each time; Prefect's own patience is two minutes, or six.
    "PREFECT_CLIENT_MAX_RETRIES": "3",
    "PREFECT_CLIENT_RETRY_JITTER_FACTOR": "0",
    "PREFECT_API_REQUEST_TIMEOUT": "15",
}


def carry_out(run: Run, given: dict[str, Any], plain: Callable[[Run, Tell], Summary], as_json: bool = False) -> None:
    """Carry a run out and end the command with what it came to; ``given`` are the parameters of its flow."""
    from flows.running.news import news_of

    finish(carried(run, given, plain, news_of, as_json), as_json)


def carried(
    run: Run,
    given: dict[str, Any],
    plain: Callable[[Run, Tell], CameTo],
    news_of: Callable[[CameTo], Iterable[News]],
    as_json: bool,
) -> CameTo:
    """Carry a run out, recorded where an API is configured and plainly where none is, and give what it came to.

    A recorded flow begins a run of its own, of the same kind.
    """
    from flows.running.progress import on_stream

    api = recorded_at()
    with mistakes(as_json):
        if api is not None:
            must_answer(api)
            without_telemetry()
            for name, value in _PREFECT.items():
                os.environ.setdefault(name, value)
            if not as_json:
                typer.echo(f"Recording this run in Prefect at {api}; loading Prefect takes a few seconds ...", err=True)
        with interruptible(), on_stream(as_json=as_json) as tell:
            if api is None:
                from flows.running.unrecorded import unrecorded

                return unrecorded(run, plain, news_of, tell)
            from flows.running.recorded import run_recorded

            found: CameTo = run_recorded(run.kind, given, tell)
            return found


def finish(summary: Summary, as_json: bool = False) -> None:
    """Print what a run came to and end the command with its status."""
    from flows.running.progress import clean

    if as_json:
        typer.echo(json.dumps({**asdict(summary), "exit_status": exit_status(summary)}))
        raise typer.Exit(exit_status(summary))
    for line in in_words(summary):
        typer.echo(clean(line))
    if summary.warehouse:
        typer.echo(f"The warehouse is {clean(summary.warehouse)}")
    raise typer.Exit(exit_status(summary))


@contextmanager
def mistakes(as_json: bool) -> Iterator[None]:
    """Say a mistake as JSON where everything else is; otherwise it is the command line's to say."""
    try:
        yield
    except PeelError as error:
        if not as_json:
            raise
        typer.echo(json.dumps({"error": str(error), "exit_status": error.exit_status}), err=True)
        raise typer.Exit(error.exit_status) from None


@contextmanager
def interruptible() -> Iterator[None]:
    """Leave an interrupted run in one line; stages close what they hold on the way."""
    try:
        yield
    except KeyboardInterrupt:
        typer.echo(
            "peel: Interrupted. What had arrived is in the archive and the warehouse is whole; "
            "the same command goes on from there.",
            err=True,
        )
        raise typer.Exit(130) from None
