"""From the archive to a staged batch: find what is stale, read every capture of those pages, and have it staged."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from multiprocessing import get_all_start_methods, get_context, parent_process
from multiprocessing.context import BaseContext
from pathlib import Path
from threading import Thread

from flows.keeping import archive, captures
from flows.running.parser_version import parser_version
from flows.running.progress import Event, Tell
from flows.running.runs import Part, Run, parts_of
from flows.running.staging import stage_reading
from schemas.errors import PeelError
from schemas.records import Address, Capture, Reading, Refusal
from transforms.addresses import OutOfScope, address_of
from transforms.read import NotReadable, read_page
from transforms.web_archive import without_toolbar
from warehouse.loaded import loads

PAGES_A_BATCH = 100
"""A batch must fit in memory many times over."""
PAGES_WORTH_PROCESSES = 200
"""Below this, starting other processes costs more than reading in this one."""


WORKERS = min(os.cpu_count() or 1, 8)


_NOTHING = captures.captures_sha256([])
"""The hash of a page that the site never had: it was asked for, and there are only error pages of it."""


@dataclass(frozen=True, slots=True)
class Read:
    """What reading one batch came to."""

    batch: Path
    """The folder it was staged in, unchecked."""
    page_ids: tuple[str, ...]
    cpu: float
    """CPU seconds that it took."""
    process: int
    """Id of the process that did it."""


@dataclass(slots=True)
class Backlog:
    """The pages of a run's selection that are to be read, each given out once for each state of its content."""

    run: Run
    known: dict[str, tuple[str, str]]
    """With which captures and parser each page was loaded, or given out to be read."""
    seen: int = 0
    """Pages of the selection that the archive was found to hold."""

    def take(self, page_ids: Collection[str] | None = None) -> tuple[Part, ...]:
        """Give out, by force, what is stale of some pages, or of all that the archive holds.

        A page is stale when its newest content, or the parser, is not what was loaded.
        """
        found: list[tuple[str, str | None, str]] = []
        for page_id, url, captures_sha256 in captures.hashes(self.run.settings.archive, page_ids):
            address = _address(url)
            if address is None or captures_sha256 == _NOTHING or not self.run.selection.covers_address(address):
                continue
            self.seen += 1
            if self.known.get(page_id) != (captures_sha256, parser_version()):
                self.known[page_id] = (captures_sha256, parser_version())
                found.append((address.service, address.force, page_id))
        return parts_of(found)

    def must_hold_pages(self) -> None:
        """Refuse a run whose selection the archive holds no page of.

        Raises:
            PeelError: as said.

        """
        if not self.seen:
            raise PeelError(
                f"The archive {self.run.settings.archive} holds no page of {self.run.selection}: `peel ingest` fetches "
                "pages, `peel import` takes in files."
            )


def backlog(run: Run, everything: bool = False) -> Backlog:
    """Look up what is loaded, to tell what is stale; ``everything`` takes all pages for stale.

    Raises:
        PeelError: the warehouse cannot be read.

    """
    return Backlog(run, {} if everything else loads(run.settings.warehouse))


def _address(url: str) -> Address | None:
    """Read an archived page's address; None where no data file knows its force or round any more."""
    try:
        return address_of(url)
    except OutOfScope:
        return None


@contextmanager
def readers(pages: int) -> Iterator[Executor | None]:
    """Give the processes to read with: None, for this one, where there is little to read."""
    if pages < PAGES_WORTH_PROCESSES or WORKERS == 1:
        yield None
        return
    with ProcessPoolExecutor(WORKERS, mp_context=_context(), initializer=_follow_parent) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _context() -> BaseContext:
    """Say how to start processes that read.

    Not as copies of this one: polars and Prefect run threads, and a copy inherits their locks but not the threads. As
    copies of one that has imported all that reading needs, and runs nothing, where the system can do that.
    """
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def _follow_parent() -> None:
    """Let only the parent process answer an interrupt from the keyboard, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()

    def end() -> None:
        if parent is not None:
            parent.join()
        os._exit(1)

    # Without it, the processes of a killed run would wait for ever for what to read next.
    Thread(target=end, daemon=True).start()


def read_part(run: Run, part: Part, pool: Executor | None, tell: Tell) -> tuple[Read, ...]:
    """Read the pages of one part, a batch at a time, in this process or in the pool's."""
    stage, done = f"read {part.name}", 0
    batches = [part.items[start : start + PAGES_A_BATCH] for start in range(0, len(part.items), PAGES_A_BATCH)]
    waiting: list[Callable[[], Read]] = []
    for page_ids in batches:
        call = partial(read_batch, run, _name(part, page_ids), page_ids)
        waiting.append(call if pool is None else pool.submit(call).result)
    found: list[Read] = []
    for page_ids, result in zip(batches, waiting, strict=True):
        found.append(result())
        done += len(page_ids)
        tell(Event(stage, done, len(part.items)))
    return tuple(found)


def _name(part: Part, page_ids: Sequence[str]) -> str:
    """Name a batch by its pages: a part may be read in several goes, none of which may take the place of another."""
    return f"read-{part.name.replace(' ', '-')}-{sha256(' '.join(page_ids).encode()).hexdigest()[:16]}"


def read_batch(run: Run, name: str, page_ids: Sequence[str]) -> Read:
    """Read all captures of some pages and stage what they say as one batch, unchecked.

    A page whose newest capture cannot be read is refused, and keeps what its older captures say.
    """
    begun = time.thread_time()
    readings: list[tuple[Capture, Reading]] = []
    refusals: list[Refusal] = []
    histories: dict[str, list[Capture]] = {}
    for capture in captures.captures_of(run.settings.archive, page_ids):
        histories.setdefault(capture.page_id, []).append(capture)
    for history in histories.values():
        content = captures.content_captures(history)
        for capture in content:
            outcome = _read(run.settings.archive, capture)
            if isinstance(outcome, Reading):
                readings.append((capture, outcome))
            elif capture is content[-1]:
                refusals.append(_refusal(capture, outcome))
    place = stage_reading(run, name, histories, readings, refusals)
    return Read(place, tuple(histories), time.thread_time() - begun, os.getpid())


def _read(folder: Path, capture: Capture) -> Reading | str:
    """Read one capture, or say in a sentence why it cannot be read."""
    try:
        body = without_toolbar(archive.body_of(folder, capture))
        return read_page(body, capture.media_type, address_of(capture.url))
    except NotReadable as error:
        return error.reason
    except PeelError as error:
        return str(error)
    except Exception as error:
        # One page that breaks the parser must not stop the night's run; the page is named, and its former rows stand.
        return f"the parser failed on it ({type(error).__name__}: {error}), which is a fault of peel's"


def _refusal(capture: Capture, reason: str) -> Refusal:
    """Refuse a page for what its newest capture is; its older captures still stand."""
    address = address_of(capture.url)
    return Refusal(
        page_id=address.page_id,
        url=address.url,
        service=address.service,
        force=address.force,
        round=address.round,
        stage="read",
        reason=reason,
    )
