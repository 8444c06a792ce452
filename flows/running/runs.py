"""One run of the pipeline: what it is about, under which name, and the parts its work is cut into."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from flows.selection import Selection
from flows.settings import Settings


@dataclass(frozen=True, slots=True)
class Run:
    """A run's fixed facts, which every stage is given; small, so that a recorded task can carry it."""

    run_id: str
    """Start in UTC and four random hex digits, ``20261123T101500Z-3f9a``: unique, and sorts by time."""
    kind: str
    """``ingest``, ``replay``, ``rebuild`` or ``import``."""
    selection: Selection
    settings: Settings
    started_at: datetime
    """UTC, without a zone."""


@dataclass(frozen=True, slots=True)
class Part:
    """The share of one force in a stage: what one recorded task does."""

    service: str
    force: str | None
    """None for pages that belong to no one force, such as a table of grades."""
    items: tuple[str, ...]
    """Ids only: urls to ask for, or page ids to read."""
    guessed: frozenset[str] = frozenset()
    """Urls that only their pattern suggests: the site has not named them, and breaks no promise without them."""

    @property
    def name(self) -> str:
        """Name the part for people: ``lancashire``, ``lancashire fire``, ``all police``."""
        if self.force is None:
            return f"all {self.service}"
        return self.force if self.service == "police" else f"{self.force} {self.service}"


def begin(kind: str, selection: Selection, settings: Settings) -> Run:
    """Start a run now."""
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    return Run(f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}", kind, selection, settings, now)


def parts_of(items: Iterable[tuple[str, str | None, str]], guessed: Collection[str] = ()) -> tuple[Part, ...]:
    """Group (service, force, item) by force, in the order of their names; items keep their order."""
    groups: dict[tuple[str, str | None], list[str]] = {}
    for service, force, item in items:
        groups.setdefault((service, force), []).append(item)
    ordered = sorted(groups, key=lambda key: (key[1] or "", key[0]))
    return tuple(
        Part(*key, items=tuple(groups[key]), guessed=frozenset(groups[key]).intersection(guessed)) for key in ordered
    )
