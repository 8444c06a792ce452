"""Ask one url once, and read its answer as it comes, within the limits of size and time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from flows.fetching.coding import Undecodable, decoded
from flows.fetching.connection import Guard, PrivateAddress
from flows.fetching.limits import Limits
from flows.keeping.warc import Answer

Send = Callable[[str, Mapping[str, str], tuple[float, float]], Any]
"""Asks a url with headers and (connect, read) timeouts in seconds; gives urllib3's response, its body not yet read."""
Check = Callable[[int, Callable[[str], str | None]], str | None]
"""Looks at an answer's status and headers, and says why its body is not worth reading, if so."""
_BLOCK = 1 << 16


class NoAnswer(Exception):
    """A url brought no answer that can be kept; the text is a sentence that says why."""

    def __init__(
        self,
        reason: str,
        *,
        passing: bool = False,
        wait: float | None = None,
        turned_away: bool = False,
        slow: bool = False,
    ) -> None:
        """Say why; ``passing`` if asking again may help, after ``wait`` seconds if the server named a time."""
        super().__init__(reason)
        self.reason = reason
        self.passing = passing
        self.wait = wait
        self.slow = slow
        """True if it has cost much time already, so that it is asked at most once more."""
        self.turned_away = turned_away
        """True if the site does not want us here, rather than not being well."""


@dataclass(frozen=True, slots=True)
class Wire:
    """What an exchange goes through: how to send, who watches the connection, and the limits."""

    send: Send
    guard: Guard
    limits: Limits


def exchange(wire: Wire, url: str, headers: Mapping[str, str], check: Check) -> Answer:
    """Ask a url once.

    Raises:
        NoAnswer: the server cannot be reached, breaks off, or sends too much or too slowly.
    """
    from urllib3.exceptions import HTTPError

    try:
        with wire.guard.within(wire.limits.whole_answer):
            raw = wire.send(url, headers, (wire.limits.connecting, wire.limits.silence))
            try:
                answer = _read(wire.limits, url, headers, raw, check)
            finally:
                if not raw.closed:
                    raw.close()
                raw.release_conn()
            if wire.guard.overdue:
                raise TimeoutError  # a connection that we broke ourselves can look like the end of an answer
            return answer
    except PrivateAddress as error:
        raise NoAnswer(f"The site's name leads to {error}, which is not a public address; it was not asked.") from None
    except Undecodable as error:
        raise NoAnswer(f"The answer cannot be used: {error}.") from None
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        if wire.guard.overdue:
            limit = f"{wire.limits.whole_answer:g} seconds"
            raise NoAnswer(f"The answer took more than {limit} and was given up.", slow=True) from None
        reason = _in_words(error, wire.limits)
        raise NoAnswer(reason, passing=True, slow="sent nothing" in reason) from None


def _read(limits: Limits, url: str, headers: Mapping[str, str], raw: Any, check: Check) -> Answer:
    """Read an answer to its end."""
    problem = check(raw.status, raw.headers.get)
    if problem:
        raise NoAnswer(problem)
    body = _body(raw, limits)
    target = urlsplit(url)
    path = (target.path or "/") + (f"?{target.query}" if target.query else "")
    return Answer(
        url=url,
        status=raw.status,
        reason=raw.reason or "",
        protocol="HTTP/1.0" if raw.version == 10 else "HTTP/1.1",
        headers=tuple(raw.headers.iteritems()),
        body=body,
        content=decoded(body, raw.headers.get("Content-Encoding"), limits.unpacked),
        request=(f"GET {path} HTTP/1.1", (("Host", target.netloc), *headers.items())),
        at=datetime.now(UTC).replace(tzinfo=None),
    )


def _body(raw: Any, limits: Limits) -> bytes:
    """Read a body as sent, no further than the limit; urllib3 raises where it is shorter than its header says."""
    said = raw.length_remaining
    if said is not None and said > limits.sent:
        raise NoAnswer(f"The answer is {said:,} bytes long, more than the {limits.sent:,} that a page may be.")
    parts: list[bytes] = []
    size = 0
    if said == 0:
        raw.read1(1, decode_content=False)  # lets the connection know that the answer is over
    for part in _parts(raw, said):
        parts.append(part)
        size += len(part)
        if size > limits.sent:
            raise NoAnswer(f"The answer is longer than the {limits.sent:,} bytes that a page may be.")
    return b"".join(parts)


def _parts(raw: Any, said: int | None) -> Iterator[bytes]:
    """Give a body as it arrives; its last byte apart, to see whether the server has more to say than it said."""
    left = said
    while left is None or left > 0:
        if left == 1 and _has_more(raw):
            raise NoAnswer(f"The answer is longer than the {said:,} bytes that its header says.", passing=True)
        part = raw.read1(_BLOCK if left is None else min(_BLOCK, max(left - 1, 1)), decode_content=False)
        if not part:
            return
        yield part
        left = None if left is None else left - len(part)


def _has_more(raw: Any) -> bool:
    """Say whether more than one byte of the connection's answer has arrived."""
    stream = getattr(getattr(raw, "_fp", None), "fp", None)
    return stream is not None and len(stream.peek(1)) > 1


def _in_words(error: BaseException, limits: Limits) -> str:
    """Say in a sentence what the network did."""
    names = set(_names(error))
    if "NameResolutionError" in names:
        return "The site's name cannot be resolved."
    if "ConnectionRefusedError" in names:
        return "The site refuses connections."
    if "NewConnectionError" in names:
        return "The site cannot be reached from here."
    if names & {"ConnectTimeoutError", "ConnectTimeout"}:
        return f"The site could not be reached within {limits.connecting:g} seconds."
    if names & {"SSLError", "SSLCertVerificationError", "CertificateError"}:
        return "No secure connection to the site could be made: its certificate or encryption is not accepted."
    if names & {"ReadTimeoutError", "ReadTimeout", "TimeoutError"}:
        return f"The site sent nothing for {limits.silence:g} seconds."
    if names & {"IncompleteRead", "ConnectionResetError", "RemoteDisconnected", "BrokenPipeError", "ProtocolError"}:
        return "The connection broke off before the answer was whole."
    if names & {"InvalidURL", "LocationParseError", "InvalidSchema", "MissingSchema", "UnicodeError"}:
        return "The url cannot be asked: it is not well formed."
    return f"The answer could not be read ({type(error).__name__})."


def _names(error: object) -> Iterator[str]:
    """Name an error and all that caused it, as the libraries pass it on."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, BaseException) or id(one) in seen:
            continue
        seen.add(id(one))
        yield from (kind.__name__ for kind in type(one).__mro__)
        waiting += [*one.args, getattr(one, "reason", None), one.__cause__, one.__context__]
