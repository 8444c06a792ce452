"""Where an answer goes: to a file, whole or not at all, or to standard output, in a form fit for it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from flows.options import Format
from schemas.errors import PeelError
from warehouse.forms import BYTE_ORDER_MARK

_FOLDERS = ("archive", "backups", "runs", "staging")
_FILES = "warehouse."
"""Folders of the home that are peel's, and how its files there begin."""


@contextmanager
def destination(shape: Format, out: Path | None, home: Path) -> Iterator[BinaryIO]:
    """Open what an answer is written to; ``home`` is the folder of the archive and the warehouse.

    Raises:
        PeelError: the file or the stream cannot be written, is what peel keeps, or a terminal would be sent what is no
            text.

    """
    if out is not None:
        _must_be_free(out, home)
        with _whole_file(out) as file:
            if shape is Format.CSV:
                file.write(BYTE_ORDER_MARK)
            yield file
        return
    if shape is Format.PARQUET and sys.stdout.isatty():
        raise PeelError("Parquet is no text for a terminal: name a file with --out.")
    try:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Whoever reads has had enough (`| head`); the interpreter must not try the same pipe again on leaving.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        raise PeelError(f"The answer cannot be written ({error.strerror or error}).") from None


def _must_be_free(out: Path, home: Path) -> None:
    """Refuse to write over what peel keeps in its home."""
    place, folder = out.resolve(), home.resolve()
    if not place.is_relative_to(folder) or place == folder:
        return
    first = place.relative_to(folder).parts[0]
    if first in _FOLDERS or first.startswith(_FILES):
        raise PeelError(f"{out} is what peel keeps, or beside it: name another file with --out.")


@contextmanager
def _whole_file(path: Path) -> Iterator[BinaryIO]:
    """Write a file whole or not at all; a device or pipe is written to, and never replaced."""
    special = path.exists() and not path.is_file() and not path.is_dir()
    part = path.with_name(f".{path.name}.part")
    try:
        with (path if special else part).open("wb") as file:
            yield file
        if not special:
            part.replace(path)
    except OSError as error:
        raise PeelError(
            f"{path} cannot be written ({error.strerror or error}): name another file with --out."
        ) from None
    finally:
        if not special:
            part.unlink(missing_ok=True)


def width(out: Path | None = None) -> int | None:
    """Give the columns of the terminal, None where the answer goes elsewhere."""
    return shutil.get_terminal_size().columns if out is None and sys.stdout.isatty() else None
