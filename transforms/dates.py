"""Read the dates that a page prints, with or without the label they stand under."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "ionawr"),
            ("february", "chwefror"),
            ("march", "mawrth"),
            ("april", "ebrill"),
            ("may", "mai"),
            ("june", "mehefin"),
            ("july", "gorffennaf"),
            ("august", "awst"),
            ("september", "medi"),
            ("october", "hydref"),
            ("november", "tachwedd"),
            ("december", "rhagfyr"),
        ),
        start=1,
    )
    for name in names
}
_DATE = re.compile(
    r"(?:(?<!\d)(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*(?:[/.]\s*(?P<y>\d{4}|\d{2})\b|-\s*(?P<dy>\d{4})\b))"
    r"|(?:(?P<iy>\d{4})-(?P<im>\d{2})-(?P<id>\d{2})(?:T[\d:.+Z-]*)?)"
    r"|(?:(?P<ld>\d{1,2})(?:st|nd|rd|th)?\s+(?P<lm>[A-Za-z]{3,11})\.?,?\s+(?P<ly>\d{4}))"
)
_DATE_LABEL = re.compile(
    r"^(?:(?P<page>this page (?:was |is |has been )?|page )|date "
    r"|(?:(?:this |the )?(?:assessment|report|judge?ment|inspection|grade)s? (?:was |were )?))?"
    r"(?:(?P<updated>(?:last )?updated|diweddarwyd ddiwethaf)"
    r"|(?P<published>(?:first )?published|publication date|cyhoeddwyd))",
    re.IGNORECASE,
)
_BESIDE_DATE = re.compile(
    r"\b(?:on|at|ar|mon|tue|wed|thu|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,2}[:.]\d{2}(?::\d{2})?|[ap]m|gmt|bst)\b|\[\d{1,3}\]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with the label it stands under: ``updated``, ``published`` or None."""

    label: str | None
    value: date
    of_page: bool = False
    """Whether the label speaks of the page: the site's stamp, which says less than the date of a judgment."""


def month_of(name: str | None) -> int:
    """Give the number of a month whose name is cut short, 0 for none."""
    short = (name or "").lower()
    return next((number for month, number in _MONTHS.items() if len(short) >= 3 and month.startswith(short)), 0)


def date_in(text: str) -> date | None:
    """Read the first date in a text: ``22/03/2018``, ``22 March 2018``, ``2018-03-22``."""
    for match in _DATE.finditer(text):
        part = match.groupdict()
        month = int(part["m"] or part["im"] or month_of(part["lm"]))
        year = int(part["y"] or part["dy"] or part["iy"] or part["ly"])
        try:
            return date(year + 2000 if year < 100 else year, month, int(part["d"] or part["id"] or part["ld"]))
        except ValueError:
            continue
    return None


@lru_cache(maxsize=4096)
def date_label_of(text: str) -> str | None:
    """Tell whether a text is only the label of a date that stands elsewhere: ``updated`` or ``published``."""
    match = _DATE_LABEL.match(text) if len(text) < 30 else None
    if match is None or _BESIDE_DATE.sub("", text[match.end() :]).strip(" :.,-–"):
        return None
    return "updated" if match["updated"] else "published"


@lru_cache(maxsize=8192)
def dated_of(text: str) -> Dated | None:
    """Read a text that is nothing but a date, with or without its label."""
    if len(text) > 70:
        return None
    value = date_in(text)
    if value is None:
        return None
    label = _DATE_LABEL.match(text)
    rest = _DATE.sub("", text[label.end() :] if label else text, count=1)
    if _BESIDE_DATE.sub("", rest).strip(" :.,-–"):
        return None
    if label is None:
        return Dated(None, value)
    return Dated("updated" if label["updated"] else "published", value, of_page=label["page"] is not None)
