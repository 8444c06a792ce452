"""What to ask the site for, and asking: which pages are due, one force's visits, and the pages its answers lead to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from flows import archive, captures
from flows.discover import Discovery
from flows.discover import discover as discovered
from flows.fetch import OUTCOMES, Fetched, Session, Stopped, fetch, open_session
from flows.progress import Event, Tell
from flows.runs import Part, Run, parts_of
from flows.site import Site, Target, site_at
from flows.summary import Summary
from schemas import vocabulary
from schemas.errors import PeelError
from schemas.records import Address, Refusal
from transforms.addresses import SITE, OutOfScope
from transforms.links import links_of
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


@dataclass(frozen=True, slots=True)
class Visits:
    """What asking for one force's pages brought."""

    outcomes: dict[str, int]
    """How many pages came to each of the outcomes of fetching."""
    answered: tuple[str, ...]
    """Ids of the pages that there is an answer of, at the addresses they moved to."""
    refusals: tuple[Refusal, ...]
    links: tuple[str, ...]
    """Canonical urls of pages of the selection that new answers link to."""


_sessions: dict[str, Session] = {}
"""The session of each run of this process: all its parts share one, so that the site is asked at one pace."""


@contextmanager
def session_of(run: Run) -> Iterator[Session]:
    """Open the run's session with the site, or join the one that is open already."""
    if run.run_id in _sessions:
        yield _sessions[run.run_id]
        return
    with open_session(run.settings) as session:
        _sessions[run.run_id] = session
        try:
            yield session
        finally:
            del _sessions[run.run_id]


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
    tell(Event("discover", len(asked), len(asked)))
    return Plan(
        parts=_parts(asked),
        fresh=len(found.targets) - len(asked),
        known=frozenset(target.address.page_id for target in found.targets),
        out_of_scope=dict(found.out_of_scope),
        complete=not found.notes,
        notes=tuple(_notes(found)),
    )


def visit_part(run: Run, part: Part, tell: Tell) -> Visits:
    """Ask for the pages of one part, one after the other, and keep the answers.

    Once the site has turned the run away, the pages that are left are refused without being asked for.

    Raises:
        PeelError: robots.txt cannot be read, or the archive cannot be written.

    """
    came = _Came(Counter(), {}, [], {})
    stage, total = f"fetch {part.name}", len(part.items)
    with ExitStack() as open_:
        session = open_.enter_context(session_of(run))
        writer = open_.enter_context(archive.open_run(run.settings.archive, run.run_id, operator=run.settings.contact))
        targets = [session.site.target_of(url, listed=url not in part.guessed) for url in part.items]
        for number, target in enumerate(targets, start=1):
            try:
                fetched = fetch(target, session, writer)
            except Stopped as error:
                for left in targets[number - 1 :]:
                    came.add(left, Fetched("refused", None, str(error)), ())
                tell(Event(stage, number - 1, total, note=str(error)))
                break
            came.add(target, fetched, _links(run, session.site, fetched))
            note = f"{target.address.page_id}: {fetched.reason}" if fetched.reason and target.listed else ""
            tell(Event(stage, number, total, note=note))
    return Visits(dict(came.outcomes), tuple(came.answered), tuple(came.refused), tuple(came.links))


@dataclass(frozen=True, slots=True)
class _Came:
    """What has come of a part so far."""

    outcomes: Counter[str]
    answered: dict[str, None]
    refused: list[Refusal]
    links: dict[str, None]

    def add(self, target: Target, fetched: Fetched, links: Iterable[str]) -> None:
        """Count what came of one page; a page that the site itself named and does not have is a broken promise."""
        self.outcomes[fetched.outcome] += 1
        if fetched.outcome == "refused" or (fetched.outcome == "gone" and target.listed):
            self.refused.append(_refusal(target.address, fetched.reason))
        if fetched.capture:
            self.answered.update(dict.fromkeys((fetched.capture.page_id, target.address.page_id)))
        self.links.update(dict.fromkeys(links))


def _refusal(address: Address, reason: str) -> Refusal:
    """Refuse a page that the site promised and did not give."""
    return Refusal(address.page_id, address.url, address.service, address.force, address.round, "fetch", reason)


def _links(run: Run, site: Site, fetched: Fetched) -> Iterator[str]:
    """Find the pages of the selection that a new answer links to."""
    if fetched.outcome not in ("new", "changed") or fetched.capture is None:
        return
    for url in links_of(archive.body_of(run.settings.archive, fetched.capture), fetched.capture.captured_url):
        try:
            address = site.address_of(url)
        except OutOfScope:
            continue
        if run.selection.covers_address(address):
            yield address.url


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


def linked(run: Run, plan: Plan, visits: Sequence[Visits], refetch: bool) -> tuple[Part, ...]:
    """Give the pages of the selection that answers link to and nobody listed; their own links are left."""
    site = site_at(run.settings.site)
    visited = captures.visited(run.settings.archive)
    targets = {}
    for url in sorted({url for visit in visits for url in visit.links}):
        target = site.target_of(url)
        page_id = target.address.page_id
        if page_id not in plan.known and due(target.address, visited.get(page_id), run.started_at, refetch):
            targets[page_id] = target
    return _parts(targets.values())


def _parts(targets: Iterable[Target]) -> tuple[Part, ...]:
    """Cut what is to be asked for into parts, by force."""
    targets = list(targets)
    return parts_of(
        ((one.address.service, one.address.force, one.url) for one in targets),
        guessed=[one.url for one in targets if not one.listed],
    )


def must_have_answered(run: Run, visits: Sequence[Visits]) -> None:
    """Stop a run that asked for pages and got none of them.

    Raises:
        PeelError: with the last reason there was.

    """
    outcomes: Counter[str] = sum((Counter(visit.outcomes) for visit in visits), Counter())
    if not outcomes or any(outcomes[good] for good in ("new", "changed", "unchanged")):
        return
    refused = [refusal for visit in visits for refusal in visit.refusals if visit.outcomes.get("refused")]
    if refused:
        raise PeelError(f"Nothing could be fetched: {refused[-1].reason}")
    raise PeelError(
        f"{run.settings.site or SITE} has none of the {outcomes['gone']:,} pages of {run.selection} it was asked for: "
        "check the selection and the site."
    )


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


def stage(run: Run, visits: Sequence[Visits]) -> tuple[Path, ...]:
    """Stage the captures of this run and the refusals of asking, which need no reading; none if nothing was asked."""
    from flows.staging import stage_visits

    page_ids = [page_id for visit in visits for page_id in visit.answered]
    mine = [one for one in captures.captures_of(run.settings.archive, page_ids) if one.run_id == run.run_id]
    batch = stage_visits(run, "visits", mine, [refusal for visit in visits for refusal in visit.refusals])
    return (batch,) if batch else ()


def summarise(run: Run, plan: Plan | None = None, visits: Sequence[Visits] = ()) -> Summary:
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
        warnings=plan.notes if plan else (),
    )
