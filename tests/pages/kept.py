"""Pages kept with what they say written down by hand, and in what a reading of one differs from that.

A case is a folder ``<service>-<round>/<case>`` (or ``refused/<case>``) with ``page.html`` or ``page.txt``, ``meta.json``
(where it is from, why it is here, its address, its media type, the kind of its markup, and the numbers of the site's
irregularities that it bears) and ``expected.json``, which is one of two things. An ``error``: reading it must raise that, and the
reason must hold one of the words of ``naming``. Or what it says: the ``page``'s fields, all ``judgments`` (in any order) and all
``findings`` (in reading order), ``headings`` that sections must bear in this order, ``sections``, texts that must be ``said``
or ``never_said``. A field that is not given is not compared; a judgment that is ``optional`` may be absent; the ``parent``
of a finding is the text of that finding. White space is folded, and a deadline's case.
"""

from __future__ import annotations

import difflib
import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from schemas.records import Reading
from transforms.addresses import OutOfScope, address_of
from transforms.read import NotReadable, read_page

LEAST_COVERAGE = 0.98


@dataclass(frozen=True, slots=True)
class Case:
    """A page and what was written down of it; ``known`` names the parts in which it is known to be misread."""

    name: str
    folder: Path
    meta: dict[str, Any]
    expected: dict[str, Any]
    known: frozenset[str]


def cases() -> list[Case]:
    """Give every page kept, by name."""
    return [_case(path.parent) for path in sorted(Path(__file__).parent.glob("*/*/meta.json"))]


def _case(folder: Path) -> Case:
    known = folder / "known.json"
    return Case(
        f"{folder.parent.name}/{folder.name}",
        folder,
        json.loads((folder / "meta.json").read_text("utf-8")),
        json.loads((folder / "expected.json").read_text("utf-8")),
        frozenset(json.loads(known.read_text("utf-8"))) if known.exists() else frozenset(),
    )


def read(case: Case) -> Reading:
    """Read the page as a capture of its address.

    Raises:
        OutOfScope: its address is none of an inspection page.
        NotReadable: it is no inspection page, whatever its address.

    """
    (file,) = case.folder.glob("page.*")
    return read_page(file.read_bytes(), case.meta["media_type"], address_of(case.meta["url"]))


def differences(case: Case) -> dict[str, list[str]]:
    """Say for each part of the page in which its reading differs from what was written down, what was wanted and got."""
    try:
        reading = read(case)
    except (OutOfScope, NotReadable) as error:
        return dict(_refusal(case.expected, error))
    if "error" in case.expected:
        return {"refusal": [f"wanted {case.expected['error']}, got {len(reading.judgments)} judgments"]}
    return {part: lines for part, lines in _parts(case.expected, reading) if lines}


def _refusal(expected: dict[str, Any], error: Exception) -> Iterator[tuple[str, list[str]]]:
    kind, said = type(error).__name__, str(error)
    if kind != expected.get("error"):
        yield "refusal", [f"wanted {expected.get('error', 'a reading')}, got {kind}: {said}"]
    elif not any(word in said.casefold() for word in expected["naming"]):
        yield "reason", [f"wanted one of {expected['naming']}, got: {said}"]


def _parts(expected: dict[str, Any], reading: Reading) -> Iterator[tuple[str, list[str]]]:
    yield "page", _unlike([expected["page"]], [_shown(reading.page)])
    if "judgments" in expected:
        yield "judgments", list(_unlike_judgments(*judgments(expected, reading)))
    for kind, key in (("findings", "text"), ("sections", "heading")):
        if kind in expected:
            yield kind, _unlike_lists(expected[kind], [_shown(row, reading) for row in getattr(reading, kind)], key)
    yield "headings", list(_out_of_order(expected.get("headings", ()), reading))
    placed = folded("\n".join(all_placed(reading)))
    yield "said", [f"lost: {text}" for text in expected.get("said", ()) if folded(text) not in placed]
    yield "never_said", [f"kept: {text}" for text in expected.get("never_said", ()) if folded(text) in placed]
    yield "unplaced", [f"unplaced: {text}" for text in reading.unplaced]
    if reading.page.coverage < LEAST_COVERAGE:
        yield "coverage", [f"{reading.page.coverage:.3f} of the words"]


def judgments(expected: dict[str, Any], reading: Reading) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Give what was wanted and what was read, each in the order of forces and questions, less optional rows not read."""
    got = sorted((_shown(row) for row in reading.judgments), key=_place)
    found = {_place(row)[:2] for row in got}
    rows = (dict(row) for row in expected["judgments"])
    wanted = [row for row in rows if not row.pop("optional", False) or _place(row)[:2] in found]
    return sorted(wanted, key=_place), got


def _unlike_judgments(wanted: list[dict[str, Any]], got: list[dict[str, Any]]) -> Iterator[str]:
    """Compare question by question, so that a missing row does not shift those after it."""
    for place in sorted({_place(row) for row in (*wanted, *got)}):
        yield from _unlike(
            [row for row in wanted if _place(row) == place], [row for row in got if _place(row) == place]
        )


def _place(row: dict[str, Any]) -> tuple[str, str, bool]:
    return row["force"], row["question_id"], row["disagrees"]


def _shown(record: Any, reading: Reading | None = None) -> dict[str, Any]:
    """Show a record as it is written down: dates and lists as JSON has them, the parent of a finding by its text."""
    fields = {}
    for name, value in asdict(record).items():
        if name == "parent" and value is not None and reading is not None:
            value = next((finding.text for finding in reading.findings if finding.position == value), "?")
        fields[name] = value.isoformat() if isinstance(value, date) else value
    return fields


def _unlike_lists(wanted: list[dict[str, Any]], got: list[dict[str, Any]], key: str) -> list[str]:
    """Compare rows in their order, laid side by side by the text that tells them apart."""
    before, after = ([folded(row[key]) for row in rows] for rows in (wanted, got))
    lines = []
    for _, start, stop, first, last in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        lines += _unlike(wanted[start:stop], got[first:last])
    return lines


def _unlike(wanted: list[dict[str, Any]], got: list[dict[str, Any]]) -> list[str]:
    """Name the rows that differ: the wrong fields where both have a row at a place, whole rows where one has none."""
    lines = []
    for own, found in itertools.zip_longest(wanted, got):
        if own is None or found is None:
            lines.append(f"missing: {_brief(own)}" if own else f"not wanted: {_brief(found)}")
        elif wrong := [name for name in own if not _same(name, own[name], found[name])]:
            lines.append(f"{_brief(own)}: " + "; ".join(f"{n} wanted {own[n]!r} got {found[n]!r}" for n in wrong))
    return lines


def _brief(row: dict[str, Any]) -> str:
    names = ("page_id", "force", "question_id", "kind", "grade", "status", "heading", "text")
    return " ".join(str(row[name])[:60] for name in names if row.get(name) is not None)


def _same(name: str, wanted: Any, got: Any) -> bool:
    """Compare a field; the lead-in of a list may begin with the heading above it."""
    if not isinstance(wanted, str) or not isinstance(got, str):
        return bool(wanted == got)
    if name == "deadline":
        return folded(wanted).casefold() == folded(got).casefold()
    return folded(wanted) == folded(got) or (name == "lead_in" and folded(got).endswith(folded(wanted)))


def _out_of_order(headings: Any, reading: Reading) -> Iterator[str]:
    found = [folded(section.heading) for section in reading.sections]
    place = 0
    for heading in headings:
        if folded(heading) not in found[place:]:
            yield f"no section: {heading}"
        else:
            place = found.index(folded(heading), place) + 1


def folded(text: object) -> str:
    """Fold white space, and take out the characters that nobody sees."""
    return re.sub(r"\s+", " ", re.sub("[\u200b\u00ad\ufeff]", "", str(text or "")).replace("\u00a0", " ")).strip()


def all_placed(reading: Reading) -> list[str]:
    """Give every text of the page that found a place in a section or a finding."""
    sections = [text for section in reading.sections for text in (section.heading, section.text)]
    return [*sections, *(f"{finding.lead_in}\n{finding.text}\n{finding.detail}" for finding in reading.findings)]
