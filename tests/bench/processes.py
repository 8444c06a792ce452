"""Look at what a process and those that it started take of memory and of the processor, on Linux."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

_TICKS = os.sysconf("SC_CLK_TCK")


def resident(process: int) -> float:
    """Read how many MB of memory a process holds, shared ones too; none where it is gone."""
    return _held(process, "status", "VmRSS")


def together(processes: list[int]) -> float:
    """Read how many MB some processes hold, what they share counted once."""
    return sum(_held(process, "smaps_rollup", "Pss:") for process in processes)


def started(process: int) -> list[int]:
    """Give the processes that one started, and those that these started, and so on."""
    found: list[int] = []
    with suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in map(int, (task / "children").read_text().split()):
                found += [child, *started(child)]
    return found


@dataclass(slots=True)
class Watched:
    """The most that was held, in MB, by one process and by all together, and the seconds of the processor of each."""

    most: float = 0.0
    together: float = 0.0
    seconds: dict[int, float] = field(default_factory=dict)


@contextmanager
def watching(process: int) -> Iterator[Watched]:
    """Look at a process and those that it starts, twenty times a second, and at the sum of memory once."""
    seen, done = Watched(), Event()

    def watch() -> None:
        looks = 0
        while not done.wait(0.05):
            all_ = [process, *started(process)]
            seen.most = max([seen.most, *map(resident, all_)])
            seen.seconds.update({one: spent for one in all_ if (spent := _spent(one))})
            if looks % 20 == 0:
                seen.together = max(seen.together, together(all_))
            looks += 1

    thread = Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        done.set()
        thread.join()


def _held(process: int, file: str, name: str) -> float:
    """Read a number of kB from a file of a process, as MB."""
    with suppress(OSError, StopIteration):
        lines = Path(f"/proc/{process}/{file}").read_text().splitlines()
        return int(next(line for line in lines if line.startswith(name)).split()[1]) / 1024
    return 0.0


def _spent(process: int) -> float:
    """Read how many seconds of the processor a process has taken; none where it is gone."""
    with suppress(OSError, IndexError):
        fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS
    return 0.0
