"""What the practice site says of fire services in 2023–25; every sentence about a service is invented."""

from __future__ import annotations

from flows.practice.frs_2023 import avon, kent, table

SHELVES = (
    (kent.PAGES, "accordion"),
    (avon.PAGES, "app"),
    (table.PAGES, "plain"),
)
"""Each service's pages, and the markup that the site serves them in."""
