"""Other processes for the tests: one that publishes and may be killed, and ones that hold the file open."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import duckdb

from tests.warehouse.made import run
from warehouse.publish import publish

# Processes are forked from a clean one that has done the slow imports but started no threads.
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.warehouse.processes"])
PATIENCE = 60
"""Seconds after which a process that says nothing is taken for stuck; no test waits for it when all is well."""


@contextmanager
def another(target: Any, *given: Any) -> Iterator[tuple[Any, Connection]]:
    """Run a function in another process, with one end of a pipe as its last argument; give the process and the other end."""
    mine, its = CONTEXT.Pipe()
    process = CONTEXT.Process(target=target, args=(*given, its))
    process.start()
    its.close()
    try:
        yield process, mine
        process.join(PATIENCE)
    finally:
        if process.is_alive():
            process.kill()
            process.join()
        mine.close()
        process.close()


def heard(pipe: Connection) -> Any:
    """Wait for what the other process says next."""
    assert pipe.poll(PATIENCE), "the other process is stuck"
    return pipe.recv()


def publish_and_die(home: Path, batches: list[Path], run_id: str, fatal_step: str, pipe: Connection) -> None:
    """Publish, and be killed at a step."""

    def at_step(step: str) -> None:
        pipe.send(step)
        if step == fatal_step:
            os.kill(os.getpid(), signal.SIGKILL)

    publish(home, batches, run(run_id), at_step)


def publish_slowly(home: Path, batches: list[Path], run_id: str, pipe: Connection) -> None:
    """Publish, and go on from a copied file only when told."""

    def at_step(step: str) -> None:
        pipe.send(step)
        if step == "copied":
            pipe.recv()

    publish(home, batches, run(run_id), at_step, waiting=lambda: pipe.send("waiting"))
    pipe.send("done")


def read_along(path: Path, query: str, pipe: Connection) -> None:
    """Answer a query whenever told to, from one connection that stays open all the time; end at a None."""
    with duckdb.connect(str(path), read_only=True) as connection:
        pipe.send(connection.execute(query).fetchall())
        while pipe.recv() is not None:
            pipe.send(connection.execute(query).fetchall())


def read_once(path: Path, query: str, pipe: Connection) -> None:
    """Answer a query once."""
    with duckdb.connect(str(path), read_only=True) as connection:
        pipe.send(connection.execute(query).fetchall())
