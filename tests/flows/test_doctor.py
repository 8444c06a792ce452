"""What the doctor looks at, and what it says to do."""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from flows import cli, doctor
from flows.doctor import FINE, NOTE, WRONG, Finding, examined
from flows.practice.server import practice_site
from flows.running import pipeline
from flows.running.runs import begin
from flows.selection import select
from flows.settings import settings
from warehouse.publish import LOCK


@pytest.fixture(autouse=True)
def _nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(("PREFECT_", "PEEL_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    monkeypatch.chdir(tmp_path)


def found(home: Path) -> dict[str, Finding]:
    return {one.what: one for one in examined(home)}


def nowhere() -> str:
    """An address on this machine that nobody answers at."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return f"http://127.0.0.1:{taken.getsockname()[1]}"


@pytest.mark.long
def test_a_home_in_order_is_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    with practice_site() as site:
        pipeline.ingest(begin("ingest", select("police", ["kent"], ["2017"]), settings(home, site.url)), refetch=False)
        monkeypatch.setenv("PEEL_SITE", site.url)
        monkeypatch.setenv("PEEL_CONTACT", "someone@example.org")
        seen = found(home)
        with FileLock(home / LOCK):
            assert "a run is publishing" in found(home)["lock"].says
    assert {one.state for one in seen.values()} == {FINE}, seen
    assert "prefect 3." in seen["versions"].says
    assert "4 pages" in seen["warehouse"].says
    assert "ingest of police, kent" in seen["warehouse"].says
    assert seen["lock"].says == "no run is publishing"
    assert "answers" in seen["site"].says
    assert "without a record" in seen["Prefect"].says
    assert list(doctor.in_words(list(seen.values())))[-1] == "All is well."


def test_what_is_wrong_is_named_with_what_to_do_and_hides_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "warehouse.duckdb").write_text("no database")
    monkeypatch.setenv("PEEL_SITE", nowhere())
    monkeypatch.setenv("PREFECT_API_URL", f"{nowhere()}/api")
    monkeypatch.setenv("PEEL_WEBHOOK", "no address")
    monkeypatch.setattr(doctor, "_LITTLE", 10**18)
    seen = found(home)
    wrong = {what for what, one in seen.items() if one.state == WRONG}
    assert wrong == {"disk", "warehouse", "site", "prefect", "news"}
    assert "`peel rebuild`" in seen["warehouse"].says
    assert seen["disk"].do == "Free some space before the next run."
    assert "start that server" in seen["prefect"].says
    assert {seen["archive"].state, seen["contact"].state} == {NOTE}
    assert list(doctor.in_words(list(seen.values())))[-1] == "5 to mend, marked FAIL."


def test_a_lock_that_cannot_be_held_is_a_finding_and_no_fault_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEEL_SITE", nowhere())
    (tmp_path / "warehouse.lock").mkdir()
    lock = found(tmp_path)["lock"]
    assert (lock.state, "so that no run can publish" in lock.says) == (WRONG, True)


def test_a_setting_that_cannot_be_read_is_all_there_is_to_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEEL_SITE", "not an address")
    assert [(one.what, one.state) for one in examined(tmp_path)] == [("versions", FINE), ("settings", WRONG)]


@pytest.mark.parametrize(("reachable", "status"), [(True, 0), (False, 1)])
def test_the_command_ends_with_status_1_where_something_is_wrong(
    reachable: bool, status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = signal.getsignal(signal.SIGTERM)
    with practice_site() as site:
        monkeypatch.setenv("PEEL_SITE", site.url if reachable else nowhere())
        monkeypatch.setattr(sys, "argv", ["peel", "doctor", "--json", "--home", str(tmp_path / "home")])
        with pytest.raises(SystemExit) as ended:
            cli.main()
    signal.signal(signal.SIGTERM, before)
    assert ended.value.code == status
    said = {one["what"]: one["state"] for one in json.loads(capsys.readouterr().out)}
    assert said["site"] == (FINE if reachable else WRONG)
    assert not (tmp_path / "home").exists(), "looking changes nothing"
