"""Carry a command's run out, recorded or plainly, and end the command with what it came to."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

from flows.running.recording import must_answer, recorded_at
from flows.running.summary import Summary, exit_status, in_words

if TYPE_CHECKING:
    from flows.running.progress import Tell


def carry_out(flow: str, given: dict[str, Any], plain: Callable[[Tell], Summary]) -> None:
    """Run a flow, recorded where an API is configured and plainly where none is, and say what it came to."""
    from flows.running.progress import on_stream

    api = recorded_at()
    if api is not None:
        must_answer(api)
        # Prefect's own lines would cross the progress display, and a person's mistake would come with a traceback; both
        # are in the run's log.
        os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")
        typer.echo(f"Recording this run in Prefect at {api}; loading Prefect takes a few seconds ...", err=True)
    with interruptible(), on_stream() as tell:
        if api is None:
            summary = plain(tell)
        else:
            from flows.running.recorded import run_recorded

            summary = run_recorded(flow, given, tell)
    finish(summary)


def finish(summary: Summary) -> None:
    """Print what a run came to and end the command with its status."""
    from flows.running.progress import clean

    for line in in_words(summary):
        typer.echo(clean(line))
    if summary.warehouse:
        typer.echo(f"The warehouse is {clean(summary.warehouse)}")
    raise typer.Exit(exit_status(summary))


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
