"""The command search: sections and findings that tell of some words, the best first."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.options import Forces, Format, Home, Out, Rounds, Service, Shape
from flows.selection import select
from flows.settings import home_folder

if TYPE_CHECKING:
    from warehouse.search import Hit

_WIDTH = 100
"""Columns of a terminal that is not known."""


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(
        short_help="Find the sections and findings that tell of some words.",
        epilog='Examples: `peel search domestic abuse`; `peel search bail --round 2017 --kind "area for improvement"`.',
    )(search)


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="What it should be about.")],
    service: Service = None,
    force: Forces = None,
    round_: Rounds = None,
    kind: Annotated[
        str | None,
        typer.Option("--kind", help="Only this kind of finding ('cause of concern') or of section (summary)."),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="At most this many.")] = 10,
    shape: Shape = Format.TABLE,
    out: Out = None,
    home: Home = None,
) -> None:
    """Find the sections and findings that tell most of some words, with the words in context and the page's address."""
    from flows.printing import width
    from warehouse.connect import warehouse_file
    from warehouse.search import search as find

    folder, chosen = home_folder(home), select(service, force or (), round_ or ())
    hits = find(
        warehouse_file(folder),
        " ".join(words),
        service=chosen.service,
        forces=chosen.forces,
        rounds=chosen.rounds,
        kind=kind and kind.lower(),
        limit=limit,
    )
    if shape is not Format.TABLE or out is not None:
        _write(hits, shape, out, folder)
    for line in _in_words(hits, width() or _WIDTH) if shape is Format.TABLE and out is None else ():
        typer.echo(line)
    if not hits:
        where = "" if str(chosen) == "all forces and rounds" and kind is None else " of what was asked for"
        typer.echo(f"peel: No section or finding{where} holds any of these words.", err=True)


def _in_words(hits: Sequence[Hit], width: int) -> Iterator[str]:
    """Lay hits out, a paragraph each: where it stands, the words in context, the page's address."""
    from flows.running.progress import clean

    for number, hit in enumerate(hits, start=1):
        where = ", ".join(filter(None, (hit.force, hit.round and f"{hit.service} {hit.round}", hit.kind)))
        headed = f"{where}: {hit.heading}" if hit.heading else where
        yield from textwrap.wrap(f"{number}. {clean(headed)}", width, subsequent_indent="   ")
        yield from textwrap.wrap(
            clean(hit.text_in_context), width, initial_indent="   ", subsequent_indent="   ", break_on_hyphens=False
        )
        yield f"   {clean(hit.url)}"
        yield ""


def _write(hits: Sequence[Hit], shape: Format, out: Path | None, home: Path) -> None:
    """Write hits in a form for programs."""
    from flows.printing import destination, width
    from warehouse.forms import Answer, write_answer, write_parquet
    from warehouse.search import Hit

    names = [field.name for field in fields(Hit)]
    with destination(shape, out, home) as stream:
        if shape is Format.PARQUET:
            import polars as pl

            write_parquet(pl.DataFrame([asdict(hit) for hit in hits], schema=names), stream)
        else:
            write_answer(Answer(names, [tuple(asdict(hit).values()) for hit in hits]), shape, stream, width(out))
