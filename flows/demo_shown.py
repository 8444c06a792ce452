"""What the demonstration shows of its warehouse: that the grades are right, two matrices, changes, and what to try."""

from __future__ import annotations

import csv
import shlex
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from flows.matrix import CARRIED, Graded, matrix
from schemas import vocabulary
from warehouse.connect import asking

ROUNDS = ("2017", "2023-25")
QUERIES = (
    "SELECT force, round, round(mean_score, 2) AS mean FROM force_scores WHERE service = 'police' ORDER BY ALL",
    "SELECT force, round, text, deadline FROM findings WHERE kind = 'recommendation' ORDER BY ALL",
    "SELECT page_id, question_id, kind, value_before, value_after FROM revisions WHERE kind IN ('grade', 'status')",
)
_GRADES = """
SELECT force, question_id, grade, status, question
FROM main.grades
WHERE service = ? AND round = ?
ORDER BY force
"""
_LOADED = "SELECT force, question_id, CASE WHEN NOT filled THEN grade END, status FROM main.grades"
_CHANGES = """
SELECT
    round_from,
    round_to,
    count(*) FILTER (direction = 'improved'),
    count(*) FILTER (direction = 'declined'),
    count(*) FILTER (direction = 'same'),
    bool_and(comparable)
FROM main.grade_changes
WHERE service = 'police'
GROUP BY round_from, round_to
ORDER BY round_from, round_to
"""
_COMPARABLE = {True: "", False: "  (not comparable, says HMICFRS)", None: "  (HMICFRS does not say whether comparable)"}

_Key = tuple[str, str]


def differences(warehouse: Path, later: bool) -> list[str]:
    """Give a line for each grade that was not loaded as it was typed by hand; ``later``, after the site changed."""
    typed = _typed("grades.csv") | (_typed("grades_revised.csv") if later else {})
    with asking(warehouse) as connection:
        rows = connection.execute(_LOADED).fetchall()
    loaded = {(force, question_id): (grade, status) for force, question_id, grade, status in rows}
    return [
        f"  {force} {question_id}: loaded {loaded.get((force, question_id))}, typed {typed.get((force, question_id))}"
        for force, question_id in sorted(loaded.keys() | typed.keys())
        if loaded.get((force, question_id)) != typed.get((force, question_id))
    ]


def _typed(name: str) -> dict[_Key, tuple[str | None, str]]:
    """Read grades that were typed by hand."""
    text = resources.files("flows.practice").joinpath(name).read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return {(row["force"], row["question_id"]): (row["grade"] or None, row["status"]) for row in rows}


def shown(home: Path, warehouse: Path, wrong: Sequence[str], width: int) -> Iterator[str]:
    """Put into words what the warehouse holds, whether it is right, and what to try next."""
    with asking(warehouse) as connection:
        (count,) = connection.execute("SELECT count(*) FROM main.grades").fetchall()[0]
        for round_ in ROUNDS:
            rows = connection.execute(_GRADES, ["police", round_]).fetchall()
            yield f"Police, {round_} (every word of it invented):"
            yield ""
            yield from matrix(_in_order("police", round_, rows), width)
        changes = connection.execute(_CHANGES).fetchall()
    yield f"{CARRIED} carried over from an earlier round; - not printed on the force's pages."
    yield ""
    yield "Police grades, from one inspection of a theme to the next:"
    for round_from, round_to, up, down, same, comparable in changes:
        counts = f"{up:>2} better, {down:>2} worse, {same:>2} the same"
        yield f"  {round_from:>7} to {round_to:<7}  {counts}{_COMPARABLE[comparable]}"
    yield ""
    if wrong:
        yield from ("These judgments are not what was typed by hand:", *wrong)
    else:
        yield f"These {count} judgments are those that were typed by hand beside the practice pages, and no others."
    yield ""
    yield "Ask it something:"
    yield from (f'  peel sql --home {shlex.quote(str(home))} "{query}"' for query in QUERIES)
    yield ""
    yield "README has more questions. For the real site: `peel ingest --force lancashire --round 2017 --dry-run`."
    yield f"All of this is in {home}; delete it when you are done."


def _in_order(service: str, round_: str, rows: list[tuple[Any, ...]]) -> Iterator[Graded]:
    """Give a round's grades for the matrix, in the order in which the round asks its questions."""
    for question in vocabulary.questions(service, round_):
        for force, question_id, grade, status, number in rows:
            if question_id == question.question_id:
                yield Graded(force, question.label, number, grade, status)
