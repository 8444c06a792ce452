"""Ask one site politely: only its own hosts, only what robots.txt allows, at its pace, while it wants us."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from threading import RLock
from urllib.parse import urljoin, urlsplit

from flows.fetching.coding import OFFERED
from flows.fetching.courtesy import in_turn
from flows.fetching.exchange import Check, NoAnswer, Wire, exchange
from flows.fetching.limits import Limits
from flows.fetching.robots import Rules, read_rules
from flows.fetching.site import Site
from flows.fetching.statuses import is_down, wanted
from flows.keeping.warc import Answer, one_line
from schemas.errors import PeelError, TryLater

_ANY: Mapping[str, str] = {}
_REDIRECTS = (301, 302, 303, 307, 308)


class Stopped(PeelError):
    """The run stops asking the site; what had arrived is kept."""


@dataclass(slots=True)
class Session:
    """One site and all that is known of it in this run; threads take turns, so that there is one request at a time."""

    site: Site
    wire: Wire
    user_agent: str
    sleep: Callable[[float], None] = time.sleep
    rules: dict[str, Rules] = field(default_factory=dict)
    turned_away: int = 0
    """Pages in a row that the site turned away."""
    unreachable: int = 0
    """Pages in a row that brought no answer at all."""
    put_off: int = 0
    """Pages in a row at which the site asked us to come back later than a run waits, ..."""
    back_in: float = 0.0
    """... and in how many seconds."""
    owed: float = 0.0
    """Seconds that the site asked us to wait, and that nobody has waited yet."""
    first_answers: dict[str, Answer] = field(default_factory=dict)
    """Answers of pages that were asked for to see what they lead to, by url: they need not be asked for again."""
    lock: RLock = field(default_factory=RLock)

    @property
    def limits(self) -> Limits:
        """The limits of this session."""
        return self.wire.limits

    def get(
        self,
        url: str,
        headers: Mapping[str, str] = _ANY,
        check: Check = lambda _status, _header: None,
        limits: Limits | None = None,
    ) -> Answer:
        """Ask for a url of the site, again if that may help, and give the answer: a page, an error page, or a redirect.

        ``limits`` are for this url, where they are to be others than the session's.

        Raises:
            NoAnswer: it brought nothing that can be kept.
            Stopped: the site has turned us away, or not answered, too often.
            PeelError: its robots.txt cannot be read, so that nobody knows what may be asked.
        """
        with self.lock:
            self._must_be_welcome()
            if not self.site.holds(url):
                raise NoAnswer(f"It leads to another site ({_host_of(url)}), which is never asked.")
            rules = self.rules_of(url)
            if not rules.allow(url):
                raise NoAnswer("The site's robots.txt does not allow it to be asked.")
            if self.owed:
                self.sleep(self.owed)
                self.owed = 0.0
            try:
                answer = self._ask(url, headers, check, self._pace(rules), limits or self.limits)
            except NoAnswer as error:
                self._note_wait(error)
                self.turned_away = self.turned_away + 1 if error.turned_away else self.turned_away
                self.unreachable = self.unreachable + 1 if is_down(error) else 0
                raise
            self.turned_away = self.unreachable = self.put_off = 0
            return answer

    def _note_wait(self, error: NoAnswer) -> None:
        """Note how long the site asks us to wait: it means all of its pages, not only the one that was asked for."""
        if error.wait is None:
            return
        if error.wait <= self.limits.longest_wait:
            self.owed = error.wait
            return
        # One page that is not well says so of itself; a site that we ask too much of says so of us.
        self.put_off = self.limits.put_off if error.turned_away else self.put_off + 1
        self.back_in = error.wait

    def rules_of(self, url: str) -> Rules:
        """Give the rules of a url's origin, asked for once.

        Raises:
            PeelError: they cannot be read: the site is down, or answers neither with a robots.txt nor that it has none.
        """
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self.rules:
            rules = self._rules_at(origin)
            if self._pace(rules) > self.limits.longest_delay:
                raise PeelError(
                    f"The robots.txt of {origin} asks for {rules.delay:,.0f} seconds between two requests, which would "
                    "take for ever: use an archive of the pages instead (`peel import`), or a mirror with --site."
                )
            self.rules[origin] = rules
        return self.rules[origin]

    def _pace(self, rules: Rules) -> float:
        """Give the seconds between two requests: the longer of ours and the site's; none where nobody else waits."""
        return max(self.limits.delay, rules.delay) if self.limits.delay else 0.0

    def _rules_at(self, origin: str) -> Rules:
        """Ask an origin for its robots.txt, following redirects on the site's own hosts."""
        url = f"{origin}/robots.txt"
        try:
            for _ in range(self.limits.redirects + 1):
                answer = self._ask(url, _ANY, lambda _status, _header: None, self.limits.delay, self.limits)
                location = answer.header("location")
                if answer.status not in _REDIRECTS or not location:
                    break
                url = urljoin(url, location)
                if not self.site.holds(url):
                    raise NoAnswer(f"It leads to another site ({_host_of(url)}).")
            if answer.status in _REDIRECTS:
                raise NoAnswer("It redirects too often.")
        except NoAnswer as error:
            reason = error.reason[0].lower() + error.reason[1:]
            refusal = TryLater if is_down(error) else PeelError
            raise refusal(
                f"No page can be asked for at {origin}, since its robots.txt cannot be read: {reason}"
            ) from None
        return read_rules(answer.content) if answer.status == 200 else Rules()

    def _ask(self, url: str, headers: Mapping[str, str], check: Check, delay: float, limits: Limits) -> Answer:
        """Ask a url, and again with growing patience while that may help."""
        wire = self.wire if limits is self.limits else replace(self.wire, limits=limits)
        for attempt in range(1, self.limits.attempts + 1):
            try:
                with in_turn(urlsplit(url).netloc, delay, self.sleep):
                    answer = exchange(wire, url, {**self._headers(), **headers}, check)
                return wanted(answer)
            except NoAnswer as error:
                if not error.passing or attempt >= (2 if error.slow else self.limits.attempts):
                    raise
                self._wait(error, attempt)
        raise AssertionError  # pragma: no cover - the last attempt returns or raises

    def _headers(self) -> dict[str, str]:
        """Give the headers of every request."""
        return {
            "User-Agent": self.user_agent,
            "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1",
            "Accept-Encoding": OFFERED,
            "Connection": "keep-alive",
        }

    def _wait(self, error: NoAnswer, attempt: int) -> None:
        """Wait before another attempt: as long as the server says, or twice as long as the last time."""
        if error.wait is not None and error.wait > self.limits.longest_wait:
            raise NoAnswer(
                f"{error.reason[:-1]} and to be asked again only in {error.wait:,.0f} seconds.",
                passing=True,
                wait=error.wait,
                turned_away=error.turned_away,
            )
        backoff = self.limits.backoff * 2 ** (attempt - 1)
        self.sleep(error.wait if error.wait is not None else backoff * (1 + random.random() / 2))  # noqa: S311

    def _must_be_welcome(self) -> None:
        """Stop where the site has made clear that it does not want us, or not now, or is not there."""
        if self.put_off >= self.limits.put_off:
            raise Stopped(
                f"The site asks us to come back only in {self.back_in:,.0f} seconds (Retry-After), so no more was "
                "asked of it; what had arrived is kept. Run the same command again then: it goes on where this one "
                "stopped."
            )
        if self.turned_away >= self.limits.turned_away:
            raise Stopped(
                f"The site turned us away {self.turned_away} times in a row, so no more was asked of it; what had "
                "arrived is kept. Go on later, or save the pages with a browser (as HTML or WARC) and take them in "
                "with `peel import`."
            )
        if self.unreachable >= self.limits.unreachable:
            raise Stopped(
                f"The site did not answer {self.unreachable} times in a row, so no more was asked of it; what had "
                "arrived is kept. Run the same command again later: it goes on where this one stopped."
            )


def _host_of(url: str) -> str:
    """Name a url's host for a sentence."""
    try:
        return one_line(urlsplit(url).netloc.rpartition("@")[2])[:100] or "no address"
    except ValueError:
        return "no address"
