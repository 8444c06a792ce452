"""Count how far a run is in all: its stages of one kind together, what came of them, and how long the rest may take."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from flows.running.progress import Event, counted


@dataclass(slots=True)
class Tally:
    """How far the stages of one kind are: all ``fetch …``, or all ``read …``."""

    began: float
    """Seconds of the clock at the first event."""
    announced: int = 0
    """Steps of all stages together, where they were told before."""
    stages: dict[str, Event] = field(default_factory=dict)
    """The latest event of each stage."""
    over: list[Event] = field(default_factory=list)
    """The last events of stages that were begun anew, with other pages of the same force."""

    def take(self, event: Event) -> None:
        """Take in that a stage has come further, or was begun anew."""
        former = self.stages.get(event.stage)
        if former and event.done <= former.done:
            self.over.append(former)
        self.stages[event.stage] = event

    @property
    def done(self) -> int:
        """Steps that are done."""
        return sum(event.done for event in (*self.over, *self.stages.values()))

    @property
    def total(self) -> int:
        """Steps there are, as far as is known."""
        return max(self.announced, sum(event.total or 0 for event in (*self.over, *self.stages.values())))

    @property
    def outcomes(self) -> str:
        """Say what came of the steps that are done: ``3 new, 120 unchanged``."""
        counts: Counter[str] = Counter()
        for event in (*self.over, *self.stages.values()):
            counts.update(event.outcomes)
        return counted(counts)

    def left(self, now: float) -> float | None:
        """Guess the seconds that the rest takes, at the pace so far; None while nobody can know."""
        return (now - self.began) / self.done * (self.total - self.done) if self.done else None


@dataclass(slots=True)
class Tallies:
    """How far a run is, by the kind of its stages."""

    clock: Callable[[], float] = time.monotonic
    of_kind: dict[str, Tally] = field(default_factory=dict)

    def take(self, event: Event) -> Tally:
        """Count an event in, and give the tally of its kind."""
        kind, _, stage = event.stage.partition(" ")
        tally = self.of_kind.setdefault(kind, Tally(self.clock()))
        if stage or event.done:
            if event.total is not None:
                tally.take(event)
        else:
            tally.announced = event.total or tally.announced
        return tally

    def in_all(self, event: Event) -> str:
        """Say how far all stages of an event's kind are, where it is not the only one: ``; 300 of 2,100 in all, …``."""
        tally = self.of_kind[event.stage.partition(" ")[0]]
        if not event.total or tally.total <= event.total or event.done < event.total:
            return ""
        left = tally.left(self.clock()) if tally.done < tally.total else None
        return f"; {tally.done:,} of {tally.total:,} in all" + (f", about {in_minutes(left)} left" if left else "")


def in_minutes(seconds: float) -> str:
    """Say a duration as precisely as a guess is: ``less than a minute``, ``34 minutes``, ``3 hours``."""
    for size, name in ((3600, "hour"), (60, "minute")):
        number = round(seconds / size)
        if seconds >= size * 0.95 and number:
            return f"{number} {name}{'' if number == 1 else 's'}"
    return "a minute"
