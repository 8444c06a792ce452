"""The order of events of a run: discover, fetch, read, check, publish; plain functions that nobody needs to schedule.

Pages are read while others are still on their way; they are published together, once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from flows.fetching.visit import OUTCOMES
from flows.keeping.importing import Imported, import_paths
from flows.running import checking, meanwhile, planning, publishing, reading, undamaged, visiting
from flows.running.backlog import backlog
from flows.running.checking import Checked
from flows.running.meanwhile import Reader
from flows.running.planning import Plan
from flows.running.progress import Tell, nobody
from flows.running.readers import AT_ONCE, readers
from flows.running.reading import Read
from flows.running.runs import Part, Run
from flows.running.summary import Summary
from flows.running.sweeping import sweep
from flows.running.visiting import Visits
from warehouse.loaded import must_not_be_newer, refusals
from warehouse.publish import Published


@dataclass(frozen=True, slots=True)
class Steps:
    """How each stage of a run is carried out: as a plain call, or as a recorded task around the same function."""

    discover: Callable[[Run, bool, Tell], Plan]
    fetch: Callable[[Run, Part, Tell], Visits]
    read: Callable[[Run, Sequence[Part], Executor | None, Tell], Sequence[Read]]
    check: Callable[[Run, Sequence[Read], Executor | None, Tell], Checked]
    publish: Callable[[Run, Sequence[Path], Collection[str], Tell], Published]


def _read_parts(run: Run, parts: Sequence[Part], pool: Executor | None, tell: Tell) -> list[Read]:
    """Read all parts: one after the other in this process, or by threads that wait for the processes of a pool."""
    if pool is None:
        return [batch for part in parts for batch in reading.read_part(run, part, None, tell)]
    with ThreadPoolExecutor(AT_ONCE) as threads:
        waiting = [threads.submit(reading.read_part, run, part, pool, tell) for part in parts]
        return [batch for future in waiting for batch in future.result()]


PLAIN = Steps(planning.discover, visiting.visit_part, _read_parts, checking.check_run, publishing.publish_run)


def ingest(run: Run, refetch: bool, steps: Steps = PLAIN, tell: Tell = nobody) -> Summary:
    """Fetch what is due of the selection, read what is new (whoever fetched it), and publish it.

    Raises:
        PeelError: the site cannot be reached, or the result may not be published; the warehouse is then as it was.

    """
    # First of all, since a warehouse that cannot be used is no reason to ask the site for anything.
    unread = backlog(run)
    with ExitStack() as asking:
        asking.enter_context(visiting.session_of(run))
        plan = steps.discover(run, refetch, tell)
        sweep(run)
        left = unread.take()
        pages = sum(len(part.items) for part in (*plan.parts, *left))
        with _processes(pages) as pool, _reader(run, steps, pool, tell) as reader:
            reader.start(left)
            visits: list[Visits] = []
            for visit in _visits(run, plan, refetch, steps, tell):
                reader.start(unread.take(visit.answered))
                visits.append(visit)
            asking.close()
            if not plan.fresh:
                visiting.must_have_answered(run, visits)
            came = _checked(run, reader.rest(), steps, pool, tell)
    answered = [*planning.withdrawn(run, plan), *(page_id for visit in visits for page_id in visit.answered)]
    staged = visiting.stage(run, visits)
    return _publish(run, _asked(run, plan, visits), came, steps, tell, staged=staged, answered=answered)


def _visits(run: Run, plan: Plan, refetch: bool, steps: Steps, tell: Tell) -> Iterator[Visits]:
    """Fetch the parts of a plan, then the pages that those link to, and what these link to."""
    while plan.parts:
        for part in plan.parts:
            yield steps.fetch(run, part, tell)
        plan = planning.linked(run, plan, refetch)


@contextmanager
def _processes(pages: int) -> Iterator[Executor | None]:
    """Give the processes to read with; where there is so little that this one checks it, it gets ready meanwhile."""
    with readers(pages) as pool, ThreadPoolExecutor(1) as beside:
        if pool and pages <= checking.PAGES_A_CHECK:
            beside.submit(checking.prepare)
        yield pool


def _reader(run: Run, steps: Steps, pool: Executor | None, tell: Tell) -> AbstractContextManager[Reader]:
    """Open a reader of parts as they arrive: enough at once to keep the processes that read them busy."""
    return meanwhile.reader(lambda parts: steps.read(run, parts, pool, tell), AT_ONCE if pool else 1)


def dry_run(run: Run, refetch: bool, tell: Tell = nobody) -> Summary:
    """Say what an ingest would ask the site for."""
    plan = planning.discover(run, refetch, tell)
    return replace(_asked(run, plan), dry=True, would_ask=tuple(url for part in plan.parts for url in part.items))


def replay(run: Run, everything: bool, steps: Steps = PLAIN, tell: Tell = nobody) -> Summary:
    """Read from the archive what is stale of the selection, or all of it, and publish it."""
    return _load(run, _asked(run), steps, tell, everything=everything)


def rebuild(run: Run, steps: Steps = PLAIN, tell: Tell = nobody) -> Summary:
    """Read the whole archive and publish it as a new warehouse file.

    Raises:
        PeelError: pages of the former file cannot be read any more, since the archive is damaged, or a newer peel made
            the former file.

    """
    must_not_be_newer(run.settings.warehouse)
    return _load(run, _asked(run), steps, tell, everything=True)


def take_in(
    run: Run,
    paths: Sequence[Path],
    url: str | None,
    fetched_at: datetime | None,
    steps: Steps = PLAIN,
    tell: Tell = nobody,
) -> Summary:
    """Take captures made by others into the archive, read them, and publish them.

    Pages that were refused before and are not among them are no matter of this run.

    Raises:
        PeelError: a file is no capture of an inspection page.

    """
    former = {one.page_id for one in refusals(run.settings.warehouse)}
    imported = import_paths(paths, url, fetched_at, run.settings, run.run_id)
    summary = _load(run, _taken(run, imported), steps, tell, brought=sorted(imported.page_ids))
    mine = tuple(one for one in summary.refusals if one.page_id in imported.page_ids or one.page_id not in former)
    return replace(summary, refusals=mine, refused_before=sum(one.page_id in former for one in mine))


def _asked(run: Run, plan: Plan | None = None, visits: Sequence[Visits] = ()) -> Summary:
    """Start a summary with what asking the site brought; without a plan, with nothing."""
    outcomes: Counter[str] = Counter(dict.fromkeys(OUTCOMES, 0) if plan else {})
    for visit in visits:
        outcomes.update(visit.outcomes)
    return Summary(
        run.run_id,
        run.kind,
        str(run.selection),
        outcomes=dict(outcomes),
        fresh=plan.fresh if plan else 0,
        out_of_scope=plan.out_of_scope if plan else {},
        warnings=(*plan.notes, *planning.unknown(run)) if plan else (),
    )


def _taken(run: Run, imported: Imported) -> Summary:
    """Start a summary with what an import took into the archive."""
    return replace(
        _asked(run),
        imported=len(imported),
        already=imported.already,
        out_of_scope=dict(imported.out_of_scope),
        warnings=tuple(imported.notes),
    )


def _load(
    run: Run,
    summary: Summary,
    steps: Steps,
    tell: Tell,
    everything: bool = False,
    brought: Sequence[str] = (),
) -> Summary:
    """Read what is stale, publish it, and finish the summary; ``brought`` are pages that new captures came of."""
    sweep(run)
    stale = backlog(run, everything)
    parts = stale.take()
    stale.must_hold_pages()
    with _processes(sum(len(part.items) for part in parts)) as pool:
        reads = steps.read(run, parts, pool, tell)
        if run.kind == "rebuild":
            undamaged.must_not_lose_pages(run, reads)
        came = _checked(run, reads, steps, pool, tell)
    return _publish(run, summary, came, steps, tell, staged=visiting.stage_captures(run, brought))


@dataclass(frozen=True, slots=True)
class _Came:
    """What reading and checking came to."""

    read: int
    """Pages that were read; one that was read twice counts twice."""
    checked: Checked
    notes: tuple[str, ...] = ()
    """What is to be said of what was read."""


def _checked(run: Run, reads: Sequence[Read], steps: Steps, pool: Executor | None, tell: Tell) -> _Came:
    """Check what was read, with the processes that read it."""
    checked = steps.check(run, reads, pool, tell) if reads else Checked((), 0)
    return _Came(sum(len(one.page_ids) for one in reads), checked, tuple(undamaged.gaps(reads)))


def _publish(
    run: Run,
    summary: Summary,
    came: _Came,
    steps: Steps,
    tell: Tell,
    *,
    staged: Sequence[Path] = (),
    answered: Collection[str] = (),
) -> Summary:
    """Publish what was read and checked, with what was staged besides, and finish the summary."""
    former = publishing.before(run)
    published = steps.publish(run, [*staged, *came.checked.batches], answered, tell)
    summary = replace(summary, read=came.read, rejects=came.checked.rejects, warnings=(*summary.warnings, *came.notes))
    return publishing.finish(run, summary, published, former)
