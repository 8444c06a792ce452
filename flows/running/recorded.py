"""The pipeline as Prefect flows: the same functions, with a record, retries and a state that tells the truth."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextvars import copy_context
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from httpx import HTTPError, TransportError
from prefect import flow
from prefect.client.schemas.objects import State
from prefect.task_runners import ThreadPoolTaskRunner

from flows.running import pipeline
from flows.running.choices import Force, Round, Service, named
from flows.running.ending import carried_out
from flows.running.maintaining import Maintained
from flows.running.progress import Tell
from flows.running.recorded_care import looked_after
from flows.running.recorded_stages import STEPS, listener, tell
from flows.running.recording import WentAway
from flows.running.runs import begin
from flows.running.summary import Summary
from flows.selection import select
from flows.settings import Settings, settings
from schemas.errors import PeelError

_runner: Any = ThreadPoolTaskRunner(max_workers=8)
"""Threads only wait here: reading is done by the processes of the run's own pool."""


def _at(home: str | None, site: str | None = None) -> Settings:
    """Put a flow's settings together."""
    # A form gives an empty text for a field that was emptied.
    return settings(Path(home) if home else None, site or None)


def _run_name() -> str:
    """Name a flow run by what it is about."""
    from prefect.runtime import flow_run

    return named(flow_run.flow_name or "", flow_run.parameters)


@flow(name="ingest", flow_run_name=_run_name, task_runner=_runner, persist_result=False)
def ingest(
    service: Service | None = None,
    forces: Sequence[Force] = (),
    rounds: Sequence[Round] = (),
    refetch: bool = False,
    site: str | None = None,
    home: str | None = None,
) -> State[Summary]:
    """Fetch what is due, read what is new, and publish it.

    Args:
        service: police or fire; none for both.
        forces: Forces and fire services by the slug in their pages' addresses; none for all of them.
        rounds: Rounds of inspection, or open for those that new pages may still appear of; none for all of them.
        refetch: Ask for every page, however lately it was visited.
        site: Origin or prefix that stands for the inspectorate's site; none for the site itself.
        home: Folder of the archive and the warehouse; none for the usual one.

    """
    return carried_out(
        lambda: begin("ingest", select(service, forces, rounds), _at(home, site)),
        lambda run: pipeline.ingest(run, refetch, STEPS, tell),
    )


@flow(name="replay", flow_run_name=_run_name, task_runner=_runner, persist_result=False)
def replay(
    service: Service | None = None,
    forces: Sequence[Force] = (),
    rounds: Sequence[Round] = (),
    everything: bool = False,
    home: str | None = None,
) -> State[Summary]:
    """Read again from the archive what is stale, or everything, and publish it.

    Args:
        service: police or fire; none for both.
        forces: Forces and fire services by the slug in their pages' addresses; none for all of them.
        rounds: Rounds of inspection, or open for those that new pages may still appear of; none for all of them.
        everything: Read every page, stale or not.
        home: Folder of the archive and the warehouse; none for the usual one.

    """
    return carried_out(
        lambda: begin("replay", select(service, forces, rounds), _at(home)),
        lambda run: pipeline.replay(run, everything, STEPS, tell),
    )


@flow(name="rebuild", flow_run_name=_run_name, task_runner=_runner, persist_result=False)
def rebuild(home: str | None = None) -> State[Summary]:
    """Read the whole archive into a new warehouse file and swap it in.

    Args:
        home: Folder of the archive and the warehouse; none for the usual one.

    """
    return carried_out(lambda: begin("rebuild", select(), _at(home)), lambda run: pipeline.rebuild(run, STEPS, tell))


@flow(name="import", flow_run_name="import", task_runner=_runner, persist_result=False)
def take_in(
    paths: list[str], url: str | None = None, fetched_at: datetime | None = None, home: str | None = None
) -> State[Summary]:
    """Take files into the archive, read them and publish them.

    Args:
        paths: WARC files, saved HTML, plain-text captures, or folders of them.
        url: The page's address, where a file itself does not tell it.
        fetched_at: When the page was captured, in UTC, where a file itself does not tell it.
        home: Folder of the archive and the warehouse; none for the usual one.

    """
    return carried_out(
        lambda: begin("import", select(), _at(home)),
        lambda run: pipeline.take_in(run, [Path(path) for path in paths], url, fetched_at, STEPS, tell),
    )


@flow(name="maintain", flow_run_name="maintain", persist_result=False)
def maintain(home: str | None = None) -> State[Maintained]:
    """Look after a home: audit and publish it anew, remove old copies, export it, verify the archive.

    Args:
        home: Folder of the archive and the warehouse; none for the usual one.

    """
    return looked_after(lambda: begin("maintain", select(), _at(home)))


FLOWS: dict[str, Any] = {
    "ingest": ingest, "replay": replay, "rebuild": rebuild, "import": take_in, "maintain": maintain,
}  # fmt: skip


def run_recorded(flow_name: str, given: dict[str, Any], told: Tell) -> Any:
    """Run a flow in this process, recorded at the configured API, and give what it came to.

    Raises:
        PeelError: as the plain pipeline does (the flow run is then recorded as failed), or the API went away.

    """
    # Lines for a log that cannot be sent would be told one by one in between; the end says that Prefect went away.
    logging.raiseExceptions = False
    token = listener.set(told)
    try:
        # In a context of its own: a run that has given its server up leaves Prefect's settings impatient.
        flow = partial(FLOWS[flow_name], **given, return_state=True)
        came_to = copy_context().run(flow).result(raise_on_failure=False)
    except TransportError as error:
        raise WentAway(
            f"Prefect went away during the run ({type(error).__name__}): what had arrived is in the archive "
            "and the warehouse is whole; the same command goes on from there."
        ) from error
    finally:
        listener.reset(token)
    if isinstance(came_to, HTTPError):
        raise PeelError(
            f"Prefect's server did not keep up with the run ({type(came_to).__name__}): what had arrived is in the "
            "archive and the warehouse is whole; the same command goes on from there."
        ) from came_to
    if isinstance(came_to, BaseException):
        raise came_to
    return came_to
