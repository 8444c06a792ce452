"""The demonstration, with the flow run plainly: what it prints is what was typed by hand, and it spares real homes."""

from __future__ import annotations

import csv
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from flows import demo
from flows.running.progress import Tell
from flows.running.summary import Summary
from schemas.errors import PeelError
from warehouse.connect import asking

TYPED = Path(demo.__file__).parent / "practice" / "grades.csv"


def plainly(given: dict[str, Any], tell: Tell) -> Summary:
    """The same pipeline as the recorded flow's, without Prefect, which takes half a minute to start."""
    from flows.running import pipeline
    from flows.running.runs import begin
    from flows.selection import select
    from flows.settings import settings

    at = settings(Path(given["home"]), given["site"])
    return pipeline.ingest(
        begin("ingest", select(given["service"], (), given["rounds"]), at), given["refetch"], tell=tell
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


def test_the_demo_loads_and_prints_exactly_the_grades_that_were_typed_by_hand(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert demo.run_demo(home, plainly) == 0
    printed = capsys.readouterr().out
    matrix = printed[printed.index("every word of it invented:") :].split("\n\n")[1]
    assert cells(matrix) == expected_cells()
    assert re.search(r"Refused 1 page.*\n +peel-assessments/peel-2017/merseyside/effectiveness: .+", printed)
    assert "a news page (1)" in printed
    assert str(home / "warehouse.duckdb") in printed
    for command in re.findall(r"^  (peel sql .+)$", printed, re.MULTILINE):
        query = shlex.split(command)[-1]
        with asking(home / "warehouse.duckdb") as connection:
            assert connection.execute(query).fetchall() != []
    assert printed.count("  peel sql ") == 3


def test_a_second_demo_in_the_same_home_changes_nothing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert demo.run_demo(home, plainly) == 0
    assert "No row changed" in capsys.readouterr().out


def test_the_demo_says_so_when_a_grade_is_not_the_one_typed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "_GRADES", demo._GRADES.replace("grades.grade,", "replace(grades.grade, 'good', 'bad'),"))
    graded, wrong = demo._graded(home / "warehouse.duckdb")
    assert len(graded) == 71
    assert "  kent police/2017/efficiency: loaded ('bad', 'graded'), typed ('good', 'graded')" in wrong


def test_the_demo_puts_no_practice_pages_among_other_things(tmp_path: Path) -> None:
    (tmp_path / "warehouse.duckdb").write_bytes(b"")
    with pytest.raises(PeelError, match="not empty"):
        demo.run_demo(tmp_path, plainly)
    assert [path.name for path in tmp_path.iterdir()] == ["warehouse.duckdb"]


def cells(matrix: str) -> dict[str, dict[str, str]]:
    """Read the printed matrix back: force, then question number under its pillar, to the cell's words."""
    header, _, *lines = matrix.strip("\n").split("\n")
    places = [(found[0], found.start()) for found in re.finditer(r"\S+", header)]
    read: dict[str, dict[str, str]] = {force: {} for force, _ in places}
    pillar = question = ""
    for line in lines:
        label = line[:34].rstrip()
        if label and not label.startswith(" "):
            pillar = question = label.lower()
        elif numbered := re.match(r"  (\d) ", label):
            question = f"{pillar}/{numbered[1]}"
        for force, place in places:
            words = line[place : place + 12].strip()
            if words:
                read[force][question] = f"{read[force].get(question, '')} {words}".strip()
    return read


def expected_cells() -> dict[str, dict[str, str]]:
    wanted: dict[str, dict[str, str]] = {}
    with TYPED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["round"] != "2017":
                continue
            mark = "*" if row["grade"] and row["status"] == "carried over" else ""
            question = row["question_id"].removeprefix("police/2017/")
            wanted.setdefault(row["force"], {})[question] = row["grade"] + mark or row["status"]
    questions = {question for row in wanted.values() for question in row}
    return {force: {question: row.get(question, "-") for question in questions} for force, row in wanted.items()}
