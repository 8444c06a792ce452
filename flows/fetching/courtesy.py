"""Hold a host's pace over all runs on this machine: one request at a time, and the host's delay between two."""

from __future__ import annotations

import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_EVERYBODY = 0o666
"""All who run peel on this machine keep one pace together, whichever user they are."""


@contextmanager
def in_turn(host: str, delay: float, sleep: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Wait for the turn to ask a host, let ``delay`` seconds pass since anybody's last request, and note this one.

    Without a delay nobody is waited for: it is a host that nobody else is waiting for either.
    """
    if delay <= 0:
        yield
        return
    from filelock import FileLock

    file = _pace_file(host)
    with FileLock(file, mode=_EVERYBODY):
        since = time.time() - _last_asked(file)
        if 0 <= since < delay:
            sleep(delay - since)
        try:
            yield
        finally:
            _note(file, time.time())


def _pace_file(host: str) -> Path:
    """Give the file that holds the time of the last request to a host, and whose lock is the turn to ask.

    It lies where every process of this machine finds it, whatever its home: the folder for temporary files. Where
    another user's file may not be written, a file of one's own is better than none.
    """
    name = f"peel-pace-{re.sub(r'[^a-z0-9.-]', '-', host.lower())}"
    file = Path(tempfile.gettempdir(), name)
    if file.exists() and not os.access(file, os.W_OK):
        return file.with_name(f"{name}-{os.getuid()}")
    return file


def _last_asked(file: Path) -> float:
    """Read the time of the last request, in seconds since 1970; long ago where there was none."""
    try:
        return float(file.read_text("ascii") or 0)
    except ValueError:
        return 0.0


def _note(file: Path, now: float) -> None:
    """Write the time down, into the file that is there and never through a link that stands in its place."""
    # Not made here: in a folder that all may write, the system forbids making what another user has made already.
    opened = os.open(file, os.O_WRONLY | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0))
    with os.fdopen(opened, "w", encoding="ascii") as written:
        written.write(f"{now:.3f}")
