"""Visit pages: ask for each through its redirects, and keep the answers to one while the next is asked for."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime

from flows.fetching.exchange import NoAnswer
from flows.fetching.pages import not_a_page, not_worth_reading
from flows.fetching.session import Session, Stopped
from flows.fetching.site import Site, Target
from flows.keeping.archive import RunWriter
from flows.keeping.visits import Visit
from flows.keeping.warc import Answer, Entry, one_line
from schemas.records import Address, Capture
from transforms.addresses import OutOfScope

OUTCOMES = ("new", "changed", "unchanged", "gone", "refused")
_REDIRECTS = (301, 302, 303, 307, 308)

Look = Callable[[Capture, bytes], Iterable[str]]
"""Finds the urls that new content links to."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What asking for one page brought, before any of it is kept."""

    target: Target
    address: Address
    """The page's; of one that has moved, that of the page at its new address."""
    steps: tuple[tuple[Address, Answer], ...]
    """The redirects on the way."""
    answer: Answer | None = None
    known: Entry | None = None
    """The capture that the answer was asked conditionally with."""
    reason: str = ""
    """A sentence, where there is no answer that can be kept."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of asking for one page."""

    outcome: str
    """``new``, ``changed`` or ``unchanged`` content, ``gone`` (the site says there is no such page), or ``refused``."""
    capture: Capture | None
    """What the archive keeps of it; of a page that has moved, at its new address. None where it was refused."""
    reason: str
    """A sentence, where the page is gone or refused; else empty."""
    links: tuple[str, ...] = ()
    """The urls that new or changed content links to."""


def no_links(_capture: Capture, _content: bytes) -> tuple[str, ...]:
    """Look for no links."""
    return ()


def fetch_all(
    targets: Iterable[Target], session: Session, writer: RunWriter, look: Look = no_links
) -> Generator[Fetched, None, None]:
    """Ask the site for pages, one after the other, and give what came of each, in their order.

    An answer is packed and kept by a second thread while the next page is asked for, and the page after that only once
    it is kept. Whatever ends this early, what has arrived is kept first; only a kill takes what is not kept yet.

    Raises:
        Stopped: the site has turned us away, or not answered, too often; what came of the pages before is given first.
        PeelError: robots.txt cannot be read, or the archive cannot be written.
    """
    stopped: Stopped | None = None
    with ThreadPoolExecutor(1, "peel-keep") as keeper:
        kept: Future[Fetched] | None = None
        for target in targets:
            try:
                asked = ask(target, session, writer)
            except Stopped as error:
                stopped = error
                break
            former, kept = kept, keeper.submit(keep, asked, writer, look)
            if former:
                yield former.result()
        if kept:
            yield kept.result()
    if stopped:
        raise stopped


def fetch(target: Target, session: Session, writer: RunWriter) -> Fetched:
    """Ask the site for a page, and keep what it answers.

    Raises:
        Stopped: the site has turned us away, or not answered, too often; nothing more may be asked in this run.
        PeelError: robots.txt cannot be read, or the archive cannot be written.
    """
    return keep(ask(target, session, writer), writer)


def ask(target: Target, session: Session, writer: RunWriter) -> Asked:
    """Follow a page through its redirects to its answer.

    Raises:
        Stopped: as ``fetch``, and as ``fetch`` PeelError.
    """
    url, address = target.url, target.address
    steps: list[tuple[Address, Answer]] = []
    try:
        while True:
            known = writer.newest_at(url)
            answer = _ask(session, url, known, moved=bool(steps))
            location = answer.header("location")
            if answer.status not in _REDIRECTS or not location:
                _must_be_a_page(session.site, answer, known, target.url)
                return Asked(target, address, tuple(steps), answer, known)
            steps.append((address, answer))
            try:
                url = session.site.redirected(url, location)
            except ValueError:
                raise NoAnswer("It redirects to something that is no url.") from None
            if url in [step.url for _, step in steps] or len(steps) > session.limits.redirects:
                raise NoAnswer(f"It redirects in a circle, or more than {session.limits.redirects} times.")
            address = _address_at(session.site, url, address)
    except NoAnswer as error:
        return Asked(target, address, tuple(steps), reason=one_line(error.reason))


def _ask(session: Session, url: str, known: Entry | None, moved: bool) -> Answer:
    """Ask one url, conditionally where a former answer of it is known; not at all where this run has its answer."""
    first = session.first_answers.pop(url, None)
    if first is not None:
        return first
    headers = {}
    if known and known.capture.etag:
        headers["If-None-Match"] = known.capture.etag
    if known and known.capture.last_modified:
        headers["If-Modified-Since"] = known.capture.last_modified
    try:
        return session.get(url, headers, not_worth_reading)
    except NoAnswer as error:
        if not moved or error.reason.startswith("It leads to"):
            raise
        raise NoAnswer(f"It leads to {url}: {error.reason}") from None


def _address_at(site: Site, url: str, before: Address) -> Address:
    """Say at which address a redirect says that the page is; a step in between need not be a page.

    Raises:
        NoAnswer: it leads to another page, which is none of what was asked for: that one is asked for by itself.
    """
    try:
        address = site.address_of(url)
    except OutOfScope:
        return before
    if address.about != before.about:
        raise NoAnswer(f"It redirects to {url}, which is another page.")
    return address


def _must_be_a_page(site: Site, answer: Answer, known: Entry | None, asked: str) -> None:
    """Refuse a final answer that is neither the page, nor word that it has not changed or is gone."""
    if answer.url != asked:
        try:
            site.address_of(answer.url)
        except OutOfScope as error:
            raise NoAnswer(f"It leads to {answer.url}, which is {error.reason}.") from None
    if answer.status == 304 and known is None:
        raise NoAnswer("The site says that it has not changed, though we do not have it.")
    if answer.status not in (200, 304, 404, 410):
        raise NoAnswer(f"The site answers with status {answer.status}, which is no page.")
    problem = not_a_page(answer) if answer.status == 200 else None
    if problem:
        raise NoAnswer(problem)


def keep(asked: Asked, writer: RunWriter, look: Look = no_links) -> Fetched:
    """Keep what asking for a page brought, and say what it is to us.

    Raises:
        PeelError: the archive cannot be written.
    """
    for address, step in asked.steps:
        writer.response(address, step)
    answer, address = asked.answer, asked.address
    if answer is None:
        now = datetime.now(UTC).replace(tzinfo=None)
        target = asked.target
        writer.unanswered(Visit(now, target.address.page_id, target.url, asked.reason, writer.run_id))
        return Fetched("refused", None, asked.reason)
    before = writer.content_of(address.page_id)
    if answer.status in (404, 410):
        return Fetched("gone", writer.response(address, answer), f"The site has no such page (status {answer.status}).")
    if answer.status == 304 and asked.known:
        capture = writer.revisit(address, answer, asked.known)
    else:
        capture = writer.response(address, answer)
    if before == capture.payload_sha256:
        return Fetched("unchanged", capture, "")
    return Fetched("new" if before is None else "changed", capture, "", tuple(look(capture, answer.content)))
