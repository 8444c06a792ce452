"""List what did not get into the warehouse, and why: pages that were refused, rows that were rejected."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from warehouse.connect import asking
from warehouse.migrate import pending


@dataclass(frozen=True, slots=True)
class NotIn:
    """A page that was refused, or a row that was rejected."""

    what: str
    """``page refused`` or ``row rejected``."""
    page: str | None
    where: str
    """Stage that refused the page, or table and check that rejected the row."""
    reason: str
    run: str
    row: str | None
    """The rejected row, as JSON."""


NOT_IN = """
SELECT 'page refused' AS what, page_id AS page, stage AS "where", reason, run, NULL AS "row"
FROM ops.refusals
UNION ALL
SELECT 'row rejected', page, concat("table", ', ', "check"), reason, run, "row"
FROM ops.rejects
ORDER BY ALL
"""
"""What did not get in, in the columns of ``NotIn``."""


def not_in(path: Path) -> tuple[NotIn, ...]:
    """List what did not get into a warehouse.

    Raises:
        PeelError: there is no such file, or it cannot be read.

    """
    with asking(path) as connection:
        pending(connection)
        return tuple(NotIn(*row) for row in connection.execute(NOT_IN).fetchall())
