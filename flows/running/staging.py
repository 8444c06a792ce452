"""Put what was read or fetched into the frames of one batch and stage it, and again when it has been checked."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from flows.keeping import captures
from flows.running.parser_version import parser_version
from flows.running.runs import Run
from schemas.batch import Batch, check, empty_frame
from schemas.records import Capture, Reading, Refusal
from transforms.frames import frames_of
from transforms.versions import versions_of
from warehouse.stage import discard, read_batches, write_batch

_ABANDONED = timedelta(days=2)
"""No run stages for longer than this before it publishes."""


def stage_reading(
    run: Run,
    name: str,
    histories: Mapping[str, Sequence[Capture]],
    readings: Iterable[tuple[Capture, Reading]],
    refusals: Sequence[Refusal],
) -> Path:
    """Stage what was read of some pages, unchecked; ``histories`` are all captures of each page that was tried.

    Gives the batch's folder.
    """
    by_page: dict[str, list[tuple[Capture, Reading]]] = {}
    for capture, reading in readings:
        by_page.setdefault(capture.page_id, []).append((capture, reading))
    versions = [version for pairs in by_page.values() for version in versions_of(pairs)]
    current, history = frames_of(versions, parser_version())
    refused = {refusal.page_id for refusal in refusals}
    loads = [
        {
            "page_id": page_id,
            "captures_sha256": captures.captures_sha256(found),
            "parser_version": parser_version(),
            "outcome": "refused" if page_id in refused else "loaded",
        }
        for page_id, found in histories.items()
    ]
    batch = Batch(
        current=current,
        history=history,
        captures=_rows("captures", [asdict(capture) for found in histories.values() for capture in found]),
        refusals=_refusal_rows(run, refusals),
        rejects=empty_frame("rejects"),
        loads=_rows("loads", loads),
    )
    return write_batch(run.settings.staging / run.run_id, batch, name)


def stage_checked(run: Run, name: str, batches: Sequence[Path]) -> tuple[Path, int]:
    """Check what was read of different pages, batches at a time, and stage it as one batch.

    Gives the batch's folder and the number of rows that were rejected.

    Raises:
        BrokenFrame: the frames do not have the shape that the tables ask for, which is a fault of ours.
        PeelError: a batch is not there any more, or the disk is full.

    """
    batch = read_batches(batches)
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
        captures=_rows("captures", [asdict(capture) for capture in visited]),
        refusals=_refusal_rows(run, refusals),
        rejects=empty_frame("rejects"),
        loads=empty_frame("loads"),
    )
    return write_batch(run.settings.staging / run.run_id, batch, name)


def sweep(run: Run) -> None:
    """Remove what runs that were killed days ago have staged: it is all in the archive, and read from there again."""
    for folder in run.settings.staging.glob("*"):
        started = datetime.fromtimestamp(folder.stat().st_mtime, UTC).replace(tzinfo=None)
        if run.started_at - started > _ABANDONED:
            shutil.rmtree(folder, ignore_errors=True)


def _no_frames() -> dict[str, pl.DataFrame]:
    """Give the four frames of pages without a row."""
    return {table: empty_frame(table) for table in ("pages", "sections", "judgments", "findings")}


def _refusal_rows(run: Run, refusals: Sequence[Refusal]) -> pl.DataFrame:
    """Put refusals into their frame, dated by their run."""
    return _rows("refusals", [{**asdict(one), "refused_at": run.started_at, "run": run.run_id} for one in refusals])


def _rows(table: str, rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Put rows into the shape of a table."""
    return pl.DataFrame(rows, schema=empty_frame(table).schema, orient="row") if rows else empty_frame(table)
