"""What a run came to, in words that a person can act on, and as the exit status of its command."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from flows.running.progress import counted
from schemas import vocabulary
from schemas.records import Refusal

ALL_GOOD, SOME_REFUSED = 0, 1
VISITED = "visited within a month in a closed round, or lately by a run that did not end"
"""Why a page need not be asked for."""
_LISTED = 20
"""Refusals and revised judgments that are listed one by one; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Change:
    """A judgment that a run made new, revised or took away; grades and statuses in the page's words, None for none."""

    force: str
    round: str
    question_id: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run asked, read and changed; all numbers count pages unless they say otherwise."""

    run_id: str
    kind: str
    selection: str
    outcomes: dict[str, int] = field(default_factory=dict)
    """Pages by what asking for them brought: new, changed, unchanged, gone, refused."""
    fresh: int = 0
    """Pages not asked for, since they were visited lately, and their round is closed or the run had not ended."""
    out_of_scope: dict[str, int] = field(default_factory=dict)
    """Addresses of the site that are no inspection pages, by what they are."""
    would_ask: tuple[str, ...] = ()
    """A dry run's answer: the urls it would have asked for."""
    dry: bool = False
    imported: int = 0
    """Captures that were taken into the archive, ..."""
    already: int = 0
    """... and those that it held before."""
    read: int = 0
    pages_new: int = 0
    pages_changed: int = 0
    pages_unchanged: int = 0
    changes: tuple[Change, ...] = ()
    new_pages: tuple[str, ...] = ()
    """Ids of the pages of this run's selection that were not in the warehouse before."""
    rejects: int = 0
    refusals: tuple[Refusal, ...] = ()
    """Pages of this run's selection that were promised and are not read, this time or still."""
    refused_before: int = 0
    """How many pages of the selection stood refused before this run."""
    warnings: tuple[str, ...] = ()
    warehouse: str = ""

    @property
    def changed_nothing(self) -> bool:
        """Say whether the warehouse holds the same rows as before."""
        return not (self.pages_new or self.pages_changed or self.changes)


def exit_status(summary: Summary) -> int:
    """Give the exit status of a run that was carried through: 1 where promised pages were refused."""
    return SOME_REFUSED if summary.refusals else ALL_GOOD


def in_words(summary: Summary) -> list[str]:
    """Say what a run came to, a sentence a line."""
    if summary.dry:
        return [*_would(summary), *_elsewhere(summary), *summary.warnings]
    return [
        *_asked(summary),
        *_elsewhere(summary),
        *_loaded(summary),
        *_judged(summary),
        *_refused(summary),
        *summary.warnings,
    ]


def plural(number: int, noun: str) -> str:
    """Count in words: ``1 page``, ``2 pages``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _would(summary: Summary) -> Iterator[str]:
    """List what a dry run would ask for."""
    yield f"Would ask for {plural(len(summary.would_ask), 'page')} of {summary.selection}; nothing was fetched."
    yield from (f"  {url}" for url in summary.would_ask)
    if summary.fresh:
        yield f"{plural(summary.fresh, 'page')} would not be asked for: {VISITED}."


def _asked(summary: Summary) -> Iterator[str]:
    """Say what asking the site brought."""
    if summary.kind == "import":
        before = f"; it held {summary.already:,} before" if summary.already else ""
        yield f"Took {plural(summary.imported, 'capture')} into the archive{before}."
    if summary.kind != "ingest":
        return
    counts = counted(summary.outcomes)
    asked = sum(summary.outcomes.values())
    yield f"Asked the site for {plural(asked, 'page')} of {summary.selection}{': ' + counts if counts else ''}."
    if summary.fresh:
        yield (f"Did not ask for {plural(summary.fresh, 'page')}, {VISITED} (--refetch asks anyway).")


def _elsewhere(summary: Summary) -> Iterator[str]:
    """Count the addresses that are no inspection pages."""
    if summary.out_of_scope:
        kinds = ", ".join(f"{reason} ({number:,})" for reason, number in sorted(summary.out_of_scope.items()))
        yield f"Left aside by address: {kinds}."


def _loaded(summary: Summary) -> Iterator[str]:
    """Say what reading changed in the warehouse."""
    if not summary.read:
        yield "Nothing to read: every page's newest content is loaded already."
        return
    left = summary.read - summary.pages_new - summary.pages_changed - summary.pages_unchanged
    yield (
        f"Read {plural(summary.read, 'page')}: {summary.pages_new:,} new in the warehouse, "
        f"{summary.pages_changed:,} changed, {summary.pages_unchanged:,} with the same rows as before"
        f"{f', {left:,} not loaded' if left else ''}."
    )
    if summary.rejects:
        yield f"{plural(summary.rejects, 'row')} did not pass the checks (`peel rejects` shows them)."


def _judged(summary: Summary) -> Iterator[str]:
    """Say which judgments are new and which were revised."""
    if summary.changed_nothing:
        yield "No row changed."
        return
    new = [change for change in summary.changes if change.before is None]
    revised = [change for change in summary.changes if change.before is not None]
    yield f"{plural(len(new), 'judgment')} new, {len(revised):,} revised."
    if new:
        counts = Counter(_of_whom(change) for change in new)
        if len(counts) > _LISTED:
            counts = Counter(f"{change.question_id.partition('/')[0]} {change.round}" for change in new)
        yield f"  new: {_shortened([f'{of} ({number})' for of, number in sorted(counts.items())], ', ')}"
    yield from (f"  {line}" for line in _shortened([change_in_words(change) for change in revised], "\n").splitlines())


def _refused(summary: Summary) -> Iterator[str]:
    """Name the refused pages with their reasons."""
    if summary.refusals:
        yield f"Refused {plural(len(summary.refusals), 'page')}, each for a reason:"
        lines = [f"{refusal.page_id}: {refusal.reason}" for refusal in summary.refusals]
        yield from (f"  {line}" for line in _shortened(lines, "\n").splitlines())


def _shortened(items: Sequence[str], mark: str) -> str:
    """Join items, counting those beyond what a person reads."""
    more = [f"and {len(items) - _LISTED:,} more"] if len(items) > _LISTED else []
    return mark.join([*items[:_LISTED], *more])


def _of_whom(change: Change) -> str:
    """Name a judgment's force, or fire service, and round: two of them may share a name."""
    fire = " fire" if change.question_id.startswith("fire/") else ""
    return f"{force_name(change.force)}{fire} {change.round}"


def change_in_words(change: Change) -> str:
    """Word one revised judgment: ``Kent 2023-25 investigating crime: adequate → good``."""
    question = vocabulary.question(change.question_id)
    label = question.label if question else change.question_id
    after = change.after or "no longer stated"
    return f"{_of_whom(change)} {label}: {change.before or 'new'} → {after}"


def force_name(slug: str) -> str:
    """Give a force's everyday name from its slug: ``west-midlands`` is ``West Midlands``."""
    return " ".join(word if word in ("and", "of") else word.capitalize() for word in slug.split("-"))
