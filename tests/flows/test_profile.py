"""Where the time of a run goes: every stage is measured, and the whole is never less than its parts."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.practice.server import practice_site
from flows.practice.site import ONE_ROUND
from flows.running import pipeline
from flows.running.profile import Profile
from flows.running.runs import begin
from flows.selection import select
from flows.settings import settings


@pytest.mark.long
def test_every_stage_of_a_run_is_measured(tmp_path: Path) -> None:
    profile = Profile()
    with practice_site(under=ONE_ROUND) as site:
        run = begin("ingest", select(None, ["kent"]), settings(tmp_path, site.url))
        pipeline.ingest(run, False, profile.steps())
    assert set(profile.cpu) == set(profile.wall) == {"discover", "fetch", "read", "check", "publish"}
    assert all(seconds > 0 for seconds in profile.cpu.values())
    assert profile.elsewhere == 0
    assert sum(profile.cpu.values()) <= time.process_time()
    lines = list(profile.lines())
    assert [line.split()[0] for line in lines[1:]] == ["discover", "fetch", "read", "check", "publish", "the", "all"]
    shares = [int(line.split()[-1].rstrip("%")) for line in lines[1:-1]]
    assert abs(sum(shares) - 100) <= len(shares)


def test_a_recorded_run_is_not_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    done = CliRunner().invoke(app, ["replay", "--profile", "--home", str(tmp_path)])
    assert "unset PREFECT_API_URL" in str(done.exception)
