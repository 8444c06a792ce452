"""What to ask the site for: the pages of the selection that it lists or links to, those that are due, part by part."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flows.fetching.discover import Discovery
from flows.fetching.discover import discover as discovered
from flows.fetching.leads import follow
from flows.fetching.site import Target, site_at
from flows.keeping import captures
from flows.keeping import promises as promising
from flows.keeping.promises import SITEMAPS, Named, Promises
from flows.keeping.visits import still_unanswered
from flows.running.progress import Event, Tell
from flows.running.runs import Part, Run, parts_of
from flows.running.summary import plural
from flows.running.visiting import session_of
from schemas import vocabulary
from schemas.errors import PeelError
from schemas.records import Address
from transforms.addresses import SITE
from warehouse.loaded import finished_runs, refusals

_NAMED = 5
"""Missing forces and unknown addresses that are named one by one; the rest is counted."""
CLOSED_ROUND = timedelta(days=28)
"""How long a visit to a page of a closed round stays fresh: a monthly run asks again, whatever the month's length."""

CONTINUED = timedelta(hours=12)
"""How long the next run goes on with what an unfinished one has fetched; in a night's run all is asked for anew."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run is going to ask the site for."""

    parts: tuple[Part, ...]
    """By force; the items are canonical urls."""
    fresh: int
    """Pages of the selection that need no visit yet."""
    known: frozenset[str]
    """Ids of all pages of the selection that were found, due or not."""
    out_of_scope: dict[str, int]
    """Listed urls that are no inspection pages, by what they are."""
    complete: bool
    """Whether the site's own lists say what pages there are, all of them."""
    notes: tuple[str, ...]
    """Sentences on what the site does not list, or lists and nobody knows."""


def due(address: Address, visited_at: datetime | None, now: datetime, refetch: bool) -> bool:
    """Say whether a page is to be asked for: always in an open round, once a month in a closed one."""
    if refetch or visited_at is None or address.round is None:
        return True
    record = vocabulary.rounds().get((address.service, address.round))
    return record is None or record.open or now - visited_at >= CLOSED_ROUND


def discover(run: Run, refetch: bool, tell: Tell) -> Plan:
    """Find the pages of the selection on the site, and those of them that are due.

    Raises:
        PeelError: the site cannot be reached, or has no page of the selection.

    """
    tell(Event("discover", note=f"looking for pages of {run.selection} at {run.settings.site or SITE}"))
    with session_of(run) as session, promising.opened(run.settings.archive) as promises:
        found = discovered(session.site, session, run.selection)
        listed = [target.address for target in found.listed.targets.values()]
        named = Named(listed, found.listed.unknown, found.listed.by_number)
        promises.names(SITEMAPS, named, whole=not found.notes)
        notes = follow(session, promises, run.selection, run.started_at, everything=bool(found.notes))
        linked_to = _linked(run, promises, {target.address.page_id for target in found.targets})
    targets = [*found.targets, *linked_to]
    if not targets:
        raise PeelError(
            f"{run.settings.site or SITE} has no page of {run.selection}: check the selection and the site."
        )
    asked = due_of(run, targets, refetch)
    by_links = f" ({len(linked_to):,} by links alone)" if linked_to else ""
    tell(Event("discover", 1, 1, f"found {plural(len(targets), 'page')}{by_links}, {len(asked):,} to ask for now"))
    tell(Event("fetch", 0, len(asked)))
    return Plan(
        parts=_parts(asked),
        fresh=len(targets) - len(asked),
        known=frozenset(target.address.page_id for target in targets),
        out_of_scope=dict(found.listed.out_of_scope),
        complete=not found.notes,
        notes=(*_notes(found), *notes),
    )


def due_of(run: Run, targets: Iterable[Target], refetch: bool) -> list[Target]:
    """Keep the targets that are due for a visit.

    Those whose last visit brought no page (refused, or without an answer) are due at every run, and what a run fetched
    that never published is what this one goes on with.
    """
    archive = run.settings.archive
    visited, unanswered = captures.visited(archive), still_unanswered(archive)
    gone = {page_id for page_id, held in captures.newest(archive).items() if held.gone}
    again = {one.page_id for one in refusals(run.settings.warehouse)} - gone | unanswered.keys()
    unfinished = set() if refetch else _fetched_by_unfinished(run) - unanswered.keys()

    def is_due(target: Target) -> bool:
        page_id = target.address.page_id
        if page_id in unfinished:
            return False
        return page_id in again or due(target.address, visited.get(page_id), run.started_at, refetch)

    return [target for target in targets if is_due(target)]


def _fetched_by_unfinished(run: Run) -> set[str]:
    """Give the pages that were answered lately to a run that was interrupted or killed before it published."""
    finished, rebuilt = finished_runs(run.settings.warehouse)
    since = run.started_at - CONTINUED
    answered = captures.visited_by(run.settings.archive, max(since, rebuilt or since))
    return {page_id for page_id, run_id in answered if run_id not in finished}


def _notes(found: Discovery) -> Iterator[str]:
    """Word what the sitemaps were found wanting."""
    yield from found.notes
    for service, force, round_ in found.missing[:_NAMED]:
        yield f"The site lists no page of {force} ({service}) in {round_}."
    if len(found.missing) > _NAMED:
        yield f"Nor of {len(found.missing) - _NAMED:,} more forces and rounds."


def unknown(run: Run) -> tuple[str, ...]:
    """Word which inspection pages the site names, in its sitemaps or by a link, that nobody here knows."""
    with promising.opened(run.settings.archive) as promises:
        found = promises.unknown()
    if not found:
        return ()
    some = ", ".join(f"{url} (on {named_on})" for url, named_on in list(found.items())[:_NAMED])
    more = f" and {len(found) - _NAMED:,} more" if len(found) > _NAMED else ""
    return (f"The site names inspection pages of a force or round that peel does not know: {some}{more}.",)


def linked(run: Run, plan: Plan, refetch: bool) -> Plan:
    """Plan to ask for the pages of the selection that the site's pages link to, and that were in no plan yet."""
    with promising.opened(run.settings.archive) as promises:
        found = _linked(run, promises, plan.known)
    known = plan.known.union(target.address.page_id for target in found)
    return replace(plan, parts=_parts(due_of(run, found, refetch)), known=known)


def _linked(run: Run, promises: Promises, known: Collection[str]) -> list[Target]:
    """Make targets of the pages of the selection that some page names and the sitemaps do not.

    A link may be old, so that a page that it promises may be gone without a word.
    """
    site = site_at(run.settings.site)
    found = [site.target_of(url, listed=False) for page_id, url in promises.pages().items() if page_id not in known]
    return [target for target in found if run.selection.covers_address(target.address)]


def withdrawn(run: Run, plan: Plan) -> list[str]:
    """Give the pages that were refused when they were asked for once, and that the site does not promise any more."""
    if not plan.complete:
        return []
    return [
        one.page_id
        for one in refusals(run.settings.warehouse)
        if one.stage == "fetch"
        and one.page_id not in plan.known
        and run.selection.covers(one.service, one.force, one.round)
    ]


def _parts(targets: Iterable[Target]) -> tuple[Part, ...]:
    """Cut what is to be asked for into parts, by force."""
    targets = list(targets)
    return parts_of(
        ((one.address.service, one.address.force, one.url) for one in targets),
        guessed=[one.url for one in targets if not one.listed],
    )
