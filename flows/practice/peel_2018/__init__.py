"""What the practice site says of six forces in 2018/19; every sentence about a force is invented."""

from __future__ import annotations

from flows.practice.peel_2018 import durham, gwent, kent, lancashire, metropolitan, norfolk

SHELVES = (
    (lancashire.PAGES, "theme"),
    (kent.PAGES, "accordion"),
    (durham.PAGES, "app"),
    (gwent.PAGES, "soup"),
    (norfolk.PAGES, "plain"),
    (metropolitan.PAGES, "nineties"),
)
"""Each force's pages, and the markup that the site serves them in."""
