"""Copy the warehouse aside, swap the copy in, and clean up after runs that were killed in between."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import PeelError

COPY = "warehouse.duckdb.next"
"""The file that a run works on; whoever holds the lock owns it, so that one left behind is nobody's."""
BACKUPS = "backups"
_REPLACES_OPEN_FILES = os.name == "posix"


@contextmanager
def said_plainly(doing: str, place: Path) -> Iterator[None]:
    """Turn what the disk refuses into a sentence about what was being done, and where.

    Raises:
        PeelError: the disk is full, the place cannot be written, or it is not what it should be.

    """
    try:
        yield
    except OSError as error:
        raise refused(error, doing, place) from error


def refused(error: OSError, doing: str, place: Path) -> PeelError:
    """Word an error of the disk, and what to do about it."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return PeelError(
            f"The disk is full, so peel could not {doing} in {place}: free some space and run the same again."
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return PeelError(
            f"Peel could not {doing} in {place}, which may not be written: change that, or use another --home."
        )
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return PeelError(
            f"Peel could not {doing} in {place}, since a file stands where a folder should be: use another --home."
        )
    return PeelError(f"Peel could not {doing} in {place} ({error.strerror or error}).")


def make_home(home: Path) -> None:
    """Make the folder that holds the warehouse, if it is missing.

    Raises:
        PeelError: the folder cannot be made, or DuckDB could not work in one of such a name.

    """
    if "?" in str(home.absolute()):
        # DuckDB takes what follows a question mark for the query of a web address, and puts its files elsewhere.
        raise PeelError(
            f"DuckDB cannot write into a folder with a question mark in its name ({home}): use another --home."
        )
    with said_plainly("make a home for the warehouse", home):
        home.mkdir(parents=True, exist_ok=True)


def clean(home: Path) -> None:
    """Remove what a killed run left of its copy; only under the lock."""
    for leftover in home.glob(f"{COPY}*"):
        if leftover.is_dir():
            shutil.rmtree(leftover, ignore_errors=True)
        else:
            leftover.unlink(missing_ok=True)


def copy_aside(home: Path, current: Path) -> Path:
    """Copy the current file, where there is one, and give the place of the copy.

    Raises:
        PeelError: somebody else's unfinished writes lie beside the file, or the disk refuses the copy.

    """
    copy = home / COPY
    unfinished = current.with_name(f"{current.name}.wal")
    if unfinished.exists():
        raise PeelError(
            f"Another program has {current} open to write, or was stopped while writing to it: close it there "
            "(or open and close the file once in DuckDB), then run the same command again."
        )
    if current.exists():
        with said_plainly("copy the warehouse", home):
            shutil.copyfile(current, copy)
    return copy


def swap_in(home: Path, copy: Path, current: Path) -> None:
    """Put a finished copy in the place of the current file, in one step that no reader can see half of.

    Raises:
        PeelError: the disk refuses it, or the system does not replace a file that a program has open.

    """
    with said_plainly("put the new warehouse in place", home):
        with copy.open("rb+") as file:
            os.fsync(file.fileno())
        try:
            copy.replace(current)
        except PermissionError as error:
            if _REPLACES_OPEN_FILES:
                raise
            raise PeelError(
                f"Windows does not let {current} be replaced while a program has it open: close what reads it, then "
                "run the same command again."
            ) from error
        if os.name == "posix":
            # Without this a power cut could undo the renaming, though not spoil either file.
            folder = os.open(home, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


def keep(home: Path, current: Path, run: str) -> Path | None:
    """Keep the current file under another name before a new kind of file takes its place."""
    if not current.exists():
        return None
    kept = home / BACKUPS / f"warehouse-{run}.duckdb"
    with said_plainly("keep a copy of the former warehouse", home):
        kept.parent.mkdir(exist_ok=True)
        kept.unlink(missing_ok=True)
        try:
            os.link(current, kept)
        except OSError:
            # Not every file system links; a copy that breaks off must not pass for a whole one.
            unfinished = kept.with_suffix(".unfinished")
            shutil.copyfile(current, unfinished)
            unfinished.replace(kept)
    return kept
