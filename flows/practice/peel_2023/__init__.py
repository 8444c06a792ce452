"""What the practice site says of six forces in 2023–25; every sentence about a force is invented."""

from __future__ import annotations

from flows.practice.peel_2023 import durham, gwent, gwent_welsh, kent, lancashire, metropolitan, norfolk

SHELVES = (
    (lancashire.PAGES, "accordion"),
    (kent.PAGES, "theme"),
    (durham.PAGES, "nineties"),
    (gwent.PAGES, "plain"),
    (gwent_welsh.PAGES, "plain"),
    (norfolk.PAGES, "app"),
    (metropolitan.PAGES, "soup"),
)
"""Each force's pages, and the markup that the site serves them in."""
