"""Fetch a page into the archive: conditionally, through redirects, and say in a word what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flows.fetching.connection import Guard
from flows.fetching.exchange import NoAnswer, Wire
from flows.fetching.limits import ON_LOOPBACK, Limits
from flows.fetching.pages import not_a_page, not_worth_reading
from flows.fetching.session import Session, Stopped
from flows.fetching.site import Site, Target, site_at
from flows.keeping.archive import RunWriter
from flows.keeping.visits import Visit
from flows.keeping.warc import Answer, Entry, one_line
from flows.settings import Settings
from schemas.records import Address, Capture
from transforms.addresses import SITE, OutOfScope

OUTCOMES = ("new", "changed", "unchanged", "gone", "refused")
_REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of asking for one page."""

    outcome: str
    """``new``, ``changed`` or ``unchanged`` content, ``gone`` (the site says there is no such page), or ``refused``."""
    capture: Capture | None
    """What the archive keeps of it; of a page that has moved, at its new address. None where it was refused."""
    reason: str
    """A sentence, where the page is gone or refused; else empty."""


@contextmanager
def open_session(
    settings: Settings, limits: Limits | None = None, sleep: Callable[[float], None] | None = None
) -> Iterator[Session]:
    """Open a session with the site: one for a whole run, since it knows the site's rules and how welcome we are.

    Without limits, a site on this machine is asked without delay.
    """
    site = site_at(settings.site)
    limits = limits or (ON_LOOPBACK if site.loopback else Limits())
    with Guard(may_be_private=site.given).watching() as guard, _transport(site, guard) as send:
        session = Session(site, Wire(send, guard, limits), settings.user_agent)
        if sleep is not None:
            session.sleep = sleep
        _prefer_originals(session)
        yield session


def _prefer_originals(session: Session) -> None:
    """Ask a web archive for pages as they were captured, if it has a way to: without its toolbar and rewritten links.

    Raises:
        PeelError: as ``fetch``.
    """
    originals = session.site.originals
    if originals is None:
        return
    with suppress(NoAnswer):
        if session.get(originals.url_of(f"{SITE}/")).status == 200:
            session.site = originals


@contextmanager
def _transport(site: Site, guard: Guard) -> Iterator[Callable[..., Any]]:
    """Open the pooled connections; no cookie, no password and, on this machine, no proxy goes with a request."""
    import requests
    from requests.adapters import HTTPAdapter
    from requests.structures import CaseInsensitiveDict

    with requests.Session() as pooled:
        pooled.trust_env = not site.loopback
        adapter = HTTPAdapter(pool_connections=4, pool_maxsize=1, max_retries=0)
        adapter.poolmanager.pool_classes_by_scheme = guard.pools()
        ways: Any = pooled.merge_environment_settings(site.prefix, {}, True, None, None)

        def send(url: str, headers: Mapping[str, str], timeout: tuple[float, float]) -> Any:
            # Past the session's own sending, which would add cookies and passwords of this machine, and read the bodies
            # of redirects without limit.
            request = requests.PreparedRequest()
            request.method, request.url, request.headers = "GET", url, CaseInsensitiveDict(headers)
            return adapter.send(request, timeout=timeout, **ways).raw

        try:
            yield send
        finally:
            adapter.close()


def fetch(target: Target, session: Session, writer: RunWriter) -> Fetched:
    """Ask the site for a page, and keep what it answers.

    Raises:
        Stopped: the site has turned us away, or not answered, too often; nothing more may be asked in this run.
        PeelError: robots.txt cannot be read, or the archive cannot be written.
    """
    try:
        return _visit(target, session, writer)
    except NoAnswer as error:
        reason = one_line(error.reason)
        now = datetime.now(UTC).replace(tzinfo=None)
        writer.unanswered(Visit(now, target.address.page_id, target.url, reason, writer.run_id))
        return Fetched("refused", None, reason)


def _visit(target: Target, session: Session, writer: RunWriter) -> Fetched:
    """Follow a page through its redirects to its answer.

    Raises:
        NoAnswer: there is none.
    """
    url, address = target.url, target.address
    asked: list[str] = []
    while True:
        known = writer.newest_at(url)
        answer = _ask(session, url, known, moved=bool(asked))
        asked.append(url)
        location = answer.header("location")
        if answer.status not in _REDIRECTS or not location:
            return _keep(session, writer, address, answer, known, target.url)
        writer.response(address, answer)
        try:
            url = session.site.redirected(url, location)
        except ValueError:
            raise NoAnswer("It redirects to something that is no url.") from None
        if url in asked or len(asked) > session.limits.redirects:
            raise NoAnswer(f"It redirects in a circle, or more than {session.limits.redirects} times.")
        address = _address_at(session.site, url, address)


def _ask(session: Session, url: str, known: Entry | None, moved: bool) -> Answer:
    """Ask one url, conditionally where a former answer of it is known."""
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
    """Say which page a redirect leads to; a step in between need not be one."""
    try:
        return site.address_of(url)
    except OutOfScope:
        return before


def _keep(
    session: Session, writer: RunWriter, address: Address, answer: Answer, known: Entry | None, asked: str
) -> Fetched:
    """Keep a final answer and say what it is to us."""
    if answer.url != asked:
        try:
            session.site.address_of(answer.url)
        except OutOfScope as error:
            raise NoAnswer(f"It leads to {answer.url}, which is {error.reason}.") from None
    before = writer.content_of(address.page_id)
    if answer.status == 304:
        if known is None:
            raise NoAnswer("The site says that it has not changed, though we do not have it.")
        return _compared(before, writer.revisit(address, answer, known))
    if answer.status in (404, 410):
        return Fetched("gone", writer.response(address, answer), f"The site has no such page (status {answer.status}).")
    if answer.status != 200:
        raise NoAnswer(f"The site answers with status {answer.status}, which is no page.")
    problem = not_a_page(answer)
    if problem:
        raise NoAnswer(problem)
    return _compared(before, writer.response(address, answer))


def _compared(before: str | None, capture: Capture) -> Fetched:
    """Compare what came with the hash of what was there before."""
    if before is None:
        return Fetched("new", capture, "")
    return Fetched("unchanged" if before == capture.payload_sha256 else "changed", capture, "")


__all__ = ["OUTCOMES", "Fetched", "Limits", "NoAnswer", "Session", "Stopped", "Target", "fetch", "open_session"]
