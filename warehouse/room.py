"""Give a statement more memory for a while, in a merge that has little: what needs all grades or captures at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import duckdb

_SOME = "192MB"
"""Less than a merge and the index beside it take together."""
_Came = TypeVar("_Came")


def with_room(connection: duckdb.DuckDBPyConnection, usual: str | None, work: Callable[[], _Came]) -> _Came:
    """Do work that may begin anew; where the usual memory is not enough, with some more, and else with all there is.

    Where there is no usual limit, which is None, there is room.

    Raises:
        OutOfMemoryException: all there is does not do.

    """
    try:
        return work()
    except duckdb.OutOfMemoryException:
        if usual is None:
            raise
    try:
        connection.execute(f"SET memory_limit = '{_SOME}'")
        return work()
    except duckdb.OutOfMemoryException:
        # A RESET alone only shows the limit that DuckDB has by itself, and leaves in force what was set.
        connection.execute("RESET memory_limit")
        (by_itself,) = connection.execute("SELECT current_setting('memory_limit')").fetchall()[0]
        connection.execute(f"SET memory_limit = '{by_itself}'")
        return work()
    finally:
        connection.execute(f"SET memory_limit = '{usual}'")
