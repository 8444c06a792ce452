"""Read a short text that is nothing but a grade, a status in its place, or the label of either."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from schemas import vocabulary
from transforms.dates import month_of
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
        "outcome",
        "verdict",
        "conclusion",
        "result",
        "gradd",
        "dyfarniad",
    )
)
_LABEL_WORDS = _LABEL_CORE | frozenset(
    "our the this here we have has been is was as of for it awarded given reached".split()
    + "question area pillar hmic hmicfrs force service constabulary inspection ein y".split()
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
_SOME_GRADE = re.compile(r"outstanding|good|adequate|improvement", re.IGNORECASE)
_FOOTNOTE = re.compile(r"(?<=[^\W\d_])\s*(?:[⁰¹²³⁴-⁹]{1,2}|\[(?:\d{1,2}|[a-z])\])$")
"""The mark of a footnote behind a grade."""
_QUOTES = ("“", "‘", '"', "'")
"""What opens somebody's words: ``“Good”`` is what a person said."""
_SPOKEN = ("!", "?")
"""With what no badge ends."""
_AT_PRESENT = re.compile(
    r"(?:(?:this|our|the) )?(?:this|current|present|latest|new|final)"
    r"(?: (?:full )?(?:inspection|assessment|round|cycle|year|time|report|grade|judge?ment|rating))?s?|now|currently"
)
"""What a page calls its own grade beside an earlier one's."""
_BEFORE = re.compile(
    r"(?:previously|formerly|was|were|(?:up|down|improved|fell|fallen)? ?from|last (?:time|year|inspection|round)"
    r"|previous(?: \w+)?|before|(?:unchanged|no change|same)\b.*)\b.*",
    re.IGNORECASE,
)
"""How what a grade has in brackets begins that tells the grade before it: ``Good (previously outstanding)``."""
_UNCHANGED = re.compile(r"(?:unchanged|no change|same)\b", re.IGNORECASE)
_YEAR_END = re.compile(r"(?:20)?\d\d")
YEAR = re.compile(r"\b(20[12]\d)(?:\s?[/–-]\s?(?:20)?(\d\d))?\b")


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


@lru_cache(maxsize=8192)
def grade_of(text: str) -> Grade | None:
    """Read a text that is nothing but a grade, on any scale and in either language, with or without a label.

    Whether the grade is one of the round's own scale, whether the year that it names is the round's, and whether the
    body that it names is the page's force, is for the caller to check.
    """
    if len(text) > 90 or text.startswith(_QUOTES) or text.endswith(_SPOKEN):
        return None
    text = _FOOTNOTE.sub("", text)
    bracketed = _BRACKETED.match(text)
    if bracketed and YEAR.search(bracketed["aside"]):
        grade = grade_of(bracketed["grade"])
        carried = re.search(r"carried over|still stands?|from", bracketed["aside"], re.IGNORECASE)
        if grade and carried and not grade_of(bracketed["aside"]):
            return replace(grade, carried_from=years_in(bracketed["aside"])[0][0])
        if grade is None or _SOME_GRADE.search(bracketed["aside"]):
            return grade
        return _given(grade, bracketed["aside"])
    if bracketed and _BEFORE.fullmatch(bracketed["aside"]):
        told = _SOME_GRADE.search(bracketed["aside"]) or _UNCHANGED.match(bracketed["aside"])
        return grade_of(bracketed["grade"]) if told else None
    folded = key(text)
    if folded.rpartition(" ")[2] not in _last_words():
        return None
    plain = _plain_grade(folded)
    if plain:
        return plain
    subject = _SUBJECT.match(text)
    if subject and subject["subject"][:1].isupper():
        graded = _plain_grade(key(subject["rest"]))
        if graded and at_present(subject["subject"]):
            return graded
        return replace(graded, subject=key(subject["subject"])) if graded else None
    return None


def _given(grade: Grade, aside: str) -> Grade:
    """Say of a grade when it was given: a year is a round's, a month is of the inspection itself."""
    year = years_in(aside)[0][0]
    month = next((number for word in aside.split() if (number := month_of(word.strip(",.")))), 0)
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
        years = [word for word in label if YEAR.fullmatch(word)]
        spans = [end for year, end in pairwise(label) if YEAR.fullmatch(year) and _YEAR_END.fullmatch(end)]
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


def is_year(text: str) -> bool:
    """Tell whether a text is nothing but a year, or a span of years: ``2021/22``."""
    return len(text) <= 9 and YEAR.fullmatch(text) is not None


def at_present(text: str) -> bool:
    """Tell whether a label says that the grade after it is of this inspection: ``This inspection``, ``Now``."""
    return _AT_PRESENT.fullmatch(key(text)) is not None


@lru_cache(maxsize=4096)
def is_label(text: str) -> bool:
    """Tell whether a text is only the label of a grade or a number that stands elsewhere: ``Grade``, ``Question``."""
    words = key(text).split() if len(text) <= 40 else []
    if not words or len(words) > _LABEL_LENGTH:
        return False
    if at_present(text):
        return True
    return words in (["question"], ["question", "number"]) or (_is_label(words) and words != ["overall"])


def years_in(text: str) -> tuple[tuple[int, int | None], ...]:
    """Give the years and spans of years a title names: ``2018/19`` is (2018, 19)."""
    return tuple((int(year), int(end) if end else None) for year, end in YEAR.findall(text))
