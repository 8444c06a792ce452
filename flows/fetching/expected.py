"""The pages that a part of the site should have, by the address patterns of each round; not all of them need exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.selection import Selection
from schemas import vocabulary
from schemas.records import Address
from schemas.vocabulary import Force, Round
from transforms.addresses import SITE, OutOfScope, address_of

_PILLARED = re.compile(r"(?P<programme>peel|frs)-\d{4}")
"""Rounds with a page for each pillar have a path of their own, named for a year."""


def expected(selection: Selection) -> list[Address]:
    """Give the addresses that the selection's pages would have, in the order of rounds and forces, each once."""
    found: dict[str, Address] = {}
    for url in _urls(selection):
        try:
            address = address_of(url)
        except OutOfScope:
            continue
        if selection.covers_address(address):
            found.setdefault(address.page_id, address)
    return list(found.values())


def _urls(selection: Selection) -> Iterator[str]:
    """Give the urls of all rounds and forces of the selection, and some more."""
    for (service, name), round_ in vocabulary.rounds().items():
        if selection.service not in (None, service) or (selection.rounds and name not in selection.rounds):
            continue
        yield from _tables(round_)
        for (of_service, slug), force in vocabulary.forces().items():
            if (
                of_service == service
                and (not selection.forces or slug in selection.forces)
                and _was_there(force, round_)
            ):
                yield from _pages(round_, force)
    for service, slug in vocabulary.forces():
        if service == "police":
            yield f"{SITE}/police-forces/{slug}/more-about-this-area/"


def _was_there(force: Force, round_: Round) -> bool:
    """Say whether a force bore its name in a round already."""
    first = vocabulary.rounds().get((force.service, force.from_round or ""))
    return first is None or first.first_year <= round_.first_year


def _tables(round_: Round) -> Iterator[str]:
    """Give the pages of a round that print the grades of all forces."""
    if _PILLARED.fullmatch(round_.path_key):
        programme = "peel-assessments" if round_.service == "police" else "frs-assessment"
        yield f"{SITE}/{programme}/{round_.path_key}/"
    if round_.service == "fire":
        yield f"{SITE}/frs-assessment/frs-{round_.round}/service-assessment-data-table/"


def _pages(round_: Round, force: Force) -> Iterator[str]:
    """Give the pages of one force in one round."""
    if not _PILLARED.fullmatch(round_.path_key):
        folder = "peel-reports" if round_.service == "police" else "frs-assessments"
        for slug in (force.force, *_welsh(force)):
            yield f"{SITE}/{folder}/{slug}-{round_.path_key}/"
        return
    programme = "peel-assessments" if round_.service == "police" else "frs-assessment"
    home = f"{SITE}/{programme}/{round_.path_key}/{force.force}/"
    yield home
    for pillar in vocabulary.pillars(round_.service, round_.round):
        yield f"{home}{pillar}/"
        if round_.path_key == "peel-2018":
            yield f"{home}{pillar}/detailed-findings/"
    if round_.service == "police" and round_.first_year in (2015, 2017):
        yield f"{home}other-reports/"
    if round_.service == "police" and 2015 <= round_.first_year <= 2017:
        yield f"{home}more-about-this-area/"


def _welsh(force: Force) -> Iterator[str]:
    """Give the slugs under which a force's pages are in Welsh."""
    for (service, alias), slug in vocabulary.force_aliases().items():
        if (service, slug) == (force.service, force.force) and alias.startswith(("heddlu-", "gwasanaeth-")):
            yield alias
