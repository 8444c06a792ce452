"""Have memory that is freed given back to the system soon: held for later it would be as much again as is used."""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import suppress

# Not at once: what is needed again in the next moment would be asked of the system anew, which takes a third longer.
_SOON = "narenas:1,tcache:false,dirty_decay_ms:100,muzzy_decay_ms:100"
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
_LEAST = 1_000_000


def what_is_freed() -> None:
    """Ask the allocators of polars, of DuckDB and of the system for it: the first two before these are loaded."""
    os.environ["_RJEM_MALLOC_CONF"] = os.environ["DUCKDB_JE_MALLOC_CONF"] = _SOON
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # where the system has another library than GNU's
            mallopt = ctypes.CDLL(None).mallopt
            mallopt(_TRIM_THRESHOLD, _LEAST)
            mallopt(_MMAP_THRESHOLD, _LEAST)
            mallopt(_ARENA_MAX, 1)
