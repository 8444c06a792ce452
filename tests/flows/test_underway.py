"""Which runs are under way, and which were killed, whatever killed them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from flows.running import underway
from flows.running.progress import Event
from flows.running.runs import Run, begin
from flows.running.summary import Summary
from flows.running.unrecorded import unrecorded
from flows.selection import select
from flows.settings import settings
from schemas.errors import PeelError

ELSEWHERE = """
import sys
from pathlib import Path
from flows.running.runs import begin
from flows.running.underway import noted
from flows.selection import select
from flows.settings import settings
with noted(begin("ingest", select("police", ["kent"]), settings(Path(sys.argv[1]))), "a-flow-run"):
    print("noted", flush=True)
    sys.stdin.read()
"""


def a_run(home: Path) -> Run:
    return begin("replay", select(), settings(home))


def killed_elsewhere(home: Path) -> None:
    """Begin a run in another process and kill that, as a machine short of memory would."""
    with subprocess.Popen([sys.executable, "-c", ELSEWHERE, str(home)], stdin=-1, stdout=-1, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "noted\n"
        alive, killed = underway.under_way(home)
        assert ([one.process for one in alive], killed) == ([process.pid], [])
        os.kill(process.pid, signal.SIGKILL)


def test_a_run_is_noted_while_it_lasts_and_leaves_nothing(tmp_path: Path) -> None:
    with underway.noted(run := a_run(tmp_path)):
        alive, killed = underway.under_way(tmp_path)
        assert ([one.run_id for one in alive], killed) == ([run.run_id], [])
        assert str(alive[0]).startswith("replay of all forces and rounds (since 20")
    assert underway.under_way(tmp_path) == ([], [])
    assert list((tmp_path / "runs").iterdir()) == []


def test_a_run_that_fails_is_not_taken_for_a_killed_one(tmp_path: Path) -> None:
    with pytest.raises(PeelError), underway.noted(a_run(tmp_path)):
        raise PeelError("no")
    assert underway.under_way(tmp_path) == ([], [])


def test_a_killed_run_is_told_once_by_the_next_one_which_goes_on(tmp_path: Path) -> None:
    killed_elsewhere(tmp_path)
    _, killed = underway.under_way(tmp_path)
    assert [(one.about, one.flow_run) for one in killed] == [("ingest of police, kent", "a-flow-run")]
    staged = [tmp_path / "staging" / name for name in (killed[0].run_id, "20261101T120000Z-0000")]
    for folder in staged:
        (folder / "read-kent").mkdir(parents=True)
    told: list[Event] = []

    def work(run: Run, _tell: object) -> Summary:
        return Summary(run.run_id, run.kind, str(run.selection))

    for _ in range(2):
        unrecorded(a_run(tmp_path), work, lambda _summary: [], told.append)
    assert [event.note for event in told] == [underway.killed_in_words(killed[0])]
    assert "was killed" in told[0].note
    assert [folder.exists() for folder in staged] == [False, True], "what a killed run staged is of use to nobody"
    assert underway.under_way(tmp_path) == ([], [])


def test_a_home_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    run = a_run(tmp_path)
    (tmp_path / "runs").write_text("a file where a folder should be")
    with pytest.raises(PeelError, match="could not note that a run begins"), underway.noted(run):
        pass
