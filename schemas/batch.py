"""A batch: what some pages say, as frames, and the check that it has to pass before it is published.

A bad row among the pages or judgments refuses its page, whose former rows stay; a bad section or finding is set
aside alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

import polars as pl

from schemas.sieve import BrokenFrame, sieve
from schemas.table_names import CONTENT
from schemas.tables import empty_frame, shape

__all__ = ["Batch", "Checked", "Frames", "check", "empty_frame"]

Frames: TypeAlias = dict[str, pl.DataFrame]
"""``pages``, ``sections``, ``judgments`` and ``findings``, each in its table's shape."""
_DECIDE = ("pages", "judgments")
"""Tables in which one bad row refuses the whole page: the rest of it could no longer be trusted."""
_VERSION = ["page_id", "version"]


@dataclass(frozen=True, slots=True)
class Batch:
    """All that a run stages of some pages; every frame is in its table's shape."""

    current: Frames
    history: Frames
    """Superseded versions of the same pages."""
    captures: pl.DataFrame
    refusals: pl.DataFrame
    rejects: pl.DataFrame
    loads: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Checked:
    """The frames of a batch after the sieve, and what was set aside."""

    current: Frames
    history: Frames
    rejects: pl.DataFrame
    refusals: pl.DataFrame


def check(current: Frames, history: Frames, run: str, now: datetime) -> Checked:
    """Sieve the frames of a batch, and refuse the pages whose pages or judgments have a bad row.

    A superseded version with such a row is left out of the history, but does not cost the page its current version.
    ``now`` is an instant in UTC, without a zone.

    Raises:
        BrokenFrame: a frame is not of its table's shape, or its rows are of no page of the batch.

    """
    _must_belong(current, one_version=True)
    _must_belong(history, one_version=False)
    kept, rejects = _sieved(current)
    kept_before, rejects_before = _sieved(history)
    bad = rejects.filter(pl.col("table").is_in(_DECIDE)).unique("page", keep="first", maintain_order=True)
    refused = bad["page"]
    kept = {table: _without(frame, refused) for table, frame in kept.items()}
    kept_before = _whole_versions({table: _without(frame, refused) for table, frame in kept_before.items()}, history)
    together = pl.concat([rejects, rejects_before]).with_columns(run=pl.lit(run))
    return Checked(kept, kept_before, together.select(list(shape("rejects"))), _refusals(bad, current, run, now))


def _must_belong(frames: Mapping[str, pl.DataFrame], *, one_version: bool) -> None:
    """Refuse frames that are missing, or whose rows are of no page or version among the pages."""
    missing = [table for table in CONTENT if table not in frames]
    if missing:
        raise BrokenFrame(f"the batch lacks {' and '.join(missing)}")
    pages = frames["pages"]
    if (
        one_version
        and pages.select("page_id", "version").unique().select(pl.col("page_id").is_duplicated().any()).item()
    ):
        raise BrokenFrame("the current pages hold more than one version of a page")
    for table in CONTENT[1:]:
        orphans = frames[table].join(pages, on=_VERSION, how="anti")
        if orphans.height:
            raise BrokenFrame(f"{table} has rows of {orphans['page_id'][0]}, which is not among the pages")


def _sieved(frames: Mapping[str, pl.DataFrame]) -> tuple[Frames, pl.DataFrame]:
    """Sieve each frame; the good rows, and all that was set aside."""
    sifted = {table: sieve(table, frames[table]) for table in CONTENT}
    return {table: item.good for table, item in sifted.items()}, pl.concat([item.bad for item in sifted.values()])


def _without(frame: pl.DataFrame, pages: pl.Series) -> pl.DataFrame:
    """Leave out the rows of some pages."""
    return frame.filter(~pl.col("page_id").is_in(pages.implode())) if pages.len() else frame


def _whole_versions(kept: Frames, before: Mapping[str, pl.DataFrame]) -> Frames:
    """Leave out every superseded version that lost a row of its page or judgments."""
    whole = kept["pages"].select(_VERSION)
    for table in _DECIDE:
        lost = (
            before[table]
            .group_by(_VERSION)
            .len()
            .join(kept[table].group_by(_VERSION).len("left"), on=_VERSION, how="left")
            .filter(pl.col("len") != pl.col("left").fill_null(0))
        )
        whole = whole.join(lost, on=_VERSION, how="anti")
    return {table: frame.join(whole, on=_VERSION, how="semi", maintain_order="left") for table, frame in kept.items()}


def _refusals(bad: pl.DataFrame, current: Mapping[str, pl.DataFrame], run: str, now: datetime) -> pl.DataFrame:
    """Give a refusal for each page that has a bad row in a table that decides."""
    if bad.is_empty():
        return empty_frame("refusals")
    pages = current["pages"].unique("page_id", keep="first").select("page_id", "url", "service", "force", "round")
    reason = pl.format("its {} could not be trusted: {}", "table", "reason")
    found = bad.select(pl.col("page").alias("page_id"), reason.alias("reason")).join(pages, on="page_id", how="left")
    return found.select(
        *("page_id", "url", "service", "force", "round"),
        pl.lit("check").alias("stage"),
        "reason",
        pl.lit(now).cast(pl.Datetime("us")).alias("refused_at"),
        pl.lit(run).alias("run"),
    )
