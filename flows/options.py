"""The options that several commands share, so that each means the same everywhere."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from flows.settings import empty

_Given = TypeVar("_Given")


class Format(StrEnum):
    """In which form an answer is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"
    PARQUET = "parquet"


def said(option: str, kind: Callable[[str], _Given]) -> Callable[[str], _Given]:
    """Read what was given with an option, which is never nothing: that is a variable which somebody forgot to set."""

    def read(text: str) -> _Given:
        if not text.strip():
            raise empty(option)
        return kind(text)

    return read


Service = Annotated[
    str | None,
    typer.Option(
        "--service",
        metavar="police|fire",
        parser=said("--service", str),
        help="Only this service; both if not given.",
    ),
]
Forces = Annotated[
    list[str] | None,
    typer.Option(
        "--force",
        metavar="FORCE",
        help="Only this force, by slug or name (lancashire, 'West Midlands Police'); may be repeated.",
    ),
]
Rounds = Annotated[
    list[str] | None,
    typer.Option(
        "--round", metavar="ROUND", help="Only this round (2017, 2018-19, or open for all open ones); may be repeated."
    ),
]
Home = Annotated[
    Path | None,
    typer.Option(
        "--home",
        metavar="DIR",
        parser=said("--home", Path),
        help="Folder of the archive and the warehouse; PEEL_HOME, or a folder of your own, if not given.",
    ),
]
Shape = Annotated[Format, typer.Option("--format", help="How to print the answer.", case_sensitive=False)]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write the answer to a file.")]
Limit = Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="At most this many rows.")]
