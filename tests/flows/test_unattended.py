"""Running with nobody watching, tried for real: a server, a worker, `peel serve`, and what can go wrong with them."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import duckdb
import pytest
from filelock import FileLock

from flows.keeping.verifying import verify
from flows.practice.server import PracticeSite, practice_site
from flows.running import pipeline
from flows.running.progress import nobody
from flows.running.runs import begin
from flows.selection import select
from flows.settings import settings
from schemas.errors import PeelError
from tests.flows.conftest import PATIENCE, Server
from warehouse.publish import LOCK

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent.parent
FINAL = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}


@pytest.fixture(scope="module")
def site() -> Iterator[PracticeSite]:
    with practice_site() as served:
        yield served


@contextmanager
def publishing(home: Path) -> Iterator[None]:
    """Hold the lock of the warehouse, as a run does that is publishing: all others come as far as that and wait."""
    with FileLock(home / LOCK):
        yield


WAITS = "another run is publishing; this one waits for it"


_OFTEN = {"PREFECT_RUNNER_POLL_FREQUENCY": "1", "PREFECT_WORKER_QUERY_SECONDS": "1"}
"""How many seconds `peel serve` and a worker let pass before they look for runs again."""


def environment(api: str) -> dict[str, str]:
    others = {name: value for name, value in os.environ.items() if not name.startswith("PEEL_")}
    return {**others, "PREFECT_API_URL": api, "PYTHONPATH": str(ROOT), "DO_NOT_TRACK": "1", **_OFTEN}


@contextmanager
def running(api: str, log: Path, *command: str, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process in a session of its own, so that it can be killed with everything that it started."""
    with (
        log.open("wb") as out,
        subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env={**environment(api), **more},
            stdout=out,
            stderr=out,
            start_new_session=True,
        ) as process,
    ):
        try:
            yield process
        finally:
            kill(process, signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                kill(process)


def kill(process: subprocess.Popen[bytes], how: int = signal.SIGKILL) -> None:
    """End a process and all that it started."""
    try:
        os.killpg(process.pid, how)
    except ProcessLookupError:
        return


def ask(url: str, given: object = None) -> Any:
    """Ask Prefect's API, again where it is too busy to answer (503), as Prefect's own clients do."""
    body = None if given is None else json.dumps(given).encode()
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urlopen(Request(url, body, {"Content-Type": "application/json"})) as answer:
                return json.load(answer)
        except HTTPError as error:
            if error.code != 503 or time.monotonic() > until:
                raise
            time.sleep(0.5)


def wait_for(what: str, found: Callable[[], Any]) -> Any:
    """Wait until something is found; what is waited for is done by other processes."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            if result := found():
                return result
        except OSError:
            pass
        time.sleep(0.2)
    pytest.fail(f"waited in vain for {what}")


def start(api: str, deployment: str, **parameters: object) -> str:
    """Start a run of a deployment as somebody does who clicks it."""
    found = ask(f"{api}/deployments/name/{deployment}")
    return str(ask(f"{api}/deployments/{found['id']}/create_flow_run", {"parameters": parameters})["id"])


def state(api: str, flow_run: str) -> dict[str, Any]:
    found: dict[str, Any] = ask(f"{api}/flow_runs/{flow_run}")
    return {"run": found["name"], **(found["state"] or {})}


def ended(api: str, flow_run: str) -> dict[str, Any]:
    """Wait for a run's end, and give its name and final state."""
    found: dict[str, Any] = wait_for(
        f"the end of {flow_run}", lambda: (now := state(api, flow_run)).get("type") in FINAL and now
    )
    return found


def log_of(api: str, flow_run: str) -> list[str]:
    """The lines of a run's log that have arrived."""
    found = ask(f"{api}/logs/filter", {"logs": {"flow_run_id": {"any_": [flow_run]}}, "limit": 200})
    return [one["message"] for one in found]


def waits(api: str, *flow_runs: str) -> bool:
    """Whether all these runs wait to publish, as their logs say."""
    return all(any(WAITS in line for line in log_of(api, run)) for run in flow_runs)


def rows(home: Path, force: str) -> list[object]:
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        return [
            *connection.execute("SELECT * FROM judgments WHERE force = ? ORDER BY ALL", [force]).fetchall(),
            *connection.execute("SELECT * FROM findings WHERE force = ? ORDER BY ALL", [force]).fetchall(),
            *connection.execute("SELECT page_id, fetched_at FROM pages WHERE force = ?", [force]).fetchall(),
        ]


def load(home: Path, site: PracticeSite, *forces: str) -> None:
    chosen = select("police", forces, ["2017"])
    pipeline.ingest(begin("ingest", chosen, settings(home, site.url)), refetch=False)


def judged(home: Path, force: str) -> int:
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        found = connection.execute("SELECT count(*) FROM judgments WHERE force = ?", [force]).fetchall()
    return int(found[0][0])


@pytest.fixture(scope="module")
def home(site: PracticeSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home that the worker and `peel serve` keep; Lancashire is loaded already."""
    folder = tmp_path_factory.mktemp("home")
    load(folder, site, "lancashire")
    return folder


@pytest.fixture(scope="module")
def api(prefect_server: str, home: Path, site: PracticeSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose deployments `peel serve` serves."""
    folder = tmp_path_factory.mktemp("served")
    serve = ("-m", "flows.cli", "serve", "--home", str(home), "--site", site.url)
    with running(prefect_server, folder / "log", *serve):
        # A deployment of the name may be there already, for the worker.
        last = f"{prefect_server}/deployments/name/maintain/weekly"
        wait_for("peel serve", lambda: ask(last)["parameters"].get("home") == str(home))
        yield prefect_server


def test_a_worker_runs_one_force_and_touches_no_other(
    prefect_server: str, home: Path, site: PracticeSite, tmp_path: Path
) -> None:
    def prefect(*arguments: str) -> None:
        command = [sys.executable, "-m", "prefect", *arguments]
        subprocess.run(command, cwd=ROOT, env=environment(prefect_server), check=True, capture_output=True)

    prefect("work-pool", "create", "peel", "--type", "process")
    prefect("--no-prompt", "deploy", "--all")
    before = rows(home, "lancashire")
    with running(
        prefect_server, tmp_path / "log", "-m", "prefect", "worker", "start", "--pool", "peel", PEEL_HOME=str(home)
    ):
        given = {"forces": ["durham"], "rounds": ["2017"], "site": site.url}
        done = ended(prefect_server, start(prefect_server, "ingest/force", **given))
    assert (done["run"], done["name"]) == ("ingest durham, 2017", "Completed"), (tmp_path / "log").read_text()
    assert judged(home, "durham") > 0
    assert rows(home, "lancashire") == before


def test_peel_serve_runs_one_force_and_touches_no_other(api: str, home: Path) -> None:
    before = rows(home, "lancashire")
    done = ended(api, start(api, "ingest/force", forces=["norfolk"], rounds=["2017"]))
    assert (done["run"], done["name"]) == ("ingest norfolk, 2017", "Completed")
    assert judged(home, "norfolk") > 0
    assert rows(home, "lancashire") == before
    schedules = {
        name: [one["schedule"]["cron"] for one in ask(f"{api}/deployments/name/{name}")["schedules"]]
        for name in ("ingest/nightly", "ingest/monthly", "ingest/force", "maintain/weekly")
    }
    assert schedules == {
        "ingest/nightly": ["15 2 * * *"],
        "ingest/monthly": ["15 4 1 * *"],
        "ingest/force": [],
        "maintain/weekly": ["15 6 * * 0"],
    }


def test_looking_after_a_home_is_recorded_with_its_parts(api: str, home: Path) -> None:
    done = ended(api, start(api, "maintain/weekly"))
    assert (done["run"], done["name"]) == ("maintain", "Completed"), done
    tasks = ask(f"{api}/task_runs/filter", {"flow_runs": {"id": {"any_": [done["state_details"]["flow_run_id"]]}}})
    assert {one["name"] for one in tasks} == {"audit", "export", "prune", "verify"}
    assert list((home / "exports").glob("peel-*/datapackage.json"))


def test_a_force_that_is_not_known_is_refused_before_anything_runs(api: str) -> None:
    with pytest.raises(OSError, match="409"):
        start(api, "ingest/force", forces=["lancashir"])


def test_runs_of_different_forces_overlap_up_to_publishing(api: str, home: Path) -> None:
    with publishing(home):
        runs = [start(api, "ingest/force", forces=[force], rounds=["2017"]) for force in ("kent", "gwent")]
        wait_for("both to wait", lambda: waits(api, *runs))
        assert [state(api, run)["name"] for run in runs] == ["Running", "Running"]
    assert [ended(api, run)["name"] for run in runs] == ["Completed", "Completed"]
    assert judged(home, "gwent") > 0
    assert judged(home, "kent") > 0


def test_the_same_force_started_twice_gives_the_rows_of_once(
    api: str, home: Path, site: PracticeSite, tmp_path: Path
) -> None:
    both = [start(api, "ingest/force", forces=["metropolitan"], rounds=["2017"]) for _ in range(2)]
    assert [ended(api, run)["name"] for run in both] == ["Completed", "Completed"]
    load(tmp_path, site, "metropolitan")
    assert judged(home, "metropolitan") == judged(tmp_path, "metropolitan")
    assert verify(home / "archive").problems == ()


def test_a_cancelled_run_is_marked_and_leaves_the_warehouse_as_it_was(api: str, home: Path) -> None:
    before = (home / "warehouse.duckdb").read_bytes()
    with publishing(home):
        run = start(api, "ingest/force", forces=["kent"], rounds=["2017"])
        wait_for("it to wait", lambda: waits(api, run))
        ask(f"{api}/flow_runs/{run}/set_state", {"state": {"type": "CANCELLING", "name": "Cancelling"}})
        assert ended(api, run)["type"] == "CANCELLED"
    assert (home / "warehouse.duckdb").read_bytes() == before
    assert ended(api, start(api, "ingest/force", forces=["kent"], rounds=["2017"]))["name"] == "Completed"


def test_a_warehouse_that_another_program_writes_to_fails_the_run_with_a_sentence(api: str, home: Path) -> None:
    with duckdb.connect(str(home / "warehouse.duckdb")) as writing:
        writing.execute("BEGIN")
        writing.execute("CREATE TABLE mine (x INTEGER)")
        done = ended(api, start(api, "ingest/force", forces=["kent"], rounds=["2017"]))
        writing.execute("ROLLBACK")
    assert done["name"] == "Failed"
    assert "Another program" in done["message"]
    assert judged(home, "kent") > 0


def test_a_killed_worker_leaves_a_run_that_the_next_one_marks_and_goes_on_from(
    prefect_server: str, site: PracticeSite, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    load(home, site, "lancashire")
    before = (home / "warehouse.duckdb").read_bytes()
    command = ("-m", "flows.cli", "ingest", "--home", str(home), "--site", site.url, "--force", "kent")
    log = tmp_path / "log"
    with publishing(home), running(prefect_server, log, *command) as process:
        wait_for("it to wait", lambda: WAITS in log.read_text())
        kill(process)
    (note,) = (home / "runs").glob("*.json")
    flow_run = json.loads(note.read_text())["flow_run"]
    assert state(prefect_server, flow_run)["name"] == "Running"
    assert (home / "warehouse.duckdb").read_bytes() == before

    from flows.running.recorded import run_recorded

    summary = run_recorded("ingest", {"forces": ["kent"], "site": site.url, "home": str(home)}, nobody)
    assert summary.pages_new == len(summary.new_pages) > 0
    marked = state(prefect_server, flow_run)
    assert (marked["name"], "was killed" in marked["message"]) == ("Crashed", True)
    assert verify(home / "archive").problems == ()


def test_a_full_disk_fails_the_recorded_run_with_a_sentence_and_no_traceback(
    prefect_server: str, site: PracticeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.running.recorded import run_recorded

    load(tmp_path, site, "lancashire")
    before = (tmp_path / "warehouse.duckdb").read_bytes()

    def no_space(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", no_space)
    with pytest.raises(PeelError, match="disk is full"):
        run_recorded("ingest", {"forces": ["kent"], "site": site.url, "home": str(tmp_path)}, nobody)
    assert (tmp_path / "warehouse.duckdb").read_bytes() == before
    (run,) = ask(f"{prefect_server}/flow_runs/filter", {"sort": "START_TIME_DESC", "limit": 1})
    assert run["state"]["name"] == "Failed"
    assert "disk is full" in run["state"]["message"]
    wait_for("the run's log", lambda: any("disk is full" in line for line in log_of(prefect_server, run["id"])))
    assert not [line for line in log_of(prefect_server, run["id"]) if "Traceback" in line]


def test_a_server_that_goes_away_in_the_middle_of_a_run_ends_it_with_a_sentence(
    site: PracticeSite, tmp_path: Path
) -> None:
    command = ("-m", "flows.cli", "ingest", "--home", str(tmp_path), "--site", site.url, "--force", "kent")
    log = tmp_path / "log"
    server = Server()
    try:
        server.wait()
        with running(server.url, log, *command) as process:
            with publishing(tmp_path):
                wait_for("it to wait", lambda: WAITS in log.read_text())
                server.stop()
            assert process.wait(PATIENCE) == 2
    finally:
        server.stop()
    said = log.read_text()
    assert "Traceback" not in said
    assert "ERROR" not in said
    assert said.splitlines()[-1].startswith("peel: Prefect went away during the run")
    assert "the warehouse is whole; the same command goes on from there." in said
    assert judged(tmp_path, "kent") > 0, "what was published before anybody missed the server stays published"
    assert verify(tmp_path / "archive").problems == ()
