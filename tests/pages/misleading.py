"""Pages made to mislead a reader, by somebody who had not seen how it reads: what each must come to, and what is known to fail.

A case is a line of ``hostile/*.jsonl``: ``url`` (below the police assessments), ``body``, and what is wanted of it:
``judgments`` (``*`` where anything goes, a list of grades where one of them may be read), ``findings`` (kind, question and text; in some files detail, deadline and the
parent's text too), texts to ``keep`` in exactly one place, texts that may ``never`` come out, or that it is ``refused``;
``may`` names questions of which it may speak or not, ``markup`` the kind of its markup. All of it is made, none captured.
``known`` names what a case is known to fail in; a case that no longer fails must lose the word, and nothing that is not
known may fail.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from schemas.records import Reading
from tests.pages.kept import folded
from transforms.addresses import SITE, address_of
from transforms.read import NotReadable, read_page

BASE = f"{SITE}/peel-assessments/"
GROUPS = sorted(path.stem for path in (Path(__file__).parent / "hostile").glob("*.jsonl"))


def cases(group: str) -> list[dict[str, Any]]:
    """Give the cases of a file."""
    path = Path(__file__).parent / "hostile" / f"{group}.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def url_of(case: dict[str, Any]) -> str:
    """Give the whole address of a case."""
    return str(case["url"] if case["url"].startswith("http") else BASE + case["url"])


def body_of(case: dict[str, Any]) -> bytes:
    """Give the bytes of a case's page."""
    return base64.b64decode(case["body"]) if case.get("encoding") == "base64" else str(case["body"]).encode()


def read(case: dict[str, Any]) -> Reading:
    """Read a case's page.

    Raises:
        NotReadable: it is no inspection page.

    """
    return read_page(body_of(case), case["media_type"], address_of(url_of(case)))


def failures(case: dict[str, Any]) -> set[str]:
    """Name what a case fails in."""
    try:
        reading = read(case)
    except NotReadable:
        return set() if case.get("refused") else {"REFUSED GOOD"}
    if case.get("refused"):
        return {"NOT REFUSED"}
    return {*_fields(case, reading), *_judgments(case, reading), *_findings(case, reading), *_texts(case, reading)}


def _fields(case: dict[str, Any], reading: Reading) -> Iterator[str]:
    if "title" in case and folded(reading.page.title) != case["title"]:
        yield "FIELD"
    if "last_updated" in case and str(reading.page.last_updated) != str(case["last_updated"]):
        yield "FIELD"
    if reading.unplaced or reading.page.coverage < 0.98:
        yield "COVERAGE"


def _judgments(case: dict[str, Any], reading: Reading) -> Iterator[str]:
    if "judgments" not in case:
        return
    wanted: dict[str, list[dict[str, Any]]] = {}
    for row in case["judgments"]:
        wanted.setdefault(row["question_id"], []).append(row)
    found = {row.question_id for row in reading.judgments}
    if found - set(wanted) - set(case.get("may", ())):
        yield "WRONG GRADE"
    for question_id, rows in wanted.items():
        got = [row for row in reading.judgments if row.question_id == question_id]
        if not got:
            yield "MISSING GRADE"
        elif len(got) != len(rows):
            yield "WRONG GRADE"
        for row, want in zip(got, rows, strict=False):
            wished = want["grade"] if isinstance(want["grade"], list) else [want["grade"]]
            if "*" not in wished and row.grade not in wished:
                yield "MISSING GRADE" if row.grade is None else "WRONG GRADE"
                continue
            own = row.grade_round if want["grade_round"] == "*" else want["grade_round"]
            checked = ((want["status"], row.status), (want["source"], row.source or ""), (own, row.grade_round))
            if any(wish not in ("*", value) for wish, value in checked):
                yield "STATUS/SOURCE"


def _findings(case: dict[str, Any], reading: Reading) -> Iterator[str]:
    """Compare kind, question and text, and where it is written down the detail, the deadline and the parent's text."""
    if "findings" not in case:
        return
    texts = {f.position: f.text for f in reading.findings}
    fields = max((len(row) for row in case["findings"]), default=3)
    got = [
        (f.kind, f.question_id, f.text, f.detail, (f.deadline or "").casefold(), texts.get(f.parent or -1))
        for f in reading.findings
    ]
    if sorted([folded(value) for value in row[:fields]] for row in got) != sorted(
        [folded(value) for value in row] for row in case["findings"]
    ):
        yield "FINDING"


def _texts(case: dict[str, Any], reading: Reading) -> Iterator[str]:
    findings = [text for f in reading.findings for text in (f.text, f.detail)]
    placed = [folded(text) for text in (*(s.text for s in reading.sections), *findings)]
    headings = [folded(s.heading) for s in reading.sections]
    fields = [text for j in reading.judgments for text in (j.label, j.evidence)]
    everything = [*placed, *headings, *(folded(f.lead_in) for f in reading.findings), *map(folded, fields)]
    everything.append(folded(reading.page.title))
    if any(sum(text.count(folded(keep)) for text in placed) != 1 for keep in case.get("keep", ())):
        yield "LOST PROSE"
    if any(folded(heading) not in headings for heading in case.get("headings", ())):
        yield "LOST PROSE"
    if any(folded(never) in text for never in case.get("never", ()) for text in everything):
        yield "BOILERPLATE"
