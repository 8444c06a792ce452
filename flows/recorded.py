"""The pipeline as Prefect flows: the same functions, with a record, retries and a state that tells the truth."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from contextlib import suppress
from contextvars import ContextVar
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.exceptions import MissingContextError
from prefect.states import Completed
from prefect.task_runners import ThreadPoolTaskRunner
from pydantic import Field

from flows import pipeline, publishing, reading, visiting
from flows.pipeline import Steps
from flows.progress import Event, Tell, line_of, nobody
from flows.reading import Read
from flows.runs import Part, Run, begin
from flows.selection import select
from flows.settings import settings
from flows.summary import Summary, exit_status, in_words
from flows.visiting import Plan, Visits
from schemas import vocabulary
from warehouse.publish import Published

_HOUR = 3600
_FORCES = sorted({slug for _, slug in vocabulary.forces()})
_ROUNDS = sorted({round_ for _, round_ in vocabulary.rounds()})

Service = Annotated[
    str | None,
    Field(description="police or fire; nothing for both", json_schema_extra={"enum": [*vocabulary.SERVICES]}),
]
Forces = Annotated[
    Sequence[Annotated[str, Field(json_schema_extra={"enum": _FORCES})]],
    Field(description="Forces and fire services by the slug in their pages' addresses; none for all of them"),
]
Rounds = Annotated[
    Sequence[Annotated[str, Field(json_schema_extra={"enum": _ROUNDS})]],
    Field(description="Rounds of inspection; none for all of them"),
]
Home = Annotated[str | None, Field(description="Folder of the archive and the warehouse; nothing for the usual one")]
Site = Annotated[str | None, Field(description="Origin or prefix that stands for the inspectorate's site")]

listener: ContextVar[Tell] = ContextVar("listener", default=nobody)
"""Who else hears of a run's events than Prefect's log: the terminal, where a command started the flow."""

_pool: ContextVar[Executor | None] = ContextVar("pool", default=None)
"""The processes that the run's tasks read with."""

_runner: Any = ThreadPoolTaskRunner(max_workers=8)
"""Threads only wait here: reading is done by the processes of the run's own pool."""


def _tell(event: Event) -> None:
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
    return visiting.discover(run, refetch, _tell)


@task(
    cache_policy=NO_CACHE, timeout_seconds=12 * _HOUR, retries=2, retry_delay_seconds=60, retry_condition_fn=_is_passing
)
def fetch(run: Run, part: Part) -> Visits:
    """Ask the site for one force's pages and archive the answers."""
    return visiting.visit_part(run, part, _tell)


@task(cache_policy=NO_CACHE, timeout_seconds=2 * _HOUR)
def read(run: Run, part: Part) -> tuple[Read, ...]:
    """Read one force's stale pages from the archive, check them and stage them."""
    return reading.read_part(run, part, _pool.get(), _tell)


@task(cache_policy=NO_CACHE, timeout_seconds=2 * _HOUR)
def publish(run: Run, batches: Sequence[Path], answered: Sequence[str]) -> Published:
    """Merge the staged batches into a copy of the warehouse, audit it and swap it in."""
    return publishing.publish_run(run, batches, answered, _tell)


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


def _state(summary: Summary) -> State[Summary]:
    """Give the final state of a run that was carried through."""
    for line in in_words(summary):
        get_run_logger().info(line)
    refused = len(summary.refusals)
    if exit_status(summary):
        return Completed(name="Completed with refusals", message=f"{refused} refused, the rest is loaded", data=summary)
    return Completed(message="No row changed" if summary.changed_nothing else "Loaded", data=summary)


def _run_name() -> str:
    """Name a flow run by what it is about: ``ingest lancashire, 2017``."""
    from prefect.runtime import flow_run

    given = flow_run.parameters
    about = [
        given.get("service") or "",
        " and ".join(given.get("forces") or ()),
        " and ".join(given.get("rounds") or ()),
    ]
    return f"{flow_run.flow_name} {', '.join(part for part in about if part) or 'everything'}"


@flow(name="ingest", flow_run_name=_run_name, task_runner=_runner, persist_result=False)
def ingest(
    service: Service = None,
    forces: Forces = (),
    rounds: Rounds = (),
    refetch: bool = False,
    site: Site = None,
    home: Home = None,
) -> State[Summary]:
    """Fetch what is due, read what is new, and publish it."""
    run = begin("ingest", select(service, forces, rounds), settings(Path(home) if home else None, site))
    return _state(pipeline.ingest(run, refetch, steps=STEPS, tell=_tell))


@flow(name="replay", flow_run_name=_run_name, task_runner=_runner, persist_result=False)
def replay(
    service: Service = None,
    forces: Forces = (),
    rounds: Rounds = (),
    everything: bool = False,
    home: Home = None,
) -> State[Summary]:
    """Read again from the archive what is stale, or everything, and publish it."""
    run = begin("replay", select(service, forces, rounds), settings(Path(home) if home else None))
    return _state(pipeline.replay(run, everything, steps=STEPS, tell=_tell))


@flow(name="rebuild", flow_run_name=_run_name, task_runner=_runner, persist_result=False)
def rebuild(home: Home = None) -> State[Summary]:
    """Read the whole archive into a new warehouse file and swap it in."""
    return _state(pipeline.rebuild(begin("rebuild", select(), settings(Path(home) if home else None)), STEPS, _tell))


@flow(name="import", flow_run_name="import", task_runner=_runner, persist_result=False)
def take_in(
    paths: list[str], url: str | None = None, fetched_at: datetime | None = None, home: Home = None
) -> State[Summary]:
    """Take files into the archive, read them and publish them."""
    run = begin("import", select(), settings(Path(home) if home else None))
    return _state(pipeline.take_in(run, [Path(path) for path in paths], url, fetched_at, STEPS, _tell))


_FLOWS: dict[str, Any] = {"ingest": ingest, "replay": replay, "rebuild": rebuild, "take_in": take_in}


def run_recorded(flow_name: str, given: dict[str, Any], tell: Tell) -> Summary:
    """Run a flow in this process, recorded at the configured API, and give what it came to.

    Raises:
        PeelError: as the plain pipeline does; the flow run is then recorded as failed.

    """
    token = listener.set(tell)
    try:
        summary = _FLOWS[flow_name](**given)
    finally:
        listener.reset(token)
    assert isinstance(summary, Summary)
    return summary
