"""Which pages are due for a visit."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from flows.running.planning import due
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
