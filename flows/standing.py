"""How the warehouse stands, and what did not get into it, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flows.running.summary import plural
from warehouse.not_in import NotIn
from warehouse.status import LastRun, OfRound, Status


def in_words(status: Status) -> list[str]:
    """Say how the warehouse stands, a line a fact."""
    return [*_whole(status), *_rounds(status), *_wanting(status), *_audits(status)]


def _whole(status: Status) -> Iterator[str]:
    """Say what there is as a whole, and since when."""
    held = f"{plural(status.pages, 'page')}, {plural(status.superseded, 'superseded version')}"
    yield f"{status.path} ({status.size / 1e6:,.1f} MB): {held}."
    if status.latest_capture:
        yield f"Newest capture: {status.latest_capture:%Y-%m-%d %H:%M} UTC."
    if status.last_run:
        yield _run(status.last_run)


def _run(run: LastRun) -> str:
    """Say what the last run did."""
    pages = f"{plural(run.pages_new, 'page')} new, {run.pages_changed:,} changed, {run.pages_refused:,} refused"
    judgments = f"{plural(run.judgments_changed, 'judgment')} new or revised"
    return f"Last run: {run.kind} of {run.selection}, {run.finished_at:%Y-%m-%d %H:%M} UTC: {pages}, {judgments}."


def _rounds(status: Status) -> Iterator[str]:
    """Lay the rounds out, a line each."""
    if status.of_rounds:
        yield ""
        yield f"{'':<16}{'pages':>8}{'forces':>8}{'judgments':>11}{'graded':>8}{'carried over':>14}{'not stated':>12}"
        yield from map(_round, status.of_rounds)
        yield ""


def _round(one: OfRound) -> str:
    """Lay out one round."""
    name = f"{one.service} {one.round or '(no round)'}"
    return (
        f"{name:<16}{one.pages:>8,}{one.forces:>8,}{one.judgments:>11,}{one.graded:>8,}{one.carried_over:>14,}"
        f"{one.not_stated:>12,}"
    )


def _wanting(status: Status) -> Iterator[str]:
    """Say what is missing or due, and what to do about it."""
    if status.refusals or status.rejects:
        refused, rejected = plural(status.refusals, "page"), plural(status.rejects, "row")
        yield f"{refused} refused and {rejected} rejected: `peel rejects` says why."
    if status.other_parser:
        other = plural(status.other_parser, "page")
        yield f"{other} read by another version of the parser: `peel replay` reads them again."


def _audits(status: Status) -> Iterator[str]:
    """Say what the audits of the last run warn of."""
    if status.warnings:
        yield ""
        yield "What the audits of the last run ask somebody to look at:"
        yield from (f"  {warned.rows:>5,} × {warned.says}" for warned in status.warnings)
        yield '`peel sql "SELECT says, subject, detail FROM ops.audits"` names each.'


def rejects_in_words(not_in: Sequence[NotIn]) -> Iterator[str]:
    """Say what did not get in, a paragraph for each page, row and reason."""
    if not not_in:
        yield "Nothing was refused or rejected: every page that was found is loaded."
        return
    for one in not_in:
        yield f"{one.page or '(no page)'}: {one.what} ({one.where})"
        yield f"    {one.reason}"
        yield f"    run {one.run}"
    yield ""
    pages = sum(one.row is None for one in not_in)
    rows = len(not_in) - pages
    yield f"{plural(pages, 'page')} refused and {plural(rows, 'row')} rejected; --format json has the rows themselves."
