"""The stages of a run as Prefect tasks: one a force and stage, which pass ids and repeat what may pass."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from contextlib import suppress
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.exceptions import MissingContextError

from flows.running import planning, publishing, reading, visiting
from flows.running.pipeline import Steps
from flows.running.planning import Plan
from flows.running.progress import Event, Tell, line_of, nobody
from flows.running.reading import Read
from flows.running.runs import Part, Run
from flows.running.visiting import Visits
from warehouse.publish import Published

_HOUR = 3600

listener: ContextVar[Tell] = ContextVar("listener", default=nobody)
"""Who else hears of a run's events than Prefect's log: the terminal, where a command started the flow."""

_pool: ContextVar[Executor | None] = ContextVar("pool", default=None)
"""The processes that the run's tasks read with."""


def tell(event: Event) -> None:
    """Pass an event on to the terminal, and the ones that matter to the run's log."""
    listener.get()(event)
    line = line_of(event)
    if line:
        with suppress(MissingContextError):
            get_run_logger().info(line)


def _is_passing(_task: Any, _run: Any, state: State[Any]) -> bool:
    """Say whether a failed task may succeed when repeated: only what the network or a disk did to it passes."""
    return isinstance(state.result(raise_on_failure=False), OSError)


@task(cache_policy=NO_CACHE, timeout_seconds=_HOUR, retries=2, retry_delay_seconds=20, retry_condition_fn=_is_passing)
def discover(run: Run, refetch: bool) -> Plan:
    """Find the pages of the selection on the site, and those that are due."""
    return planning.discover(run, refetch, tell)


@task(
    cache_policy=NO_CACHE, timeout_seconds=12 * _HOUR, retries=2, retry_delay_seconds=60, retry_condition_fn=_is_passing
)
def fetch(run: Run, part: Part) -> Visits:
    """Ask the site for one force's pages and archive the answers."""
    return visiting.visit_part(run, part, tell)


@task(cache_policy=NO_CACHE, timeout_seconds=2 * _HOUR)
def read(run: Run, part: Part) -> tuple[Read, ...]:
    """Read one force's stale pages from the archive, check them and stage them."""
    return reading.read_part(run, part, _pool.get(), tell)


@task(cache_policy=NO_CACHE, timeout_seconds=2 * _HOUR)
def publish(run: Run, batches: Sequence[Path], answered: Sequence[str]) -> Published:
    """Merge the staged batches into a copy of the warehouse, audit it and swap it in."""
    return publishing.publish_run(run, batches, answered, tell)


def _named(recorded: Any, name: str, *tags: str) -> Any:
    """Give a task the name and tags it is found by in Prefect's pages."""
    return recorded.with_options(task_run_name=name, tags=tags)


def _read_all(run: Run, parts: Sequence[Part], pool: Executor | None, _told: Tell) -> list[Read]:
    """Read all parts, as tasks that wait for the processes of a pool at the same time, or one by one without a pool."""
    named = [(_named(read, f"read {part.name}", part.force or part.service), part) for part in parts]
    if pool is None:
        return [batch for recorded, part in named for batch in recorded(run, part)]
    token = _pool.set(pool)
    try:
        futures = [recorded.submit(run, part) for recorded, part in named]
        return [batch for future in futures for batch in future.result()]
    finally:
        _pool.reset(token)


STEPS = Steps(
    discover=lambda run, refetch, _: _named(discover, "discover")(run, refetch),
    fetch=lambda run, part, _: _named(fetch, f"fetch {part.name}", part.force or part.service)(run, part),
    read=_read_all,
    publish=lambda run, batches, answered, _: _named(publish, "publish")(run, batches, answered),
)
