"""Pages of every form met, each with what it says written down by hand: reading them gives that and nothing else.

A case is a folder ``<service>-<round>/<case>`` with ``page.html`` or ``page.txt``, ``meta.json`` (where it is from,
why it is here, its address and media type) and ``expected.json``: fields of the page, every judgment and finding in
order (a field that is not given is not compared), and, where it matters, sections, and texts that must be or must not.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from schemas.records import Reading
from transforms.addresses import address_of
from transforms.read import read_page

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/*/meta.json"))


def test_there_are_cases() -> None:
    assert len(CASES) >= 3


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_a_page_is_read_as_it_was_written_down_by_hand(case: Path) -> None:
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    reading = read(case)
    (page,) = compared([reading.page], [expected["page"]])
    assert page == expected["page"]
    for kind in ("judgments", "findings", "sections"):
        if kind in expected:
            assert compared(getattr(reading, kind), expected[kind]) == expected[kind]
    placed = "\n".join(all_placed(reading))
    assert [text for text in expected.get("said", ()) if text not in placed] == []
    assert [text for text in expected.get("never_said", ()) if text in placed] == []
    assert reading.unplaced == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_a_page_tells_where_it_is_from_and_why_it_is_here(case: Path) -> None:
    meta = json.loads((case / "meta.json").read_text(encoding="utf-8"))
    assert set(meta) == {"origin", "why", "url", "media_type"}
    assert all(meta.values())


def read(case: Path) -> Reading:
    meta = json.loads((case / "meta.json").read_text(encoding="utf-8"))
    (file,) = case.glob("page.*")
    return read_page(file.read_bytes(), meta["media_type"], address_of(meta["url"]))


def compared(records: Any, expected: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The records as they are written down: the fields that the expectation at the same place names, dates as text."""
    shown = []
    for place, record in enumerate(records):
        fields = {
            name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(record).items()
        }
        named = expected[place] if place < len(expected) else fields
        shown.append({name: fields[name] for name in named})
    return shown


def all_placed(reading: Reading) -> list[str]:
    sections = [text for section in reading.sections for text in (section.heading, section.text)]
    return [*sections, *(f"{finding.lead_in}\n{finding.text}\n{finding.detail}" for finding in reading.findings)]
