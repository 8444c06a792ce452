"""Work with an sqlite file whose folder may not be written, on a read-only share or medium: in a copy of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

_PARTS = ("", "-wal")
"""The file itself, and beside it what was written to it last."""


@contextmanager
def workable(path: Path) -> Iterator[Path]:
    """Give the place of an sqlite file to work with: its own, or a passing copy where its folder may not be written.

    sqlite writes beside a file even to read it. What is written to the copy is forgotten.
    """
    if os.access(path.parent, os.W_OK):
        yield path
        return
    with TemporaryDirectory(prefix="peel-") as folder:
        for part in _PARTS:
            original = path.with_name(f"{path.name}{part}")
            if original.exists():
                shutil.copyfile(original, Path(folder) / original.name)
        yield Path(folder) / path.name
