"""The processes that read pages: they end with the run, however that ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest

from flows.running import readers

RUN = """
import sys, time
from flows.running import readers

if __name__ == "__main__":
    readers.WORKERS = 2
    with readers.readers(1000) as pool:
        assert list(pool.map(abs, [-1, -2, -3, -4])) == [1, 2, 3, 4]
        print("reading", flush=True)
        sys.stdin.read()
"""


def test_the_processes_of_a_killed_run_end_with_it(tmp_path: Path) -> None:
    script = tmp_path / "run.py"
    script.write_text(RUN)
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={"PYTHONPATH": str(root)}
    ) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == b"reading\n"
        run.kill()
        # What the processes print goes to the same pipe, which is closed once none of them is left.
        assert run.communicate(timeout=30)[0] == b""


def test_few_pages_are_read_by_other_processes_only_where_these_are_loading_already(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(readers, "WORKERS", 2)
    loading = Event()
    monkeypatch.setattr(readers, "_loading", loading)
    with readers.readers(33) as pool:
        assert pool is None
    loading.set()
    with readers.readers(33) as pool:
        assert pool is not None
    with readers.readers(2) as pool:
        assert pool is None
