"""What the practice site says of three forces in 2016; every sentence about a force is invented."""

from __future__ import annotations

from flows.practice.peel_2016 import gwent, kent, lancashire

SHELVES = (
    (lancashire.PAGES, "nineties"),
    (kent.PAGES, "plain"),
    (gwent.PAGES, "accordion"),
)
"""Each force's pages, and the markup that the site serves them in."""
