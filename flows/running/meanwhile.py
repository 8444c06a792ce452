"""Read the pages that have arrived while others are still on their way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass, field

from flows.running.reading import Read
from flows.running.runs import Part

ReadParts = Callable[[Sequence[Part]], Sequence[Read]]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads parts in threads of its own; what it reads is staged, so that nothing here needs to be kept from a kill."""

    read: ReadParts
    threads: ThreadPoolExecutor
    started: list[Future[Sequence[Read]]] = field(default_factory=list)

    def start(self, parts: Sequence[Part]) -> None:
        """Begin to read some parts; a fault of reading is raised by the next call, since it must stop the run."""
        for future in self.started:
            if future.done():
                future.result()
        if parts:
            # A recorded run knows by these variables which run a task belongs to.
            self.started.append(self.threads.submit(copy_context().run, self.read, parts))

    def rest(self) -> list[Read]:
        """Wait until all is read, and give what it came to, in the order in which it was started."""
        return [batch for future in self.started for batch in future.result()]


@contextmanager
def reader(read: ReadParts, at_once: int) -> Iterator[Reader]:
    """Open a reader of so many parts at once; where the run is left early, what it has not begun is not read."""
    with ThreadPoolExecutor(at_once, "peel-read") as threads:
        try:
            yield Reader(read, threads)
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)
            raise
