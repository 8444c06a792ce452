"""Tell what a run made of the judgments that were there before it, by the view that people use."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

_WORDED = """
    SELECT
        service, force, round, question_id,
        CASE
            WHEN grade IS NULL THEN status
            WHEN status = 'carried over' THEN grade || ' (carried over)'
            ELSE grade
        END AS worded
    FROM {grades}
"""


@dataclass(frozen=True, slots=True)
class JudgmentChange:
    """One question of a force and round: grade or status before and after, None where there was or is no judgment."""

    service: str
    force: str
    round: str
    question_id: str
    before: str | None
    after: str | None


def remember_grades(connection: duckdb.DuckDBPyConnection, catalogue: str) -> None:
    """Remember in temporary tables what the judgments are before a merge, and how many pages and grades a round has.

    ``catalogue`` is the name of an attached file and a dot, or empty.
    """
    connection.execute(f"CREATE OR REPLACE TEMP TABLE remembered AS {_WORDED.format(grades=f'{catalogue}main.grades')}")
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE remembered_rounds AS
        SELECT service, round, count(DISTINCT page_id) AS pages, count(grade) AS grades
        FROM (
            SELECT service, round, page_id, NULL AS grade FROM {catalogue}main.pages
            UNION ALL
            SELECT service, round, page_id, grade FROM {catalogue}main.judgments
        )
        GROUP BY service, round
        """  # noqa: S608 - our own words
    )


def take_down_grades(connection: duckdb.DuckDBPyConnection) -> None:
    """Work the view ``grades`` out once, into the temporary table ``present_grades``, for all who ask after a merge."""
    connection.execute("CREATE OR REPLACE TEMP TABLE present_grades AS FROM main.grades")


def changes_since(connection: duckdb.DuckDBPyConnection) -> tuple[JudgmentChange, ...]:
    """Give what differs from what was remembered, in the order of force, round and question.

    What is now is read from what ``take_down_grades`` took down.
    """
    rows = connection.execute(
        f"""
        SELECT
            service, force, round, question_id, remembered.worded, present.worded
        FROM remembered
        FULL JOIN ({_WORDED.format(grades="temp.present_grades")}) AS present USING (service, force, round, question_id)
        WHERE remembered.worded IS DISTINCT FROM present.worded
        ORDER BY service, force, round, question_id
        """  # noqa: S608 - our own words
    ).fetchall()
    return tuple(JudgmentChange(*row) for row in rows)
