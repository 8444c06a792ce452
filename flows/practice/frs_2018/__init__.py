"""What the practice site says of two fire services in 2018/19; every sentence about a service is invented."""

from __future__ import annotations

from flows.practice.frs_2018 import avon, kent

SHELVES = (
    (kent.PAGES, "app"),
    (avon.PAGES, "plain"),
)
"""Each service's pages, and the markup that the site serves them in."""
