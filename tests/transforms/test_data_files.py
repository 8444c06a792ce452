"""What belongs to a round is data in files, which is loaded once, however many pages are read."""

from __future__ import annotations

import sys
from collections import Counter
from typing import Any

from flows.practice.site import site_pages
from transforms.addresses import SITE, address_of
from transforms.read import read_page

KINDS = 8
"""A file that holds things of several kinds may be opened for each."""


def test_no_data_file_is_opened_again_and_again() -> None:
    opened: Counter[str] = Counter()
    watching = True

    def watch(event: str, given: tuple[Any, ...]) -> None:
        if watching and event == "open":
            opened[str(given[0])] += 1

    # A hook cannot be taken off again, but it can be told to look away.
    sys.addaudithook(watch)
    for path, body in site_pages().items():
        read_page(body, "text/html", address_of(SITE + path))
    watching = False
    assert {file: times for file, times in opened.items() if times > KINDS} == {}
