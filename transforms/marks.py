"""Say what a short text is by itself: a grade, a number, a date, a label, a force's title."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from schemas import vocabulary
from schemas.phrases import is_boilerplate
from schemas.vocabulary import Question
from transforms.blocks import Block
from transforms.lexicon import name_pattern
from transforms.words import key

_LABEL_CORE = frozenset(
    (
        "grade",
        "graded",
        "judgment",
        "judgement",
        "judged",
        "rating",
        "rated",
        "assessment",
        "assessed",
        "overall",
        "score",
        "gradd",
        "dyfarniad",
    )
)
_LABEL_WORDS = _LABEL_CORE | frozenset(
    "our the this we have has been is was as of for it question area pillar hmic hmicfrs force ein y".split()
)
"""What a grade's label may be made of."""
_LABEL_LENGTH = 6
_AFTER_GRADE = frozenset(("grade", "rating", "judgment", "judgement", "badge", "icon", "image"))
_BRACKETED = re.compile(r"^(?P<grade>[^()]+?)\s*\((?P<aside>[^()]*)\)$")
_SUBJECT = re.compile(r"^(?P<subject>[^:?.]{3,60}?)\s*[:–-]\s+(?P<rest>.+)$")
_STATUSES = {
    "ungraded": "ungraded",
    "not graded": "not graded",
    "not being graded": "not graded",
    "to be graded": "not yet graded",
    "not yet graded": "not yet graded",
    "not inspected": "not inspected",
    "heb ei raddio": "ungraded",
    "heb eu graddio": "ungraded",
}
_NUMBER = re.compile(r"(?:(?:question|area|chapter|section|part)\s*)?(?:no\.?\s*)?(\d{1,2})\s*[.):]?", re.IGNORECASE)
_NUMBER_FIRST = re.compile(r"^(?:(?:question|area|chapter|section|part)\s*)?\d{1,2}\s*[.):–-]?\s+(?=\D)", re.IGNORECASE)
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
    r"(?:(?P<d>\d{1,2})\s*[/.]\s*(?P<m>\d{1,2})\s*[/.]\s*(?P<y>\d{4}|\d{2})\b)"
    r"|(?:(?P<iy>\d{4})-(?P<im>\d{2})-(?P<id>\d{2})(?:T[\d:.+Z-]*)?)"
    r"|(?:(?P<ld>\d{1,2})(?:st|nd|rd|th)?\s+(?P<lm>[A-Za-z]{3,11})\.?,?\s+(?P<ly>\d{4}))"
)
_DATE_LABEL = re.compile(
    r"^(?:this page (?:was |is |has been )?|page |date )?"
    r"(?:(?P<updated>(?:last )?(?:updated|modified|reviewed|amended)|diweddarwyd ddiwethaf)"
    r"|(?P<published>(?:first )?published|publication date|cyhoeddwyd))",
    re.IGNORECASE,
)
_BESIDE_DATE = re.compile(
    r"\b(?:on|at|ar|mon|tue|wed|thu|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,2}[:.]\d{2}(?::\d{2})?|[ap]m|gmt|bst)\b",
    re.IGNORECASE,
)
_QUESTIONS_FOR = re.compile(r"(?:the )?questions? (?:for|on|about) (?P<pillar>\w+)")
_KNOWN_HEADING = re.compile(
    r"further insights on \w+|description of (?:the )?force area|other (?:inspections|reports)"
    r"|the (?:force|service|constabulary) says"
)
_TITLE_ROUND = re.compile(r"\b(?:the|peel|police|constabulary|20[12]\d(?: (?:20)?\d\d)?)\b")
"""What the title of a force's page holds beside the force's name, over folded text."""
_SOME_GRADE = re.compile(r"outstanding|good|adequate|improvement", re.IGNORECASE)
_YEAR_END = re.compile(r"(?:20)?\d\d")
_YEAR = re.compile(r"\b(20[12]\d)(?:\s?[/–-]\s?(?:20)?(\d\d))?\b")


@dataclass(frozen=True, slots=True)
class Grade:
    """What a badge says: a grade, or a status where there is none."""

    grade: str | None
    status: str
    year: int | None = None
    """The year in its label, if it bears one: ``2016 grade: Good``."""
    subject: str | None = None
    """The body in its label, folded: ``Kent Police: Good``."""
    carried_from: int | None = None
    """The year that it says it is carried over from."""
    month: tuple[int, int] | None = None
    """The year and the month in which it was given, if it bears them: ``Adequate (May 2022)``."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with the label it stands under: ``updated``, ``published`` or None."""

    label: str | None
    value: date


@dataclass(frozen=True, slots=True)
class Mark:
    """A block and what it states: ``kind`` is the statement, or the block's own kind where it is none."""

    block: Block
    kind: str
    question: Question | None = None
    """The question worded here, or the one that a grade belongs to."""
    grade: Grade | None = None
    dated: Dated | None = None
    finding: str | None = None
    """The kind of finding that a lead-in leads in."""


@lru_cache(maxsize=8192)
def grade_of(text: str) -> Grade | None:
    """Read a text that is nothing but a grade, on any scale and in either language, with or without a label.

    Whether the grade is one of the round's own scale, whether the year that it names is the round's, and whether the
    body that it names is the page's force, is for the caller to check.
    """
    if len(text) > 90:
        return None
    bracketed = _BRACKETED.match(text)
    if bracketed and _YEAR.search(bracketed["aside"]):
        grade = grade_of(bracketed["grade"])
        carried = re.search(r"carried over|still stands?|from", bracketed["aside"], re.IGNORECASE)
        if grade and carried and not grade_of(bracketed["aside"]):
            return replace(grade, carried_from=years_in(bracketed["aside"])[0][0])
        if grade is None or _SOME_GRADE.search(bracketed["aside"]):
            return grade
        return _given(grade, bracketed["aside"])
    folded = key(text)
    if folded.rpartition(" ")[2] not in _last_words():
        return None
    plain = _plain_grade(folded)
    if plain:
        return plain
    subject = _SUBJECT.match(text)
    if subject and subject["subject"][:1].isupper():
        graded = _plain_grade(key(subject["rest"]))
        return replace(graded, subject=key(subject["subject"])) if graded else None
    return None


def _given(grade: Grade, aside: str) -> Grade:
    """Say of a grade when it was given: a year is a round's, a month is of the inspection itself."""
    year = years_in(aside)[0][0]
    month = next((number for word in aside.split() if (number := _month(word.strip(",.")))), 0)
    return replace(grade, month=(year, month)) if month else replace(grade, year=grade.year or year)


@lru_cache(maxsize=1)
def _last_words() -> frozenset[str]:
    """Give the words with which a text may end that is a grade: by the last word most texts are told from one."""
    printed = (*vocabulary.grade_words(5), *vocabulary.grade_words(5, "cy"), *_STATUSES)
    return _AFTER_GRADE.union(form.rpartition(" ")[2] for form in printed)


def _plain_grade(folded: str) -> Grade | None:
    """Read folded words as label words, a year, and a grade."""
    words = folded.split()
    while len(words) > 1 and words[-1] in _AFTER_GRADE:
        words.pop()
    for length in range(min(4, len(words)), 0, -1):
        grade = _grade_word(" ".join(words[-length:]))
        if grade is None:
            continue
        label = words[:-length]
        years = [word for word in label if _YEAR.fullmatch(word)]
        spans = [end for year, end in pairwise(label) if _YEAR.fullmatch(year) and _YEAR_END.fullmatch(end)]
        years = [word for word in years if word not in spans]
        label = [word for word in label if word not in years and word not in spans]
        if len(label) > _LABEL_LENGTH or len(years) > 1 or not _is_label(label):
            return None
        return replace(grade, year=int(years[0])) if years else grade
    return None


def _is_label(words: list[str]) -> bool:
    """Tell whether some words are a grade's label (none are)."""
    return not words or (set(words) <= _LABEL_WORDS and bool(_LABEL_CORE & set(words)))


def _grade_word(words: str) -> Grade | None:
    """Read one grade or status."""
    if words in _STATUSES:
        return Grade(None, _STATUSES[words])
    grade = vocabulary.grade_words(5).get(words) or vocabulary.grade_words(5, "cy").get(words)
    return Grade(grade, "graded") if grade else None


@lru_cache(maxsize=4096)
def is_label(text: str) -> bool:
    """Tell whether a text is only the label of a grade or a number that stands elsewhere: ``Grade``, ``Question``."""
    words = key(text).split() if len(text) <= 40 else []
    if not words or len(words) > _LABEL_LENGTH:
        return False
    return words in (["question"], ["question", "number"]) or (_is_label(words) and words != ["overall"])


def number_of(text: str) -> int | None:
    """Read a text that is nothing but a question's number."""
    match = _NUMBER.fullmatch(text.strip()) if len(text) < 16 else None
    return int(match[1]) if match else None


def unnumbered(text: str) -> str:
    """Drop the number that is printed in front of a question."""
    return _NUMBER_FIRST.sub("", text)


def _month(name: str | None) -> int:
    """Give the number of a month whose name is cut short, 0 for none."""
    short = (name or "").lower()
    return next((number for month, number in _MONTHS.items() if len(short) >= 3 and month.startswith(short)), 0)


def date_in(text: str) -> date | None:
    """Read the first date in a text: ``22/03/2018``, ``22 March 2018``, ``2018-03-22``."""
    for match in _DATE.finditer(text):
        part = match.groupdict()
        month = int(part["m"] or part["im"] or _month(part["lm"]))
        year = int(part["y"] or part["iy"] or part["ly"])
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
    return Dated(None if label is None else ("updated" if label["updated"] else "published"), value)


def questions_for(text: str) -> bool:
    """Tell whether a text is the heading above a pillar's questions: ``Questions for Effectiveness``."""
    return len(text) < 60 and _QUESTIONS_FOR.fullmatch(key(text)) is not None


def is_known_heading(text: str) -> bool:
    """Tell whether a text is one of the headings that recur within a round: they need no markup to be one."""
    return len(text) < 60 and _KNOWN_HEADING.fullmatch(key(text)) is not None


def years_in(text: str) -> tuple[tuple[int, int | None], ...]:
    """Give the years and spans of years a title names: ``2018/19`` is (2018, 19)."""
    return tuple((int(year), int(end) if end else None) for year, end in _YEAR.findall(text))


@lru_cache(maxsize=8192)
def titled(service: str, force: str, text: str) -> bool:
    """Tell whether a text is the title of a page about a force: its name with a year or the programme's name."""
    if len(text) > 140 or text.endswith((".", ":", ",", ";")) or dated_of(text) or grade_of(text):
        return False
    if is_boilerplate(text):
        return False
    folded = key(text)
    named = name_pattern(service, force).search(folded)
    return bool(named) and (bool(_YEAR.search(text)) or re.search(r"\bpeel\b", folded) is not None)


@lru_cache(maxsize=2048)
def title_alone(service: str, force: str, text: str) -> bool:
    """Tell whether a title is the force's name and round alone: a force page bears it, and a report says more."""
    if not titled(service, force, text):
        return False
    return not name_pattern(service, force).sub("", _TITLE_ROUND.sub("", key(text))).split()
