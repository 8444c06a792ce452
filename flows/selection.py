"""Which pages a run is about: a service, forces and rounds, by the names people know them by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas import vocabulary
from schemas.errors import PeelError
from schemas.records import Address


@dataclass(frozen=True, slots=True)
class Selection:
    """A part of the site; None or empty stands for all of it."""

    service: str | None
    """``police`` or ``fire``."""
    forces: tuple[str, ...]
    """Slugs, sorted."""
    rounds: tuple[str, ...]
    """Round names (``2018-19``), sorted."""

    def covers(self, service: str, force: str | None, round_: str | None) -> bool:
        """Say whether a page of this service, force and round is selected.

        A page that belongs to no one force (a grades table) is selected only where no force was named, and in the same
        way for rounds: a run for one force must not touch what is known of another.
        """
        return (
            self.service in (None, service)
            and (not self.forces or force in self.forces)
            and (not self.rounds or round_ in self.rounds)
        )

    def covers_address(self, address: Address) -> bool:
        """Say whether the page at this address is selected."""
        return self.covers(address.service, address.force, address.round)

    def __str__(self) -> str:
        """Say the selection in words: ``police, lancashire and kent, 2017``."""
        named = [self.service or "", " and ".join(self.forces), " and ".join(self.rounds)]
        return ", ".join(part for part in named if part) or "all forces and rounds"


EVERYTHING = Selection(None, (), ())
OPEN = "open"
"""Stands for all rounds of which new pages may still appear."""


def select(service: str | None = None, forces: Iterable[str] = (), rounds: Iterable[str] = ()) -> Selection:
    """Check a selection as typed: slugs or names of forces, rounds as they are named or printed (``2018/19``), or open.

    Raises:
        PeelError: a name is not known (the message lists near ones), or a force has none of the rounds.

    """
    services = _services(service)
    slugs = [_force(word, services) for word in forces]
    names = [_round(word, services) for word in rounds]
    _must_meet(services, slugs, names)
    return Selection(
        service=service.lower() if service else None,
        forces=tuple(sorted({slug for found in slugs for slug in found})),
        rounds=tuple(sorted({name for found in names for name in found})),
    )


def _services(service: str | None) -> tuple[str, ...]:
    """Give the services a selection may mean."""
    if not service:
        return tuple(vocabulary.SERVICES)
    if service.lower() not in vocabulary.SERVICES:
        known = " and ".join(vocabulary.SERVICES)
        raise PeelError(f"There is no service {service!r}: the services are {known}.")
    return (service.lower(),)


def _force(word: str, services: Sequence[str]) -> set[str]:
    """Find the slugs that a slug, a name or another name of a force stands for, in any of the services."""
    wanted = word.strip().lower()
    known: dict[str, str] = {}
    for (service, slug), force in vocabulary.forces().items():
        if service in services:
            known[slug] = slug
            known[force.name.lower()] = slug
    if wanted in known:
        return {known[wanted]}
    aliases = vocabulary.force_aliases()
    found = {aliases[service, wanted] for service in services if (service, wanted) in aliases}
    if found:
        return found
    near = dict.fromkeys(known[name] for name in vocabulary.near_names(wanted, list(known)))
    raise PeelError(_unknown("force", word, list(near), '`peel sql "FROM forces"` lists them all'))


def _round(word: str, services: Sequence[str]) -> set[str]:
    """Find the rounds that a round's name or label, or the word ``open``, stands for, in any of the services."""
    if word.strip().lower() == OPEN:
        return {record.round for record in vocabulary.rounds().values() if record.open and record.service in services}
    wanted = word.strip().lower().replace("/", "-").replace("–", "-")
    known = {
        name: record.round
        for (service, _), record in vocabulary.rounds().items()
        if service in services
        for name in (record.round, record.label.lower().replace("/", "-").replace("–", "-"), record.path_key)
    }
    if wanted in known:
        return {known[wanted]}
    rounds = sorted(set(known.values()))
    listed = "the rounds are " + ", ".join(rounds)
    elsewhere = [service for (service, name) in vocabulary.rounds() if name == wanted]
    if elsewhere:
        raise PeelError(
            f"There is no round {word!r} of {' and '.join(services)}, only of {' and '.join(elsewhere)}: {listed}."
        )
    covering, gap = _of_year(wanted, services)
    near = [] if gap else [known[name] for name in vocabulary.near_names(wanted, list(known))]
    raise PeelError(_unknown("round", word, list(dict.fromkeys(covering or near)), listed))


def _of_year(wanted: str, services: Sequence[str]) -> tuple[list[str], bool]:
    """Give the rounds that a year is part of, and whether it lies between rounds: no other's name is then meant."""
    if not re.fullmatch(r"20\d\d", wanted):
        return [], False
    spans = {
        record.round: (record.first_year, int(f"20{record.round[-2:]}"))
        for record in vocabulary.rounds().values()
        if record.service in services
    }
    covering = sorted(name for name, (first, last) in spans.items() if first <= int(wanted) <= last)
    ends = [year for span in spans.values() for year in span]
    return covering, not covering and min(ends) <= int(wanted) <= max(ends)


def _unknown(kind: str, word: str, near: Sequence[str], otherwise: str) -> str:
    """Word the refusal of a name that is not known."""
    ask = f"did you mean {' or '.join(near)}?" if near else f"{otherwise}."
    return f"There is no {kind} {word!r}: {ask}"


def _must_meet(services: Sequence[str], forces: Sequence[set[str]], rounds: Sequence[set[str]]) -> None:
    """Refuse a selection in which some force has no page in any of the rounds, since it would silently do nothing."""
    if not forces or not rounds:
        return
    wanted = set().union(*rounds)
    known = vocabulary.rounds()
    for found in forces:
        homes = [service for service in services if any((service, slug) in vocabulary.forces() for slug in found)]
        if not any((service, name) in known for service in homes for name in wanted):
            raise PeelError(
                f"{' and '.join(sorted(found))} is a {' and '.join(homes)} service, "
                f"which has no round {' or '.join(sorted(wanted))}."
            )
