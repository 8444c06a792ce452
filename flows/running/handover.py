"""Hand over what was read of some pages to what checks it: the frames of one batch, whole or not there at all."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import polars as pl

from flows.keeping import captures
from flows.running.parser_version import parser_version
from flows.running.runs import Run
from schemas.batch import Batch, empty_frame
from schemas.errors import PeelError
from schemas.records import Capture, Reading, Refusal
from schemas.table_names import CONTENT, HOUSEKEEPING
from transforms.frames import frames_of
from transforms.versions import versions_of
from warehouse.stage import tables_of, unfinished


def hand_over(
    run: Run,
    name: str,
    histories: Mapping[str, Sequence[Capture]],
    readings: Sequence[tuple[Capture, Reading]],
    refusals: Sequence[Refusal],
    lost: Collection[str] = (),
) -> Path:
    """Put what was read of some pages into the frames of one batch, and write them, unchecked.

    ``histories`` are all captures of each page that was tried; ``lost`` are pages that are to be tried again by every
    run, since the archive may have their content again though no new capture has come. Gives the batch's folder.

    Raises:
        PeelError: the disk is full or cannot be written.

    """
    by_page: dict[str, list[tuple[Capture, Reading]]] = {}
    for capture, reading in readings:
        by_page.setdefault(capture.page_id, []).append((capture, reading))
    versions = [version for pairs in by_page.values() for version in versions_of(pairs)]
    current, history = frames_of(versions, parser_version())
    refused = {refusal.page_id for refusal in refusals}
    shown = {(capture.page_id, capture.payload_sha256): reading.page for capture, reading in readings}
    seen = [
        asdict(capture) | {"content_sha256": page.content_sha256 if page else None}
        for page_id, found in histories.items()
        if page_id not in lost  # which captures showed what is known only of those that were read
        for capture in found
        for page in [shown.get((capture.page_id, capture.payload_sha256))]
    ]
    loads = [
        {
            "page_id": page_id,
            "captures_sha256": captures.captures_sha256([] if page_id in lost else found),
            "parser_version": parser_version(),
            "outcome": "refused" if page_id in refused else "loaded",
        }
        for page_id, found in histories.items()
    ]
    batch = Batch(
        current=current,
        history=history,
        captures=rows_of("captures", seen),
        refusals=refusal_rows(run, refusals),
        rejects=empty_frame("rejects"),
        loads=rows_of("loads", loads),
    )
    place = run.settings.staging / run.run_id / name
    with unfinished(place) as folder:
        for table, frame in tables_of(batch):
            # As it lies in memory: packing a dozen small files that are read again in seconds takes ten times as long.
            frame.write_ipc_stream(folder / f"{table}.arrow")
    return place


def handed_over(places: Sequence[Path]) -> Batch:
    """Take what was read of different pages, batches at a time, as one.

    Raises:
        PeelError: a batch is not there any more, or not whole.

    """
    return Batch(
        current={table: _frame(places, f"main.{table}") for table in CONTENT},
        history={table: _frame(places, f"history.{table}") for table in CONTENT},
        **{table: _frame(places, f"ops.{table}") for table in HOUSEKEEPING},
    )


def refusal_rows(run: Run, refusals: Sequence[Refusal]) -> pl.DataFrame:
    """Put refusals into their frame, dated by their run."""
    return rows_of("refusals", [{**asdict(one), "refused_at": run.started_at, "run": run.run_id} for one in refusals])


def rows_of(table: str, rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Put rows into the shape of a table."""
    return pl.DataFrame(rows, schema=empty_frame(table).schema, orient="row") if rows else empty_frame(table)


def _frame(places: Sequence[Path], file: str) -> pl.DataFrame:
    """Read one file of some batches, in their order."""
    try:
        return pl.concat([pl.read_ipc_stream(place / f"{file}.arrow") for place in places])
    except (OSError, pl.exceptions.PolarsError) as error:
        raise PeelError(
            f"What this run has read is not in {places[0].parent} any more ({file}): run the same command again."
        ) from error
