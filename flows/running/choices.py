"""What may be chosen for each parameter of a recorded flow: Prefect's form offers it, and anything else is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from flows.selection import OPEN
from schemas import vocabulary

if TYPE_CHECKING:
    Service = str
    Force = str
    Round = str
else:
    # Built from the data, so that a new force or round is offered as soon as it is known.
    Service = Literal[*vocabulary.SERVICES]
    Force = Literal[*sorted({slug for _, slug in vocabulary.forces()})]
    Round = Literal[OPEN, *sorted({round_ for _, round_ in vocabulary.rounds()})]


def named(flow: str, given: dict[str, Any]) -> str:
    """Name a flow run by what it is about: ``ingest lancashire, 2017``, ``ingest everything``."""
    rounds = ["open rounds" if one == OPEN else one for one in given.get("rounds") or ()]
    about = [given.get("service") or "", _list(given.get("forces") or ()), _list(rounds)]
    return f"{flow} {', '.join(part for part in about if part) or 'everything'}"


_NAMED = 5
"""Forces or rounds that a name spells out; a longer name does not fit where Prefect shows it."""


def _list(names: Any) -> str:
    """Join names as one says them, and count those that would make it too long."""
    shown = [*names][:_NAMED]
    more = [f"{len(names) - _NAMED} more"] if len(names) > _NAMED else []
    return " and ".join([*shown, *more])
