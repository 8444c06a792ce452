"""Say in words what a table or view holds, with the meaning of each column and a query to start from."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from schemas.errors import PeelError
from schemas.vocabulary import near_names
from warehouse.cells import harmless
from warehouse.dictionary import Entry

WIDTH = 100
"""Columns of a terminal that is not known."""
_EXAMPLES = {
    "forces": "SELECT force, name FROM forces WHERE service = 'police' AND region = 'Wales'",
    "rounds": "FROM rounds ORDER BY service, first_year",
    "questions": "SELECT question_id, wording FROM questions WHERE service = 'police' AND round = '2017' ORDER BY ALL",
    "themes": "SELECT theme, count(*) AS questions FROM themes GROUP BY theme ORDER BY theme",
    "comparability": "SELECT round_from, round_to, comparable, quote FROM comparability WHERE service = 'police'",
    "pages": "SELECT force, round, family, title, url FROM pages WHERE NOT third_party ORDER BY ALL",
    "sections": "SELECT path, heading, text FROM sections WHERE page_id LIKE '%lancashire%' ORDER BY page_id, position",
    "judgments": "SELECT question_id, grade, status, source, evidence FROM judgments WHERE force = 'lancashire'",
    "findings": "SELECT force, kind, count(DISTINCT text) AS items FROM findings GROUP BY ALL ORDER BY ALL",
    "grades": "SELECT round, label, grade, status FROM grades WHERE force = 'lancashire' AND NOT is_pillar",
    "theme_grades": "SELECT force, round, grade FROM theme_grades WHERE theme = 'investigating crime' ORDER BY ALL",
    "grade_matrix": "FROM grade_matrix WHERE service = 'police' AND round = '2017'",
    "grade_changes": "SELECT * FROM grade_changes WHERE direction = 'declined' AND comparable",
    "force_scores": "SELECT force, mean_score, graded FROM force_scores WHERE round = '2017' ORDER BY mean_score DESC",
    "grade_counts": "SELECT theme, grade, forces FROM grade_counts WHERE service = 'police' AND round = '2017'",
    "page_history": "SELECT page_id, version, first_seen_at, last_seen_at FROM page_history ORDER BY ALL",
    "texts": "SELECT page_id, heading, text FROM texts WHERE kind = 'cause of concern'",
    "word_scores": "SELECT word, sum(times) AS times FROM word_scores GROUP BY word ORDER BY times DESC LIMIT 20",
    "revisions": "SELECT page_id, kind, value_before, value_after FROM revisions WHERE kind = 'grade'",
    "repeated_findings": "FROM repeated_findings ORDER BY similarity DESC LIMIT 10",
}


def example(entry: Entry) -> str:
    """Give a query to start from."""
    return _EXAMPLES.get(entry.called, f"FROM {entry.called} LIMIT 5")


def find(entries: Sequence[Entry], name: str) -> Entry:
    """Find a table or view by its name, with or without its schema.

    Raises:
        PeelError: there is none of that name; the sentence names near ones, or where there is a column of that name.

    """
    wanted = name.strip().casefold().removeprefix("main.")
    for entry in entries:
        if entry.called == wanted:
            return entry
    named = [entry.called for entry in entries]
    missing = f"There is no table or view {harmless(name)!r}"
    if holders := [entry.called for entry in entries if wanted in (column.name for column in entry.columns)]:
        raise PeelError(
            f"{missing}, but a column of {', '.join(holders)}: `peel describe {holders[0]}` says what it is."
        )
    if near := near_names(wanted, named):
        raise PeelError(f"{missing}: did you mean {' or '.join(near)}?")
    raise PeelError(f"{missing}: `peel describe` lists them all.")


def in_full(entry: Entry, width: int = WIDTH) -> Iterator[str]:
    """Say all of one table or view, a line at a time."""
    yield f"{entry.called} ({entry.kind})"
    yield from _wrapped(harmless(entry.says), width)
    yield ""
    names = max(len(column.name) for column in entry.columns)
    types = max(len(column.type) for column in entry.columns)
    for column in entry.columns:
        yield from _hanging(f"  {column.name:<{names}}  {column.type:<{types}}  ", column.says, width)
    yield ""
    yield "For example:"
    yield f'  peel sql "{example(entry)}"'


def in_brief(entries: Sequence[Entry], width: int = WIDTH) -> Iterator[str]:
    """Say what there is, a paragraph for each table and view of ``main``, and the names of the others."""
    shown = [entry for entry in entries if entry.schema == "main"]
    names = max((len(entry.called) for entry in shown), default=0)
    for kind in ("table", "view"):
        yield f"{kind.capitalize()}s"
        for entry in shown:
            if entry.kind == kind:
                yield from _hanging(f"  {entry.called:<{names}}  ", entry.says, width)
        yield ""
    others = ", ".join(entry.called for entry in entries if entry.schema != "main")
    yield from _wrapped(f"Former versions of pages, and housekeeping: {others}.", width)
    yield ""
    yield "`peel describe grades` says what each column of grades means, and so for each of them."


def _hanging(head: str, says: str, width: int) -> list[str]:
    """Wrap a text beside its head; below it where the terminal is too narrow for both."""
    if width - len(head) < 20:
        return [head.rstrip(), *_wrapped(harmless(says), width, "    ", "    ")]
    return _wrapped(harmless(says), width, head, " " * len(head)) or [head]


def _wrapped(text: str, width: int, first: str = "", others: str = "") -> list[str]:
    """Wrap a text at its spaces only: names with hyphens and slashes stay whole."""
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=others, break_on_hyphens=False)
