"""Measure how much memory an ingest takes, stage by stage: `python -m tests.bench.fetching --memory [--pages N]`.

A site of an eighth of so many small pages is ingested, and one of all of them, and again when nothing has changed; each
in a process of its own, whose resident memory is looked at a hundred times a second.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from threading import Event, Thread
from typing import Any

from tests.bench import manysite
from tests.bench.commands import ran
from tests.bench.processes import resident, started, together

if __name__ != "tests.bench.memory":
    # As the main file of the process that ingests, and of those that read its pages, which must know the same forces.
    manysite.know(int(sys.argv[1]) // 4)

Most = dict[str, dict[str, float]]
"""By stage: its seconds, and the most MB that the process (``run``) and one of the others (``other``) held, and
that all of them held together (``together``), what they share counted once."""


def tell(pages: int) -> None:
    """Measure and print."""
    taken: list[Most] = []
    for size, times in ((pages // 8, 1), (pages, 2)):
        done = ran(sys.executable, "-m", "tests.bench.memory", str(size), str(times), home=Path(gettempdir()))
        taken.append(json.loads(done.stdout))
        print(f"\n{size:,} pages{'':<21}{'seconds':>9}{'MB':>7}{'MB another':>13}{'MB together':>13}")
        for stage, most in taken[-1].items():
            held = f"{most['run']:>7,.0f}{most['other']:>13,.0f}{most['together']:>13,.0f}"
            print(f"  {stage:<26}{most['seconds']:>9,.0f}{held}", flush=True)
    few, all_ = (max(max(one["run"], one["other"]) for one in most.values()) for most in taken)
    slope = (all_ - few) / (pages - pages // 8) * 1000
    print(f"\nAt most {all_:,.0f} MB in one process (wanted: under 400), {slope:+.1f} MB a 1,000 pages")


def measure(pages: int, times: int) -> Most:
    """Ingest so many pages in this process, once, or once more unchanged."""
    from flows.running import pipeline
    from flows.running.runs import begin
    from flows.selection import EVERYTHING
    from flows.settings import settings
    from tests.bench.fetching import served

    with served(pages, "small") as url, TemporaryDirectory() as folder, _watched() as (most, enter):
        for again in ("", " again")[:times]:
            steps = _told_apart(enter, again)
            enter(f"fetching{again}")
            pipeline.ingest(begin("ingest", EVERYTHING, settings(Path(folder), url)), bool(again), steps)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    most["in all, by the system"] = {
        "seconds": sum(one["seconds"] for one in most.values()),
        "run": peak,
        "other": max(one["other"] for one in most.values()),
        "together": max(one["together"] for one in most.values()),
    }
    return most


def _told_apart(enter: Callable[[str], None], again: str) -> Any:
    """Give the plain stages of a run, each of them noted when it begins; reading goes on while others are fetched."""
    from flows.running.pipeline import PLAIN

    def noted(stage: str, work: Callable[..., Any], then: str) -> Callable[..., Any]:
        def noting(*given: Any) -> Any:
            enter(stage + again)
            try:
                return work(*given)
            finally:
                enter(then + again)

        return noting

    return replace(
        PLAIN,
        fetch=noted("fetching", PLAIN.fetch, "reading what is left"),
        check=noted("checking", PLAIN.check, "publishing"),
        publish=noted("publishing", PLAIN.publish, "summing up"),
    )


@contextmanager
def _watched() -> Iterator[tuple[Most, Callable[[str], None]]]:
    """Look at the memory of this process and of those it started, and give a way to say which stage begins."""
    most: Most = {}
    now: list[dict[str, float]] = []
    since = [time.perf_counter()]
    done = Event()

    def enter(stage: str) -> None:
        if now:
            now[0]["seconds"] += time.perf_counter() - since[0]
        since[0] = time.perf_counter()
        now[:] = [most.setdefault(stage, dict.fromkeys(("seconds", "run", "other", "together"), 0.0))]

    site = started(os.getpid())

    def watch() -> None:
        looks = 0
        while not done.wait(0.01):
            for stage in now:
                stage["run"] = max(stage["run"], resident(os.getpid()))
                if looks % 20 == 0:
                    others = [one for one in started(os.getpid()) if one not in site]
                    stage["other"] = max([stage["other"], *map(resident, others)])
                    stage["together"] = max(stage["together"], together([os.getpid(), *others]))
            looks += 1

    watching = Thread(target=watch, daemon=True)
    watching.start()
    try:
        yield most, enter
    finally:
        enter("the end")
        most.pop("the end")
        done.set()
        watching.join()


if __name__ == "__main__":
    print(json.dumps(measure(*map(int, sys.argv[1:]))))
