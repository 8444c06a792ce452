"""Find the inspection pages of a site: by its sitemaps, or by the patterns of addresses, and by the links on pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from flows.fetching.expected import expected
from flows.fetching.session import Session
from flows.fetching.site import Site, Target
from flows.fetching.sitemaps import listed
from flows.selection import Selection
from transforms.addresses import OutOfScope

_UNKNOWN = 1_000
"""Urls of unknown inspection pages that are named one by one; a site with more of them is not the one we know."""


@dataclass(frozen=True, slots=True)
class Discovery:
    """What a site has of a selection."""

    targets: tuple[Target, ...]
    """The pages to ask for, by address, each once."""
    out_of_scope: Counter[str]
    """How many listed urls are no inspection pages, by what they are."""
    unknown: tuple[str, ...] = ()
    """Listed urls that look like inspection pages, of a force or round that is not known."""
    missing: tuple[tuple[str, str, str], ...] = ()
    """Service, force and round, where both were named and the site's sitemap lists no page of them."""
    notes: tuple[str, ...] = ()
    """A sentence for each sitemap that could not be read, and one where there is none."""


@dataclass(slots=True)
class _Found:
    """What has been found so far."""

    targets: dict[str, Target] = field(default_factory=dict)
    out_of_scope: Counter[str] = field(default_factory=Counter)
    unknown: dict[str, None] = field(default_factory=dict)


def discover(site: Site, session: Session, selection: Selection) -> Discovery:
    """Find the pages of a selection.

    Where the site has no sitemap, or a broken one, the pages that should exist are targets too, though not ``listed``.

    Raises:
        PeelError: the site cannot be reached, or its robots.txt cannot be read.
    """
    sitemaps = listed(session)
    found = _sort(sitemaps.urls, site, selection)
    notes = list(sitemaps.notes)
    missing: list[tuple[str, str, str]] = []
    if sitemaps.found and not sitemaps.notes:
        missing = _missing(found, selection)
    else:
        if not sitemaps.found and not notes:
            notes.append("The site has no sitemap, so every page that it should have is asked for.")
        for address in expected(selection):
            found.targets.setdefault(address.page_id, site.target_of(address.url, listed=False))
    return _finished(found, tuple(missing), tuple(notes))


def targets_of(links: Iterable[str], site: Site, selection: Selection) -> Discovery:
    """Find the inspection pages of a selection among the absolute links of pages that were fetched."""
    return _finished(_sort(links, site, selection), (), ())


def _sort(urls: Iterable[str], site: Site, selection: Selection) -> _Found:
    """Tell the selection's pages from other inspection pages and from all else; each once, as it is listed."""
    found = _Found()
    for url in urls:
        try:
            target = site.target_of(url)
        except OutOfScope as error:
            if error.unknown and len(found.unknown) < _UNKNOWN:
                found.unknown[url] = None
            found.out_of_scope[error.reason] += 1
            continue
        if selection.covers_address(target.address):
            known = found.targets.get(target.address.page_id)
            if known is None or target.url == site.url_of(target.address.url):
                found.targets[target.address.page_id] = target
    return found


def _missing(found: _Found, selection: Selection) -> list[tuple[str, str, str]]:
    """List what was named by force and round and is not there."""
    if not selection.forces or not selection.rounds:
        return []
    there = {(target.address.service, target.address.force, target.address.round) for target in found.targets.values()}
    wanted = {(address.service, address.force, address.round) for address in expected(selection)}
    return sorted(
        (service, force, round_)
        for service, force, round_ in wanted - there
        if force is not None and round_ is not None
    )


def _finished(found: _Found, missing: tuple[tuple[str, str, str], ...], notes: tuple[str, ...]) -> Discovery:
    """Put targets in the order of their addresses."""
    targets = tuple(found.targets[page_id] for page_id in sorted(found.targets))
    return Discovery(targets, found.out_of_scope, tuple(found.unknown), missing, notes)


__all__ = ["Discovery", "Target", "discover", "targets_of"]
