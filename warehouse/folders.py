"""Write folders of files for others: called after their newest day, whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from schemas.errors import PeelError

if TYPE_CHECKING:
    import duckdb


def newest_day(connection: duckdb.DuckDBPyConnection, warehouse: Path) -> date:
    """Give the day of the newest capture in a warehouse, after which a folder made of it is called.

    Raises:
        PeelError: there is nothing in it.

    """
    newest = connection.execute(
        "SELECT greatest((SELECT max(fetched_at) FROM ops.captures), (SELECT max(fetched_at) FROM main.pages))::DATE"
    ).fetchall()[0][0]
    if newest is None:
        raise PeelError(f"{warehouse} holds no page yet, so there is nothing to write: `peel ingest` fetches pages.")
    assert isinstance(newest, date)
    return newest


@contextmanager
def whole_folder(into: Path, name: str) -> Iterator[Path]:
    """Make a folder of that name in another, whole or not at all: what is yielded takes its name when all is done.

    Raises:
        PeelError: it is there already, or the disk refuses it; nothing half written is left.

    """
    made, unfinished = False, into / f".{name}.unfinished"
    try:
        made = not into.exists()
        if (into / name).exists():
            raise PeelError(f"{into / name} is there already: remove it, or name another folder.")
        into.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        yield unfinished
        unfinished.rename(into / name)
    except OSError as error:
        raise PeelError(
            f"{name} cannot be written into {into} ({error.strerror or error}), and nothing was left there: "
            "free space, or name another folder."
        ) from None
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
        if made and into.is_dir() and not any(into.iterdir()):
            into.rmdir()


def write_text(path: Path, text: str) -> None:
    """Write a text of lines, each ended the same on every system."""
    path.write_bytes(f"{text.rstrip()}\n".encode())
