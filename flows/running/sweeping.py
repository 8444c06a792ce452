"""Clean up after runs that were killed before they published."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta

from flows.running.runs import Run

_ABANDONED = timedelta(days=2)
"""No run stages for longer than this before it publishes."""


def sweep(run: Run) -> None:
    """Remove what runs that were killed days ago have staged: it is all in the archive, and read from there again."""
    for folder in run.settings.staging.glob("*"):
        started = datetime.fromtimestamp(folder.stat().st_mtime, UTC).replace(tzinfo=None)
        if run.started_at - started > _ABANDONED:
            shutil.rmtree(folder, ignore_errors=True)
