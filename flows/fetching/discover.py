"""Find the inspection pages of a site: those that its sitemaps list, or that the patterns of addresses suggest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from flows.fetching.expected import expected
from flows.fetching.session import Session
from flows.fetching.site import Site, Target
from flows.fetching.sitemaps import listed
from flows.selection import Selection
from transforms.addresses import OutOfScope

_UNKNOWN = 1_000
"""Urls of unknown inspection pages that are named one by one; a site with more of them is not the one we know."""


@dataclass(slots=True)
class Sorted:
    """The urls that some list or page names, told apart."""

    targets: dict[str, Target] = field(default_factory=dict)
    """Inspection pages by their ids, each at the url it is named by."""
    out_of_scope: Counter[str] = field(default_factory=Counter)
    """How many urls are no inspection pages, by what they are."""
    unknown: dict[str, None] = field(default_factory=dict)
    """Urls that look like inspection pages, of a force or round that is not known."""
    by_number: dict[str, None] = field(default_factory=dict)
    """Canonical urls that name a page by its number only (``/?p=146519``), which the site has to be asked about."""


@dataclass(frozen=True, slots=True)
class Discovery:
    """What a site's sitemaps, or the patterns, have of a selection."""

    targets: tuple[Target, ...]
    """The pages to ask for, by address, each once."""
    listed: Sorted
    """All that the sitemaps list, whatever the selection."""
    missing: tuple[tuple[str, str, str], ...] = ()
    """Service, force and round, where both were named and the site's sitemap lists no page of them."""
    notes: tuple[str, ...] = ()
    """A sentence for each sitemap that could not be read, and one where there is none."""


def discover(site: Site, session: Session, selection: Selection) -> Discovery:
    """Find the pages of a selection.

    Where the site has no sitemap, or a broken one, the pages that should exist are targets too, though not ``listed``.

    Raises:
        PeelError: the site cannot be reached, or its robots.txt cannot be read.
    """
    sitemaps = listed(session)
    found = sorted_out(sitemaps.urls, site)
    targets = {id_: one for id_, one in found.targets.items() if selection.covers_address(one.address)}
    notes = list(sitemaps.notes)
    missing: list[tuple[str, str, str]] = []
    if sitemaps.found and not sitemaps.notes:
        missing = _missing(targets.values(), selection)
    else:
        if not sitemaps.found and not notes:
            notes.append("The site has no sitemap, so every page that it should have is asked for.")
        for address in expected(selection):
            targets.setdefault(address.page_id, site.target_of(address.url, listed=False))
    return Discovery(tuple(targets[page_id] for page_id in sorted(targets)), found, tuple(missing), tuple(notes))


def sorted_out(urls: Iterable[str], site: Site) -> Sorted:
    """Tell inspection pages from all else; each once, as it is named, or at its own url where that is named too."""
    found = Sorted()
    for url in urls:
        target = _target_of(url, site)
        if isinstance(target, OutOfScope):
            if target.unknown and len(found.unknown) < _UNKNOWN:
                found.unknown[url] = None
            if target.numbered:
                found.by_number[site.canonical(url)] = None
            found.out_of_scope[target.reason] += 1
            continue
        known = found.targets.get(target.address.page_id)
        if known is None or target.url == site.url_of(target.address.url):
            found.targets[target.address.page_id] = target
    return found


@lru_cache(maxsize=4096)
def _target_of(url: str, site: Site) -> Target | OutOfScope:
    """Say what a url names; all pages of a site link to the same menus."""
    try:
        return site.target_of(url)
    except OutOfScope as error:
        return error.with_traceback(None)


def _missing(targets: Iterable[Target], selection: Selection) -> list[tuple[str, str, str]]:
    """List what was named by force and round and is not there."""
    if not selection.forces or not selection.rounds:
        return []
    there = {(one.address.service, one.address.force, one.address.round) for one in targets}
    wanted = {(address.service, address.force, address.round) for address in expected(selection)}
    return sorted(
        (service, force, round_)
        for service, force, round_ in wanted - there
        if force is not None and round_ is not None
    )
