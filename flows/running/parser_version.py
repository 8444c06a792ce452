"""What reads the pages, as one hash: nobody has to remember to count a version up when the reading changes."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import schemas
import transforms

_SOURCES = ("*.py", "*.csv")
_LIBRARIES = ("lxml", "trafilatura")
"""The two whose output changes between versions and ends up in the rows."""


@lru_cache(maxsize=1)
def parser_version() -> str:
    """Hash every source and data file of ``transforms`` and ``schemas``, and the libraries the words go through.

    Two installations with the same answer read the same capture to the same rows. Sixteen hex digits.
    """
    return hash_of([Path(package.__path__[0]) for package in (schemas, transforms)], _LIBRARIES)


def hash_of(folders: list[Path], libraries: tuple[str, ...]) -> str:
    """Hash the names and bytes of the sources below some folders, and the versions of some libraries."""
    digest = sha256()
    for folder in folders:
        files = sorted((path.relative_to(folder).as_posix(), path) for kind in _SOURCES for path in folder.rglob(kind))
        for name, path in files:
            digest.update(f"{folder.name}/{name}\0".encode() + sha256(path.read_bytes()).digest())
    for library in libraries:
        digest.update(f"{library}={version(library)}\0".encode())
    return digest.hexdigest()[:16]
