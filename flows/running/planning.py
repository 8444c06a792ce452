"""What to ask the site for: the pages of the selection that it lists or links to, those that are due, part by part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.fetching.discover import Discovery
from flows.fetching.discover import discover as discovered
from flows.fetching.site import Target, site_at
from flows.keeping import captures
from flows.running.progress import Event, Tell
from flows.running.runs import Part, Run, parts_of
from flows.running.summary import plural
from flows.running.visiting import session_of
from schemas import vocabulary
from schemas.errors import PeelError
from schemas.records import Address
from transforms.addresses import SITE
from warehouse.loaded import refusals

_NAMED = 5
"""Missing forces and unknown addresses that are named one by one; the rest is counted."""
CLOSED_ROUND = timedelta(days=28)
"""How long a visit to a page of a closed round stays fresh: a monthly run asks again, whatever the month's length."""


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
    with session_of(run) as session:
        found = discovered(session.site, session, run.selection)
    if not found.targets:
        raise PeelError(
            f"{run.settings.site or SITE} has no page of {run.selection}: check the selection and the site."
        )
    visited = captures.visited(run.settings.archive)
    asked = [
        one for one in found.targets if due(one.address, visited.get(one.address.page_id), run.started_at, refetch)
    ]
    found_pages = f"found {plural(len(found.targets), 'page')}, {len(asked):,} of them to ask for now"
    tell(Event("discover", 1, 1, found_pages))
    tell(Event("fetch", 0, len(asked)))
    return Plan(
        parts=_parts(asked),
        fresh=len(found.targets) - len(asked),
        known=frozenset(target.address.page_id for target in found.targets),
        out_of_scope=dict(found.out_of_scope),
        complete=not found.notes,
        notes=tuple(_notes(found)),
    )


def _notes(found: Discovery) -> Iterator[str]:
    """Word what discovery found wanting."""
    yield from found.notes
    for service, force, round_ in found.missing[:_NAMED]:
        yield f"The site lists no page of {force} ({service}) in {round_}."
    if len(found.missing) > _NAMED:
        yield f"Nor of {len(found.missing) - _NAMED:,} more forces and rounds."
    if found.unknown:
        some = ", ".join(found.unknown[:_NAMED])
        yield (
            f"{len(found.unknown):,} listed addresses look like inspection pages of a force or round that peel does "
            f"not know yet: {some}{' ...' if len(found.unknown) > _NAMED else ''}"
        )


def linked(run: Run, plan: Plan, links: Iterable[str], refetch: bool) -> tuple[Part, ...]:
    """Give the pages of the selection that answers link to and nobody listed; their own links are left."""
    site = site_at(run.settings.site)
    visited = captures.visited(run.settings.archive)
    targets = {}
    for url in sorted(set(links)):
        target = site.target_of(url)
        page_id = target.address.page_id
        if page_id not in plan.known and due(target.address, visited.get(page_id), run.started_at, refetch):
            targets[page_id] = target
    return _parts(targets.values())


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
