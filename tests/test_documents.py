"""README and the cookbook are true: their commands run, and their questions have the answers that they print.

``python -m tests.test_documents`` prints the answers anew, where the practice site or a query has changed.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flows import cli
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


@pytest.fixture
def _at_practice(
    practice: tuple[Path, PracticeSite], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Have what is typed asked of the practice home and site, and written beside neither."""
    for name in [name for name in os.environ if name.startswith(("PREFECT_", "PEEL_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PEEL_HOME", str(practice[0]))
    monkeypatch.setenv("PEEL_SITE", practice[1].url)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    monkeypatch.chdir(tmp_path)
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.mark.usefixtures("_at_practice")
def test_the_peel_commands_of_readme_run(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    for command in [shlex.split(line)[1:] for line in COMMANDS if line.startswith("peel ")]:
        if command[0] in STANDING:
            continue
        monkeypatch.setattr(sys, "argv", ["peel", *command])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = (said.decode() for said in capfdbinary.readouterr())
        assert ended.value.code == 0, (command, err)
        assert "Traceback" not in err
        if command[0] == "sql":
            assert "police/2017/effectiveness/3" in out
        if "--refetch" in command:
            assert "No row changed" in out + err


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
