"""Read the notes that stand in place of a judgment: not inspected this time, or carried over from an earlier round."""

from __future__ import annotations

import re
from dataclasses import dataclass

from schemas import vocabulary
from transforms.trends import leads_to_former
from transforms.words import key

_NOT_INSPECTED = re.compile(
    r"\bquestion (?:was|is|has|were|had)(?: not|nt)(?: been)?(?: subject to)?(?: a)?(?: detailed)?"
    r" (?:inspect(?:ed|ion)|graded)\b"
    r"|\b(?:we )?did(?: not|nt) inspect (?:or grade )?this (?:question|area)\b"
    r"|\bnot (?:been )?inspected or graded\b|^not inspected (?:in|this)\b"
)
_CARRIED = re.compile(
    r"\b(?:grades?|judge?ments?|findings)\b.{0,80}\b(?:still stands?|remains?$|remains? in place"
    r"|(?:has|have) been carried over|(?:is|are) carried over|carried forward)\b"
)
_NOTING = ("inspect", "graded", "still", "remain", "carried")
"""What every note has in it: most paragraphs are told from notes by this alone."""
_OTHER_QUESTION = re.compile(r"\bquestion (?:about|on) (?!this\b)")
_BEGINS = re.compile(r"(?:the|our|its) (?:\w+ ){0,3}?(?:grades?|judge?ments?|findings)\b")
_FROM = re.compile(
    r"\b(20\d\d)(?: (\d\d))? (?:\w+ ){0,3}?(?:inspection|assessment|round|report|remains?|still|stands?)"
)
_LAST_YEAR = re.compile(r"\blast years?\b|\bprevious years?\b")
_GRADE = re.compile(r"\b(?:judge?ment|grade) (?:(?:of|was|is) )?(outstanding|good|requires improvement|inadequate)\b")
_EARLIER = re.compile(
    r"\b(?:was|required|graded|judged|rated)\b.{0,80}\b(?:in|at|by) (?:its|our|the|their)"
    r" (?:last|previous|20\d\d(?: \d\d)?) (?:full )?(?:assessment|inspection|report|round)\b"
)
_EARLIER_LABEL = re.compile(
    r"(?:our |the )?(?:previous|last|earlier|former|prior|20[12]\d(?: \d\d)?)(?: years?)?"
    r"(?: inspection| assessment| round)? (?:grade|graded|judge?ment|rating|result)s?(?: was)?"
    r"|(?:our )?(?:grade|judge?ment|rating)s? (?:in|from|of) (?:our |the )?(?:previous|last|20[12]\d)\b.{0,30}"
    r"|(?:our |the |its )?(?:previous|last|earlier|former|prior) (?:full )?"
    r"(?:inspection|assessment|round|time|year|cycle)s?"
    r"|previous(?:ly)?|before|formerly"
)
_LABEL = 60
"""Letters that a label has at most."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a note says of the question it stands under; ``grade`` only where the note itself names it."""

    status: str
    grade_round: str | None
    grade: str | None
    evidence: str


def is_earlier_grade(text: str) -> bool:
    """Tell whether a line says what an earlier round judged: fire pages print one under each question."""
    return len(text) < 200 and _EARLIER.search(key(text)) is not None


def is_earlier_label(text: str, first_year: int | None = None) -> bool:
    """Tell whether a text is the label of an earlier round's grade that stands after it: ``Previous grade``."""
    if len(text) > _LABEL:
        return False
    if leads_to_former(text):
        return True
    years = {int(year) for year in re.findall(r"\b20[12]\d\b", text)}
    return _EARLIER_LABEL.fullmatch(key(text)) is not None and not (years and first_year in years)


def note_of(text: str, service: str, round_: str) -> Note | None:
    """Read a paragraph as a note on the question above it; None where it is none."""
    lower = text.casefold()
    if not any(word in lower for word in _NOTING):
        return None
    folded = key(text)
    carried = _CARRIED.search(folded)
    if _OTHER_QUESTION.search(folded) or not (_NOT_INSPECTED.search(folded) or (carried and _BEGINS.match(folded))):
        return None
    if not carried:
        return Note("not inspected", None, None, text)
    graded = _GRADE.search(folded)
    return Note("carried over", _round_from(folded, service, round_), graded[1] if graded else None, text)


def _round_from(folded: str, service: str, round_: str) -> str | None:
    """Find the round that a note says the grade is from, by its year or as the one before this."""
    years = [
        int(year) for year, _ in _FROM.findall(folded) if int(year) != vocabulary.rounds()[service, round_].first_year
    ]
    by_year: dict[int, str] = {
        record.first_year: record.round for record in vocabulary.rounds().values() if record.service == service
    }
    if years and years[0] in by_year:
        return by_year[years[0]]
    if _LAST_YEAR.search(folded):
        return by_year.get(vocabulary.rounds()[service, round_].first_year - 1)
    return None
