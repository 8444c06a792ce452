"""The demonstration: serve the practice site, run the real flow on it, and show what an analyst gets."""

from __future__ import annotations

import contextlib
import csv
import os
import shlex
import shutil
import tempfile
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.matrix import CARRIED, Graded, matrix
from schemas.errors import PeelError

if TYPE_CHECKING:
    from collections.abc import Callable

    from flows.running.progress import Tell
    from flows.running.summary import Summary

ROUND = "2017"
QUERIES = (
    "SELECT force, preventing_crime, investigating_crime, protecting_vulnerable_people FROM grade_matrix",
    "SELECT force, count(*) AS areas FROM findings WHERE kind = 'area for improvement' GROUP BY ALL ORDER BY ALL",
    "SELECT force, question_id, grade, source, evidence FROM judgments WHERE status = 'carried over'",
)
_MARK = "practice-pages-only.txt"
"""Lies in a home that a demonstration made, so that practice pages never get among real ones."""
_QUIET_PREFECT = {
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
    # Its own limit is 20 seconds, which a slow machine needs for the imports alone.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
}
_GRADES = """
SELECT grades.force, questions.label, grades.question, grades.grade, grades.status, grades.question_id
FROM main.grades AS grades
JOIN main.questions AS questions USING (question_id)
WHERE grades.service = 'police' AND grades.round = ?
ORDER BY grades.pillar, grades.question NULLS FIRST, grades.force
"""


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

    ``ingest`` carries out the run. Gives 0 where the loaded grades are exactly those that were typed by hand beside the
    practice pages, else 1.

    Raises:
        PeelError: the home cannot be written, or holds pages that are not the practice site's.

    """
    from flows.practice.server import practice_site
    from flows.practice.site import ONE_ROUND
    from flows.running.progress import on_stream

    at = _own_home(home)
    print("A practice site is being served: the pages of six forces, each force's in another markup.", flush=True)
    print(
        "Starting Prefect, which runs and records the flow; that takes up to 30 seconds, on a busy machine more ...",
        flush=True,
    )
    given = {"service": "police", "rounds": [ROUND], "refetch": True, "home": str(at)}
    with practice_site(under=ONE_ROUND) as site, on_stream() as tell:
        summary = ingest({**given, "site": site.url}, tell)
    graded, wrong = _graded(at / "warehouse.duckdb")
    for line in _told(at, summary, graded, wrong):
        print(line)
    return 1 if wrong else 0


def _own_home(home: Path | None) -> Path:
    """Make the folder, and refuse one that holds anything else than practice pages."""
    from flows.settings import settings

    if home is None:
        home = Path(tempfile.mkdtemp(prefix="peel-demo-"))
    at = settings(home).home
    mark = at / _MARK
    if not mark.exists() and any(at.iterdir()):
        raise PeelError(
            f"The folder {at} is not empty, and the demo would put practice pages among what it holds: "
            "give an empty folder with --home, or none at all."
        )
    mark.write_text("All that is kept here was made by `peel demo`; delete the folder when you are done.\n", "utf-8")
    return at


def _graded(warehouse: Path) -> tuple[list[Graded], list[str]]:
    """Give the grades as they were loaded, and a line for each that is not what was typed by hand."""
    from warehouse.connect import asking

    with asking(warehouse) as connection:
        rows = connection.execute(_GRADES, [ROUND]).fetchall()
    loaded = {(row[0], row[5]): (row[3], row[4]) for row in rows}
    typed = {
        (row["force"], row["question_id"]): (row["grade"] or None, row["status"])
        for row in csv.DictReader(
            resources.files("flows.practice").joinpath("grades.csv").read_text("utf-8").splitlines()
        )
        if row["round"] == ROUND
    }
    wrong = [
        f"  {force} {question_id}: loaded {loaded.get((force, question_id))}, typed {typed.get((force, question_id))}"
        for force, question_id in sorted(loaded.keys() | typed.keys())
        if loaded.get((force, question_id)) != typed.get((force, question_id))
    ]
    return [Graded(*row[:5]) for row in rows], wrong


def _told(home: Path, summary: Summary, graded: list[Graded], wrong: list[str]) -> list[str]:
    """Put into words what came of it, and what to try next."""
    from flows.running.progress import clean
    from flows.running.summary import in_words

    shown = matrix(graded, shutil.get_terminal_size((120, 24)).columns)
    tried = [f'  peel sql --home {shlex.quote(str(home))} "{query}"' for query in QUERIES]
    agreed = f"These are the {len(graded)} judgments that were typed by hand beside the practice pages, and no others."
    return [
        "",
        *(clean(line) for line in in_words(summary)),
        "",
        f"What the practice pages say of six forces in {ROUND}, every word of it invented:",
        "",
        *shown,
        f"{CARRIED} carried over from an earlier round; - not printed on the force's pages.",
        *(["These judgments are not what was typed by hand:", *wrong] if wrong else [agreed]),
        "",
        "Three questions to ask of it:",
        *tried,
        "",
        f"The warehouse is {home / 'warehouse.duckdb'}",
        "Delete its folder when you are done.",
    ]
