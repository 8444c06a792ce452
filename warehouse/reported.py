"""Look up what a report says, and arrange it by round and by force."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from warehouse.not_in import NOT_IN

if TYPE_CHECKING:
    import duckdb

Row = dict[str, Any]
"""A row by the names of its columns, as templates like it."""
Key = tuple[str, str, str]
"""Service, force and round."""
_GRADES = """
SELECT
    service, force, round, pillar, question, question_id, question_label, is_pillar, grade, status, source, grade_round,
    disagreeing, url, coalesce(last_updated, published_on) AS last_updated, place
FROM main.grades
LEFT JOIN (SELECT page_id, published_on FROM main.pages) USING (page_id)
LEFT JOIN (SELECT question_id, rowid AS place FROM main.questions) USING (question_id)
ORDER BY service, force, place, question_id
"""
_FINDINGS = """
SELECT findings.service, findings.force, findings.round, findings.kind, findings.text, min(pages.url) AS url
FROM main.findings
JOIN main.pages USING (page_id)
WHERE pages.language = 'en' AND NOT pages.third_party AND findings.force IS NOT NULL AND findings.round IS NOT NULL
GROUP BY findings.service, findings.force, findings.round, findings.kind, findings.text
ORDER BY findings.service, findings.force, findings.round, findings.kind, min(findings.page_id), min(findings.position)
"""
_ROUNDS = """
SELECT
    rounds.service, rounds.round, rounds.label, rounds.tiers, count(DISTINCT force) AS forces,
    count(*) FILTER (WHERE status = 'graded') AS graded,
    count(*) FILTER (WHERE status = 'carried over') AS carried_over,
    count(*) FILTER (WHERE status = 'not stated') AS not_stated
FROM main.rounds
LEFT JOIN main.grades USING (service, round)
WHERE (rounds.service, rounds.round) IN (
    SELECT (service, round) FROM main.pages UNION SELECT (service, round) FROM main.judgments
)
GROUP BY rounds.service, rounds.round, rounds.label, rounds.tiers, rounds.first_year
ORDER BY rounds.service DESC, rounds.first_year
"""
_REVISIONS = """
SELECT page_id, seen_at, kind, question_id, value_before, value_after, url
FROM main.revisions
JOIN (SELECT page_id, url FROM main.pages) USING (page_id)
WHERE kind IN ('grade', 'status', 'date')
ORDER BY seen_at DESC, page_id, kind, question_id, value_before, value_after
"""
_CHANGES = "SELECT * FROM main.grade_changes ORDER BY service DESC, force, theme, round_from"
_NAMES = """
SELECT service, force, name
FROM main.forces
SEMI JOIN (SELECT service, force FROM main.grades UNION SELECT service, force FROM main.findings) USING (service, force)
ORDER BY service DESC, name
"""
_AUDITS = "SELECT says, subject, detail FROM ops.audits ORDER BY ALL"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a report says."""

    pages: int
    rounds: list[Row]
    """Rounds of which anything is loaded, police first, in the order of time."""
    names: dict[tuple[str, str], str]
    """Names of the forces of which anything is loaded, by service and slug."""
    grades: dict[Key, list[Row]]
    findings: dict[Key, list[Row]]
    changes: list[Row]
    revisions: list[Row]
    refused: list[Row]
    audits: list[Row]

    def services(self) -> dict[str, list[tuple[str, str]]]:
        """Give slug and name of the forces of each service."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for (service, force), name in self.names.items():
            found[service].append((force, name))
        return dict(found)

    def matrix(self, one: Row) -> Row:
        """Give the matrices of a round: questions by pillar, forces, and the grade of each of both."""
        asked = (one["service"], one["round"])
        mine = [row for (service, _, round_), rows in self.grades.items() if (service, round_) == asked for row in rows]
        columns = {row["question_id"]: row for row in mine}
        held = {row["force"] for row in mine}
        by_pillar = groupby(sorted(columns.values(), key=lambda row: row["place"]), key=lambda row: row["pillar"])
        return {
            "matrices": [(pillar, list(questions)) for pillar, questions in by_pillar],
            "members": [(force, name) for force, name in self.services().get(one["service"], []) if force in held],
            "cells": {(row["force"], row["question_id"]): row for row in mine},
        }

    def force(self, service: str, force: str) -> Row:
        """Give all rounds of a force, the newest first, and its changes."""
        rounds = []
        for one in reversed(self.rounds):
            key = (service, force, one["round"])
            grades, findings = self.grades.get(key, []), self.findings.get(key, [])
            if one["service"] == service and (grades or findings):
                kinds = [(kind, list(items)) for kind, items in groupby(findings, key=lambda row: row["kind"])]
                rounds.append({**one, "grades": grades, "findings": kinds})
        changes = [row for row in self.changes if (row["service"], row["force"]) == (service, force)]
        return {"rounds": rounds, "changes": changes}


def facts(connection: duckdb.DuckDBPyConnection) -> Facts:
    """Look up all that a report says."""
    names = {(row["service"], row["force"]): row["name"] for row in _rows(connection, _NAMES)}
    return Facts(
        pages=_rows(connection, "SELECT count(*) AS pages FROM main.pages")[0]["pages"],
        rounds=_rows(connection, _ROUNDS),
        names=names,
        grades=_by_force_and_round(_rows(connection, _GRADES)),
        findings=_by_force_and_round(_rows(connection, _FINDINGS)),
        changes=_rows(connection, _CHANGES),
        revisions=_rows(connection, _REVISIONS),
        refused=_rows(connection, NOT_IN),
        audits=_rows(connection, _AUDITS),
    )


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[Row]:
    """Ask for rows by the names of their columns."""
    answer = connection.execute(query)
    names = [column[0] for column in answer.description or ()]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def _by_force_and_round(rows: list[Row]) -> dict[Key, list[Row]]:
    """Put rows that are about the same force and round together, in their order."""
    found: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["service"], row["force"], row["round"]].append(row)
    return dict(found)
