"""Publish in a process of its own where there is much of it: the memory that it takes is given back with it."""

from __future__ import annotations

import signal
import time
import traceback
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, cast

from flows.running import give_back
from flows.running.readers import WORKERS, follow_parent, starting
from schemas.errors import PeelError

if TYPE_CHECKING:
    from warehouse.publish import Published, RunRecord

_WORTH_A_PROCESS = 8 * 2**20
"""Bytes of staged batches, some thousand pages, below which publishing takes little."""
_PATIENCE = 10
"""Seconds that the process may take to end, once it has said all or was told to stop."""


def worth_a_process(batches: Sequence[Path]) -> bool:
    """Say whether staged batches hold so much that publishing them goes on in a process of its own."""
    return WORKERS > 1 and sum(file.stat().st_size for place in batches for file in place.glob("*")) > _WORTH_A_PROCESS


def publish_apart(
    home: Path,
    batches: Sequence[Path],
    run: RunRecord,
    at_step: Callable[[str], None],
    *,
    waiting: Callable[[], None],
    answered: Collection[str],
    fresh: bool,
) -> Published:
    """Do what ``warehouse.publish.publish`` does, in another process that ends with this one, however this one ends.

    Raises:
        PeelError: as it does, and where the process was killed; the former warehouse stands in every such case.

    """
    ours, theirs = starting().Pipe(duplex=False)
    given = (theirs, home, batches, run, answered, fresh)
    process = starting().Process(target=_publish, args=given, name="peel-publish")
    process.start()
    theirs.close()
    try:
        outcome = _heard(ours, {"step": at_step, "waiting": waiting})
    except BaseException:
        process.terminate()
        raise
    finally:
        process.join(_PATIENCE)
        process.kill()
        process.join()
        ours.close()
    if outcome is None:
        code = process.exitcode or 0
        how = f"signal {-code}" if code < 0 else f"status {code}"
        raise PeelError(
            f"The process that publishes was ended by somebody else ({how}), as systems do where memory is short: the "
            "former warehouse stands as it was, so run the same command again."
        )
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def _heard(pipe: Connection, told: dict[str, Callable[..., None]]) -> Published | Exception | None:
    """Pass on what the other process tells, until it says what publishing came to; None where it never does."""
    try:
        while True:
            kind, said = pipe.recv()
            if kind == "ended":
                return cast("Published | Exception", said)
            told[kind](*said)
    except EOFError:
        return None


def _publish(
    pipe: Connection, home: Path, batches: Sequence[Path], run: RunRecord, answered: Collection[str], fresh: bool
) -> None:
    """Publish, and tell the other process each step and how it ended."""
    follow_parent()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that a run that is stopped leaves no half file
    give_back.what_is_freed()
    from warehouse.publish import publish

    outcome: Published | Exception
    try:
        published = publish(
            home,
            batches,
            run,
            lambda step: pipe.send(("step", (step,))),
            waiting=lambda: pipe.send(("waiting", ())),
            answered=answered,
            fresh=fresh,
        )
        outcome = replace(published, elsewhere=time.process_time())
    except PeelError as error:
        outcome = error
    except KeyboardInterrupt:
        return
    except Exception as error:
        # Not the error itself, which need not survive the way, but all that it says, for whoever mends it.
        outcome = RuntimeError(f"{type(error).__name__}: {error}\n{traceback.format_exc()}")
    with suppress(OSError):  # where nobody listens any more
        pipe.send(("ended", outcome))
