"""The cookbook is true: its questions run, and have the answers that it prints.

``python -m tests.test_cookbook`` prints the answers anew, where the practice site or a query has changed.
"""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flows.practice.server import practice_site
from flows.running import pipeline
from flows.running.runs import begin
from flows.selection import EVERYTHING
from flows.settings import settings
from tests.warehouse.made import a_force, published
from warehouse.ask import ask

PAGE = Path(__file__).parents[1] / "warehouse" / "cookbook.md"
TEXT = PAGE.read_text("utf-8")
ASKED = re.compile(r"```sql\n(.*?)```\n\n```text\n(.*?)```", re.DOTALL)
QUESTIONS = ASKED.findall(TEXT)
WIDTH = 120
"""Columns that the answers are printed to."""


@contextmanager
def practice_warehouse() -> Iterator[Path]:
    """Fetch the whole practice site, and read it into a warehouse."""
    with tempfile.TemporaryDirectory() as folder, practice_site() as site:
        at = settings(Path(folder), site.url)
        pipeline.ingest(begin("ingest", EVERYTHING, at), False, tell=lambda _event: None)
        yield at.warehouse


@pytest.fixture(scope="module")
def practice() -> Iterator[Path]:
    with practice_warehouse() as file:
        yield file


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with little in it, which takes no time to make."""
    home = tmp_path_factory.mktemp("small")
    published(home, a_force("kent"), a_force("gwent", "inadequate", "2018-19"))
    return home / "warehouse.duckdb"


def answer(question: str, warehouse: Path) -> str:
    out = io.BytesIO()
    ask(warehouse, question, "table", out, width=WIDTH)
    return out.getvalue().decode()


def test_there_are_twenty_questions_each_with_its_answer() -> None:
    titles = re.findall(r"^## (\d+)\. .*[?]$", TEXT, re.MULTILINE)
    assert titles == [str(number) for number in range(1, 21)]
    assert TEXT.count("```sql") == len(QUESTIONS) == 20


@pytest.mark.parametrize("question", [question for question, _ in QUESTIONS])
def test_each_question_is_sql_that_runs_whatever_is_loaded(question: str, small: Path) -> None:
    assert answer(question, small)


@pytest.mark.long
@pytest.mark.parametrize(("question", "printed"), QUESTIONS)
def test_each_question_has_the_answer_that_is_printed(question: str, printed: str, practice: Path) -> None:
    assert answer(question, practice) == printed


if __name__ == "__main__":
    with practice_warehouse() as file:
        anew = ASKED.sub(lambda found: f"```sql\n{found[1]}```\n\n```text\n{answer(found[1], file)}```", TEXT)
    PAGE.write_text(anew, "utf-8")
