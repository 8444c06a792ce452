"""Hold what the site should have against what there is: for each service, round and force, what is missing and why.

What it should have: the pages that the site names (sitemaps, indexes, links) and those that every force has by the
patterns of addresses. Nothing is asked of anybody; it is all in the archive and the warehouse.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from flows.fetching.expected import expected
from flows.keeping import captures, promises, visits
from flows.selection import EVERYTHING
from flows.settings import Settings
from schemas.records import Address
from transforms.addresses import OutOfScope, address_of
from warehouse.loaded import not_inspected, refusals

REFUSED, GONE, NOT_YET, NOT_LISTED = "refused", "404", "not yet fetched", "not listed"
WHYS = (REFUSED, GONE, NOT_YET, NOT_LISTED)
_WIDTHS = {REFUSED: 9, GONE: 6, NOT_YET: 17, NOT_LISTED: 12}
NOT_INSPECTED = "not inspected"
_EVERY_FORCE_HAS = frozenset(("force", "pillar", "detailed", "report"))
"""Families of which a page is missing where a force has none; others are where the site names them."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A page that should be there and is not."""

    page_id: str
    why: str
    """One of ``WHYS``: the site gave something else, has no such page, was not asked yet, or does not name the page."""
    reason: str
    """A sentence where the page was refused; else empty."""


@dataclass(frozen=True, slots=True)
class OfForce:
    """The pages of one force in one round."""

    service: str
    round: str
    """Empty for pages that belong to no one round."""
    force: str
    """Empty for pages that belong to no one force."""
    found: int
    missing: tuple[Missing, ...]
    not_inspected: bool = False
    """Whether pages say that this force was not inspected in this round; no list of pages can say that."""

    def count(self, why: str) -> int:
        """Count the missing pages of one reason."""
        return sum(one.why == why for one in self.missing)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the pages."""

    named: Mapping[str, str]
    whole: bool
    answers: Mapping[str, captures.Newest]
    unanswered: Mapping[str, visits.Visit]
    refused: Mapping[str, str]
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
    groups: dict[tuple[str, str, str], list[Missing | None]] = {}
    for address in _addresses(known):
        group = groups.setdefault((address.service, address.round or "", address.force or ""), [])
        if not _need_not_be(address, known):
            group.append(_missing(address, known))
    found: list[OfForce] = []
    for (service, round_, force), states in sorted(groups.items(), key=lambda group: (group[0][0] == "fire", group[0])):
        absent = (service, force, round_) in known.not_inspected
        # Nobody misses the pages of a force that was not inspected, unless the site names them.
        missing = tuple(one for one in states if one and not (absent and one.why == NOT_LISTED))
        if states:
            found.append(OfForce(service, round_, force, states.count(None), missing, absent))
    return found


def _known(settings: Settings) -> _Known:
    """Look up what is known of the pages."""
    with promises.opened(settings.archive) as opened:
        named, whole = opened.pages(), opened.whole()
    return _Known(
        named,
        whole,
        captures.newest(settings.archive),
        visits.still_unanswered(settings.archive),
        {one.page_id: one.reason for one in refusals(settings.warehouse)},
        not_inspected(settings.warehouse),
    )


def _addresses(known: _Known) -> Iterator[Address]:
    """Give the addresses of all pages that anything is known of, each once."""
    found = {address.page_id: address for address in expected(EVERYTHING)}
    urls = {**known.named, **{page_id: newest.url for page_id, newest in known.answers.items()}}
    for page_id, url in urls.items():
        if page_id not in found:
            try:
                found[page_id] = address_of(url)
            except OutOfScope:
                continue
    yield from found.values()


def _need_not_be(address: Address, known: _Known) -> bool:
    """Say whether nobody misses a page: it has moved, or only a pattern suggests it, which not every force fills."""
    newest = known.answers.get(address.page_id)
    if newest and not newest.gone and not newest.content and address.page_id not in known.refused:
        return True
    promised = address.page_id in known.named or (address.family in _EVERY_FORCE_HAS and address.language == "en")
    there = newest is not None and newest.content
    return not (promised or there or address.page_id in known.refused)


def _missing(address: Address, known: _Known) -> Missing | None:
    """Say why a page is missing; None for one that is there."""
    page_id = address.page_id
    newest = known.answers.get(page_id)
    if newest and newest.gone and not newest.content:
        return Missing(page_id, GONE, "")
    if page_id in known.refused:
        return Missing(page_id, REFUSED, known.refused[page_id])
    if newest:
        return None
    if page_id in known.unanswered:
        return Missing(page_id, REFUSED, known.unanswered[page_id].reason)
    return Missing(page_id, NOT_LISTED if known.whole and page_id not in known.named else NOT_YET, "")


def in_table(reconciled: list[OfForce], by_force: bool) -> Iterator[str]:
    """Lay the reconciliation out: a line a round, or a line a force with its missing pages under it."""
    width = 44 if by_force else 16
    heads = "".join(f"{why:>{_WIDTHS[why]}}" for why in WHYS)
    yield f"{'':<{width}}{'expected':>10}{'found':>8}{heads}{NOT_INSPECTED:>15}"
    groups: dict[str, list[OfForce]] = {}
    for one in reconciled:
        name = f"{one.service} {one.round or '(no round)'}{f' {one.force}' if by_force and one.force else ''}"
        groups.setdefault(name, []).append(one)
    for name, group in groups.items():
        absent = sum(one.not_inspected for one in group if one.force)
        last = ("yes" if by_force else f"{absent:,} force{'' if absent == 1 else 's'}") if absent else ""
        yield _line(name, group, last, width)
        for one in group if by_force else ():
            yield from (
                f"    {page.why}: {page.page_id}{f': {page.reason}' if page.reason else ''}" for page in one.missing
            )


def _line(name: str, group: list[OfForce], last: str, width: int) -> str:
    """Lay out one round or force, with what the last column says."""
    whys: Counter[str] = Counter()
    for one in group:
        whys.update({why: one.count(why) for why in WHYS})
    found = sum(one.found for one in group)
    cells = "".join(f"{whys[why]:>{_WIDTHS[why]},}" for why in WHYS)
    return f"{name:<{width}}{found + whys.total():>10,}{found:>8,}{cells}{last:>15}"
