"""Tell a person what a run is doing: a bar on a terminal, elsewhere a line for each event that matters."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.progress import TaskID


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in a run: a step of a stage, or a note worth a line of its own."""

    stage: str
    """What is being done, in the words of the run's tasks: ``fetch lancashire``; stages of several kinds go on at once.

    The kind alone (``fetch``), with nothing done, tells the steps of all its stages together.
    """
    done: int = 0
    total: int | None = None
    """Steps of the stage; None while nobody knows."""
    note: str = ""
    """A sentence for a person; empty for a mere step."""
    outcomes: Mapping[str, int] = field(default_factory=dict)
    """What came of the steps that are done, where that is known: ``{"new": 3, "unchanged": 45}``."""


Tell = Callable[[Event], None]
"""How the pipeline tells what happens; who listens (terminal, log, nobody) is not its business."""


def nobody(_event: Event) -> None:
    """Listen to nothing."""


def line_of(event: Event) -> str | None:
    """Word the events that matter: notes, and the end of a stage; None for mere steps."""
    if event.note:
        return f"{event.stage}: {event.note}"
    if event.total and event.done >= event.total:
        outcomes = counted(event.outcomes)
        return f"{event.stage}: {event.done} of {event.total} done{f' ({outcomes})' if outcomes else ''}"
    return None


SAID = {"gone": "not there"}
"""What is said of outcomes: a page that only a pattern of addresses suggested was never there, and cannot have gone."""


def counted(outcomes: Mapping[str, int]) -> str:
    """Word what came of some steps: ``3 new, 45 unchanged``."""
    return ", ".join(f"{number:,} {SAID.get(name, name)}" for name, number in outcomes.items() if number)


def both(first: Tell, second: Tell) -> Tell:
    """Tell two listeners."""

    def tell(event: Event) -> None:
        first(event)
        second(event)

    return tell


@contextmanager
def on_stream(stream: TextIO | None = None, as_json: bool = False) -> Iterator[Tell]:
    """Show a run on a stream (standard error by default): bars where it is a terminal, plain lines where it is not.

    ``as_json`` writes a JSON object a line instead: ``at`` (UTC), ``stage``, ``done``, ``total``, ``note`` and
    ``outcomes``.
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
    from flows.running.tally import Tallies

    tallies, lock = Tallies(), Lock()

    def tell(event: Event) -> None:
        with lock:
            tallies.take(event)
            line = line_of(event)
            if line:
                print(clean(line + tallies.in_all(event)), file=stream, flush=True)

    yield tell


@contextmanager
def _bars(stream: TextIO) -> Iterator[Tell]:
    """Draw a bar for each kind of stage that goes on, and print notes above them."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from flows.running.tally import Tallies

    console = Console(file=stream, highlight=False)
    said = (TextColumn("{task.description}", markup=False), TextColumn("{task.fields[outcomes]}", markup=False))
    columns = (said[0], BarColumn(20), MofNCompleteColumn(), TimeRemainingColumn(compact=True), said[1])
    with Progress(*columns, console=console, transient=True) as display:
        shown: dict[str, TaskID] = {}
        tallies, lock = Tallies(), Lock()

        def tell(event: Event) -> None:
            with lock:
                tally = tallies.take(event)
                kind = event.stage.partition(" ")[0]
                if kind not in shown:
                    shown[kind] = display.add_task(clean(event.stage), total=None, outcomes="")
                display.update(
                    shown[kind],
                    description=clean(event.stage),
                    completed=tally.done,
                    total=tally.total or None,
                    outcomes=tally.outcomes,
                )
            if event.note:
                console.print(clean(f"{event.stage}: {event.note}"), markup=False)

        yield tell


def clean(text: str) -> str:
    """Drop control characters, so that nothing a site prints can drive the terminal."""
    return "".join(mark if mark.isprintable() else " " for mark in text)
