"""Tell whether a heading says that what it heads is of another time, or of others than the force."""

from __future__ import annotations

import re

from transforms.grades import years_in

_EARLIER = re.compile(
    r"\b(?:previous(?:ly)?|earlier|former|last (?:inspection|time|report|round|cycle|year)|before)\b"
    r"|\b(?:other|similar|all|most) (?:police )?(?:forces|services)\b|\b(?:average|nationally)\b",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"\b(?:jan|febr)uary\b|\b(?:march|april|may|june|july|august)\b|\b(?:septem|octo|novem|decem)ber\b|\d[./]\d\d?[./]",
    re.IGNORECASE,
)
"""What a date has and a round has not."""


def names_years(text: str, years: range) -> bool:
    """Tell whether a text names one of a round's years."""
    return any(year in years for year, _ in years_in(text))


def of_another_time(text: str, years: range) -> bool:
    """Tell whether a heading names only years that are none of the round's, or an earlier time, or others."""
    if names_years(text, years) or _MONTH.search(text):
        return False
    return bool(years_in(text)) or _EARLIER.search(text) is not None
