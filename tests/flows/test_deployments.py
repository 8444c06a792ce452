"""What runs when with nobody watching, told once in Python and once in ``prefect.yaml``."""

from __future__ import annotations

import ast
from pathlib import Path

import yaml  # type: ignore[import-untyped]

from flows.running.choices import named
from flows.running.deployments import DEPLOYMENTS, ZONE
from flows.selection import select

ROOT = Path(__file__).resolve().parent.parent.parent


def test_prefect_yaml_says_the_same_as_what_peel_serve_serves() -> None:
    written = yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))["deployments"]
    assert written == [
        {
            "name": one.name,
            "entrypoint": one.entrypoint,
            "description": one.description,
            "schedules": [{"cron": one.cron, "timezone": ZONE}] if one.cron else [],
            "parameters": one.parameters,
            "tags": list(one.tags),
            "work_pool": {"name": "peel", "job_variables": {"env": {"DO_NOT_TRACK": "1"}}},
        }
        for one in DEPLOYMENTS
    ]


def test_every_deployment_is_of_a_flow_that_takes_its_parameters() -> None:
    source = ast.parse((ROOT / "flows/running/recorded.py").read_text("utf-8"))
    takes = {
        node.name: {arg.arg for arg in node.args.args} for node in source.body if isinstance(node, ast.FunctionDef)
    }
    for one in DEPLOYMENTS:
        assert set(one.parameters) <= takes[one.flow]
        select(rounds=one.parameters.get("rounds", ()))


def test_a_run_is_named_by_what_it_is_about() -> None:
    assert named("ingest", {"forces": ["lancashire"], "rounds": ["2017"]}) == "ingest lancashire, 2017"
    assert named("ingest", {"service": "fire", "rounds": ["open"]}) == "ingest fire, open rounds"
    assert named("replay", {}) == "replay everything"
    many = {"forces": ["avon", "cheshire", "cumbria", "devon", "dorset", "durham", "essex"]}
    assert named("ingest", many) == "ingest avon and cheshire and cumbria and devon and dorset and 2 more"
