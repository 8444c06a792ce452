"""One temporary Prefect server for all tests that record runs; it starts beside the tests that come before them."""

from __future__ import annotations

import atexit
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

import pytest

PATIENCE = 600.0
"""Seconds that a slow and busy machine may take to start the server: it imports for most of them."""


class Server:
    """A Prefect server in a process of its own, with a database that goes away with it."""

    def __init__(self) -> None:
        self.folder = TemporaryDirectory(prefix="peel-prefect-")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}/api"
        self.settings = {
            "PREFECT_HOME": self.folder.name,
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "DO_NOT_TRACK": "1",
            "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
            "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
        }
        self.log = Path(self.folder.name, "log")
        arguments = ["--factory", "prefect.server.api.server:create_app", "--host", "127.0.0.1", "--port", str(port)]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "uvicorn", *arguments],
                env={**os.environ, **self.settings},
                stdout=log,
                stderr=log,
            )

    def wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            try:
                with urlopen(f"{self.url}/health"):
                    return
            except URLError:
                time.sleep(0.2)
        pytest.fail(f"the Prefect server did not start: {self.log.read_text()[-2000:]}")

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.folder.cleanup()


SERVER = pytest.StashKey[Server]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if "PYTEST_XDIST_WORKER" in os.environ:
        # The longest file first, so that one worker is not left with it when the others have nothing to do.
        items.sort(key=lambda item: "prefect_server" not in getattr(item, "fixturenames", ()))


def pytest_collection_finish(session: pytest.Session) -> None:
    wanted = any("prefect_server" in getattr(item, "fixturenames", ()) for item in session.items)
    alone = "PYTEST_XDIST_WORKER" not in os.environ
    # Of several workers each collects all tests, but only one will run those that need the server: it starts it then.
    if wanted and alone and not session.config.option.collectonly:
        _start(session.config)


def _start(config: pytest.Config) -> Server:
    server = config.stash[SERVER] = Server()
    # Not at the end of the session: Prefect sends the last of its log when the process ends, and waits a minute for a
    # server that is gone. What was registered first is called last.
    atexit.register(server.stop)
    return server


@pytest.fixture(scope="session")
def prefect_server(request: pytest.FixtureRequest) -> Iterator[str]:
    """Record the runs of this process at the temporary server, and give its API's url."""
    server = request.config.stash.get(SERVER, None) or _start(request.config)
    server.wait()
    before = {name: os.environ.get(name) for name in server.settings}
    os.environ |= server.settings
    from prefect.settings import PREFECT_API_URL, temporary_settings

    with temporary_settings({PREFECT_API_URL: server.url}):
        yield server.url
    for name, value in before.items():
        os.environ.pop(name) if value is None else os.environ.update({name: value})
