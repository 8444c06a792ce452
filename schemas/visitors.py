"""Tell what a site says to its visitors, of itself, from what a page says of a force: by words that are data.

``visitors.csv`` holds patterns over folded texts: ``whole`` ones fit all of a text; ``voice`` ones speak to the reader,
``site`` ones of the site, its news or its addresses; ``inspected`` ones of what inspections are about. An inspection
page does not speak to its reader, nor of the site it is on.
"""

from __future__ import annotations

import re
from functools import lru_cache

from schemas.phrases import folded, is_boilerplate
from schemas.vocabulary import table

_LONGEST = 500
"""Letters in the longest text that is looked at: what a site says of itself is short."""
_SHORT = 200
"""Letters in the longest text that need not speak to the reader, if it names what is only the site's."""
_PLAINLY = 2
"""How often a text must speak to the reader to be said to visitors although it names what inspections are about."""
_INSPECTORATE = re.compile(r"\binspectorate of constabulary\b")
_QUOTED = re.compile(r'"[^"]*"|(?<!\w)\'[^\']*\'(?!\w)')
"""What somebody else says is not said to the reader."""


@lru_cache(maxsize=4)
def _pattern(part: str) -> re.Pattern[str]:
    """Load the patterns of one part."""
    return re.compile("|".join(f"(?:{row['pattern']})" for row in table("visitors.csv") if row["part"] == part))


@lru_cache(maxsize=1024)
def of_inspections(text: str) -> bool:
    """Tell whether a text names what inspections are about."""
    return _pattern("inspected").search(_QUOTED.sub(" ", _INSPECTORATE.sub(" ", folded(text)))) is not None


@lru_cache(maxsize=1024)
def to_visitors(text: str) -> bool:
    """Tell whether a text at the end of a page is what a site says to its visitors; a heading of such texts is too."""
    if len(text) > _LONGEST:
        return False
    phrase = folded(text)
    if is_boilerplate(text) or _pattern("whole").fullmatch(phrase):
        return True
    own = _QUOTED.sub(" ", phrase)
    spoken = sum(1 for _ in _pattern("voice").finditer(own))
    if of_inspections(text):
        return spoken >= _PLAINLY
    if spoken:
        return True
    return len(text) <= _SHORT and _pattern("site").search(own) is not None
