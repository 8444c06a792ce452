"""How the warehouse stands, what the site should have, and what did not get in, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flows.running.reconciling import GONE, NOT_LISTED, NOT_YET, NOWS, REFUSED, WHYS, OfForce
from flows.running.summary import plural
from warehouse.not_in import NotIn
from warehouse.status import LastRun, OfRound, Status

_ALWAYS = (REFUSED, GONE, NOT_YET, NOT_LISTED)
"""Columns that every table of pages has; the others are there where they count something."""
_NOT_INSPECTED = "not inspected"


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
        yield f"{'':<16}{'pages':>8}{'forces':>8}{'grades':>8}{'graded':>8}{'carried over':>14}{'not stated':>12}"
        yield from map(_round, status.of_rounds)
        yield ""


def _round(one: OfRound) -> str:
    """Lay out one round."""
    name = f"{one.service} {one.round or '(no round)'}"
    return (
        f"{name:<16}{one.pages:>8,}{one.forces:>8,}{one.grades:>8,}{one.graded:>8,}{one.carried_over:>14,}"
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


def pages_in_table(reconciled: list[OfForce], by_force: bool) -> Iterator[str]:
    """Lay the reconciliation out: a line a round, or a line a force with its missing pages under it."""
    width = 44 if by_force else 16
    columns = [why for why in (*NOWS.values(), *WHYS) if why in _ALWAYS or any(one.count(why) for one in reconciled)]
    heads = "".join(f"{column:>{_width(column)}}" for column in columns)
    yield f"{'':<{width}}{'expected':>10}{'found':>8}{heads}{_NOT_INSPECTED:>15}"
    groups: dict[str, list[OfForce]] = {}
    for one in reconciled:
        name = f"{one.service} {one.round or '(no round)'}{f' {one.force}' if by_force and one.force else ''}"
        groups.setdefault(name, []).append(one)
    for name, group in groups.items():
        absent = sum(one.not_inspected for one in group if one.force)
        last = ("yes" if by_force else f"{absent:,} force{'' if absent == 1 else 's'}") if absent else ""
        yield _line(name, group, columns, last, width)
        for one in group if by_force else ():
            yield from (
                f"    {page.why}: {page.page_id}{f': {page.reason}' if page.reason else ''}"
                for page in (*one.missing, *one.lost)
            )


def _line(name: str, group: list[OfForce], columns: Sequence[str], last: str, width: int) -> str:
    """Lay out one round or force, with what the last column says."""
    counts = {column: sum(one.count(column) for one in group) for column in (*columns, *WHYS)}
    found = sum(one.found for one in group)
    expected = found + sum(counts[why] for why in WHYS)
    cells = "".join(f"{counts[column]:>{_width(column)},}" for column in columns)
    return f"{name:<{width}}{expected:>10,}{found:>8,}{cells}{last:>15}"


def _width(column: str) -> int:
    """Give the width of a column of numbers: as wide as its head, and two more to part it from the last."""
    return max(6, len(column) + 2)


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
