"""Measure reading alone, from bytes to checked records, beside trafilatura on the same bytes: one process, CPU seconds.

``python -m tests.bench.reading FORCES`` measures once, on the pages of so many forces of each service, and prints JSON.
"""

from __future__ import annotations

import json
import random
import re
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import gettempdir

from schemas.records import Capture
from tests.bench.commands import ran
from tests.bench.corpus import BenchPage, pages
from tests.bench.tables import Measured, Ratio, cell, table
from transforms.addresses import address_of
from transforms.read import read_page
from transforms.versions import Version

_FORCES = 10
_AT = datetime(2026, 1, 1)
_LONGER = 10
_SO_MANY = 20
"""Reports that are read ten times as long."""
_BATCH = 200
_PROSE = re.compile(r"<p>(?:<span>)?(?P<text>[^<]{100,})(?:</span>)?</p>")

Body = tuple[BenchPage, bytes]


def measure(rounds: int, forces: int | None) -> Measured:
    """Measure in a new process each round: nothing is known from the round before."""
    given = (sys.executable, "-m", "tests.bench.reading", str(min(forces or _FORCES, _FORCES)))
    taken: list[Figures] = [json.loads(ran(*given, home=Path(gettempdir())).stdout) for _ in range(rounds)]
    rows = [
        (
            kind,
            f"{figures['pages']:,.0f}",
            *(cell([one[kind][way] for one in taken]) for way in ("peel", "trafilatura")),
        )
        for kind, figures in taken[0].items()
    ]
    found = [
        Ratio(
            f"reading {kind}, in the time of trafilatura on the same bytes",
            tuple(one[kind]["peel"] / one[kind]["trafilatura"] for one in taken),
            "at most 1.5",
        )
        for kind in (_MIX, _REPORTS)
    ]
    grown = tuple(one[_TEN]["peel"] / one[_SOME]["peel"] for one in taken)
    found.append(Ratio(f"reading {_TEN}, in the time of these", grown, "at most 12"))
    return Measured(table(("what", "pages", "peel, CPU seconds", "trafilatura, CPU seconds"), rows), tuple(found))


Figures = dict[str, dict[str, float]]
_MIX, _REPORTS = "the whole mix", "long reports"
_SOME, _TEN = "some reports, unchecked", "reports ten times as long"


def _once(forces: int) -> Figures:
    """Measure once; peel and trafilatura have turns on the same pages, so that both meet the same machine."""
    mix = [(page, page.body()) for page in pages(forces)]
    reports = [one for one in mix if not one[0].round.has_pillars]
    some = reports[:: max(1, len(reports) // _SO_MANY)]
    _read([mix[0], reports[0]])
    _extract(mix[:1])
    return {
        _MIX: _compared(mix, _read),
        _REPORTS: _compared(reports, _read),
        # A check takes the same few hundredths of a second for any number of pages, and would hide how reading grows.
        _SOME: _compared(some, _records),
        _TEN: _compared([(page, _longer(body)) for page, body in some], _records),
    }


def _compared(bodies: Sequence[Body], read: Callable[[Sequence[Body]], object]) -> dict[str, float]:
    """Read some pages both ways, a batch at a time."""
    peel = trafilatura = 0.0
    for start in range(0, len(bodies), _BATCH):
        batch = bodies[start : start + _BATCH]
        peel += _cpu(read, batch)
        trafilatura += _cpu(_extract, batch)
    return {"pages": len(bodies), "peel": peel, "trafilatura": trafilatura}


def _cpu(work: Callable[[Sequence[Body]], object], bodies: Sequence[Body]) -> float:
    """Give the CPU seconds that some work takes."""
    begun = time.process_time()
    work(bodies)
    return time.process_time() - begun


def _read(bodies: Sequence[Body]) -> None:
    """Read pages as a run does: to records, to frames, and through the laws of their tables."""
    from schemas.batch import check
    from transforms.frames import frames_of

    check(*frames_of(_records(bodies), "bench"), "bench", _AT)


def _records(bodies: Sequence[Body]) -> list[Version]:
    """Read pages to records."""
    versions = []
    for page, body in bodies:
        address = address_of(page.url)
        capture = Capture(
            address.page_id, address.url, page.url, _AT, "html", None, "text/html", "", None, None, "", 0, ""
        )
        versions.append(Version(1, capture, read_page(body, "text/html", address), True))
    return versions


def _extract(bodies: Sequence[Body]) -> None:
    """Take the text out of pages, and nothing else."""
    import trafilatura

    for _, body in bodies:
        trafilatura.bare_extraction(body, fast=True, with_metadata=False)


def _longer(body: bytes) -> bytes:
    """Write a page's prose ten times, each time with its words in another order."""
    chance = random.Random(0)

    def written(found: re.Match[str]) -> str:
        words = found["text"].split()
        return "\n".join(f"<p>{' '.join(chance.sample(words, len(words)))}</p>" for _ in range(_LONGER))

    return _PROSE.sub(written, body.decode()).encode()


if __name__ == "__main__":
    print(json.dumps(_once(int(sys.argv[1]))))
