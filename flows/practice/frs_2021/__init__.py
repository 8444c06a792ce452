"""What the practice site says of two fire services in 2021/22; every sentence about a service is invented."""

from __future__ import annotations

from flows.practice.frs_2021 import avon, kent

SHELVES = (
    (kent.PAGES, "nineties"),
    (avon.PAGES, "theme"),
)
"""Each service's pages, and the markup that the site serves them in."""
