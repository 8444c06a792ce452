"""Have memory that is freed given back to the system at once: held for later it would be as much again as is used."""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import suppress

_AT_ONCE = "dirty_decay_ms:0,muzzy_decay_ms:0"
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_LEAST = 1_000_000


def what_is_freed() -> None:
    """Ask the allocators of polars, of DuckDB and of the system for it: the first two before these are loaded."""
    os.environ["_RJEM_MALLOC_CONF"] = os.environ["DUCKDB_JE_MALLOC_CONF"] = _AT_ONCE
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # where the system has another library than GNU's
            mallopt = ctypes.CDLL(None).mallopt
            mallopt(_TRIM_THRESHOLD, _LEAST)
            mallopt(_MMAP_THRESHOLD, _LEAST)
