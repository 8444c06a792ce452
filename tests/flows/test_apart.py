"""Publishing in a process of its own: it does what publishing does here, and ends with the run, however that ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from multiprocessing import active_children
from pathlib import Path

import duckdb
import pytest

from flows.running.apart import publish_apart, worth_a_process
from schemas.errors import PeelError
from tests.warehouse.made import a_force, published, run, staged
from warehouse.audit import AuditFailed
from warehouse.disk import COPY
from warehouse.publish import STEPS, Published


def grades(home: Path) -> list[tuple[str, str]]:
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute("SELECT force, grade FROM grades WHERE is_pillar ORDER BY 1").fetchall()


def apart(home: Path, batches: list[Path], steps: list[str]) -> Published:
    return publish_apart(home, batches, run("r2"), steps.append, waiting=lambda: None, answered=(), fresh=False)


def test_what_another_process_publishes_is_there_and_its_steps_and_seconds_are_told(tmp_path: Path) -> None:
    published(tmp_path, a_force("kent"))
    steps: list[str] = []
    done = apart(tmp_path, [staged(tmp_path, a_force("surrey", "inadequate"), "r2")], steps)
    assert grades(tmp_path) == [("kent", "good"), ("surrey", "inadequate")]
    assert tuple(steps) == STEPS
    assert (done.pages_new, len(done.judgments_changed)) == (1, 2)
    assert done.elsewhere > 0


@pytest.mark.long
def test_what_stops_publishing_there_is_said_here_and_the_former_file_stands(tmp_path: Path) -> None:
    published(tmp_path, a_force("kent"))
    with pytest.raises(AuditFailed, match="Nothing was published"):
        apart(tmp_path, [staged(tmp_path, a_force("kent", round_="2031"), "r2")], [])
    with pytest.raises(PeelError, match="is not whole"):
        apart(tmp_path, [tmp_path / "nowhere"], [])
    assert grades(tmp_path) == [("kent", "good")]


@pytest.mark.long
def test_a_process_that_is_killed_is_named_and_the_same_command_publishes_afterwards(tmp_path: Path) -> None:
    published(tmp_path, a_force("kent"))
    batch = staged(tmp_path, a_force("surrey"), "r2")

    def kill(step: str) -> None:
        if step == "merged":
            for process in active_children():
                os.kill(process.pid or 0, signal.SIGKILL)

    with pytest.raises(PeelError, match=r"signal 9\).*run the same command again"):
        publish_apart(tmp_path, [batch], run("r2"), kill, waiting=lambda: None, answered=(), fresh=False)
    assert grades(tmp_path) == [("kent", "good")]
    apart(tmp_path, [batch], [])
    assert grades(tmp_path) == [("kent", "good"), ("surrey", "good")]


@pytest.mark.long
def test_a_run_that_is_interrupted_stops_it_and_leaves_no_half_file(tmp_path: Path) -> None:
    published(tmp_path, a_force("kent"))

    def interrupted(step: str) -> None:
        if step == "copied":
            raise KeyboardInterrupt

    batch = staged(tmp_path, a_force("surrey"), "r2")
    with pytest.raises(KeyboardInterrupt):
        publish_apart(tmp_path, [batch], run("r2"), interrupted, waiting=lambda: None, answered=(), fresh=False)
    assert not list(tmp_path.glob(f"{COPY}*"))
    assert grades(tmp_path) == [("kent", "good")]


KILLED = """
import sys
from pathlib import Path
from flows.running.apart import publish_apart
from tests.warehouse.made import a_force, run, staged

def wait(step):
    print(step, flush=True)
    if step == "copied":
        sys.stdin.read()

if __name__ == "__main__":
    home = Path(sys.argv[1])
    batch = staged(home, a_force("kent"))
    publish_apart(home, [batch], run(), wait, waiting=lambda: None, answered=(), fresh=False)
"""


@pytest.mark.long
def test_it_ends_with_a_run_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "publishes.py"
    script.write_text(KILLED)
    command = [sys.executable, str(script), str(tmp_path)]
    environment = {"PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as running:
        assert running.stdout is not None
        assert [running.stdout.readline() for _ in range(2)] == [b"staged\n", b"copied\n"]
        running.kill()
        # What the process prints goes to the same pipe, which is closed once it has ended.
        running.communicate(timeout=30)


def test_little_is_published_in_the_process_of_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.running.apart.WORKERS", 2)
    batch = staged(tmp_path, a_force("kent"))
    assert not worth_a_process([batch, tmp_path / "nowhere"])
    (batch / "much").write_bytes(bytes(9 * 2**20))
    assert worth_a_process([batch])
