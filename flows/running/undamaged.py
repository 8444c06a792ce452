"""Keep a rebuild from losing pages for the sake of a damaged archive, and say which captures it has lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from flows.keeping import captures
from flows.running.reading import Read
from flows.running.runs import Run
from flows.running.summary import plural
from schemas.errors import PeelError
from warehouse.loaded import pages

_NAMED = 5
"""Pages that are named one by one; the rest is counted."""


def must_not_lose_pages(run: Run, reads: Sequence[Read]) -> None:
    """Refuse a rebuild that could not read pages which the warehouse holds, since their files are damaged or gone.

    What it would publish says that the site no longer states what only our copy has lost. Where there is no former
    file, or one that cannot be read, nothing better can be had.

    Raises:
        PeelError: as said, naming the pages and what to do.

    """
    former: list[str] = []
    with suppress(PeelError):
        former = [one[0] for one in pages(run.settings.warehouse)]
    held = captures.urls(run.settings.archive)
    unreadable = {page_id for read in reads for page_id in read.lost}
    lost = [page_id for page_id in former if page_id not in held or page_id in unreadable]
    if lost:
        raise PeelError(
            f"{plural(len(lost), 'page')} of the warehouse cannot be read from the archive any more, since its files "
            f"are damaged or gone ({_named(lost)}): a rebuild would lose what they say, so nothing was published. "
            "`peel archive verify` says what is damaged: put those files back from a copy. `peel replay --all` reads "
            f"the rest and leaves the rows of these pages as they are. To do without them, move "
            f"{run.settings.warehouse} away and rebuild."
        )


def gaps(reads: Sequence[Read]) -> Iterator[str]:
    """Word which pages were read though an older capture of theirs cannot be."""
    found = [page_id for read in reads for page_id in read.gaps]
    if found:
        yield (
            f"An older capture of {plural(len(found), 'page')} cannot be read any more (`peel archive verify` says "
            f"why), so their history lacks it: {_named(found)}."
        )


def _named(page_ids: Sequence[str]) -> str:
    """Name some pages, and count the rest."""
    more = [f"and {len(page_ids) - _NAMED:,} more"] if len(page_ids) > _NAMED else []
    return ", ".join([*page_ids[:_NAMED], *more])
