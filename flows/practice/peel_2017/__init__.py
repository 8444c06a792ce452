"""What the practice site says of six forces in 2017; every sentence about a force is invented."""

from __future__ import annotations

from flows.practice.peel_2017 import durham, gwent, kent, lancashire, metropolitan, norfolk

SHELVES = (
    (lancashire.PAGES, "plain"),
    (kent.PAGES, "soup"),
    (durham.PAGES, "accordion"),
    (gwent.PAGES, "theme"),
    (norfolk.PAGES, "nineties"),
    (metropolitan.PAGES, "app"),
)
"""Each force's pages, and the markup that the site serves them in."""
