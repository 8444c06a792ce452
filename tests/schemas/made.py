"""Frames of one good page, and of the same with values changed, for the tests of the sieve and the batch."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import polars as pl

from schemas.batch import Frames
from schemas.table_names import CONTENT
from schemas.tables import shape

KENT = "peel-assessments/peel-2017/kent/effectiveness"
NOW = datetime(2026, 11, 23, 9, 30)

PAGE: dict[str, Any] = {
    "page_id": KENT,
    "url": f"https://hmicfrs.justiceinspectorates.gov.uk/{KENT}/",
    "service": "police",
    "force": "kent",
    "round": "2017",
    "family": "pillar",
    "pillar": "effectiveness",
    "title": "Kent PEEL 2017",
    "language": "en",
    "third_party": False,
    "last_updated": date(2018, 3, 22),
    "published_on": None,
    "fetched_at": datetime(2024, 4, 18, 11, 0),
    "content_sha256": "ab" * 32,
    "parser_version": "p1",
    "words": 1200,
    "coverage": 1.0,
    "version": 1,
    "media_type": "text/html",
}
SECTION: dict[str, Any] = {
    "page_id": KENT,
    "version": 1,
    "position": 1,
    "level": 1,
    "heading": "Kent PEEL 2017",
    "path": [],
    "kind": "summary",
    "pillar": "effectiveness",
    "question": None,
    "question_id": "police/2017/effectiveness",
    "text": "",
    "words": 3,
}
JUDGMENT: dict[str, Any] = {
    "page_id": KENT,
    "version": 1,
    "service": "police",
    "force": "kent",
    "round": "2017",
    "pillar": "effectiveness",
    "question": 3,
    "question_id": "police/2017/effectiveness/3",
    "label": "How effective is the force at protecting those who are vulnerable from harm?",
    "grade": "good",
    "status": "graded",
    "source": "badge",
    "grade_round": "2017",
    "evidence": "Good",
    "disagrees": False,
}
FINDING: dict[str, Any] = {
    "page_id": KENT,
    "version": 1,
    "service": "police",
    "force": "kent",
    "round": "2017",
    "pillar": "effectiveness",
    "question": 3,
    "question_id": "police/2017/effectiveness/3",
    "label": "How effective is the force at protecting those who are vulnerable from harm?",
    "kind": "area for improvement",
    "position": 2,
    "lead_in": None,
    "text": "The force should answer the telephone.",
    "detail": None,
    "deadline": None,
    "parent": None,
}
GOOD: dict[str, dict[str, Any]] = {
    "pages": PAGE,
    "sections": SECTION,
    "judgments": JUDGMENT,
    "findings": FINDING,
}
OF_2023: dict[str, Any] = {
    "round": "2023-25",
    "grade_round": "2023-25",
    "pillar": None,
    "question": None,
    "question_id": "police/2023-25/investigating-crime",
}
"""What makes the judgment one of a round with five grades and no pillars."""
UNGRADED: dict[str, Any] = {"grade": None, "source": None, "grade_round": None, "evidence": None}
"""What makes a judgment one without a grade that only the round's data speak of."""


def frame(table: str, *changes: dict[str, Any]) -> pl.DataFrame:
    """Make a frame of the table's good row, once for each change to it."""
    return pl.DataFrame([GOOD[table] | change for change in changes], schema=shape(table), orient="row")


def page_frames(*changes: dict[str, Any]) -> Frames:
    """Make the frames of whole pages, one for each change (applied where a table has the column)."""
    return {
        table: frame(
            table, *({key: value for key, value in change.items() if key in GOOD[table]} for change in changes)
        )
        for table in CONTENT
    }


def no_frames() -> Frames:
    """Make the frames of no page."""
    return {table: frame(table) for table in CONTENT}
