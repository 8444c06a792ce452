"""The last stage of a run: hand its staged batches to the warehouse, and put together what the run came to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from flows.running.apart import publish_apart, worth_a_process
from flows.running.parser_version import parser_version
from flows.running.progress import Event, Tell
from flows.running.runs import Run
from flows.running.summary import Change, Summary
from schemas.errors import PeelError
from schemas.records import Refusal
from warehouse import publish as warehouse
from warehouse.loaded import pages, refusals
from warehouse.publish import Published, RunRecord

_STAGE = "publish"


def publish_run(run: Run, batches: Sequence[Path], answered: Collection[str], tell: Tell) -> Published:
    """Merge a run's batches into the warehouse; ``answered`` are the pages that the site answered for.

    A rebuild makes a new file of them. Two runs that publish at once do it one after the other.

    Raises:
        PeelError: the result may not be published, or the disk refuses it; the warehouse is as it was.

    """
    record = RunRecord(run.run_id, run.kind, str(run.selection), parser_version(), run.started_at)

    def at_step(step: str) -> None:
        tell(Event(_STAGE, warehouse.STEPS.index(step) + 1, len(warehouse.STEPS)))

    publish = publish_apart if worth_a_process(batches) else warehouse.publish
    return publish(
        run.settings.home,
        batches,
        record,
        at_step,
        waiting=lambda: tell(Event(_STAGE, note="another run is publishing; this one waits for it")),
        answered=answered,
        fresh=run.kind == "rebuild",
    )


@dataclass(frozen=True, slots=True)
class Held:
    """What the warehouse holds of a run's selection at some time."""

    pages: frozenset[str]
    """Ids of the pages that are loaded."""
    refusals: tuple[Refusal, ...]
    """Those that stand, this run's and earlier ones alike.

    A page that was refused before and has not changed since is not read again, and is still not there: two runs in a
    row over the same pages must end alike.
    """


def before(run: Run) -> Held | None:
    """Look at what a run is going to change, so that it can tell afterwards what is news; None where nobody can know.

    A rebuild may stand in for a file that is spoilt.
    """
    if run.kind == "rebuild":
        with suppress(PeelError):
            return _held(run)
        return None
    return _held(run)


def _held(run: Run) -> Held:
    """Give what the warehouse holds of a run's selection now."""
    loaded, refused = pages(run.settings.warehouse), refusals(run.settings.warehouse)
    return Held(
        frozenset(one[0] for one in loaded if run.selection.covers(*one[1:])),
        tuple(one for one in refused if run.selection.covers(one.service, one.force, one.round)),
    )


def finish(run: Run, summary: Summary, published: Published, former: Held | None) -> Summary:
    """Complete a summary with what publishing came to, and with the refusals that stand."""
    now = _held(run)
    changes = tuple(
        Change(one.force, one.round, one.question_id, one.before, one.after) for one in published.judgments_changed
    )
    return replace(
        summary,
        pages_new=published.pages_new,
        pages_changed=published.pages_changed,
        pages_unchanged=published.pages_unchanged,
        new_pages=tuple(sorted(now.pages - former.pages)) if former else (),
        changes=changes,
        refusals=now.refusals,
        refused_before=len((former or now).refusals),
        warnings=(*summary.warnings, *_warnings(published)),
        warehouse=str(run.settings.warehouse),
    )


def _warnings(published: Published) -> tuple[str, ...]:
    """Word what the audits warn of, and where a former file was kept."""
    kept = (f"The former warehouse was kept as {published.kept}.",) if published.kept else ()
    return (*(f"Audit: {warned.says} ({warned.rows:,})" for warned in published.warnings), *kept)
