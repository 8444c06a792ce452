"""The demonstration, with the flow run plainly: what it prints is what was typed by hand, and it spares real homes."""

from __future__ import annotations

import csv
import io
import re
import shlex
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from flows import demo, demo_shown
from flows.running.progress import Tell
from flows.running.summary import Summary
from schemas import vocabulary
from schemas.errors import PeelError
from warehouse.connect import asking

TYPED = ("grades.csv", "grades_revised.csv")


def plainly(given: dict[str, Any], tell: Tell) -> Summary:
    """The same pipeline as the recorded flow's, without Prefect, which takes half a minute to start."""
    from flows.running import pipeline
    from flows.running.runs import begin
    from flows.selection import select
    from flows.settings import settings

    at = settings(Path(given["home"]), given["site"])
    return pipeline.ingest(
        begin("ingest", select(given["service"], given["forces"], given["rounds"]), at), given["refetch"], tell=tell
    )


@dataclass(frozen=True)
class Shown:
    home: Path
    printed: str


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """A demonstration, in a folder that did not exist, on a wide terminal."""
    home, out = tmp_path_factory.mktemp("demo") / "new", io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out):
        patch.setenv("COLUMNS", "200")
        assert demo.run_demo(home, plainly) == 0
    return Shown(home, out.getvalue())


def ask(shown: Shown, query: str) -> list[tuple[Any, ...]]:
    with asking(shown.home / "warehouse.duckdb") as connection:
        return connection.execute(query).fetchall()


@pytest.mark.parametrize("round_", ["2017", "2023-25"])
def test_the_demo_prints_exactly_the_grades_that_were_typed_by_hand(shown: Shown, round_: str) -> None:
    matrix = shown.printed[shown.printed.index(f"Police, {round_}") :].split("\n\n")[1]
    assert cells(matrix) == expected_cells(round_)


def test_the_demo_says_what_was_refused_and_what_to_try_and_every_query_has_an_answer(shown: Shown) -> None:
    assert re.search(r"Refused 1 page.*\n +peel-assessments/peel-2017/merseyside/effectiveness: .+", shown.printed)
    assert "a news page (1)" in shown.printed
    assert str(shown.home) in shown.printed
    commands = re.findall(r"^  (peel sql .+)$", shown.printed, re.MULTILINE)
    assert len(commands) == 3
    for command in commands:
        assert ask(shown, shlex.split(command)[-1]) != []


def test_the_demo_shows_what_the_site_revised_and_what_changed_between_rounds(shown: Shown) -> None:
    assert "Kent 2017 Using resources: requires improvement → good" in shown.printed
    assert "Metropolitan 2017 Effectiveness: not yet graded → good" in shown.printed
    revised = ask(shown, "SELECT value_before, value_after FROM revisions WHERE kind = 'grade' ORDER BY ALL")
    assert ("requires improvement", "good") in revised
    assert re.search(r"2016 to 2017 .* \d+ better, +\d+ worse, +\d+ the same$", shown.printed, re.MULTILINE)
    assert re.search(r"2021-22 to 2023-25 .*not comparable, says HMICFRS", shown.printed)


@pytest.mark.long
def test_a_second_demo_in_the_same_home_changes_nothing(shown: Shown, capsys: pytest.CaptureFixture[str]) -> None:
    assert demo.run_demo(shown.home, plainly) == 0
    assert capsys.readouterr().out.count("No row changed") == 2


def test_the_demo_says_so_when_a_grade_is_not_the_one_typed(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        demo_shown, "_LOADED", demo_shown._LOADED.replace("grade END", "replace(grade, 'good', 'bad') END")
    )
    wrong = demo_shown.differences(shown.home / "warehouse.duckdb", later=True)
    assert "  kent police/2017/efficiency: loaded ('bad', 'graded'), typed ('good', 'graded')" in wrong


def test_the_demo_puts_no_practice_pages_among_other_things(tmp_path: Path) -> None:
    (tmp_path / "warehouse.duckdb").write_bytes(b"")
    with pytest.raises(PeelError, match="not empty"):
        demo.run_demo(tmp_path, plainly)
    assert [path.name for path in tmp_path.iterdir()] == ["warehouse.duckdb"]


def cells(matrix: str) -> dict[str, dict[str, str]]:
    """Read the printed matrix back: force, then the question's label, whole, to the cell's words."""
    header, _, *lines = matrix.strip("\n").split("\n")
    places = [(found[0], found.start()) for found in re.finditer(r"\S+", header)]
    rows: list[list[str]] = []
    for line in lines:
        parts = [line[:34].strip(), *(line[place : place + 12].strip() for _, place in places)]
        if line.startswith("    ") or not parts[0]:
            rows[-1] = [f"{whole} {part}".strip() for whole, part in zip(rows[-1], parts, strict=True)]
        else:
            rows.append(parts)
    return {force: {row[0]: row[place] for row in rows} for place, (force, _) in enumerate(places, start=1)}


def expected_cells(round_: str) -> dict[str, dict[str, str]]:
    typed = {(row["force"], row["question_id"]): row for name in TYPED for row in table(name)}
    questions = vocabulary.questions("police", round_)
    forces = sorted({force for force, question in typed if question.startswith(f"police/{round_}/")})
    return {
        force: {
            f"{one.number or ''} {one.label}".strip(): cell(force, one.question_id, typed)
            for one in questions
            if any((other, one.question_id) in typed for other in forces)
        }
        for force in forces
    }


def cell(force: str, question: str, typed: dict[tuple[str, str], dict[str, str]]) -> str:
    """What the matrix says of a question; a grade that is carried over unprinted is that of the year before."""
    row = typed.get((force, question))
    if row is None:
        return "-"
    if row["status"] != "carried over":
        return row["grade"] or row["status"]
    earned = typed.get((force, question.replace("/2017/", "/2016/")))
    return f"{row['grade'] or (earned or {}).get('grade', '')}*"


def table(name: str) -> list[dict[str, str]]:
    with (Path(demo.__file__).parent / "practice" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
