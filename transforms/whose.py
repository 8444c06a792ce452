"""Tell whose judgments stand below a line: the page's force's in its round, or another's, another time's or nobody's.

A heading speaks for all below it down to the next as high; a caption, or a line that leads in, for one table alone.
What belongs to others stays part of the page, but none of its grades are judgments.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from schemas import vocabulary
from schemas.phrases import lead_in_kind
from schemas.vocabulary import table
from transforms.blocks import Block
from transforms.dates import date_in
from transforms.grades import years_in
from transforms.lexicon import Lexicon, asked_in, names_in
from transforms.sentences import sentences

HEAD = 100
"""Letters in the longest line, no sentence that leads in, that speaks for what follows it."""
ABOVE = 3
"""How many lines above a table may speak for it."""
_MONTH = re.compile(
    r"\b(?:jan|febr)uary\b|\b(?:march|april|may|june|july|august)\b|\b(?:septem|octo|novem|decem)ber\b", re.IGNORECASE
)
"""What a date has and a round has not."""


@lru_cache(maxsize=8)
def _pattern(kind: str) -> re.Pattern[str]:
    """Load the patterns of one kind of others, over lower-case text."""
    return re.compile("|".join(f"(?:{row['pattern']})" for row in table("others.csv") if row["kind"] == kind))


def names_years(text: str, years: range) -> bool:
    """Tell whether a text names one of a round's years."""
    return any(year in years for year, _ in years_in(text))


def of_another_time(text: str, years: range) -> bool:
    """Tell whether a line names only years that are none of the round's, or an earlier time, or others."""
    if names_years(text, years) or _MONTH.search(text) or date_in(text):
        return False
    lower = text.casefold()
    return bool(years_in(text) or _pattern("time").search(lower) or _pattern("nation").search(lower))


@lru_cache(maxsize=4096)
def of_others(text: str, lexicon: Lexicon) -> bool | None:
    """Tell whether a line says that what follows it is of others: another force, time, or view, the country, nobody.

    False where it says that it is the page's own, None where it says nothing of this. Of a line that leads in, its last
    sentence says so.
    """
    said = list(sentences(text))[-1] if text.endswith(":") else text
    lower = said.casefold().replace("’", "'")
    if _pattern("own view").search(lower) or _pattern("example").search(lower):
        return True
    years = vocabulary.years_of(lexicon.service, lexicon.round)
    whose = names_in(lexicon, said)
    if whose is False:
        return True
    if names_years(said, years) or _pattern("own").search(lower):
        return False
    dated = _MONTH.search(said) or date_in(said)
    if not dated and (years_in(said) or _pattern("time").search(lower)):
        return True
    if whose is None and _pattern("nation").search(lower):
        return True
    return False if whose else None


def speaks(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a line may say whose it is what follows: a question and a lead-in say something else."""
    return asked_in(lexicon, text) is None and lead_in_kind(text) is None


def says_others(block: Block, lexicon: Lexicon) -> bool:
    """Tell whether a line says that what follows it is of others."""
    return speaks(block.text, lexicon) and of_others(block.text, lexicon) is True


def headed_otherwise(above: Sequence[Block], lexicon: Lexicon) -> bool:
    """Tell whether one of the lines right above a summary says that it is of others; the nearest that says decides."""
    for block in reversed(above[-ABOVE:]):
        short = len(block.text) <= HEAD and not block.text.endswith(".")
        heads = block.kind == "heading" or short or block.text.endswith(":")
        said = of_others(block.text, lexicon) if heads and speaks(block.text, lexicon) else None
        if said is not None:
            return said
        if block.kind == "heading" or not heads:
            return False
    return False
