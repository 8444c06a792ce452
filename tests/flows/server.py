"""A real web server on this machine that can be told to behave badly, one path at a time."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

Behave = Callable[["Handler"], None]


@dataclass
class Served:
    """What the server does at each path, and what it has been asked."""

    url: str
    at: dict[str, Behave] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    stopping: Event = field(default_factory=Event)

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, in order; robots.txt left out."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def times(self, path: str) -> int:
        return self.paths.count(path)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    served: Served

    def do_GET(self) -> None:
        self.served.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        behave = self.served.at.get(self.path) or self.served.at.get("*") or missing()
        with suppress(BrokenPipeError, ConnectionResetError):
            behave(self)

    def reply(self, status: int, body: bytes = b"", headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def hang_up(self) -> None:
        """End the connection without a word (a reset where something was still to be read)."""
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


HTML = {"Content-Type": "text/html; charset=utf-8"}


def page(body: bytes, headers: Mapping[str, str] | None = None, status: int = 200) -> Behave:
    return lambda handler: handler.reply(status, body, {**HTML, **(headers or {})})


def zipped(body: bytes, headers: Mapping[str, str] | None = None) -> Behave:
    return page(gzip.compress(body, mtime=0), {"Content-Encoding": "gzip", **(headers or {})})


def raw(data: bytes) -> Behave:
    """Send bytes that may not even be HTTP, and end the connection."""

    def behave(handler: Handler) -> None:
        handler.wfile.write(data)
        handler.hang_up()

    return behave


def missing() -> Behave:
    return page(b"<html><title>Page not found</title><p>There is nothing here.</p></html>", status=404)


def status(code: int, headers: Mapping[str, str] | None = None) -> Behave:
    return lambda handler: handler.reply(code, b"", headers)


def redirect(to: str, code: int = 301) -> Behave:
    return lambda handler: handler.reply(code, b"", {"Location": to})


def in_turn(*behaviours: Behave) -> Behave:
    """One behaviour for each request; the last one stays."""
    waiting = list(behaviours)
    return lambda handler: (waiting.pop(0) if len(waiting) > 1 else waiting[0])(handler)


def conditional(body: bytes, etag: str) -> Behave:
    """A page that is only sent to those who do not have it."""

    def behave(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == etag:
            handler.reply(304, b"", {"ETag": etag})
        else:
            handler.reply(200, body, {**HTML, "ETag": etag})

    return behave


def chunked(body: bytes, coding: str | None = None) -> Behave:
    def behave(handler: Handler) -> None:
        handler.send_response(200)
        for name, value in {**HTML, "Transfer-Encoding": "chunked"}.items():
            handler.send_header(name, value)
        if coding:
            handler.send_header("Content-Encoding", coding)
        handler.end_headers()
        for start in range(0, len(body), 1000):
            part = body[start : start + 1000]
            handler.wfile.write(b"%x\r\n%b\r\n" % (len(part), part))
        handler.wfile.write(b"0\r\n\r\n")

    return behave


def cut(body: bytes, after: int) -> Behave:
    """Promise a body and hang up in the middle of it."""

    def behave(handler: Handler) -> None:
        handler.send_response(200)
        for name, value in {**HTML, "Content-Length": str(len(body))}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body[:after])
        handler.hang_up()

    return behave


def says_less(body: bytes, length: int) -> Behave:
    """Send more than the header says."""
    return raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % length + body)


def drip(head: bytes, served: Served, every: float = 0.02) -> Behave:
    """Send what is given, and then a byte now and then, for ever."""

    def behave(handler: Handler) -> None:
        handler.wfile.write(head)
        while not served.stopping.wait(every):
            handler.wfile.write(b"x")

    return behave


def silent(served: Served) -> Behave:
    """Take the request and say nothing."""

    def behave(handler: Handler) -> None:
        served.stopping.wait(30)
        handler.close_connection = True

    return behave


@contextmanager
def serve() -> Iterator[Served]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    served = Served(f"http://127.0.0.1:{server.server_port}")
    server.RequestHandlerClass = type("Told", (Handler,), {"served": served})
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield served
    finally:
        served.stopping.set()
        server.shutdown()
        thread.join()
        server.server_close()
