"""The demonstration: serve the practice site, run the real flow on it, and again after the site has changed."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.demo_shown import differences, shown
from schemas.errors import PeelError

if TYPE_CHECKING:
    from collections.abc import Callable

    from flows.running.progress import Tell
    from flows.running.summary import Summary

_MARK = "practice-pages-only.txt"
"""Lies in a home that a demonstration made, so that practice pages never get among real ones."""
_QUIET_PREFECT = {
    "PREFECT_LOGGING_LEVEL": "ERROR",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
    # Its own limit is 20 seconds, which a slow machine needs for the imports alone.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
}


def recorded(given: dict[str, Any], tell: Tell) -> Summary:
    """Run the flow in a Prefect of the demonstration's own, which nothing of the user's configures."""
    for name in [name for name in os.environ if name.startswith("PREFECT_")]:
        del os.environ[name]
    os.environ.update(_QUIET_PREFECT, PREFECT_HOME=str(Path(given["home"]) / "prefect"))

    # Prefect also takes settings from files of the working folder.
    with contextlib.chdir(given["home"]):
        from flows.running.recorded import run_recorded

        summary: Summary = run_recorded("ingest", given, tell)
        return summary


def run_demo(home: Path | None = None, ingest: Callable[[dict[str, Any], Tell], Summary] = recorded) -> int:
    """Run the demonstration into a home of its own, a temporary folder if none is given.

    ``ingest`` carries out the runs: one over the whole practice site, and one over the forces of whose pages the site
    then publishes new versions. Gives 0 where the loaded grades are each time exactly those that were typed by hand
    beside the practice pages, else 1.

    Raises:
        PeelError: the home cannot be written, or holds pages that are not the practice site's.

    """
    from flows.practice import revised
    from flows.practice.server import practice_site
    from flows.practice.site import pages
    from flows.running.progress import on_stream

    at, again = _own_home(home)
    _say(
        f"A practice site is being served: {len(pages())} invented pages on police forces and fire services, in six "
        "markups.",
        "Starting Prefect, which runs and records the flow; that takes up to 30 seconds, on a busy machine more ...",
    )
    warehouse = at / "warehouse.duckdb"
    with practice_site() as site:
        given: dict[str, Any] = {
            "service": None,
            "forces": [],
            "rounds": [],
            "refetch": True,
            "home": str(at),
            "site": site.url,
        }
        if again:
            revised.publish(site)  # A site does not go back in time.
        with on_stream() as tell:
            first = ingest(given, tell)
        _say("", *_words(first))
        wrong = differences(warehouse, later=again)
        revised.publish(site)
        _say("", f"The site publishes {len(revised.PAGES)} of its pages anew. peel asks for their forces again ...")
        with on_stream() as tell:
            second = ingest({**given, "service": "police", "forces": [*revised.FORCES], "rounds": ["2017"]}, tell)
        _say("", *_words(second))
    wrong += differences(warehouse, later=True)
    _say("", *shown(at, warehouse, wrong, shutil.get_terminal_size((120, 24)).columns))
    return 1 if wrong else 0


def _say(*lines: str) -> None:
    """Print lines at once, though the output may be a pipe."""
    print("\n".join(lines), flush=True)


def _words(summary: Summary) -> list[str]:
    """Put what a run came to into lines that a terminal shows as they are."""
    from flows.running.progress import clean
    from flows.running.summary import in_words

    return [clean(line) for line in in_words(summary)]


def _own_home(home: Path | None) -> tuple[Path, bool]:
    """Make the folder, and say whether an earlier demonstration used it; refuse one that holds anything else."""
    from flows.settings import settings

    if home is None:
        home = Path(tempfile.mkdtemp(prefix="peel-demo-"))
    at = settings(home).home
    mark = at / _MARK
    again = mark.exists()
    if not again and any(at.iterdir()):
        raise PeelError(
            f"The folder {at} is not empty, and the demo would put practice pages among what it holds: "
            "give an empty folder with --home, or none at all."
        )
    mark.write_text("All that is kept here was made by `peel demo`; delete the folder when you are done.\n", "utf-8")
    return at, again
