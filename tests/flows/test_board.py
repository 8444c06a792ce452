"""How far a recorded run shows that it is."""

from __future__ import annotations

import pytest

from flows.running.progress import Event

pytestmark = pytest.mark.long
"""Importing Prefect takes longer than the rest."""


def test_a_board_tells_how_far_a_run_is_and_never_goes_back() -> None:
    from flows.running.artifacts import Board

    board = Board(("discover", "fetch", "read", "publish"), "ingest-progress")
    shares = [board.reached]
    for event in (
        Event("discover", 1, 1),
        Event("fetch", 0, 8),
        Event("fetch kent", 4, 4),
        Event("read kent", 4, 4),
        Event("fetch lancashire", 2, 4),
        Event("fetch lancashire", 4, 4),
        Event("fetch", 0, 16),
        Event("read lancashire", 4, 4),
        Event("publish", 3, 6),
        Event("publish", 6, 6),
    ):
        board.note(event)
        shares.append(board.reached)
    assert shares == [0, 0.25, 0.25, 0.375, 0.5, 0.625, 0.75, 0.75, 0.75, 0.875, 1.0]
