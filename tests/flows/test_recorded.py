"""The pipeline as recorded flows: the same rows, and a record that a person can read."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from flows import cli
from flows.practice.server import PracticeSite, practice_site
from flows.practice.site import ONE_ROUND
from flows.running import pipeline
from flows.running.progress import Event, nobody
from flows.running.runs import begin
from flows.running.summary import exit_status
from flows.selection import select
from flows.settings import settings
from schemas.errors import PeelError, TryLater
from tests.flows.conftest import PATIENCE

if TYPE_CHECKING:
    from prefect.client.schemas.objects import FlowRun, TaskRun

pytestmark = [pytest.mark.usefixtures("prefect_server"), pytest.mark.long]


@pytest.fixture(scope="module")
def site() -> Iterator[PracticeSite]:
    with practice_site(under=ONE_ROUND) as served:
        yield served


def given(site: PracticeSite, home: Path, *forces: str) -> dict[str, Any]:
    return {"forces": list(forces), "rounds": ["2017"], "site": site.url, "home": str(home)}


def last_run(flow: str) -> tuple[FlowRun, dict[str, TaskRun]]:
    """The newest run of a flow as the server knows it, and its tasks by name."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowFilter, FlowFilterName, FlowRunFilter, FlowRunFilterId
    from prefect.client.schemas.sorting import FlowRunSort

    with get_client(sync_client=True) as client:
        named = FlowFilter(name=FlowFilterName(any_=[flow]))
        run = client.read_flow_runs(flow_filter=named, sort=FlowRunSort.START_TIME_DESC, limit=1)[0]
        tasks = client.read_task_runs(flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[run.id])))
        return run, {task.name: task for task in tasks}


def test_a_recorded_ingest_gives_the_rows_of_the_plain_one_and_a_record_of_every_stage(
    site: PracticeSite, tmp_path: Path
) -> None:
    from flows.running.recorded import run_recorded

    told: list[Event] = []
    summary = run_recorded("ingest", given(site, tmp_path / "recorded", "kent", "merseyside"), told.append)
    assert (summary.pages_new, exit_status(summary)) == (4, 1)
    assert Event("fetch kent", 4, 4, outcomes={"new": 4}) in told

    run, tasks = last_run("ingest")
    assert run.name == "ingest kent and merseyside, 2017"
    assert set(tasks) == {
        "discover",
        "fetch kent",
        "fetch merseyside",
        "read kent",
        "read merseyside",
        "check",
        "publish",
    }
    assert {task.state_name for task in tasks.values()} == {"Completed"}
    assert "kent" in tasks["fetch kent"].tags
    assert "merseyside" in tasks["read merseyside"].tags
    assert run.state is not None
    assert (run.state.name, run.state.is_completed()) == ("Completed with refusals", True)
    assert run.state.message == "1 page refused, the rest is loaded"

    plain = begin("ingest", select(None, ["kent", "merseyside"], ["2017"]), settings(tmp_path / "plain", site.url))
    pipeline.ingest(plain, refetch=False)
    assert judgments(tmp_path / "recorded") == judgments(tmp_path / "plain")


def test_a_run_leaves_a_summary_its_refusals_its_progress_and_a_link(site: PracticeSite, tmp_path: Path) -> None:
    from flows.running.recorded import run_recorded

    home = tmp_path / "home"
    run_recorded("ingest", given(site, home, "kent", "merseyside"), nobody)
    left = artifacts(last_run("ingest")[0])
    assert set(left) == {"ingest-summary", "ingest-refusals", "ingest-progress", "warehouse"}
    assert left["ingest-progress"] == 100.0
    assert "- Kent 2017 Legitimacy: new → outstanding" in left["ingest-summary"]
    assert "| asked for | 5 |" in left["ingest-summary"]
    assert "### 1 page refused" in left["ingest-summary"]
    (refused,) = json.loads(left["ingest-refusals"])
    assert refused["page"] == "peel-assessments/peel-2017/merseyside/effectiveness"
    assert "not found" in refused["reason"]
    assert left["warehouse"] == f"[{home / 'warehouse.duckdb'}]({(home / 'warehouse.duckdb').as_uri()})"

    page = "/peel-assessments/peel-2017/kent/efficiency/"
    whole = site.answers[page]
    site.answers[page] = replace(whole, body=whole.body.replace(b"Good", b"Outstanding"))
    try:
        run_recorded("ingest", {**given(site, home, "kent"), "refetch": True}, nobody)
    finally:
        site.answers[page] = whole
    told = artifacts(last_run("ingest")[0])["ingest-summary"]
    assert "### 0 judgments new, 2 revised" in told
    assert "- Kent 2017 Understanding demand: good → outstanding" in told


def artifacts(run: FlowRun) -> dict[str, Any]:
    """What a run has left to look at, by its key."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId

    with get_client(sync_client=True) as client:
        found = client.read_artifacts(flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[run.id])))
        return {one.key or "": one.data for one in found}


def log(run: FlowRun) -> list[str]:
    """The lines of a run's log, once the last of them has arrived: Prefect sends them from the background."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import LogFilter, LogFilterFlowRunId

    with get_client(sync_client=True) as client:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            lines = [one.message for one in client.read_logs(LogFilter(flow_run_id=LogFilterFlowRunId(any_=[run.id])))]
            if any(line.startswith("Finished in state") for line in lines[-1:]):
                return lines
            time.sleep(0.1)
    raise AssertionError("the log does not end")


def test_a_run_that_cannot_be_carried_out_is_recorded_as_failed_with_one_sentence(tmp_path: Path) -> None:
    from flows.running.recorded import run_recorded

    with pytest.raises(PeelError, match="holds no page") as refused:
        run_recorded("replay", {"home": str(tmp_path)}, nobody)
    run = last_run("replay")[0]
    assert run.state is not None
    assert (run.state.name, run.state.message) == ("Failed", str(refused.value))
    assert str(refused.value) in log(run)
    assert not [line for line in log(run) if "Traceback" in line]


def test_only_what_may_pass_is_tried_again() -> None:
    from flows.running.recorded_stages import may_pass

    assert may_pass(OSError("the disk of the network hiccups"))
    assert may_pass(TryLater("The site refuses connections."))
    assert not may_pass(PeelError("There is no force of that name."))
    assert not may_pass(TimeoutError())
    assert not may_pass(ValueError())


def test_a_server_that_was_waited_for_in_vain_is_asked_only_once_more() -> None:
    from httpx import ConnectError
    from prefect.settings import PREFECT_CLIENT_MAX_RETRIES

    from flows.running.ending import waited_for_once

    def run() -> int:
        with pytest.raises(ConnectError), waited_for_once():
            raise ConnectError("refused")
        return int(PREFECT_CLIENT_MAX_RETRIES.value())

    assert copy_context().run(run) == 0
    assert PREFECT_CLIENT_MAX_RETRIES.value() > 0, "the next run is as patient as ever"


def test_a_replay_by_a_pool_is_recorded_by_force(
    site: PracticeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.running.recorded import run_recorded

    @contextmanager
    def one_thread(_pages: int) -> Iterator[Executor]:
        with ThreadPoolExecutor(1) as pool:
            yield pool

    pipeline.ingest(begin("ingest", select(None, ["kent", "gwent"]), settings(tmp_path, site.url)), refetch=False)
    monkeypatch.setattr(pipeline, "readers", one_thread)
    summary = run_recorded("replay", {"everything": True, "home": str(tmp_path)}, nobody)
    assert (summary.read, summary.pages_unchanged) == (8, 8)
    run, tasks = last_run("replay")
    assert run.state_name == "Completed"
    assert set(tasks) == {"read gwent", "read kent", "check", "publish"}


def test_the_command_records_its_run_at_the_configured_api(
    site: PracticeSite,
    tmp_path: Path,
    prefect_server: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", prefect_server)
    monkeypatch.setenv("DO_NOT_TRACK", "0")
    monkeypatch.setattr(
        "sys.argv", ["peel", "ingest", "--site", site.url, "--force", "durham", "--home", str(tmp_path)]
    )
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    signal.signal(signal.SIGTERM, before)
    said = capsys.readouterr()
    assert ended.value.code == 0
    assert os.environ["DO_NOT_TRACK"] == "1", "Prefect tells nobody but its server what is done here"
    assert f"Recording this run in Prefect at {prefect_server}" in said.err
    assert "4 new" in said.out
    assert last_run("ingest")[0].name == "ingest durham"


def test_the_parameters_of_a_flow_show_the_choices_there_are() -> None:
    from prefect.utilities.callables import parameter_schema

    from flows.running.recorded import ingest

    properties = parameter_schema(ingest.fn).model_dump()["properties"]
    assert "2018-19" in properties["rounds"]["items"]["enum"]
    assert "open" in properties["rounds"]["items"]["enum"]
    assert "lancashire" in properties["forces"]["items"]["enum"]
    assert all(one["description"] for one in properties.values())


def test_a_parameter_that_is_no_choice_is_refused_by_the_flow_itself() -> None:
    from prefect.exceptions import ParameterTypeError

    from flows.running.recorded import ingest

    with pytest.raises(ParameterTypeError, match="lancashir"):
        ingest(forces=["lancashir"])


def judgments(home: Path) -> list[Any]:
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute("FROM judgments ORDER BY ALL").fetchall()
