"""What is to be read: the pages of a run's selection whose newest content, or parser, is not what was loaded."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from flows.keeping import captures
from flows.running.parser_version import parser_version
from flows.running.runs import Part, Run, parts_of
from schemas.errors import PeelError
from schemas.records import Address
from transforms.addresses import OutOfScope, address_of
from warehouse.loaded import loads

_NOTHING = captures.captures_sha256([])
"""The hash of a page that the site never had: it was asked for, and there are only error pages of it."""


@dataclass(slots=True)
class Backlog:
    """The pages of a run's selection that are to be read, each given out once for each state of its content."""

    run: Run
    known: dict[str, tuple[str, str]]
    """With which captures and parser each page was loaded, or given out to be read."""
    seen: int = 0
    """Pages of the selection that the archive was found to hold."""

    def take(self, page_ids: Collection[str] | None = None) -> tuple[Part, ...]:
        """Give out, by force, what is stale of some pages, or of all that the archive holds.

        A page is stale when its newest content, or the parser, is not what was loaded.
        """
        found: list[tuple[str, str | None, str]] = []
        archive = self.run.settings.archive
        # By their addresses first: what else is in the archive need not be looked at for the sake of one force.
        addresses = {page_id: _address(url) for page_id, url in captures.urls(archive, page_ids).items()}
        covered = {
            page_id: address
            for page_id, address in addresses.items()
            if address is not None and self.run.selection.covers_address(address)
        }
        for page_id, _, captures_sha256 in captures.hashes(archive, covered):
            if captures_sha256 == _NOTHING:
                continue
            self.seen += 1
            address = covered[page_id]
            if self.known.get(page_id) != (captures_sha256, parser_version()):
                self.known[page_id] = (captures_sha256, parser_version())
                found.append((address.service, address.force, page_id))
        return parts_of(found)

    def must_hold_pages(self) -> None:
        """Refuse a run whose selection the archive holds no page of.

        Raises:
            PeelError: as said.

        """
        if not self.seen:
            raise PeelError(
                f"The archive {self.run.settings.archive} holds no page of {self.run.selection}: `peel ingest` fetches "
                "pages, `peel import` takes in files."
            )


def backlog(run: Run, everything: bool = False) -> Backlog:
    """Look up what is loaded, to tell what is stale; ``everything`` takes all pages for stale.

    Raises:
        PeelError: the warehouse cannot be read.

    """
    return Backlog(run, {} if everything else loads(run.settings.warehouse))


def _address(url: str) -> Address | None:
    """Read an archived page's address; None where no data file knows its force or round any more."""
    try:
        return address_of(url)
    except OutOfScope:
        return None
