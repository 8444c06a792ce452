"""Looking after a home as Prefect tasks, one for each part, and the state that tells what was found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.running import maintaining, news
from flows.running.artifacts import link_to, show_lines
from flows.running.ending import failed, pass_on, recorded, waited_for_once
from flows.running.maintaining import Care, Maintained, in_words
from flows.running.progress import clean
from flows.running.recorded_stages import in_a_sentence, tell
from flows.running.runs import Run
from flows.running.summary import plural
from schemas.errors import PeelError

_HOUR = 3600


def _recorded(name: str, work: Callable[[Run], Any]) -> Callable[[Run], Any]:
    """Record one part as a task; what fails in it fails in the same way when it is repeated at once."""
    part: Any = task(name=name, task_run_name=name, cache_policy=NO_CACHE, timeout_seconds=6 * _HOUR)(
        in_a_sentence(work)
    )
    return lambda run: part(run, return_state=True).result()


CARE = Care(
    verify=_recorded("verify", maintaining.verify_archive),
    prune=_recorded("prune", maintaining.prune),
    audit=_recorded("audit", maintaining.audit),
    export=_recorded("export", maintaining.export),
)


def looked_after(begin: Callable[[], Run]) -> State[Maintained]:
    """Look after a home; a problem fails the run, once all else is done."""
    with waited_for_once():
        try:
            run = begin()
            with recorded(run):
                done = maintaining.maintain(run, CARE, tell)
        except PeelError as error:
            return failed(error)
        lines = list(in_words(done))
        for line in lines:
            get_run_logger().info(clean(line))
        show_lines("maintain-summary", "maintain", lines)
        link_to(run.settings.warehouse, "warehouse", "The published warehouse")
        if done.exported:
            link_to(Path(done.exported), "export", "The warehouse as CSV and Parquet")
    pass_on(list(news.damage_of(done)))
    if done.sound:
        return Completed(message="All is as it was written", data=done)
    return Failed(message=f"{plural(len(done.problems), 'problem')} found", data=done)
