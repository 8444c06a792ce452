"""The pipeline as Prefect flows: the same functions, with a record, retries and a state that tells the truth."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from httpx import TransportError
from prefect import flow, get_run_logger
from prefect.client.schemas.objects import State
from prefect.states import Completed
from prefect.task_runners import ThreadPoolTaskRunner
from pydantic import Field

from flows.running import pipeline
from flows.running.progress import Tell
from flows.running.recorded_stages import STEPS, listener, tell
from flows.running.runs import begin
from flows.running.summary import Summary, exit_status, in_words, plural
from flows.selection import select
from flows.settings import settings
from schemas import vocabulary
from schemas.errors import PeelError

_FORCES = sorted({slug for _, slug in vocabulary.forces()})
_ROUNDS = sorted({round_ for _, round_ in vocabulary.rounds()})
# The choices show in the form that Prefect makes of a flow's parameters; what they mean is in the flows' docstrings.
Service = Annotated[str | None, Field(json_schema_extra={"enum": [*vocabulary.SERVICES]})]
Forces = Annotated[Sequence[Annotated[str, Field(json_schema_extra={"enum": _FORCES})]], Field()]
Rounds = Annotated[Sequence[Annotated[str, Field(json_schema_extra={"enum": _ROUNDS})]], Field()]

_runner: Any = ThreadPoolTaskRunner(max_workers=8)
"""Threads only wait here: reading is done by the processes of the run's own pool."""


def _state(summary: Summary) -> State[Summary]:
    """Give the final state of a run that was carried through."""
    for line in in_words(summary):
        get_run_logger().info(line)
    if exit_status(summary):
        refused = f"{plural(len(summary.refusals), 'page')} refused, the rest is loaded"
        return Completed(name="Completed with refusals", message=refused, data=summary)
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
    site: str | None = None,
    home: str | None = None,
) -> State[Summary]:
    """Fetch what is due, read what is new, and publish it.

    Args:
        service: police or fire; none for both.
        forces: Forces and fire services by the slug in their pages' addresses; none for all of them.
        rounds: Rounds of inspection; none for all of them.
        refetch: Ask for every page, however lately it was visited.
        site: Origin or prefix that stands for the inspectorate's site; none for the site itself.
        home: Folder of the archive and the warehouse; none for the usual one.

    """
    run = begin("ingest", select(service, forces, rounds), settings(Path(home) if home else None, site))
    return _state(pipeline.ingest(run, refetch, steps=STEPS, tell=tell))


@flow(name="replay", flow_run_name=_run_name, task_runner=_runner, persist_result=False)
def replay(
    service: Service = None,
    forces: Forces = (),
    rounds: Rounds = (),
    everything: bool = False,
    home: str | None = None,
) -> State[Summary]:
    """Read again from the archive what is stale, or everything, and publish it.

    Args:
        service: police or fire; none for both.
        forces: Forces and fire services by the slug in their pages' addresses; none for all of them.
        rounds: Rounds of inspection; none for all of them.
        everything: Read every page, stale or not.
        home: Folder of the archive and the warehouse; none for the usual one.

    """
    run = begin("replay", select(service, forces, rounds), settings(Path(home) if home else None))
    return _state(pipeline.replay(run, everything, steps=STEPS, tell=tell))


@flow(name="rebuild", flow_run_name=_run_name, task_runner=_runner, persist_result=False)
def rebuild(home: str | None = None) -> State[Summary]:
    """Read the whole archive into a new warehouse file and swap it in.

    Args:
        home: Folder of the archive and the warehouse; none for the usual one.

    """
    return _state(pipeline.rebuild(begin("rebuild", select(), settings(Path(home) if home else None)), STEPS, tell))


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
    run = begin("import", select(), settings(Path(home) if home else None))
    return _state(pipeline.take_in(run, [Path(path) for path in paths], url, fetched_at, STEPS, tell))


_FLOWS: dict[str, Any] = {"ingest": ingest, "replay": replay, "rebuild": rebuild, "take_in": take_in}


def run_recorded(flow_name: str, given: dict[str, Any], told: Tell) -> Summary:
    """Run a flow in this process, recorded at the configured API, and give what it came to.

    Raises:
        PeelError: as the plain pipeline does (the flow run is then recorded as failed), or the API went away.

    """
    token = listener.set(told)
    try:
        summary = _FLOWS[flow_name](**given)
    except TransportError as error:
        raise PeelError(
            f"Prefect went away during the run ({type(error).__name__}): what had arrived is in the archive "
            "and the warehouse is whole; the same command goes on from there."
        ) from error
    finally:
        listener.reset(token)
    assert isinstance(summary, Summary)
    return summary
