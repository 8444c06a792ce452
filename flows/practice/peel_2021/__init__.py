"""What the practice site says of six forces in 2021/22; every sentence about a force is invented."""

from __future__ import annotations

from flows.practice.peel_2021 import durham, gwent, kent, lancashire, metropolitan, norfolk

SHELVES = (
    (lancashire.PAGES, "soup"),
    (kent.PAGES, "app"),
    (durham.PAGES, "plain"),
    (gwent.PAGES, "nineties"),
    (norfolk.PAGES, "theme"),
    (metropolitan.PAGES, "accordion"),
)
"""Each force's pages, and the markup that the site serves them in."""
