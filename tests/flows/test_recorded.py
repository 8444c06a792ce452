"""The pipeline as recorded flows: the same rows, and a record that a person can read."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from flows import pipeline
from flows.practice.server import PracticeSite, practice_site
from flows.progress import Event, nobody
from flows.runs import begin
from flows.selection import select
from flows.settings import settings
from flows.summary import exit_status
from schemas.errors import PeelError

if TYPE_CHECKING:
    from prefect.client.schemas.objects import FlowRun, TaskRun

ROOT = Path(__file__).resolve().parent.parent.parent
pytestmark = pytest.mark.usefixtures("prefect_server")


@pytest.fixture(scope="module")
def site() -> Iterator[PracticeSite]:
    with practice_site() as served:
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
    from flows.recorded import run_recorded

    told: list[Event] = []
    summary = run_recorded("ingest", given(site, tmp_path / "recorded", "kent", "norfolk"), told.append)
    assert (summary.pages_new, exit_status(summary)) == (8, 0)
    assert Event("fetch kent", 4, 4) in told

    run, tasks = last_run("ingest")
    assert (run.name, run.state_name) == ("ingest kent and norfolk, 2017", "Completed")
    assert set(tasks) == {"discover", "fetch kent", "fetch norfolk", "read kent", "read norfolk", "publish"}
    assert {task.state_name for task in tasks.values()} == {"Completed"}
    assert "kent" in tasks["fetch kent"].tags
    assert "norfolk" in tasks["read norfolk"].tags

    plain = begin("ingest", select(None, ["kent", "norfolk"], ["2017"]), settings(tmp_path / "plain", site.url))
    pipeline.ingest(plain, refetch=False)
    assert judgments(tmp_path / "recorded") == judgments(tmp_path / "plain")


def test_a_run_that_refused_pages_ends_in_a_state_that_says_so(site: PracticeSite, tmp_path: Path) -> None:
    from flows.recorded import run_recorded

    summary = run_recorded("ingest", given(site, tmp_path, "merseyside"), nobody)
    run, _ = last_run("ingest")
    assert exit_status(summary) == 1
    assert run.state is not None
    assert (run.state.name, run.state.is_completed()) == ("Completed with refusals", True)
    assert "1 page refused" in str(run.state.message)


def test_a_run_that_cannot_be_carried_out_is_recorded_as_failed(tmp_path: Path) -> None:
    from flows.recorded import run_recorded

    with pytest.raises(PeelError, match="holds no page"):
        run_recorded("replay", {"home": str(tmp_path)}, nobody)
    assert last_run("replay")[0].state_name == "Failed"


def test_a_replay_by_several_processes_is_recorded_by_force(
    site: PracticeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import reading
    from flows.recorded import run_recorded

    pipeline.ingest(begin("ingest", select(None, ["kent", "gwent"]), settings(tmp_path, site.url)), refetch=False)
    monkeypatch.setattr(reading, "PAGES_WORTH_PROCESSES", 1)
    monkeypatch.setattr(reading, "WORKERS", 2)
    summary = run_recorded("replay", {"everything": True, "home": str(tmp_path)}, nobody)
    assert (summary.read, summary.pages_unchanged) == (8, 8)
    assert set(last_run("replay")[1]) == {"read gwent", "read kent", "publish"}


def test_the_command_records_its_run_at_the_configured_api(
    site: PracticeSite, tmp_path: Path, prefect_server: str
) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "flows.cli", "ingest", "--site", site.url, "--force", "durham", "--home", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "PREFECT_API_URL": prefect_server},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert f"Recording this run in Prefect at {prefect_server}" in ended.stderr
    assert "4 new" in ended.stdout
    assert last_run("ingest")[0].name == "ingest durham"


def test_the_parameters_of_a_flow_show_the_choices_there_are() -> None:
    from prefect.utilities.callables import parameter_schema

    from flows.recorded import ingest

    properties = parameter_schema(ingest.fn).model_dump()["properties"]
    assert "2018-19" in properties["rounds"]["items"]["enum"]
    assert "lancashire" in properties["forces"]["items"]["enum"]
    assert "none for all" in properties["forces"]["description"]


def judgments(home: Path) -> list[Any]:
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute("FROM judgments ORDER BY ALL").fetchall()
