"""Describe exported files as a Data Package (v2): where they are, what their columns mean, and under which licence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from warehouse.dictionary import Column, Entry

_LICENCE = "Open Government Licence v3.0"
_LICENCE_URL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
_ATTRIBUTION = (
    "Contains public sector information licensed under the Open Government Licence v3.0. Source: His Majesty’s "
    "Inspectorate of Constabulary and Fire & Rescue Services (HMICFRS), Crown copyright."
)
_PROFILES = "https://datapackage.org/profiles/2.0"
_KEYS = {
    "forces": ["service", "force"],
    "rounds": ["service", "round"],
    "questions": ["question_id"],
    "themes": ["question_id", "theme"],
    "pages": ["page_id"],
    "sections": ["page_id", "position"],
    "findings": ["page_id", "position"],
    "grades": ["service", "force", "round", "question_id"],
    "theme_grades": ["service", "force", "round", "theme"],
    "grade_matrix": ["service", "force", "round"],
    "force_scores": ["service", "force", "round"],
}
"""Columns that tell the rows of a table apart, where there are such."""
_PARENTS = {
    "themes": ("question_id", "questions"),
    "sections": ("page_id", "pages"),
    "judgments": ("page_id", "pages"),
    "findings": ("page_id", "pages"),
}
"""The column that leads to a row of another table, and that table, which has the column as its key."""
_TYPES = {
    "VARCHAR": "string",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "HUGEINT": "integer",
    "DOUBLE": "number",
}


@dataclass(frozen=True, slots=True)
class Data:
    """One exported file."""

    entry: Entry
    """The table or view that it holds."""
    path: str
    """Place in the package, with slashes."""
    size: int
    """Bytes."""
    sha256: str

    @property
    def name(self) -> str:
        """Give the name of the file without its folder and its ending."""
        return self.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]

    @property
    def is_csv(self) -> bool:
        """Tell CSV from Parquet."""
        return self.path.endswith(".csv")


def licence() -> str:
    """Name the licence as it asks to be named."""
    return f"{_ATTRIBUTION} The licence: {_LICENCE_URL}"


def descriptor(name: str, day: date, third_party: str, data: Iterable[Data]) -> dict[str, Any]:
    """Describe a whole package, as the JSON of its ``datapackage.json``.

    Args:
        name: what the package is called.
        day: the day of the newest capture that it rests on.
        third_party: what was done with the words that are not the inspectorate's, in a sentence.
        data: its files.

    """
    return {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": name,
        "title": "Police and fire inspections of HMICFRS: grades, findings and text",
        "description": "What HMICFRS publishes on its web pages about police forces and fire and rescue services in "
        f"England and Wales, read by peel from captures up to {day}. A grade stands here only where a page states it. "
        f"{third_party} {_ATTRIBUTION}",
        "version": day.isoformat(),
        "homepage": "https://hmicfrs.justiceinspectorates.gov.uk/",
        "licenses": [{"name": "OGL-UK-3.0", "title": _LICENCE, "path": _LICENCE_URL}],
        "sources": [{"title": "HMICFRS", "path": "https://hmicfrs.justiceinspectorates.gov.uk/"}],
        "keywords": ["HMICFRS", "PEEL", "police", "fire and rescue", "inspection"],
        "resources": [_resource(one) for one in data],
    }


def _resource(one: Data) -> dict[str, Any]:
    """Describe one file."""
    common = {
        "$schema": f"{_PROFILES}/dataresource.json",
        "name": one.name if one.is_csv else f"{one.name}-parquet",
        "path": one.path,
        "title": one.entry.called,
        "description": one.entry.says,
        "bytes": one.size,
        "hash": f"sha256:{one.sha256}",
    }
    if not one.is_csv:
        return common | {"format": "parquet", "mediatype": "application/vnd.apache.parquet"}
    return common | {
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"$schema": f"{_PROFILES}/tabledialect.json", "lineTerminator": "\r\n"},
        "schema": _schema(one),
    }


def _schema(one: Data) -> dict[str, Any]:
    """Describe the columns of one file."""
    fields = [_field(column) for column in one.entry.columns]
    schema: dict[str, Any] = {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": fields,
        "missingValues": [""],
    }
    if one.name in _KEYS:
        schema["primaryKey"] = _KEYS[one.name]
    if one.name in _PARENTS:
        column, parent = _PARENTS[one.name]
        schema["foreignKeys"] = [{"fields": [column], "reference": {"resource": parent, "fields": [column]}}]
    return schema


def _field(column: Column) -> dict[str, str]:
    """Describe one column; a list stands in its cell as JSON."""
    kind = "array" if column.type.endswith("[]") else _TYPES.get(column.type, "any")
    return {"name": column.name, "type": kind, "description": column.says}
