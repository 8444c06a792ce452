"""Small frames, batches and runs that the tests of the warehouse are made of."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl

from schemas.batch import Batch, empty_frame
from schemas.table_names import CONTENT
from schemas.tables import shape
from warehouse.publish import Published, RunRecord, publish
from warehouse.stage import write_batch

BASE = "https://hmicfrs.justiceinspectorates.gov.uk/"
T0 = datetime(2026, 11, 1, 12, 0, 0)


def sha(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def rows(table: str, given: list[dict[str, Any]]) -> pl.DataFrame:
    """Put rows in a table's shape; columns that are not given are null."""
    schema = shape(table)
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in given], schema=schema, orient="row")


def page(page_id: str, **more: Any) -> dict[str, Any]:
    _, round_, force, *pillar = page_id.split("/")
    return {
        "page_id": page_id,
        "url": f"{BASE}{page_id}/",
        "service": "police",
        "force": force,
        "round": round_.removeprefix("peel-"),
        "family": "pillar" if pillar else "force",
        "pillar": pillar[0] if pillar else None,
        "title": page_id,
        "language": "en",
        "third_party": False,
        "last_updated": date(2018, 3, 22),
        "fetched_at": T0,
        "content_sha256": sha(page_id),
        "parser_version": "p1",
        "words": 400,
        "coverage": 1.0,
        "version": 1,
        "media_type": "text/html",
    } | more


def judgment(page_id: str, number: int | None, grade: str | None, **more: Any) -> dict[str, Any]:
    """Make a judgment of a pillar page; ``number`` None is the pillar itself."""
    _, peel, force, *pillar = page_id.split("/")
    round_, pillar_ = peel.removeprefix("peel-"), more.get("pillar", pillar[0] if pillar else None)
    status = more.get("status", "graded" if grade else "not stated")
    return {
        "page_id": page_id,
        "version": 1,
        "service": "police",
        "force": force,
        "round": round_,
        "pillar": pillar_,
        "question": number,
        "question_id": "/".join(["police", round_, *filter(None, [pillar_, str(number or "")])]),
        "label": f"Question {number}?" if number else "The pillar?",
        "grade": grade,
        "status": status,
        "source": "badge" if grade else None,
        "grade_round": round_ if status == "graded" else None,
        "evidence": grade,
        "disagrees": False,
    } | more


def section(page_id: str, position: int, text: str, **more: Any) -> dict[str, Any]:
    return {
        "page_id": page_id, "version": 1, "position": position, "level": 1, "heading": f"Part {position}", "path": ["Top"],
        "kind": "question", "text": text, "words": len(text.split()),
    } | more  # fmt: skip


def finding(page_id: str, position: int, text: str, **more: Any) -> dict[str, Any]:
    _, peel, force, *pillar = page_id.split("/")
    return {
        "page_id": page_id, "version": 1, "service": "police", "force": force, "round": peel.removeprefix("peel-"),
        "pillar": pillar[0] if pillar else None, "kind": "area for improvement", "position": position, "text": text,
    } | more  # fmt: skip


def capture(page_id: str, at: datetime = T0, offset: int = 0, run: str = "r1", **more: Any) -> dict[str, Any]:
    return {
        "page_id": page_id, "url": f"{BASE}{page_id}/", "captured_url": f"{BASE}{page_id}", "fetched_at": at,
        "kind": "response", "http_status": 200, "media_type": "text/html", "payload_sha256": sha(page_id + str(at)),
        "file": f"peel-{page_id.replace('/', '-')}.warc.gz", "offset": offset, "run_id": run, "content_sha256": sha(page_id),
    } | more  # fmt: skip


def refusal(page_id: str, stage: str = "read", run: str = "r1") -> dict[str, Any]:
    return {
        "page_id": page_id, "url": f"{BASE}{page_id}/", "service": "police", "force": page_id.split("/")[2],
        "round": "2017", "stage": stage, "reason": "It is a cookie wall.", "refused_at": T0, "run": run,
    }  # fmt: skip


def load(page_id: str, outcome: str = "loaded", captures: str = "c1", parser: str = "p1") -> dict[str, Any]:
    return {"page_id": page_id, "captures_sha256": sha(captures), "parser_version": parser, "outcome": outcome}


def batch(
    *,
    pages: list[dict[str, Any]] | None = None,
    history: dict[str, list[dict[str, Any]]] | None = None,
    loads: list[dict[str, Any]] | None = None,
    **content: list[dict[str, Any]],
) -> Batch:
    """Make a batch: content rows by table, ``captures``, ``refusals``, ``rejects``; loads follow from the pages."""
    pages = pages or []
    frames = {table: rows(table, content.get(table, [])) for table in CONTENT} | {"pages": rows("pages", pages)}
    former = {table: rows(table, (history or {}).get(table, [])) for table in CONTENT}
    return Batch(
        current=frames,
        history=former,
        captures=rows("captures", content["captures"]) if "captures" in content else empty_frame("captures"),
        refusals=rows("refusals", content.get("refusals", [])),
        rejects=rows("rejects", content.get("rejects", [])),
        loads=rows("loads", [load(one["page_id"]) for one in pages] if loads is None else loads),
    )


def run(run_id: str = "r1", kind: str = "ingest") -> RunRecord:
    return RunRecord(run_id, kind, "police 2017", "p1", T0)


def staged(home: Path, one: Batch, run_id: str = "r1", name: str | None = None) -> Path:
    return write_batch(home / "staging" / run_id, one, name)


def published(home: Path, *batches: Batch, run_id: str = "r1", **how: Any) -> Published:
    """Stage and publish batches into a home."""
    places = [staged(home, one, run_id, f"b{number}") for number, one in enumerate(batches)]
    return publish(home, places, run(run_id), **how)


def a_force(force: str, grade: str = "good", round_: str = "2017") -> Batch:
    """Make a batch of one pillar page that says something of everything."""
    page_id = f"peel-assessments/peel-{round_}/{force}/effectiveness"
    return batch(
        pages=[page(page_id)],
        judgments=[judgment(page_id, None, grade), judgment(page_id, 3, "requires improvement")],
        sections=[section(page_id, 1, f"What {force} does."), section(page_id, 2, "More of it.")],
        findings=[finding(page_id, 3, "The force should do better.")],
        captures=[capture(page_id)],
    )
