"""Guard the connections of a session: whom they reach, and for how long a single answer may hold them."""

from __future__ import annotations

import ipaddress
import socket
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from urllib3.connectionpool import HTTPConnectionPool

_TICK = 0.25
"""Seconds between two looks at the clock."""


class PrivateAddress(Exception):
    """The site's name leads to an address that is not on the public internet; the text is that address."""


@dataclass(slots=True)
class Guard:
    """Watches the connections of one session, which has one answer on its way at a time."""

    may_be_private: bool
    """True where a person named the site, and so vouched for its address."""
    overdue: bool = False
    """Whether the answer that was on its way last took too long."""
    _until: float | None = None
    _sockets: WeakSet[socket.socket] = field(default_factory=WeakSet)
    _lock: Lock = field(default_factory=Lock)
    _closed: Event = field(default_factory=Event)

    def pools(self) -> dict[str, type[HTTPConnectionPool]]:
        """Give the connection pools to use, by scheme: those of urllib3, whose connections report to this guard."""
        # Imported where something is asked for, since a replay asks for nothing.
        from urllib3.connection import HTTPConnection, HTTPSConnection
        from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

        guard = self

        class GuardedHTTP(HTTPConnection):
            def _new_conn(self) -> socket.socket:
                return guard._admit(super()._new_conn())

            def connect(self) -> None:
                super().connect()
                guard._remember(self.sock)

        class GuardedHTTPS(HTTPSConnection):
            def _new_conn(self) -> socket.socket:
                return guard._admit(super()._new_conn())

            def connect(self) -> None:
                super().connect()
                guard._remember(self.sock)

        class Plain(HTTPConnectionPool):
            ConnectionCls = GuardedHTTP

        class Secure(HTTPSConnectionPool):
            ConnectionCls: Any = GuardedHTTPS

        return {"http": Plain, "https": Secure}

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Break the connections if what is done meanwhile takes longer: a server may drip a byte a second."""
        self.overdue = False
        self._until = monotonic() + seconds
        try:
            yield
        finally:
            self._until = None

    @contextmanager
    def watching(self) -> Iterator[Guard]:
        """Keep an eye on the clock for as long as the session lasts."""
        watch = Thread(target=self._watch, name="peel-fetch-clock", daemon=True)
        watch.start()
        try:
            yield self
        finally:
            self._closed.set()
            watch.join()
            self._drop()

    def _watch(self) -> None:
        """Look at the clock now and then."""
        while not self._closed.wait(_TICK):
            until = self._until
            if until is not None and monotonic() > until:
                self.overdue = True
                self._until = None
                self._drop()

    def _admit(self, connected: socket.socket) -> socket.socket:
        """Let a connection pass to a public address only, before a byte is sent."""
        if not self.may_be_private:
            peer = str(connected.getpeername()[0])
            if not ipaddress.ip_address(peer.split("%")[0]).is_global:
                connected.close()
                raise PrivateAddress(peer)
        return connected

    def _remember(self, connected: socket.socket | None) -> None:
        """Remember a connection for as long as somebody uses it."""
        if connected is not None:
            with self._lock:
                self._sockets.add(connected)

    def _drop(self) -> None:
        """Break all connections, so that whoever reads from them goes on with an error."""
        with self._lock:
            kept = list(self._sockets)
        for one in kept:
            with suppress(OSError):
                # Not the method of an encrypted socket, which would take its state from under the reading thread.
                socket.socket.shutdown(one, socket.SHUT_RDWR)
