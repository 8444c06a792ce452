"""Hold what the site should have against what there is: for each service, round and force, what is missing and why.

What it should have: the pages that the site names (sitemaps, indexes, links) and those that every force has by the
patterns of addresses. What there is: what the warehouse holds. Nothing is asked of anybody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from flows.fetching.expected import expected
from flows.keeping import captures, promises, visits
from flows.selection import EVERYTHING
from flows.settings import Settings
from schemas.records import Address
from transforms.addresses import OutOfScope, address_of
from warehouse.loaded import not_inspected, pages, refusals

REFUSED, GONE, NOT_YET, NOT_LISTED, NOT_LOADED = "refused", "404", "not yet fetched", "not listed", "not loaded"
WHYS = (REFUSED, GONE, NOT_YET, NOT_LISTED, NOT_LOADED)
"""Why a page is missing."""
NOW_GONE, NOW_REFUSED = "now gone", "now refused"
NOWS = {GONE: NOW_GONE, REFUSED: NOW_REFUSED}
"""What has become of a page that is there: the site has no such page any more, or gave something else of late."""
_MOVED_AWAY = "The site redirects it to another page."
_STANDS = {NOW_GONE: "The site has no such page any more; what was loaded of it stands."}
_REPLAY = "The archive holds it: `peel replay` loads it."
_EVERY_FORCE_HAS = frozenset(("force", "pillar", "detailed", "report"))
"""Families of which a page is missing where a force has none; others are where the site names them."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A page that should be there and is not, or that the site does not have any more."""

    page_id: str
    why: str
    """One of ``WHYS``: the site gave something else, has no such page, was not asked yet, does not name the page, or
    nobody loaded it yet; of a page that is there, one of ``NOWS``."""
    reason: str
    """A sentence where there is more to say; else empty."""


@dataclass(frozen=True, slots=True)
class OfForce:
    """The pages of one force in one round."""

    service: str
    round: str
    """Empty for pages that belong to no one round."""
    force: str
    """Empty for pages that belong to no one force."""
    found: int
    """How many pages the warehouse holds."""
    missing: tuple[Missing, ...]
    lost: tuple[Missing, ...] = ()
    """Those found that the site did not give when it was last asked."""
    not_inspected: bool = False
    """Whether pages say that this force was not inspected in this round; no list of pages can say that."""

    def count(self, why: str) -> int:
        """Count the pages of one reason, missing or lost."""
        return sum(one.why == why for one in (*self.missing, *self.lost))


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the pages."""

    named: Mapping[str, str]
    whole: bool
    answers: Mapping[str, captures.Newest]
    unanswered: Mapping[str, visits.Visit]
    refused: Mapping[str, str]
    loaded: Collection[str]
    there: Collection[tuple[str | None, ...]]
    """What the pages are about of which there is content, at whatever address."""
    not_inspected: Collection[tuple[str, str, str]]
    """Service, force and round."""


def reconciled(settings: Settings) -> list[OfForce]:
    """Reconcile all that is known of the site, by service, round and force; empty where nothing was ever fetched.

    Raises:
        PeelError: the archive or the warehouse cannot be read.
    """
    if not settings.archive.is_dir():
        return []
    known = _known(settings)
    groups: dict[tuple[str, str, str], list[Address]] = {}
    for address in _addresses(known):
        group = groups.setdefault((address.service, address.round or "", address.force or ""), [])
        if not _need_not_be(address, known):
            group.append(address)
    ordered = sorted(groups.items(), key=lambda group: (group[0][0] == "fire", group[0]))
    return [_of_force(*name, addresses, known) for name, addresses in ordered if addresses]


def _of_force(service: str, round_: str, force: str, addresses: Collection[Address], known: _Known) -> OfForce:
    """Reconcile the pages of one force in one round."""
    absent = (service, force, round_) in known.not_inspected
    states = [(address.page_id in known.loaded, _missing(address, known)) for address in addresses]
    # Nobody misses the pages of a force that was not inspected, unless the site names them.
    missing = tuple(one for there, one in states if one and not there and not (absent and one.why == NOT_LISTED))
    lost = tuple(one for there, one in states if one and there)
    return OfForce(service, round_, force, sum(there for there, _ in states), missing, lost, absent)


def _known(settings: Settings) -> _Known:
    """Look up what is known of the pages."""
    with promises.opened(settings.archive) as opened:
        named, whole = opened.pages(), opened.whole()
    answers = captures.newest(settings.archive)
    addresses = [_address(newest.url) for newest in answers.values() if newest.content]
    return _Known(
        named,
        whole,
        answers,
        visits.still_unanswered(settings.archive),
        {one.page_id: one.reason for one in refusals(settings.warehouse)},
        frozenset(page_id for page_id, *_ in pages(settings.warehouse)),
        frozenset(address.about for address in addresses if address),
        not_inspected(settings.warehouse),
    )


def _address(url: str) -> Address | None:
    """Read an archived page's address; None where no data file knows its force or round any more."""
    try:
        return address_of(url)
    except OutOfScope:
        return None


def _addresses(known: _Known) -> Iterator[Address]:
    """Give the addresses of all pages that anything is known of, each once."""
    found = {address.page_id: address for address in expected(EVERYTHING)}
    urls = {**known.named, **{page_id: newest.url for page_id, newest in known.answers.items()}}
    for page_id, url in urls.items():
        address = None if page_id in found else _address(url)
        if address:
            found[page_id] = address
    yield from found.values()


def _need_not_be(address: Address, known: _Known) -> bool:
    """Say whether nobody misses a page: it has moved, or only a pattern suggests it, which not every force fills."""
    page_id = address.page_id
    newest = known.answers.get(page_id)
    if page_id in known.refused or (newest and newest.content):
        return False
    if newest and not newest.gone and page_id not in known.unanswered and address.about in known.there:
        return True
    promised = page_id in known.named or (address.family in _EVERY_FORCE_HAS and address.language == "en")
    return not promised


def _missing(address: Address, known: _Known) -> Missing | None:
    """Say why a page is missing, or what has become of one that is there; None for one that is there still."""
    page_id = address.page_id
    loaded, newest = page_id in known.loaded, known.answers.get(page_id)
    why, reason = _last(page_id, newest, known)
    if why and loaded:
        return Missing(
            page_id, NOWS[why], _STANDS.get(NOWS[why], f"{reason.rstrip('.')}; what was loaded before stands.")
        )
    if loaded:
        return None
    if why:
        return Missing(page_id, why, reason)
    if newest:
        return Missing(page_id, NOT_LOADED, _REPLAY)
    return Missing(page_id, NOT_LISTED if known.whole and page_id not in known.named else NOT_YET, "")


def _last(page_id: str, newest: captures.Newest | None, known: _Known) -> tuple[str, str]:
    """Say whether a page is gone or refused as of the last visit, and the sentence for it; empty where neither."""
    if page_id in known.unanswered:
        return REFUSED, known.unanswered[page_id].reason
    if newest and newest.gone:
        return GONE, ""
    if page_id in known.refused:
        return REFUSED, known.refused[page_id]
    if newest and not newest.content:
        return REFUSED, _MOVED_AWAY
    return "", ""
