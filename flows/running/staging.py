"""Stage what is to be published: what was read, once it has been checked, and what fetching brought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import polars as pl

from flows.running.handover import handed_over, refusal_rows, rows_of
from flows.running.runs import Run
from schemas.batch import Batch, check, empty_frame
from schemas.records import Capture, Refusal
from schemas.table_names import CONTENT
from warehouse.stage import discard, write_batch


def stage_checked(run: Run, name: str, batches: Sequence[Path]) -> tuple[Path, int]:
    """Check what was read of different pages, batches at a time, and stage it as one batch.

    Gives the batch's folder and the number of rows that were rejected.

    Raises:
        BrokenFrame: the frames do not have the shape that the tables ask for, which is a fault of ours.
        PeelError: a batch is not there any more, or the disk is full.

    """
    batch = handed_over(batches)
    checked = check(batch.current, batch.history, run.run_id, run.started_at)
    refused = pl.col("page_id").is_in(checked.refusals["page_id"].implode())
    outcome = pl.when(refused).then(pl.lit("refused")).otherwise("outcome").alias("outcome")
    batch = replace(
        batch,
        current=checked.current,
        history=checked.history,
        refusals=pl.concat([batch.refusals, checked.refusals]),
        rejects=checked.rejects,
        loads=batch.loads.with_columns(outcome),
    )
    place = write_batch(run.settings.staging / run.run_id, batch, name)
    discard(batches)
    return place, checked.rejects.height


def stage_visits(run: Run, name: str, visited: Sequence[Capture], refusals: Sequence[Refusal]) -> Path | None:
    """Stage the captures and refusals that fetching brought; None where it brought neither."""
    if not visited and not refusals:
        return None
    batch = Batch(
        current=_no_frames(),
        history=_no_frames(),
        captures=rows_of("captures", [asdict(capture) for capture in visited]),
        refusals=refusal_rows(run, refusals),
        rejects=empty_frame("rejects"),
        loads=empty_frame("loads"),
    )
    return write_batch(run.settings.staging / run.run_id, batch, name)


def _no_frames() -> dict[str, pl.DataFrame]:
    """Give the four frames of pages without a row."""
    return {table: empty_frame(table) for table in CONTENT}
