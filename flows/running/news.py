"""What of a run is news to people who do not watch it, and how a webhook is told."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flows.running.summary import Summary, change_in_words, plural
from schemas.errors import PeelError

if TYPE_CHECKING:
    from flows.running.maintaining import Maintained

WEBHOOK_VARIABLE = "PEEL_WEBHOOK"
_PATIENCE = 10.0
"""Seconds to wait for the receiver: a run must not hang on who wants to hear of it."""
_NAMED = 20


@dataclass(frozen=True, slots=True)
class News:
    """One thing that somebody wants to be told; sent as JSON with these names."""

    event: str
    """``grade revised``, ``new report``, ``more refusals``, ``something is wrong`` or ``run failed``."""
    text: str
    """In words, the details a line each: what a chat shows."""
    details: tuple[str, ...]
    run: str


def news_of(summary: Summary) -> Iterator[News]:
    """Pick out what is news: revised grades, new reports, and more refusals than there were."""
    revised = [change_in_words(one) for one in summary.changes if one.before is not None]
    if revised:
        grades = "A grade was revised" if len(revised) == 1 else f"{len(revised):,} grades were revised"
        yield _news("grade revised", grades, revised, summary.run_id)
    if summary.new_pages:
        reports = "A new report appeared" if len(summary.new_pages) == 1 else f"{len(summary.new_pages):,} new reports"
        yield _news("new report", reports, summary.new_pages, summary.run_id)
    if len(summary.refusals) > summary.refused_before:
        more = f"{plural(len(summary.refusals), 'page')} refused, {summary.refused_before:,} before this run"
        yield _news("more refusals", more, [f"{one.page_id}: {one.reason}" for one in summary.refusals], summary.run_id)


def damage_of(done: Maintained) -> Iterator[News]:
    """Make news of what was found wrong when a home was looked after."""
    if done.problems:
        found = f"Looking after the warehouse found {plural(len(done.problems), 'problem')}"
        yield _news("something is wrong", found, done.problems, done.run_id)


def failure(about: str, error: PeelError) -> News:
    """Make news of a run that could not be carried through."""
    return _news("run failed", f"peel could not {about}", [str(error)], "")


def webhook() -> str | None:
    """Give the address that is to be told, None where nobody is.

    Raises:
        PeelError: what is set is no http address. The address itself is a secret, and is not repeated.

    """
    given = os.environ.get(WEBHOOK_VARIABLE, "").strip()
    if not given:
        return None
    try:
        parts = urlsplit(given)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and given.isprintable() and " " not in given
    except ValueError:
        usable = False
    if not usable:
        raise PeelError(f"{WEBHOOK_VARIABLE} is not an http address that can be told: correct or unset it.")
    return given


def pass_on(pieces: Sequence[News]) -> list[str]:
    """Tell the webhook, if there is one; give a sentence for what could not be told, which stops nothing."""
    try:
        url = webhook()
    except PeelError as error:
        return [str(error)]
    return _send(pieces, url) if url else []


def _send(news: Sequence[News], url: str) -> list[str]:
    """Tell a webhook, a request for each piece of news."""
    from urllib.error import HTTPError
    from urllib.request import Request, urlopen

    problems = []
    for one in news:
        body = json.dumps(asdict(one)).encode()
        request = Request(url, body, {"Content-Type": "application/json", "User-Agent": "peel"})  # noqa: S310 - checked
        try:
            with urlopen(request, timeout=_PATIENCE):  # noqa: S310 - the scheme is checked where the setting is read
                continue
        except HTTPError as error:
            error.close()
            reason = f"it answers with status {error.code}"
        except (OSError, ValueError) as error:
            reason = str(getattr(error, "reason", None) or type(error).__name__)
        problems.append(f"The webhook at {urlsplit(url).hostname} could not be told that a {one.event}: {reason}.")
    return problems


def _news(event: str, text: str, details: Sequence[str], run: str) -> News:
    """Put a piece of news together; a long list is cut, since chats refuse long messages."""
    more = [f"and {len(details) - _NAMED:,} more"] if len(details) > _NAMED else []
    shown = (*details[:_NAMED], *more)
    return News(event, "\n".join([f"{text}:", *(f"- {line}" for line in shown)]), shown, run)
