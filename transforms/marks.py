"""Say what a short text is by itself: a grade, a number, a date, a label, a force's title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from schemas import vocabulary
from transforms.lexicon import name_pattern
from transforms.words import key

_GRADE_LABEL = re.compile(
    r"^(?:(?:our |overall |the )*(?:graded?|judge?ment|rating|rated|assessment|score)(?: is| as)?)\s*[:–-]*\s*",
    re.IGNORECASE,
)
_STATUSES = {
    "ungraded": "ungraded",
    "not graded": "not graded",
    "to be graded": "not yet graded",
    "not yet graded": "not yet graded",
    "not inspected": "not inspected",
}
_NUMBER = re.compile(r"(?:question\s*)?(?:no\.?\s*)?(\d{1,2})\s*[.):]?", re.IGNORECASE)
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
    r"(?:(?P<d>\d{1,2})\s*[/.]\s*(?P<m>\d{1,2})\s*[/.]\s*(?P<y>\d{4}))"
    r"|(?:(?P<iy>\d{4})-(?P<im>\d{2})-(?P<id>\d{2})(?:T[\d:.+Z-]*)?)"
    r"|(?:(?P<ld>\d{1,2})(?:st|nd|rd|th)?\s+(?P<lm>[A-Za-z]{3,11}),?\s+(?P<ly>\d{4}))"
)
_DATE_LABEL = re.compile(
    r"^(?P<updated>(?:page )?last (?:updated|modified|reviewed)|updated|diweddarwyd ddiwethaf)"
    r"|^(?P<published>(?:first |date )?published|publication date|cyhoeddwyd)",
    re.IGNORECASE,
)
_QUESTIONS_FOR = re.compile(r"(?:the )?questions? (?:for|on|about) (?P<pillar>\w+)")
_YEAR = re.compile(r"\b(20[12]\d)(?:\s?[/–-]\s?(?:20)?(\d\d))?\b")


@dataclass(frozen=True, slots=True)
class Grade:
    """What a badge says: a grade, or a status where there is none."""

    grade: str | None
    status: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with the label it stands under: ``updated``, ``published`` or None."""

    label: str | None
    value: date


@lru_cache(maxsize=8192)
def grade_of(text: str) -> Grade | None:
    """Read a text that is nothing but a grade, on any scale and in either language, with or without a label before it.

    Whether the grade is one of the round's own scale is for the caller to check.
    """
    if len(text) > 60:
        return None
    bare = key(_GRADE_LABEL.sub("", text.strip(" .:*|–-"), count=1))
    if bare in _STATUSES:
        return Grade(None, _STATUSES[bare])
    grade = vocabulary.grade_words(5).get(bare) or vocabulary.grade_words(5, "cy").get(bare)
    return Grade(grade, "graded") if grade else None


def is_grade_label(text: str) -> bool:
    """Tell whether a text is only the label of a grade that stands elsewhere: ``Grade``, ``Our judgment:``."""
    return len(text) < 30 and bool(text.strip()) and not _GRADE_LABEL.sub("", text.strip() + " ", count=1).strip()


def number_of(text: str) -> int | None:
    """Read a text that is nothing but a question's number."""
    match = _NUMBER.fullmatch(text.strip()) if len(text) < 16 else None
    return int(match[1]) if match else None


def date_in(text: str) -> date | None:
    """Read the first date in a text: ``22/03/2018``, ``22 March 2018``, ``2018-03-22``."""
    for match in _DATE.finditer(text):
        part = match.groupdict()
        month = part["m"] or part["im"] or str(_MONTHS.get((part["lm"] or "").lower(), 0))
        try:
            return date(
                int(part["y"] or part["iy"] or part["ly"]), int(month), int(part["d"] or part["id"] or part["ld"])
            )
        except ValueError:
            continue
    return None


@lru_cache(maxsize=4096)
def date_label_of(text: str) -> str | None:
    """Tell whether a text is only the label of a date that stands elsewhere: ``updated`` or ``published``."""
    match = _DATE_LABEL.match(text) if len(text) < 30 else None
    if match is None or text[match.end() :].strip(" :.-–") not in ("", "on"):
        return None
    return "updated" if match["updated"] else "published"


@lru_cache(maxsize=8192)
def dated_of(text: str) -> Dated | None:
    """Read a text that is nothing but a date, with or without its label."""
    if len(text) > 60:
        return None
    value = date_in(text)
    if value is None:
        return None
    label = _DATE_LABEL.match(text)
    rest = _DATE.sub("", text[label.end() :] if label else text, count=1).strip(" :.-–")
    if rest not in ("", "on"):
        return None
    return Dated(None if label is None else ("updated" if label["updated"] else "published"), value)


def questions_for(text: str) -> bool:
    """Tell whether a text is the heading above a pillar's questions: ``Questions for Effectiveness``."""
    return len(text) < 60 and _QUESTIONS_FOR.fullmatch(key(text)) is not None


def years_in(text: str) -> tuple[tuple[int, int | None], ...]:
    """Give the years and spans of years a title names: ``2018/19`` is (2018, 19)."""
    return tuple((int(year), int(end) if end else None) for year, end in _YEAR.findall(text))


@lru_cache(maxsize=8192)
def titled(service: str, force: str, text: str) -> bool:
    """Tell whether a text is the title of a page about a force: its name with a year or the programme's name."""
    if len(text) > 140 or text.endswith((".", ":", ",", ";")):
        return False
    folded = key(text)
    named = name_pattern(service, force).search(folded)
    return bool(named) and (bool(_YEAR.search(text)) or re.search(r"\bpeel\b", folded) is not None)
