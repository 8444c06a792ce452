"""More memory for a while: only for what asks for it, and as much as that needs."""

from __future__ import annotations

import duckdb
import pytest

from warehouse import room
from warehouse.room import with_room

_BIG = "SELECT count(*) FROM (SELECT list(range) FROM range(600_000) GROUP BY range % 7)"
"""Holds some 5 MB that cannot go to disk."""


def limit(connection: duckdb.DuckDBPyConnection) -> str:
    found: str = connection.execute("SELECT current_setting('memory_limit')").fetchall()[0][0]
    return found


@pytest.mark.parametrize("some", ["2MB", "200MB"])
def test_work_that_needs_more_memory_than_is_set_gets_it_and_afterwards_the_limit_is_as_before(
    some: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "_SOME", some)
    with duckdb.connect(config={"memory_limit": "2MB", "threads": 1}) as connection:
        before = limit(connection)
        with pytest.raises(duckdb.OutOfMemoryException):
            connection.execute(_BIG)
        found = with_room(connection, "2MB", lambda: connection.execute(_BIG).fetchall())
        assert found == [(7,)]
        assert limit(connection) == before
        with pytest.raises(duckdb.OutOfMemoryException):
            connection.execute(_BIG)
