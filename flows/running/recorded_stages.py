"""The stages of a run as Prefect tasks: one a force and stage, which pass ids and repeat what may pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import wraps
from pathlib import Path
from typing import Any

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.context import TaskRunContext
from prefect.exceptions import MissingContextError
from prefect.states import Failed

from flows.running import checking, planning, publishing, reading, visiting
from flows.running.artifacts import Board
from flows.running.checking import Checked
from flows.running.pipeline import Steps
from flows.running.planning import Plan
from flows.running.progress import Event, Tell, clean, line_of, nobody
from flows.running.reading import Read
from flows.running.runs import Part, Run
from flows.running.visiting import Visits
from schemas.errors import PeelError, TryLater
from warehouse.publish import Published

_HOUR = 3600

listener: ContextVar[Tell] = ContextVar("listener", default=nobody)
"""Who else hears of a run's events than Prefect's log: the terminal, where a command started the flow."""

_pool: ContextVar[Executor | None] = ContextVar("pool", default=None)
"""The processes that the run's tasks read and check with."""


board: ContextVar[Board | None] = ContextVar("board", default=None)
"""Where the run shows how far it is."""

_AGAIN = 30
"""Seconds before a task is tried again."""


def tell(event: Event) -> None:
    """Pass an event on to the terminal and the board, and the ones that matter to the run's log."""
    listener.get()(event)
    line = line_of(event)
    if line:
        with suppress(MissingContextError):
            get_run_logger().info(clean(line))
    shown = board.get()
    if shown:
        shown.note(event)


def may_pass(error: object) -> bool:
    """Say whether what stopped a task may be over when it is tried again.

    A site that is down comes back, and so does a disk of the network; a mistake stays one, and a task that took longer
    than it may will do so again.
    """
    return isinstance(error, TryLater | OSError) and not isinstance(error, TimeoutError)


def _repeats(_task: Any, _run: Any, state: State[Any]) -> bool:
    """Say whether a failed task is to be tried again, and tell those who wait for it."""
    error = state.result(raise_on_failure=False)
    if may_pass(error):
        tell(Event("later", note=f"{error} What may pass is tried again after {_AGAIN} seconds, twice at most."))
    return may_pass(error)


def in_a_sentence(work: Callable[..., Any]) -> Callable[..., Any]:
    """End a task with the sentence of what stopped it, where that is a person's to mend, and not with a traceback."""

    @wraps(work)
    def told(*given: Any) -> Any:
        try:
            return work(*given)
        except PeelError as error:
            return Failed(message=str(error), data=error)

    return told


_repeated: Any = {"retries": 2, "retry_delay_seconds": _AGAIN, "retry_condition_fn": _repeats}


@task(cache_policy=NO_CACHE, timeout_seconds=_HOUR, **_repeated)
@in_a_sentence
def discover(run: Run, refetch: bool) -> Plan:
    """Find the pages of the selection on the site, and those that are due."""
    return planning.discover(run, refetch, tell)


@task(cache_policy=NO_CACHE, timeout_seconds=12 * _HOUR, **_repeated)
@in_a_sentence
def fetch(run: Run, part: Part) -> Visits:
    """Ask the site for one force's pages and archive the answers."""
    _tag(part)
    return visiting.visit_part(run, part, tell)


# Without a time limit: it runs in threads that wait for other processes, which Prefect cannot end.
@task(cache_policy=NO_CACHE)
@in_a_sentence
def read(run: Run, part: Part) -> tuple[Read, ...]:
    """Read one force's stale pages from the archive and stage what they say."""
    _tag(part)
    return reading.read_part(run, part, _pool.get(), tell)


@task(cache_policy=NO_CACHE, timeout_seconds=2 * _HOUR)
@in_a_sentence
def check(run: Run, reads: Sequence[Read]) -> Checked:
    """Check what was read, and set aside the rows that break a law of their table."""
    return checking.check_run(run, reads, _pool.get(), tell)


@task(cache_policy=NO_CACHE, timeout_seconds=2 * _HOUR)
@in_a_sentence
def publish(run: Run, batches: Sequence[Path], answered: Sequence[str]) -> Published:
    """Merge the staged batches into a copy of the warehouse, audit it and swap it in."""
    return publishing.publish_run(run, batches, answered, tell)


def _done(recorded: Any, name: str, *given: Any) -> Any:
    """Run a task under the name that it is found by in Prefect's pages, and give or raise what it came to."""
    return _named(recorded, name)(*given, return_state=True).result()


def _named(recorded: Any, name: str) -> Any:
    """Give a task the name that it is found by."""
    return recorded.with_options(task_run_name=name)


def _tag(part: Part) -> None:
    """Tag the task that runs with the service and force it is about.

    Not before it runs: Prefect would ask its server for a slot of each tag, which costs a client and a thread for each
    set of tags, and a lock on the server's database, on which busy servers have failed runs.
    """
    context = TaskRunContext.get()
    assert context is not None
    context.task_run.tags = [part.service, *([part.force] if part.force else [])]


def _read_all(run: Run, parts: Sequence[Part], pool: Executor | None, _told: Tell) -> list[Read]:
    """Read all parts, as tasks that wait for the processes of a pool at the same time, or one by one without a pool."""
    if pool is None:
        return [batch for part in parts for batch in _done(read, f"read {part.name}", run, part)]
    with _reading_with(pool):
        futures = [_named(read, f"read {part.name}").submit(run, part) for part in parts]
        for future in futures:
            future.wait()
        return [batch for future in futures for batch in future.state.result()]


def _check_all(run: Run, reads: Sequence[Read], pool: Executor | None, _told: Tell) -> Checked:
    """Check what was read, as one task."""
    with _reading_with(pool):
        checked: Checked = _done(check, "check", run, reads)
        return checked


@contextmanager
def _reading_with(pool: Executor | None) -> Iterator[None]:
    """Have the tasks that start meanwhile read and check with the processes of a pool."""
    token = _pool.set(pool)
    try:
        yield
    finally:
        _pool.reset(token)


STEPS = Steps(
    discover=lambda run, refetch, _: _done(discover, "discover", run, refetch),
    fetch=lambda run, part, _: _done(fetch, f"fetch {part.name}", run, part),
    read=_read_all,
    check=_check_all,
    publish=lambda run, batches, answered, _: _done(publish, "publish", run, batches, answered),
)
