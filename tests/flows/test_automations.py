"""The automations that come with peel, tried at a real server: it tells a webhook what is news of recorded runs."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from pydantic import SecretStr

from flows.practice.answers import Answer
from flows.practice.server import practice_site
from flows.practice.site import ONE_ROUND
from flows.running import ending, recorded
from flows.running.progress import nobody
from tests.flows.conftest import PATIENCE
from tests.flows.receiver import receiver

pytestmark = pytest.mark.long

TEMPLATE = Path(ending.__file__).with_name("automations.yaml")
PAGE = "/peel-assessments/peel-2017/kent/efficiency/"
NO_BLOCK = "00000000-0000-0000-0000-000000000000"


def automations() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(TEMPLATE.read_text())["automations"]
    return found


def test_every_kind_of_news_has_an_automation_and_no_automation_waits_for_anything_else() -> None:
    expected = [event for one in automations() for event in one["trigger"]["expect"]]
    assert sorted(expected) == sorted(ending.EVENTS.values())


def test_a_server_with_the_automations_tells_a_webhook_of_each_kind_of_news(
    prefect_server: str, tmp_path: Path
) -> None:
    from prefect.blocks.webhook import Webhook

    with receiver() as (url, told), practice_site(under=ONE_ROUND) as site:
        block = str(Webhook(url=SecretStr(url)).save("peel", overwrite=True))
        mine = tmp_path / "mine.yaml"
        mine.write_text(TEMPLATE.read_text().replace(NO_BLOCK, block))
        create = [sys.executable, "-m", "prefect", "automation", "create", "--from-file", str(mine)]
        environment = {**os.environ, "PREFECT_API_URL": prefect_server}
        done = subprocess.run(create, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

        def run(*forces: str) -> None:
            given = {"forces": forces, "rounds": ["2017"], "refetch": True, "site": site.url, "home": str(tmp_path)}
            recorded.run_recorded("ingest", given, nobody)

        run("kent")
        (new,) = wait_for(told, 1)
        assert new["event"] == "new report"
        assert new["text"].startswith("4 new reports:\n- peel-assessments/peel-2017/kent")
        whole = site.answers[PAGE]
        site.answers[PAGE] = replace(whole, body=whole.body.replace(b"Good", b"Outstanding"))
        run("kent")
        revised = wait_for(told, 2)[1]
        assert revised["event"] == "grade revised"
        assert "Kent 2017 Understanding demand: good → outstanding" in revised["details"]
        site.answers[PAGE] = Answer(b"", status=404)
        run("kent")
        assert [one["event"] for one in wait_for(told, 3)[2:]] == ["more refusals"]
        with pytest.raises(Exception, match="no page of"):
            run("surrey")
        assert [one["event"] for one in wait_for(told, 4)[3:]] == ["run failed"]


def wait_for(told: list[dict[str, Any]], number: int) -> list[dict[str, Any]]:
    """Wait until so much was told: a server notices events in its own time."""
    until = time.monotonic() + PATIENCE
    while len(told) < number:
        assert time.monotonic() < until, f"only {told}"
        time.sleep(0.1)
    return told
