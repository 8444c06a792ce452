"""Search sections and findings for words, best first (BM25), with what stands around them and the link to the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from schemas.errors import PeelError
from schemas.vocabulary import FINDING_KINDS, SECTION_KINDS, near_names
from warehouse.connect import asking
from warehouse.migrate import pending

_HITS = """
    SELECT
        round(score, 3), service, force, round, kind, heading,
        ops.words_around(text, ops.part_before(text, $words)) AS context, url, page_id, position, reached
    FROM (
        SELECT *, count(*) OVER () AS reached
        FROM (
            SELECT best.score, texts.*
            FROM (FROM ops.texts_with($words) ORDER BY score DESC, page_id, position LIMIT $most) AS best
            JOIN main.texts AS texts USING (page_id, position)
            WHERE ($service IS NULL OR service = $service)
                AND (len($forces) = 0 OR list_contains($forces, force))
                AND (len($rounds) = 0 OR list_contains($rounds, round))
                AND ($kind IS NULL OR kind = $kind)
            ORDER BY score DESC, page_id, position
            LIMIT $reach
        )
        QUALIFY row_number() OVER (
            PARTITION BY service, force, round, kind, text ORDER BY score DESC, page_id, position
        ) = 1
        ORDER BY score DESC, page_id, position
        LIMIT $limit
    )
    ORDER BY score DESC, page_id, position
"""
"""What ``main.search`` says, with what stands around the words looked up for those alone that are given.

A page and its detailed twin print the same: of such only the first is given. ``reached`` counts them and the others, of
at most ``$reach``. From macros and views that files of earlier programs have, too: a file is brought up to date when it
is next published.
"""

_MORE = 3
"""How many times as many texts are looked at, since some may be the same, and again where that was too few."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A section or finding that holds at least one of the words; the score counts only beside others of one search."""

    score: float
    service: str
    force: str | None
    """None on a page that is about many forces."""
    round: str | None
    kind: str
    """Kind of the section or of the finding."""
    heading: str
    """Heading of the section, or the question that the finding belongs to."""
    text_in_context: str
    """The first of the words with what stands around it, on one line; the beginning where they are in the heading."""
    url: str
    page_id: str
    position: int


def search(
    path: Path,
    words: str,
    *,
    service: str | None = None,
    forces: Sequence[str] = (),
    rounds: Sequence[str] = (),
    kind: str | None = None,
    limit: int = 20,
) -> list[Hit]:
    """Give the sections and findings that tell most of some words; a plural finds its singular, and the reverse.

    The same text of the same force and round, on a page and on its twin, is given once.

    Raises:
        PeelError: there is no warehouse or it has no index yet, no word to search for, or no such kind.

    """
    _known(kind)
    narrowed = service is not None or bool(forces) or bool(rounds) or kind is not None
    given = {
        "words": words, "service": service, "forces": list(forces), "rounds": list(rounds), "kind": kind,
        "limit": limit,
    }  # fmt: skip
    with asking(path) as connection:
        if pending(connection):
            raise PeelError(f"{path} has no index to search yet: run `peel replay` once, which makes one.")
        if not connection.execute("SELECT ops.words_to_find(?)", [words]).fetchall()[0][0]:
            raise PeelError(f"There is no word to search for in {words!r}: name what it should be about.")
        reach = _MORE * limit
        while True:
            # What is left out by force or round must not take the place of what is not.
            bounds = {"reach": reach, "most": None if narrowed else reach}
            rows = connection.execute(_HITS, {**given, **bounds}).fetchall()
            if len(rows) == limit or not rows or rows[0][-1] < reach:
                return [Hit(*row[:-1]) for row in rows]
            reach *= _MORE


def _known(kind: str | None) -> None:
    """Refuse a kind of section or finding that does not exist."""
    kinds = (*FINDING_KINDS, *SECTION_KINDS)
    if kind is not None and kind not in kinds:
        meant = near_names(kind, kinds) or kinds
        raise PeelError(f"There is no section or finding of the kind {kind!r}: try {', '.join(meant)}.")
