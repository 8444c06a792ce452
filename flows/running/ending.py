"""How a recorded run begins and ends: noted while it lasts, named truthfully, shown in Prefect, told to who asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import UUID

from httpx import TransportError
from prefect import get_run_logger
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.context import SettingsContext, get_settings_context
from prefect.events import emit_event
from prefect.exceptions import ObjectNotFound
from prefect.runtime import flow_run
from prefect.settings import PREFECT_CLIENT_MAX_RETRIES
from prefect.states import Completed, Crashed, Failed

from flows.running import news, underway
from flows.running.artifacts import Board, show
from flows.running.progress import clean
from flows.running.recorded_stages import board
from flows.running.runs import Run
from flows.running.summary import Summary, exit_status, in_words, plural
from schemas.errors import PeelError

REFUSED = "Completed with refusals"
"""Name of the state of a run that loaded what could be read, and was refused some pages that were promised."""
EVENTS = {
    "grade revised": "peel.grade.revised",
    "new report": "peel.report.appeared",
    "more refusals": "peel.run.refused-more",
    "something is wrong": "peel.home.damaged",
    "run failed": "peel.run.failed",
}
"""What Prefect calls each kind of news; ``automations.yaml`` tells a webhook of them."""
_FETCHING = ("discover", "fetch", "read", "publish")
_STAGES = {"ingest": _FETCHING, "maintain": ("audit", "export", "prune", "verify")}
"""The kinds of stages of a run; all that only read have the last two."""


def carried_out(begin: Callable[[], Run], work: Callable[[Run], Summary]) -> State[Summary]:
    """Carry a run out and give the final state that tells the truth about it.

    What is a person's to mend fails the run with one sentence; a fault of ours keeps its traceback.
    """
    with waited_for_once():
        try:
            run = begin()
            with recorded(run):
                summary = work(run)
        except PeelError as error:
            return failed(error)
        for line in in_words(summary):
            get_run_logger().info(clean(line))
        show(summary)
        pass_on(list(news.news_of(summary)))
    if exit_status(summary):
        words = f"{plural(len(summary.refusals), 'page')} refused, the rest is loaded"
        return Completed(name=REFUSED, message=words, data=summary)
    return Completed(message="No row changed" if summary.changed_nothing else "Loaded", data=summary)


@contextmanager
def waited_for_once() -> Iterator[None]:
    """Where Prefect's server was waited for in vain, have what is left of the run ask it once and wait no more.

    Prefect still wants to say that the run failed, and would wait for the server as long again.
    """
    try:
        yield
    except TransportError:
        now = get_settings_context()
        impatient = now.settings.copy_with_update(updates={PREFECT_CLIENT_MAX_RETRIES: 0})
        # Not left again: the state of the run is sent by its caller.
        SettingsContext(profile=now.profile, settings=impatient).__enter__()
        raise


def failed(error: PeelError) -> State[Any]:
    """Give the state of a run that could not be carried through, and tell who wants to know."""
    get_run_logger().error(clean(str(error)))
    about = str(flow_run.name or flow_run.flow_name)
    pass_on([news.failure(about, error)])
    return Failed(message=str(error), data=error)


def pass_on(pieces: list[news.News]) -> None:
    """Tell Prefect, as events that automations can listen for, and the webhook.

    What cannot be told is said in the log, and is no reason for a run to fail.
    """
    for piece in pieces:
        emit_event(EVENTS[piece.event], {"prefect.resource.id": f"peel.{flow_run.id}"}, payload=asdict(piece))
    for problem in news.pass_on(pieces):
        get_run_logger().warning(clean(problem))


@contextmanager
def recorded(run: Run) -> Iterator[None]:
    """Note a run as under way, tell what became of runs that were killed, and show how far this one is."""
    shown = Board(_STAGES.get(run.kind, _FETCHING[2:]), f"{run.kind}-progress")
    with underway.noted(run, str(flow_run.id)):
        mark_killed(run.settings.home)
        shown.put_up()
        token = board.set(shown)
        try:
            yield
            shown.finish("All stages are done.")
        finally:
            board.reset(token)


def mark_killed(home: Path) -> None:
    """Mark recorded runs of this home whose process is gone, which could not do so themselves."""
    _, killed = underway.under_way(home)
    for one in killed:
        get_run_logger().warning(clean(underway.killed_in_words(one)))
        if one.flow_run:
            _mark(UUID(one.flow_run))
    underway.forget(home, killed)


def _mark(flow_run_id: UUID) -> None:
    """Set a killed run's state, unless it has a final one or this server does not know it."""
    with get_client(sync_client=True) as client, suppress(ObjectNotFound):
        state = client.read_flow_run(flow_run_id).state
        if state is None or not state.is_final():
            words = "Its process was killed; the next run goes on from what had arrived"
            client.set_flow_run_state(flow_run_id, Crashed(message=words), force=True)
