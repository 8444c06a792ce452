"""Turn readings into the frames that are checked and loaded: one row a record, columns as the tables have them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from operator import attrgetter
from typing import Any

import polars as pl

from schemas.records import Finding, Judgment, Page, Section
from transforms.versions import Version

_TYPES: dict[str, pl.DataType | type[pl.DataType]] = {
    "third_party": pl.Boolean,
    "disagrees": pl.Boolean,
    "last_updated": pl.Date,
    "published_on": pl.Date,
    "fetched_at": pl.Datetime("us"),
    "words": pl.Int32,
    "version": pl.Int32,
    "position": pl.Int32,
    "level": pl.Int32,
    "question": pl.Int32,
    "parent": pl.Int32,
    "coverage": pl.Float64,
    "path": pl.List(pl.String),
}
"""Types of the columns that are not text."""

_COLUMNS = {
    "pages": [
        *(name for name in (f.name for f in fields(Page)) if name not in ("content_sha256", "words", "coverage")),
        "fetched_at",
        "content_sha256",
        "parser_version",
        "words",
        "coverage",
        "version",
        "media_type",
    ],
    "sections": ["page_id", "version", *(f.name for f in fields(Section))],
    "judgments": ["page_id", "version", *(f.name for f in fields(Judgment))],
    "findings": ["page_id", "version", "service", "force", "round", *(f.name for f in fields(Finding))],
}
_READ = {kind: attrgetter(*(f.name for f in fields(kind))) for kind in (Section, Judgment, Finding)}
"""Gives all values of a record, in column order."""
Frames = dict[str, pl.DataFrame]


def frames_of(versions: Iterable[Version], parser_version: str) -> tuple[Frames, Frames]:
    """Give the frames of the current versions and those of the superseded ones.

    Each is a dict of ``pages``, ``sections``, ``judgments`` and ``findings``, empty frames included.
    """
    rows: dict[bool, dict[str, list[tuple[Any, ...]]]] = {
        current: {table: [] for table in _COLUMNS} for current in (True, False)
    }
    for version in versions:
        for table, values in _rows(version, parser_version):
            rows[version.current][table].append(values)
    return _frames(rows[True]), _frames(rows[False])


def _rows(version: Version, parser_version: str) -> Iterable[tuple[str, tuple[Any, ...]]]:
    """Give one version's rows, with the table of each."""
    reading = version.reading
    page = reading.page
    known = {
        **{f.name: getattr(page, f.name) for f in fields(Page)},
        "fetched_at": version.capture.fetched_at,
        "parser_version": parser_version,
        "version": version.number,
        "media_type": version.capture.media_type.partition(";")[0],
    }
    yield "pages", tuple(known[column] for column in _COLUMNS["pages"])
    for section in reading.sections:
        yield "sections", (page.page_id, version.number, *_values(section))
    for judgment in reading.judgments:
        yield "judgments", (page.page_id, version.number, *_values(judgment))
    for finding in reading.findings:
        yield "findings", (page.page_id, version.number, page.service, page.force, page.round, *_values(finding))


def _values(record: Section | Judgment | Finding) -> tuple[Any, ...]:
    """Give a record's values in column order."""
    return tuple([list(value) if isinstance(value, tuple) else value for value in _READ[type(record)](record)])


def _frames(rows: dict[str, list[tuple[Any, ...]]]) -> Frames:
    """Make typed frames of rows."""
    return {
        table: pl.DataFrame(rows[table], schema={name: _TYPES.get(name, pl.String) for name in columns}, orient="row")
        for table, columns in _COLUMNS.items()
    }
