"""Serve the practice site on this machine as a web server would, conditional requests and all, and log the requests."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from email.utils import formatdate, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from flows.practice import notices
from flows.practice.answers import Answer, answers
from flows.practice.site import EVERYTHING


@dataclass(frozen=True, slots=True)
class Visit:
    """A request that was made, and what it was answered with."""

    method: str
    path: str
    status: int
    conditional: bool
    """Whether it asked for the page only if that had changed."""
    user_agent: str


@dataclass(slots=True)
class PracticeSite:
    """A practice site that is being served; tests may put other answers in while it is."""

    url: str
    answers: dict[str, Answer]
    """By path. A path that is missing is answered with status 404."""
    requests: list[Visit] = field(default_factory=list)
    """Every request so far, oldest first."""


@contextmanager
def practice_site(markup: str | None = None, port: int = 0, under: str = EVERYTHING) -> Iterator[PracticeSite]:
    """Serve the site on a free port of this machine's loopback address until the context ends.

    ``markup`` writes all pages in one markup; without it, each force has its own. Of the inspection pages, only those
    are served whose path begins with ``under``.
    """
    server = ThreadingHTTPServer(("127.0.0.1", port), _Handler)
    server.daemon_threads = True
    url = f"http://127.0.0.1:{server.server_address[1]}"
    site = PracticeSite(url, answers(url, markup, under))
    server.practice = site  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    """Answer from what the server holds, and note down what was asked."""

    protocol_version = "HTTP/1.1"
    # Without it, every answer on a connection that is kept open comes 40 ms late.
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Answer with the page."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer with the page's headers."""
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        """Find the answer, say whether it is news, and send it."""
        site: PracticeSite = self.server.practice  # type: ignore[attr-defined]
        path = urlsplit(self.path).path
        found = site.answers.get(path) or Answer(notices.not_found(), status=404)
        unchanged = found.status == 200 and is_unchanged(found, self.headers)
        status = 304 if unchanged else found.status
        conditional = "If-None-Match" in self.headers or "If-Modified-Since" in self.headers
        agent = self.headers.get("User-Agent", "")
        site.requests.append(Visit(self.command, self.path, status, conditional, agent))
        self.send_response(status)
        if found.status == 200:
            self.send_header("ETag", found.etag)
            self.send_header("Last-Modified", formatdate(found.modified, usegmt=True))
        if found.location:
            self.send_header("Location", f"{site.url}{found.location}")
        if not unchanged:
            self.send_header("Content-Type", found.media_type)
            self.send_header("Content-Length", str(len(found.body)))
        self.end_headers()
        if with_body and not unchanged:
            self.wfile.write(found.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's
        """Say nothing: the requests are in the site's own list."""


def is_unchanged(answer: Answer, headers: Message) -> bool:
    """Say whether a client's conditional request is to be told that nothing changed; a name goes before a date."""
    names = headers.get("If-None-Match")
    if names:
        given = {name.strip().removeprefix("W/") for name in names.split(",")}
        return "*" in given or answer.etag in given
    since = headers.get("If-Modified-Since")
    if not since:
        return False
    try:
        return answer.modified <= parsedate_to_datetime(since).timestamp()
    except ValueError:
        return False
