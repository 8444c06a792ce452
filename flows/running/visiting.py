"""Ask the site for one force's pages, keep its answers, and say what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from flows.fetching.fetch import open_session
from flows.fetching.leads import named_in
from flows.fetching.session import Session, Stopped
from flows.fetching.site import Target
from flows.fetching.visit import Fetched, fetch_all
from flows.keeping import archive, captures
from flows.keeping import promises as promising
from flows.running.progress import Event, Tell
from flows.running.runs import Part, Run
from schemas.errors import PeelError
from schemas.records import Address, Capture, Refusal
from transforms.addresses import SITE
from transforms.links import links_of

_PAGES_A_BATCH = 1_000
"""Pages whose captures are staged together: they are held in memory three times over."""


@dataclass(frozen=True, slots=True)
class Visits:
    """What asking for one force's pages brought."""

    outcomes: dict[str, int]
    """How many pages came to each of the outcomes of fetching."""
    answered: tuple[str, ...]
    """Ids of the pages that there is an answer of, at the addresses they moved to."""
    refusals: tuple[Refusal, ...]


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


def visit_part(run: Run, part: Part, tell: Tell) -> Visits:
    """Ask for the pages of one part, one after the other, and keep the answers.

    Once the site has turned the run away, the pages that are left are refused without being asked for.

    Raises:
        PeelError: robots.txt cannot be read, or the archive cannot be written.

    """
    came = _Came(Counter(), {}, [])
    stage, total = f"fetch {part.name}", len(part.items)
    with ExitStack() as open_:
        session = open_.enter_context(session_of(run))
        writer = open_.enter_context(archive.open_run(run.settings.archive, run.run_id, operator=run.settings.contact))
        targets = [session.site.target_of(url, listed=url not in part.guessed) for url in part.items]
        done = 0
        promises = open_.enter_context(promising.opened(run.settings.archive))
        visits = open_.enter_context(closing(fetch_all(targets, session, writer, _links)))
        try:
            for target, fetched in zip(targets, visits, strict=False):
                done += 1
                came.add(target, fetched)
                if fetched.capture and fetched.outcome in ("new", "changed"):
                    promises.names(fetched.capture.page_id, named_in(fetched.links, session.site))
                note = f"{target.address.page_id}: {fetched.reason}" if fetched.reason and target.listed else ""
                tell(Event(stage, done, total, note, dict(came.outcomes)))
        except Stopped as error:
            for left in targets[done:]:
                came.add(left, Fetched("refused", None, str(error)))
            tell(Event(stage, done, total, str(error), dict(came.outcomes)))
    return Visits(dict(came.outcomes), tuple(came.answered), tuple(came.refused))


@dataclass(frozen=True, slots=True)
class _Came:
    """What has come of a part so far."""

    outcomes: Counter[str]
    answered: dict[str, None]
    refused: list[Refusal]

    def add(self, target: Target, fetched: Fetched) -> None:
        """Count what came of one page; a page that the site itself named and does not have is a broken promise."""
        self.outcomes[fetched.outcome] += 1
        if fetched.outcome == "refused" or (fetched.outcome == "gone" and target.listed):
            self.refused.append(_refusal(target.address, fetched.reason))
        if fetched.capture:
            self.answered.update(dict.fromkeys((fetched.capture.page_id, target.address.page_id)))


def _refusal(address: Address, reason: str) -> Refusal:
    """Refuse a page that the site promised and did not give."""
    return Refusal(address.page_id, address.url, address.service, address.force, address.round, "fetch", reason)


def _links(capture: Capture, content: bytes) -> tuple[str, ...]:
    """Find what new content links to."""
    return links_of(content, capture.captured_url)


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


def stage(run: Run, visits: Sequence[Visits]) -> tuple[Path, ...]:
    """Stage the captures of this run and the refusals of asking, which need no reading; none if nothing was asked."""
    from flows.running.staging import stage_visits

    refused = stage_visits(run, "refused", (), [refusal for visit in visits for refusal in visit.refusals])
    page_ids = list(dict.fromkeys(page_id for visit in visits for page_id in visit.answered))
    return (*([refused] if refused else []), *stage_captures(run, page_ids))


def stage_captures(run: Run, page_ids: Sequence[str]) -> tuple[Path, ...]:
    """Stage the captures of some pages that this run has brought: those that repeat what is known are not read."""
    from flows.running.staging import stage_visits

    staged = []
    for start in range(0, len(page_ids), _PAGES_A_BATCH):
        known = captures.captures_of(run.settings.archive, page_ids[start : start + _PAGES_A_BATCH])
        mine = [one for one in known if one.run_id == run.run_id]
        staged.append(stage_visits(run, f"visits-{start:07}", mine, ()))
    return tuple(batch for batch in staged if batch)
