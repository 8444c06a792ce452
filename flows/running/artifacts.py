"""What a recorded run leaves for people to look at in Prefect's pages: progress, a summary, refusals, the file."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from uuid import UUID

from prefect.artifacts import (
    create_link_artifact,
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)

from flows.running.progress import Event
from flows.running.summary import Summary
from flows.running.summary_markdown import escaped, in_markdown, refusal_rows

_SELDOM = 2.0
"""Seconds between two updates of a progress artifact, each of which is a request to the server."""


@dataclass(slots=True)
class Board:
    """How far a run is: of its kinds of stages (discover, fetch, read, publish), each counting the same."""

    kinds: tuple[str, ...]
    key: str
    totals: dict[str, int] = field(default_factory=dict)
    """Steps of a kind as a whole, where they are known before its stages begin."""
    stages: dict[str, tuple[int, int]] = field(default_factory=dict)
    artifact: UUID | None = None
    shown_at: float = 0.0
    highest: float = 0.0
    """The share of the run that was shown last: pages to read are found while others are read."""
    lock: Lock = field(default_factory=Lock)

    def put_up(self) -> None:
        """Show an empty board."""
        made = create_progress_artifact(0.0, key=self.key, description="The run begins.")
        assert isinstance(made, UUID)
        self.artifact = made

    def note(self, event: Event) -> None:
        """Take an event in, and show where the run stands if that was not shown just now."""
        if event.total is None or self.artifact is None:
            return
        with self.lock:
            if event.stage in ("fetch", "read") and not event.done:
                self.totals[event.stage] = event.total
                return
            self.stages[event.stage] = (event.done, event.total)
            if time.monotonic() - self.shown_at < _SELDOM:
                return
            self.shown_at = time.monotonic()
        self._show(self.share() * 100, f"{escaped(event.stage)}: {event.done:,} of {event.total:,}")

    def finish(self, words: str) -> None:
        """Show that the run is over."""
        self._show(100.0, words)

    def share(self) -> float:
        """Say which share of the run is done, from 0 to 1: it never goes back."""
        self.highest = max(self.highest, sum(map(self._share_of, self.kinds)) / len(self.kinds))
        return self.highest

    def _share_of(self, kind: str) -> float:
        """Say which share of one kind of stages is done; a kind that a later one has followed is done whole.

        Only what was fetched is read while more is fetched.
        """
        later = self.kinds[self.kinds.index(kind) + (2 if kind == "fetch" else 1) :]
        if any(stage.split()[0] in later for stage in self.stages):
            return 1.0
        counts = [count for stage, count in self.stages.items() if stage.split()[0] == kind]
        total = max(self.totals.get(kind, 0), sum(total for _, total in counts))
        return sum(done for done, _ in counts) / total if total else 0.0

    def _show(self, percent: float, words: str) -> None:
        """Send the board to the server; a run is not stopped by a board that cannot be shown."""
        if self.artifact is not None:
            with suppress(Exception):
                update_progress_artifact(self.artifact, percent, words)


def show(summary: Summary) -> None:
    """Leave what a run came to: the summary, the table of refusals, and a link to the published file."""
    create_markdown_artifact(in_markdown(summary), key=f"{summary.kind}-summary", description=_about(summary))
    if summary.refusals:
        rows = refusal_rows(summary.refusals)
        create_table_artifact(rows, key=f"{summary.kind}-refusals", description=_about(summary))
    if summary.warehouse:
        link_to(Path(summary.warehouse), "warehouse", "The published warehouse")


def link_to(file: Path, key: str, words: str) -> None:
    """Leave a link to a file or folder of this machine."""
    create_link_artifact(file.absolute().as_uri(), link_text=str(file), key=key, description=words)


def show_lines(key: str, title: str, lines: Sequence[str]) -> None:
    """Leave a list of sentences."""
    create_markdown_artifact("\n".join([f"## {title}", "", *(f"- {escaped(line)}" for line in lines)]), key=key)


def _about(summary: Summary) -> str:
    """Say which run an artifact is of."""
    return f"{escaped(summary.kind)} of {escaped(summary.selection)}, run {escaped(summary.run_id)}"
