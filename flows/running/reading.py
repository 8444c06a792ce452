"""From the archive to a batch: read every capture of some pages, and hand over what they say, to be checked."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from flows.keeping import archive, captures
from flows.keeping.archive import Lost
from flows.running.progress import Event, Tell
from flows.running.runs import Part, Run
from schemas.errors import PeelError
from schemas.records import Capture, Reading, Refusal
from transforms.addresses import address_of
from transforms.web_archive import without_toolbar

PAGES_A_BATCH = 100
"""A batch must fit in memory many times over."""


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
    lost: tuple[str, ...] = ()
    """Pages that were refused since the archive does not hold their newest content any more."""
    gaps: tuple[str, ...] = ()
    """Pages that were read, though the archive does not hold some older content of theirs any more."""


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
    """Read all captures of some pages and hand over what they say as one batch, unchecked.

    A page whose newest capture is none that can be read is refused, and keeps what its older captures say. One whose
    newest capture the archive does not hold any more is refused too, and keeps the rows that are loaded: what is older
    would pass for what the site says now.
    """
    from flows.running.handover import hand_over

    begun = time.thread_time()
    readings: list[tuple[Capture, Reading]] = []
    refusals: list[Refusal] = []
    histories: dict[str, list[Capture]] = {}
    for capture in captures.captures_of(run.settings.archive, page_ids):
        histories.setdefault(capture.page_id, []).append(capture)
    lost: list[str] = []
    gaps: list[str] = []
    for page_id, history in histories.items():
        content = [(one, _read(run.settings.archive, one)) for one in captures.content_captures(history)]
        if not content:
            continue
        newest, outcome = content[-1]
        if not isinstance(outcome, Reading):
            refusals.append(_refusal(newest, str(outcome)))
        if isinstance(outcome, Lost):
            lost.append(page_id)
            continue
        readings += [(one, reading) for one, reading in content if isinstance(reading, Reading)]
        if any(isinstance(reading, Lost) for _, reading in content):
            gaps.append(page_id)
    place = hand_over(run, name, histories, readings, refusals, lost)
    return Read(place, tuple(histories), time.thread_time() - begun, os.getpid(), tuple(lost), tuple(gaps))


def _read(folder: Path, capture: Capture) -> Reading | Lost | str:
    """Read one capture, or say in a sentence why it cannot be read: whether it is lost, or no page."""
    # Where other processes read, this one goes without all that reading needs.
    from transforms.read import NotReadable, read_page

    try:
        body = without_toolbar(archive.body_of(folder, capture))
        return read_page(body, capture.media_type, address_of(capture.url))
    except NotReadable as error:
        return error.reason
    except Lost as error:
        return error
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
