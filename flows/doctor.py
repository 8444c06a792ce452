"""Look at everything a run needs: what is configured, what is reachable, what is wrong, and what to do about it."""

from __future__ import annotations

import platform
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from flows.settings import CONTACT_VARIABLE, Settings, settings_of
from schemas.errors import PeelError

FINE, NOTE, WRONG = "fine", "note", "wrong"
_LITTLE = 1_000_000_000
"""Bytes of free disk below which a run may not finish."""
_MARKS = {FINE: "ok  ", NOTE: "note", WRONG: "FAIL"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    state: str
    """``fine``, ``note`` (worth knowing) or ``wrong`` (a run would fail, or what it leaves is not to be relied on)."""
    says: str
    do: str = ""
    """What to do, as a sentence; empty where nothing is to be done."""


def examined(home: Path) -> list[Finding]:
    """Look at everything, one thing after the other; what is wrong with one hides none of the others."""
    try:
        at = settings_of(home)
    except PeelError as error:
        return [_versions(), Finding("settings", WRONG, str(error))]
    looks: list[Callable[[Settings], Iterator[Finding]]] = [_home, _runs, _archive, _warehouse, _site, _prefect, _news]
    found = [_versions()]
    for look in looks:
        try:
            found.extend(look(at))
        except PeelError as error:
            found.append(Finding(look.__name__.lstrip("_"), WRONG, str(error)))
    return found


def in_words(found: list[Finding]) -> Iterator[str]:
    """Say what was found, a line each, and end with what it comes to."""
    for one in found:
        yield f"{_MARKS[one.state]}  {one.what}: {one.says}"
        if one.do:
            yield f"      {one.do}"
    wrong = sum(one.state == WRONG for one in found)
    yield f"{wrong} to mend, marked FAIL." if wrong else "All is well."


def _versions() -> Finding:
    """Name what runs here."""
    named = []
    for package in ("peel", "prefect", "duckdb", "trafilatura", "lxml"):
        try:
            named.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            named.append(f"{package} (not installed)")
    return Finding("versions", FINE, f"Python {platform.python_version()}, {', '.join(named)}")


def _home(at: Settings) -> Iterator[Finding]:
    """Look at the folder of everything, and at its disk."""
    if not at.home.exists():
        yield Finding("home", NOTE, f"{at.home} is not there yet", "The first run makes it.")
        return
    try:
        with tempfile.TemporaryFile(dir=at.home):
            pass
    except OSError as error:
        do = "Change that, or name another with --home or PEEL_HOME."
        yield Finding("home", WRONG, f"{at.home} cannot be written ({error.strerror or error})", do)
        return
    yield Finding("home", FINE, str(at.home))
    free = shutil.disk_usage(at.home).free
    # Publishing writes a whole copy before it swaps.
    needed = max(_LITTLE, 3 * (at.warehouse.stat().st_size if at.warehouse.exists() else 0))
    if free < needed:
        do = "Free some space before the next run."
        yield Finding("disk", WRONG, f"{free / 1e9:,.1f} GB free, and a run may need {needed / 1e9:,.1f}", do)
    else:
        yield Finding("disk", FINE, f"{free / 1e9:,.1f} GB free")


def _runs(at: Settings) -> Iterator[Finding]:
    """Look at what is under way, what was killed, and who holds the warehouse."""
    from filelock import FileLock, Timeout

    from flows.running.underway import under_way
    from warehouse.publish import LOCK

    alive, killed = under_way(at.home)
    for one in alive:
        yield Finding("run", FINE, f"under way: {one}")
    for one in killed:
        yield Finding("run", NOTE, f"killed: {one}", "Nothing is half loaded: run the same again, or wait for it.")
    lock = at.home / LOCK
    if not lock.exists():
        return
    try:
        with FileLock(lock, timeout=0):
            yield Finding("lock", FINE, "no run is publishing")
    except Timeout:
        yield Finding("lock", FINE, "a run is publishing; another one waits until it is done")
    except OSError as error:
        says = f"{lock} cannot be held ({error.strerror or error}), so that no run can publish"
        yield Finding("lock", WRONG, says, "Asking works; for runs make the home one that can be written.")


def _archive(at: Settings) -> Iterator[Finding]:
    """Count what the archive holds."""
    from flows.keeping.captures import hashes, visited

    pages = sum(1 for _ in hashes(at.archive))
    if not pages:
        yield Finding("archive", NOTE, "empty", "`peel ingest` fetches pages, `peel import` takes in files.")
        return
    newest = max(visited(at.archive).values(), default=None)
    asked = f", the site last asked {newest:%Y-%m-%d %H:%M} UTC" if newest else ", none of them fetched by peel"
    yield Finding("archive", FINE, f"{pages:,} pages{asked}")


def _warehouse(at: Settings) -> Iterator[Finding]:
    """Look into the published file."""
    from flows.running.parser_version import parser_version
    from flows.running.summary import plural
    from warehouse.status import status

    if not at.warehouse.exists():
        yield Finding("warehouse", NOTE, "not there yet", "`peel ingest`, `peel import` or `peel replay` makes it.")
        return
    found = status(at.warehouse, parser_version())
    last = found.last_run
    ran = f"; last run: {last.kind} of {last.selection}, {last.finished_at:%Y-%m-%d %H:%M} UTC" if last else ""
    yield Finding("warehouse", FINE, f"{found.pages:,} pages, {found.size / 1e6:,.1f} MB{ran}")
    if found.refusals or found.rejects:
        says = f"{plural(found.refusals, 'page')} refused, {plural(found.rejects, 'row')} rejected"
        yield Finding("refusals", NOTE, says, "`peel rejects` says why.")
    if found.other_parser:
        says = f"{plural(found.other_parser, 'page')} read by another version of the parser"
        yield Finding("parser", NOTE, says, "`peel replay` reads them again.")


def _site(at: Settings) -> Iterator[Finding]:
    """Ask the site for its robots.txt, as a run would first."""
    from flows.fetching.fetch import open_session
    from flows.fetching.limits import ON_LOOPBACK, Limits
    from flows.fetching.site import site_at
    from transforms.addresses import SITE

    name = at.site or SITE
    if not at.contact:
        do = f"Set {CONTACT_VARIABLE} to an e-mail address or url, so that the site's keepers can reach you."
        yield Finding("contact", NOTE, "none is sent with requests", do)
    else:
        yield Finding("contact", FINE, at.contact)
    try:
        limits = ON_LOOPBACK if site_at(at.site).loopback else Limits(connecting=5.0, silence=10.0)
        with open_session(at, replace(limits, attempts=1)) as session:
            delay = session.rules_of(f"{session.site.prefix}/").delay
    except PeelError as error:
        do = "Check the address and the network; `peel replay` and `peel import` work without."
        yield Finding("site", WRONG, f"{name} cannot be asked: {error}", do)
        return
    pace = f"{delay:g} seconds between requests, as it asks" if delay > 1 else "at most one request a second"
    yield Finding("site", FINE, f"{name} answers; {pace if not session.site.loopback else 'on this machine'}")


def _prefect(_at: Settings) -> Iterator[Finding]:
    """Look at whether runs are recorded, and whether that would work."""
    from flows.running.recording import must_answer, recorded_at, server_version

    api = recorded_at()
    if api is None:
        says = "not configured: runs start at once, without a record"
        yield Finding("Prefect", FINE, says, "For schedules: `prefect server start`, PREFECT_API_URL, `peel serve`.")
        return
    must_answer(api)
    there, here = server_version(api), version("prefect")
    if there and there != here:
        yield Finding("Prefect", NOTE, f"{api} answers, with version {there}; here it is {here}", "Use one version.")
    else:
        yield Finding("Prefect", FINE, f"{api} answers{f', version {there}' if there else ''}")


def _news(_at: Settings) -> Iterator[Finding]:
    """Say who is told of news; the address itself is a secret."""
    from urllib.parse import urlsplit

    from flows.running.news import WEBHOOK_VARIABLE, webhook

    url = webhook()
    told = f"{urlsplit(url).hostname} is told" if url else f"nobody is told; {WEBHOOK_VARIABLE} names a webhook"
    yield Finding("news", FINE, told)
