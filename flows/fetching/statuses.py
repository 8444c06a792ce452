"""Tell what a status means: news of the page, a passing weakness of the site, or that it does not want us."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from flows.fetching.exchange import NoAnswer
from flows.fetching.pages import is_challenge
from flows.keeping.warc import Answer

_MAY_PASS = (408, 425, 429, 500, 502, 503, 504)
"""Statuses after which asking again may help."""
_UNWANTED = (401, 403, 429, 451)


def wanted(answer: Answer) -> Answer:
    """Pass an answer on that says something of the page; tell the others apart.

    Raises:
        NoAnswer: the site is not well, or does not want us.
    """
    if is_challenge(answer):
        raise NoAnswer("The site asks us to prove that we are a person (a challenge page).", turned_away=True)
    if answer.status in _MAY_PASS:
        raise NoAnswer(
            "The site asks us to slow down (status 429)."
            if answer.status == 429
            else f"The site is not well (it answers with status {answer.status}).",
            passing=True,
            wait=_retry_after(answer),
            turned_away=answer.status == 429,
        )
    if answer.status in _UNWANTED:
        raise NoAnswer(f"The site does not let us have it (status {answer.status}).", turned_away=True)
    if answer.status >= 500:
        raise NoAnswer(f"The site is not well (it answers with status {answer.status}).")
    return answer


def is_down(error: NoAnswer) -> bool:
    """Say whether it was the site, rather than the page, that failed."""
    return (error.passing or error.slow) and not error.turned_away


def _retry_after(answer: Answer) -> float | None:
    """Read how many seconds the server wants us to wait: a number, or the time at which to come back."""
    value = (answer.header("retry-after") or "").strip()
    if re.fullmatch(r"\d{1,9}", value):
        return float(value)
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (at - datetime.now(UTC if at.tzinfo else None)).total_seconds())
