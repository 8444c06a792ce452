"""Open a session with a site: its pooled connections, watched, and asked as a web archive where it is one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from flows.fetching.connection import Guard
from flows.fetching.exchange import NoAnswer, Wire
from flows.fetching.limits import ON_LOOPBACK, Limits
from flows.fetching.session import Session
from flows.fetching.site import Site, site_at
from flows.settings import Settings
from transforms.addresses import SITE


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
