"""Run commands to their end as they would be typed, each as a process of its own, and serve the corpus to them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PEEL = (sys.executable, "-m", "flows.cli")
YARDSTICK = (sys.executable, "-m", "tests.bench.yardsticks")
# Without the last, all of peel and of its libraries would be compiled anew at each start.
_DROPPED = ("PEEL_", "PREFECT_", "PYTHONDONTWRITEBYTECODE")


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command took, and what it said."""

    seconds: float
    stdout: str
    stderr: str


def ran(*command: str, home: Path) -> Ran:
    """Run a command for a home."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith(_DROPPED)}
    settings |= {"PEEL_HOME": str(home), "PREFECT_HOME": str(home / "prefect")}
    begun = time.perf_counter()
    done = subprocess.run(command, env=settings, capture_output=True, text=True, check=False)
    taken = time.perf_counter() - begun
    if done.returncode:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return Ran(taken, done.stdout, done.stderr)


@contextmanager
def served(forces: int | None) -> Iterator[str]:
    """Serve the corpus, or the pages of so many forces of each service, until the context ends; gives its url."""
    command = [sys.executable, "-m", "tests.bench.server", *([str(forces)] if forces else [])]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.stdin.close()
