"""Keep a batch on disk, whole or not at all, until it is published."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from schemas.errors import PeelError
from schemas.table_names import CONTENT, HOUSEKEEPING
from warehouse.disk import said_plainly

if TYPE_CHECKING:
    import polars as pl

    from schemas.batch import Batch


def write_batch(directory: Path, batch: Batch, name: str | None = None) -> Path:
    """Write a batch into its own folder of a run's staging directory, and give that folder.

    Without a name the folder is called after the pages of the batch, so that a repeated task replaces what it wrote.

    Raises:
        PeelError: the disk is full or cannot be written.

    """
    place = directory / (name or _name_of(batch))
    with unfinished(place) as folder:
        for table, frame in tables_of(batch):
            # Read again in seconds and then removed: packing it tightly would cost more than it saves.
            frame.write_parquet(folder / f"{table}.parquet", compression="lz4")
    return place


@contextmanager
def unfinished(place: Path) -> Iterator[Path]:
    """Give a folder to write a batch into, which becomes ``place`` once it is whole, instead of a former one.

    Raises:
        PeelError: the disk is full or cannot be written.

    """
    folder = place.with_name(f".{place.name}.unfinished")
    with said_plainly("stage what was read", place.parent):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        yield folder
        shutil.rmtree(place, ignore_errors=True)
        folder.rename(place)


def tables_of(batch: Batch) -> list[tuple[str, pl.DataFrame]]:
    """Give a batch's frames with the tables they go to."""
    current = [(f"main.{table}", batch.current[table]) for table in CONTENT]
    history = [(f"history.{table}", batch.history[table]) for table in CONTENT]
    return [*current, *history, *((f"ops.{table}", getattr(batch, table)) for table in HOUSEKEEPING)]


def staged_file(place: Path, schema: str, table: str) -> str:
    """Name the file of a table as DuckDB has to be told it, which looks for patterns in names."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in str(place / f"{schema}.{table}.parquet"))


def not_whole(place: Path, file: str) -> PeelError:
    """Say that a batch, or one of some, lacks a file or has a broken one."""
    return PeelError(f"The staged batch {place} is not whole ({file}): run the same command again.")


def discard(batches: Iterable[Path]) -> None:
    """Remove batches that have landed, and a run's directory with its last batch."""
    for place in batches:
        shutil.rmtree(place, ignore_errors=True)
        if place.parent.is_dir() and not any(place.parent.iterdir()):
            place.parent.rmdir()


def _name_of(batch: Batch) -> str:
    """Derive a folder's name from the ids of the pages that a batch is about."""
    frames = (batch.current["pages"], batch.loads, batch.refusals, batch.captures)
    pages = sorted({page_id for frame in frames for page_id in frame["page_id"].to_list()})
    return f"pages-{sha256(chr(10).join(pages).encode()).hexdigest()[:16]}"
