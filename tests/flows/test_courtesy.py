"""The pace of a host is held by all runs on a machine together."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from threading import Event, Thread

import pytest

from flows.fetching.courtesy import in_turn

HOST = "hmicfrs.justiceinspectorates.gov.uk"
ELSEWHERE = f"""
from flows.fetching.courtesy import in_turn
waits = []
with in_turn({HOST!r}, 30, waits.append):
    print(len(waits) == 1 and waits[0] > 1)
"""


@pytest.fixture(autouse=True)
def _machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))


def test_the_first_request_waits_for_nobody_and_the_next_one_for_the_delay() -> None:
    waits: list[float] = []
    for _ in range(2):
        with in_turn(HOST, 30, waits.append):
            pass
    assert [round(wait) for wait in waits] == [30]
    with in_turn("another.example:8080", 30, waits.append):
        pass
    assert len(waits) == 1


def test_another_process_with_another_home_waits_too() -> None:
    with in_turn(HOST, 30):
        pass
    done = subprocess.run([sys.executable, "-c", ELSEWHERE], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"


def test_two_requests_to_a_host_are_never_on_their_way_together() -> None:
    inside, leave, order = Event(), Event(), []

    def first() -> None:
        with in_turn(HOST, 0.001):
            inside.set()
            leave.wait(10)
            order.append("first")

    def second() -> None:
        with in_turn(HOST, 0.001):
            order.append("second")

    threads = [Thread(target=first), Thread(target=second)]
    threads[0].start()
    inside.wait(10)
    threads[1].start()
    leave.set()
    for thread in threads:
        thread.join()
    assert order == ["first", "second"]


def test_what_lies_in_the_place_of_the_time_is_no_time(tmp_path: Path) -> None:
    (tmp_path / f"peel-pace-{HOST}").write_text("yesterday")
    waits: list[float] = []
    with in_turn(HOST, 30, waits.append):
        pass
    assert waits == []


def test_a_site_that_nobody_waits_for_leaves_no_trace(tmp_path: Path) -> None:
    with in_turn("127.0.0.1", 0):
        pass
    assert list(tmp_path.iterdir()) == []
