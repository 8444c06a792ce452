"""Tell a person what a run is doing: a bar on a terminal, elsewhere a line for each event that matters."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.progress import TaskID


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in a run: a step of a stage, or a note worth a line of its own."""

    stage: str
    """What is being done, in the words of the run's tasks: ``fetch lancashire``; one of them is shown at a time."""
    done: int = 0
    total: int | None = None
    """Steps of the stage; None while nobody knows."""
    note: str = ""
    """A sentence for a person; empty for a mere step."""


Tell = Callable[[Event], None]
"""How the pipeline tells what happens; who listens (terminal, log, nobody) is not its business."""


def nobody(_event: Event) -> None:
    """Listen to nothing."""


def line_of(event: Event) -> str | None:
    """Word the events that matter: notes, and the end of a stage; None for mere steps."""
    if event.note:
        return f"{event.stage}: {event.note}"
    if event.total and event.done >= event.total:
        return f"{event.stage}: {event.done} of {event.total} done"
    return None


def both(first: Tell, second: Tell) -> Tell:
    """Tell two listeners."""

    def tell(event: Event) -> None:
        first(event)
        second(event)

    return tell


@contextmanager
def on_stream(stream: TextIO | None = None, as_json: bool = False) -> Iterator[Tell]:
    """Show a run on a stream (standard error by default): bars where it is a terminal, plain lines where it is not.

    ``as_json`` writes a JSON object a line instead: ``at`` (UTC), ``stage``, ``done``, ``total``, ``note``.
    """
    stream = stream or sys.stderr
    with _objects(stream) if as_json else _bars(stream) if stream.isatty() else _lines(stream) as tell:
        yield tell


@contextmanager
def _objects(stream: TextIO) -> Iterator[Tell]:
    """Write the events that matter for a machine, an object a line."""

    def tell(event: Event) -> None:
        if line_of(event):
            at = datetime.now(UTC).isoformat(timespec="seconds")
            print(json.dumps({"at": at, **asdict(event)}), file=stream, flush=True)

    yield tell


@contextmanager
def _lines(stream: TextIO) -> Iterator[Tell]:
    """Print the events that matter, one line each."""

    def tell(event: Event) -> None:
        line = line_of(event)
        if line:
            print(clean(line), file=stream, flush=True)

    yield tell


@contextmanager
def _bars(stream: TextIO) -> Iterator[Tell]:
    """Draw one bar, for the stage of the latest event, and print notes above it."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(file=stream, highlight=False)
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as display:
        shown: dict[str, TaskID] = {}

        def tell(event: Event) -> None:
            if event.stage not in shown:
                for old in shown.values():
                    display.remove_task(old)
                shown.clear()
                shown[event.stage] = display.add_task(event.stage, total=event.total)
            display.update(shown[event.stage], completed=event.done, total=event.total)
            if event.note:
                console.print(clean(f"{event.stage}: {event.note}"), markup=False)

        yield tell


def clean(text: str) -> str:
    """Drop control characters, so that nothing a site prints can drive the terminal."""
    return "".join(mark if mark.isprintable() else " " for mark in text)
