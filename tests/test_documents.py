"""README and the cookbook are true: their commands run, and their questions have the answers that they print.

``python -m tests.test_documents`` prints the answers anew, where the practice site or a query has changed.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flows.practice.server import PracticeSite, practice_site
from flows.running import pipeline
from flows.running.runs import begin
from flows.selection import EVERYTHING
from flows.settings import settings
from warehouse.ask import ask

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
COOKBOOK = ROOT / "warehouse" / "cookbook.md"
ASKED = re.compile(r"```sql\n(.*?)```\n\n```text\n(.*?)```", re.DOTALL)
QUESTIONS = [found for page in (README, COOKBOOK) for found in ASKED.findall(page.read_text("utf-8"))]
CONSOLE = re.findall(r"```console\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
COMMANDS = [line.removeprefix("$ ") for block in CONSOLE for line in block.splitlines()]
STANDING = ("serve",)
"""Commands that go on until they are stopped, which have tests of their own."""
WIDTH = 120
"""Columns that the answers are printed to."""


@contextmanager
def practice_home() -> Iterator[tuple[Path, PracticeSite]]:
    """Fetch the whole practice site, and read it into a warehouse."""
    with tempfile.TemporaryDirectory() as folder, practice_site() as site:
        at = settings(Path(folder), site.url)
        pipeline.ingest(begin("ingest", EVERYTHING, at), False, tell=lambda _event: None)
        yield at.home, site


@pytest.fixture(scope="module")
def practice() -> Iterator[tuple[Path, PracticeSite]]:
    with practice_home() as made:
        yield made


def answer(question: str, home: Path) -> str:
    out = io.BytesIO()
    ask(home / "warehouse.duckdb", question, "table", out, width=WIDTH)
    return out.getvalue().decode()


def test_every_command_of_readme_is_one_that_there_is() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert len(COMMANDS) >= 10
    for command in COMMANDS:
        word, *arguments = shlex.split(command)
        assert word in ("peel", "make", "python3", "prefect", "export") or "=" in word, command
        if word == "make":
            assert f"\n{arguments[0]}:" in makefile


def test_the_peel_commands_of_readme_run(practice: tuple[Path, PracticeSite], tmp_path: Path) -> None:
    home, site = practice
    given = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    given |= {"PEEL_HOME": str(home), "PEEL_SITE": site.url, "PREFECT_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    for command in [shlex.split(line)[1:] for line in COMMANDS if line.startswith("peel ")]:
        if command[0] in STANDING:
            continue
        done = subprocess.run(
            [sys.executable, "-m", "flows.cli", *command],
            env=given, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, (command, done.stderr)
        assert "Traceback" not in done.stderr
        if command[0] == "sql":
            assert "police/2017/effectiveness/3" in done.stdout
        if "--refetch" in command:
            assert "No row changed" in done.stdout + done.stderr


@pytest.mark.parametrize(("question", "printed"), QUESTIONS)
def test_each_question_has_the_answer_that_is_printed(
    question: str, printed: str, practice: tuple[Path, PracticeSite]
) -> None:
    assert answer(question, practice[0]) == printed


def test_every_question_is_printed_with_its_answer() -> None:
    readme, cookbook = README.read_text("utf-8"), COOKBOOK.read_text("utf-8")
    titles = re.findall(r"^## (\d+)\. .*[?]$", cookbook, re.MULTILINE)
    assert titles == [str(number) for number in range(1, 21)]
    assert cookbook.count("```sql") == 20
    assert readme.count("```sql") + 20 == len(QUESTIONS) >= 26


if __name__ == "__main__":
    with practice_home() as (home, _site):
        for page in (README, COOKBOOK):
            anew = ASKED.sub(
                lambda found: f"```sql\n{found[1]}```\n\n```text\n{answer(found[1], home)}```", page.read_text("utf-8")
            )
            page.write_text(anew, "utf-8")
