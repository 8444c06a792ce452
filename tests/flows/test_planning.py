"""Which pages are due for a visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from flows.fetching.site import site_at
from flows.keeping.archive import open_run
from flows.keeping.visits import Visit
from flows.running.planning import due, due_of
from flows.running.runs import begin
from flows.selection import EVERYTHING
from flows.settings import settings
from tests.flows.test_archive import answer
from transforms.addresses import SITE, address_of

NOW = datetime(2026, 3, 1)
CLOSED = f"{SITE}/peel-assessments/peel-2017/kent/"
OPEN = f"{SITE}/peel-reports/kent-2025-27/"
OF_NO_ROUND = f"{SITE}/police-forces/kent/more-about-this-area/"


@pytest.mark.parametrize(
    ("url", "days", "refetch", "expected"),
    [
        (CLOSED, None, False, True),
        (CLOSED, 1, False, False),
        (CLOSED, 1, True, True),
        (CLOSED, 28, False, True),
        (OPEN, 1, False, True),
        (OF_NO_ROUND, 1, False, True),
    ],
)
def test_a_closed_round_is_asked_for_monthly_an_open_one_at_every_run(
    url: str, days: int | None, refetch: bool, expected: bool
) -> None:
    visited_at = None if days is None else NOW - timedelta(days=days)
    assert due(address_of(url), visited_at, NOW, refetch) is expected


def test_what_an_unfinished_run_fetched_is_not_due_for_the_run_that_goes_on(tmp_path: Path) -> None:
    run = begin("ingest", EVERYTHING, settings(tmp_path, "http://127.0.0.1:9"))
    whole, silent = (
        site_at(run.settings.site).target_of(f"{SITE}/peel-reports/{one}-2025-27/")
        for one in ("kent", "avon-and-somerset")
    )
    with open_run(run.settings.archive, "killed") as writer:
        for target in (whole, silent):
            writer.response(target.address, replace(answer(), url=target.url, at=run.started_at))
        at = run.started_at + timedelta(seconds=1)
        writer.unanswered(Visit(at, silent.address.page_id, silent.url, "It sent nothing.", "killed"))
    assert due_of(run, [whole, silent], refetch=False) == [silent]
    assert due_of(run, [whole, silent], refetch=True) == [whole, silent]
    next_night = replace(run, started_at=run.started_at + timedelta(hours=13))
    assert due_of(next_night, [whole, silent], refetch=False) == [whole, silent]
