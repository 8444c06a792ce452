"""Carry a run out without Prefect, which is as good: noted while it lasts, and told to whoever asked for news."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from flows.running import news, underway
from flows.running.progress import Event, Tell
from flows.running.runs import Run
from schemas.errors import PeelError

CameTo = TypeVar("CameTo")


def unrecorded(
    run: Run, work: Callable[[Run, Tell], CameTo], news_of: Callable[[CameTo], Iterable[news.News]], tell: Tell
) -> CameTo:
    """Carry a run out in this process; ``news_of`` picks what is news out of what it came to.

    Raises:
        PeelError: it cannot be carried through.

    """
    home = run.settings.home
    _, killed = underway.under_way(home)
    for one in killed:
        tell(Event(run.kind, note=underway.killed_in_words(one)))
    underway.forget(home, killed)
    try:
        with underway.noted(run):
            came_to = work(run, tell)
    except PeelError as error:
        _pass_on([news.failure(f"{run.kind} {run.selection}", error)], tell)
        raise
    _pass_on(list(news_of(came_to)), tell)
    return came_to


def _pass_on(pieces: list[news.News], tell: Tell) -> None:
    """Tell the webhook, and the person who is here that it could not be told."""
    for problem in news.pass_on(pieces):
        tell(Event("news", note=problem))
