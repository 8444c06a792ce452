"""The processes that read pages: how many, how they start, and that they end with the run."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_all_start_methods, get_context, parent_process
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

PAGES_WORTH_PROCESSES = 200
"""Below this, starting other processes costs more than reading in this one."""
PAGES_WORTH_LOADED_ONES = 10
"""The same where what reads is loading beside this process already."""
WORKERS = min(os.cpu_count() or 1, 8)
AT_ONCE = 2 * WORKERS
"""How many parts are given out at once: whoever has read one finds the next one waiting."""
_NEEDED = "flows.running.loading"
"""What a process imports that reads, and checks what was read."""
_loading = Event()
"""Whether a process of this run is loading, or has loaded, what reading needs."""


@contextmanager
def readers(pages: int) -> Iterator[Executor | None]:
    """Give the processes to read with: None, for this one, where there is little to read."""
    least = PAGES_WORTH_LOADED_ONES if _loading.is_set() else PAGES_WORTH_PROCESSES
    if pages < least or WORKERS == 1:
        yield None
        return
    with ProcessPoolExecutor(WORKERS, mp_context=starting(), initializer=_begin) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def get_ready() -> None:
    """Begin to load what reading needs, in a process of its own, for a run that is sure to read."""
    if WORKERS > 1 and starting().get_start_method() == "forkserver":
        from multiprocessing import forkserver

        forkserver.ensure_running()
        _loading.set()


def starting() -> ForkServerContext | SpawnContext:
    """Say how to start processes that read or publish.

    Not as copies of this one: polars and Prefect run threads, and a copy inherits their locks but not the threads. As
    copies of one that has imported all that reading needs, and runs nothing, where the system can do that.
    """
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([_NEEDED])
    return context


def _begin() -> None:
    """Prepare a process for reading, as part of the run that it reads for."""
    from flows.running import loading  # noqa: F401 - where this is no copy of a process that has it

    follow_parent()


def follow_parent() -> None:
    """Let only the parent process answer an interrupt from the keyboard, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()

    def end() -> None:
        if parent is not None:
            parent.join()
        os._exit(1)

    # Without it, the processes of a killed run would wait for ever for what to read next.
    Thread(target=end, daemon=True).start()
