"""The commands that look after the archive itself: archive verify, archive reindex."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from flows.options import Home
from flows.settings import home_folder
from schemas.errors import PeelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.keeping.verifying import Verified
    from schemas.records import Capture

_NAMED = 20
"""Problems that are named one by one; the rest is counted."""
DAMAGED = 1


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    archive = typer.Typer(
        help="Check the archive's files, or make its index anew from them.",
        epilog="Examples: `peel archive verify`; `peel archive reindex --home /data/peel`.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    archive.command(
        short_help="Check that every record of the archive is as it was written.",
        epilog="Example: `peel archive verify --home /data/peel`.",
    )(verify)
    archive.command(
        short_help="Make the archive's index anew from its files.",
        epilog="Example: `peel archive reindex --home /data/peel`.",
    )(reindex)
    app.add_typer(archive, name="archive")


def verify(home: Home = None) -> None:
    """Read every record of the archive, and compare its digests and the hash of its body with what was written.

    Changes nothing. Ends with status 1 where something is not as it was written, and is nowhere else.
    """
    from flows.keeping.verifying import verify as checked
    from flows.running.progress import clean

    for line in _in_words(found := checked(_folder(home))):
        typer.echo(clean(line))
    raise typer.Exit(DAMAGED if found.problems else 0)


def reindex(home: Home = None) -> None:
    """Read the archive's files and make its index anew from them; needed only after they were changed by hand.

    Ends with status 1 where a capture that was known is damaged, or in no file any more.
    """
    from flows.keeping.captures import reindex as made_anew
    from flows.running.progress import clean
    from flows.running.summary import plural

    folder = _folder(home)
    found = made_anew(folder)
    typer.echo(f"{folder}: {plural(found.captures, 'capture')} indexed.")
    if found.damaged:
        typer.echo(f"The records of {plural(len(found.damaged), 'capture')} are damaged and cannot be read any more:")
    for line in _named(found.damaged):
        typer.echo(clean(line))
    if found.lost:
        typer.echo(f"{plural(len(found.lost), 'capture')} that the index knew in no file any more, and forgotten:")
    for line in _named(found.lost):
        typer.echo(clean(line))
    if found.damaged or found.lost:
        typer.echo(
            "Put the files back from a copy and run this again, or have the pages asked for again "
            "(`peel ingest --refetch`)."
        )
        raise typer.Exit(DAMAGED)


def _named(captures: Sequence[Capture]) -> list[str]:
    """Name captures, and count those beyond what a person reads."""
    lines = [
        f"  {one.page_id} of {one.fetched_at:%Y-%m-%d %H:%M:%S} ({one.file}, byte {one.offset:,})"
        for one in captures[:_NAMED]
    ]
    return [*lines, f"  and {len(captures) - _NAMED:,} more"] if len(captures) > _NAMED else lines


def _folder(home: Path | None) -> Path:
    """Find the archive of a home.

    Raises:
        PeelError: there is none.

    """
    folder = home_folder(home) / "archive"
    if not folder.is_dir():
        raise PeelError(f"There is no archive at {folder}: `peel ingest` makes one, or name another home with --home.")
    return folder


def _in_words(found: Verified) -> list[str]:
    """Say what checking came to, problems first named."""
    from flows.running.summary import plural

    records = ", ".join(f"{number:,} {kind}" for kind, number in sorted(found.records.items()))
    whole = f"{plural(found.records.total(), 'record')} in {plural(found.files, 'file')}"
    lines = [f"Read {whole}{f' ({records})' if records else ''}."]
    if found.damaged:
        lines.append(f"{plural(found.damaged, 'record')} damaged; {plural(found.intact, 'capture')} intact.")
    lines += found.notes[:_NAMED]
    if not found.problems:
        others = "other " if found.notes else ""
        return [*lines, f"Every {others}record is whole, and as it was written."]
    lines += [f"{plural(len(found.problems), 'problem')} found:", *(f"  {one}" for one in found.problems[:_NAMED])]
    if len(found.problems) > _NAMED:
        lines.append(f"  and {len(found.problems) - _NAMED:,} more")
    return lines
