"""What a recorded run leaves for people to look at in Prefect's pages: progress, a summary, refusals, the file."""

from __future__ import annotations

import time
from collections.abc import Sequence
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
from prefect.settings import PREFECT_CLIENT_MAX_RETRIES, temporary_settings

from flows.running.progress import Event
from flows.running.summary import Summary
from flows.running.summary_markdown import escaped, in_markdown, refusal_rows
from flows.running.tally import Tallies

_SELDOM = 5.0
"""Seconds between two updates of a progress artifact, each of which is a request to the server."""

_LATER = 30.0
"""Seconds for which nothing is sent to a server that could not be told."""


@dataclass(slots=True)
class Board:
    """How far a run is: the kinds of its stages (discover, fetch, read, publish) each count the same."""

    kinds: tuple[str, ...]
    key: str
    tallies: Tallies = field(default_factory=Tallies)
    reached: float = 0.0
    """The largest share that was shown: more work may turn up, but a bar that goes back tells a person nothing."""
    artifact: UUID | None = None
    shown_at: float = 0.0
    lock: Lock = field(default_factory=Lock)

    def put_up(self) -> None:
        """Show an empty board."""
        made = create_progress_artifact(0.0, key=self.key, description="The run begins.")
        assert isinstance(made, UUID)
        self.artifact = made

    def note(self, event: Event) -> None:
        """Take an event in, and show where the run stands if that was not shown just now."""
        with self.lock:
            tally = self.tallies.take(event)
            self.reached = max(self.reached, self.share())
            if time.monotonic() - self.shown_at < _SELDOM or not tally.total:
                return
            self.shown_at = time.monotonic()
        kind = event.stage.split()[0]
        came_to = f" ({tally.outcomes})" if tally.outcomes else ""
        self._show(self.reached * 100, f"{escaped(kind)}: {tally.done:,} of {tally.total:,}{came_to}")

    def finish(self, words: str) -> None:
        """Show that the run is over."""
        if time.monotonic() >= self.shown_at:
            self._show(100.0, words)

    def share(self) -> float:
        """Say which share of the run is done, from 0 to 1.

        A kind that a later one has followed is done whole; but pages are read while others are still fetched.
        """
        shares: list[float] = []
        for kind in reversed(self.kinds):
            tally = self.tallies.of_kind.get(kind)
            followed = any(shares) and not (kind == "fetch" and not shares[0])
            shares.append(1.0 if followed else tally.done / tally.total if tally and tally.total else 0.0)
        of_kind = dict(zip(reversed(self.kinds), shares, strict=True))
        if "fetch" in of_kind:
            of_kind["read"] = min(of_kind["read"], of_kind["fetch"])
        return sum(of_kind.values()) / len(self.kinds)

    def _show(self, percent: float, words: str) -> None:
        """Send the board to the server; a run is not stopped by a board that cannot be shown."""
        if self.artifact is None:
            return
        try:
            with temporary_settings({PREFECT_CLIENT_MAX_RETRIES: 0}):
                update_progress_artifact(self.artifact, percent, words)
        except Exception:
            # A server that was started anew is worth another attempt, though not at each step of the run.
            self.shown_at = time.monotonic() + _LATER


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
