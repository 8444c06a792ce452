"""README is true: its commands run, and its questions have the answers that it prints."""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.practice.server import practice_site
from flows.practice.site import ONE_ROUND
from warehouse.ask import ask

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
QUESTIONS = re.findall(r"```sql\n(.*?)```\n\n```text\n(.*?)\n```", README, re.DOTALL)
COMMANDS = [line[2:] for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL) for line in block.splitlines()]
WIDTH = 120
"""Columns that the answers in README are printed to."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Fetch the whole practice site in the place of the real one."""
    folder = tmp_path_factory.mktemp("home")
    with practice_site(under=ONE_ROUND) as site:
        everything = _peel(["ingest"], folder, site.url)
        assert everything.returncode == 1, everything.stderr  # the practice site has one broken page
        yield folder


def _peel(arguments: list[str], folder: Path, site: str) -> subprocess.CompletedProcess[str]:
    settings = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    settings |= {"PEEL_HOME": str(folder), "PEEL_SITE": site, "PREFECT_HOME": str(folder / "prefect")}
    command = [sys.executable, "-m", "flows.cli", *arguments]
    return subprocess.run(command, env=settings, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


def test_every_command_of_readme_is_one_that_there_is() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert len(COMMANDS) >= 10
    for command in COMMANDS:
        word, *arguments = shlex.split(command)
        assert word in ("peel", "make", "python3") or "PIP_CONSTRAINT=" in word, command
        if word == "make":
            assert f"\n{arguments[0]}:" in makefile


def test_the_peel_commands_of_readme_run(home: Path) -> None:
    with practice_site(under=ONE_ROUND) as site:
        for command in [shlex.split(line)[1:] for line in COMMANDS if line.startswith("peel ")]:
            done = _peel(command, home, site.url)
            assert done.returncode == 0, (command, done.stderr)
            assert "Traceback" not in done.stderr
            if command[0] == "sql":
                assert "police/2017/effectiveness/3" in done.stdout
            if "--refetch" in command:
                assert "No row changed" in done.stdout + done.stderr


@pytest.mark.parametrize(("question", "answer"), QUESTIONS)
def test_the_questions_of_readme_have_the_answers_it_prints(question: str, answer: str, home: Path) -> None:
    out = io.BytesIO()
    ask(home / "warehouse.duckdb", question, "table", out, width=WIDTH)
    assert out.getvalue().decode().rstrip("\n") == answer


def test_readme_prints_an_answer_to_each_of_its_questions() -> None:
    assert README.count("```sql") == len(QUESTIONS) >= 6
