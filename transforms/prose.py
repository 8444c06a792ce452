"""Read a grade from a sentence, only where its subject is this force and its predicate is the question asked.

A page's prose also names last year's grade, other questions' grades and the grades of other inspections; a sentence in
another tense, about another year, or whose words fit another question as well says nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from schemas import vocabulary
from schemas.vocabulary import Question
from transforms.lexicon import name_pattern
from transforms.words import cleaned, key, stems

_ASPECT_ONLY = re.compile(r"^(?:(?:at|in|with|for|in respect of|in terms of) )?(?:the |its )?")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘']?[A-Z])")
_ASIDE = re.compile(
    r"\s*[,;–—(]\s*(?:but|although|though|which|however|while|whilst|as|and (?:this|has|it|we|the)|an |compared"
    r"|consistent|the same|our|having|with (?:some|a few)|despite|unlike)\b.*$",
    re.IGNORECASE,
)
_ANOTHER_TIME = re.compile(r"\b(?:last year|previous(?:ly)?|earlier|(?:19|20)\d\d (?:inspection|assessment|report))\b")
_GRADE = r"(?P<grade>outstanding|good|adequate|inadequate)"
_IMPROVE = r"(?P<improve>requir(?:es|ing|e) improvement)"
_NONE = r"(?P<none>not (?:yet )?(?:been )?graded|ungraded)"
_GRADED = re.compile(r"outstanding|good|adequate|requir|graded", re.IGNORECASE)
"""What every form has in it: most sentences are told from those that grade by this alone."""
_PRECISION = 0.6
_RECALL = 0.45
_MARGIN = 0.08
_PILLAR_STEMS = {"effectiveness": "effect", "efficiency": "effici", "legitimacy": "legiti", "people": "people"}


@dataclass(frozen=True, slots=True)
class Said:
    """A grade (or a status) that a sentence states of a question."""

    question: Question
    grade: str | None
    status: str
    evidence: str
    subject: str
    """The clause that words the question, as printed as far as possible."""


@lru_cache(maxsize=256)
def _forms(service: str, force: str) -> tuple[re.Pattern[str], ...]:
    """Give the sentence forms for a force, over folded text."""
    name = name_pattern(service, force).pattern
    kinds = (
        r"(?: (?:police service|police|constabulary|constabulalry|fire and rescue service|fire service|fire brigade))?"
    )
    subject = rf"(?:the )?(?:{name}{kinds}|force|constabulary|service|brigade)"
    judged = r"(?:judged|assessed|graded|rated)(?: overall)?(?: (?:to be|as|as being|to))?"
    judged_plain = r"(?:judged|assessed|graded|rated)"
    aspect = r"(?:effectiveness|efficiency|legitimacy|people)"
    start = r"^(?:overall )?"
    return tuple(
        re.compile(form)
        for form in (
            rf"{start}(?:the )?extent to which {subject} (?P<of>.+?)(?: is)? (?:{_GRADE}|{_IMPROVE}|{_NONE})$",
            rf"{start}(?:the )?extent to which {subject} (?P<of>.+?) {_IMPROVE}$",
            rf"{start}{subject} (?:is|remains|continues to be) (?:also |now )?(?:is )?{_GRADE}"
            r" (?P<of>(?:at|in|with|for) .+)$",
            rf"{start}{subject} (?:also |still )?{_IMPROVE} (?P<of>(?:at|in|with|to) .+)$",
            rf"{start}{subject} (?:is|has been) {judged} (?:{_GRADE}|{_IMPROVE})(?P<of>(?: (?:at|in|with|for)) .+)$",
            rf"{start}(?:hmic|hmicfrs|we) (?:judges?|assess(?:es)?|grades?|rates?) {subject} (?:to be |as |to )"
            rf"(?:{_GRADE}|{_IMPROVE})(?P<of>(?: (?:at|in|with|for)) .+)$",
            rf"{start}we (?:find|found|conclude|judge)(?: that)? {subject} is {_GRADE} (?P<of>(?:at|in|with|for) .+)$",
            rf"{start}(?:we|hmicfrs|hmic) (?:have|has) {judged_plain} {subject} (?:to be |as )?(?:{_GRADE}|{_IMPROVE})"
            r"(?P<of> (?:at|in|with|for) .+)$",
            rf"{start}{subject} has improved(?: from (?:requires improvement|inadequate|good|adequate))?"
            rf" and is now {_GRADE} (?P<of>(?:at|in|with|for) .+)$",
            rf"{start}{subject}s (?P<of>{aspect}(?: (?:at|in) .+?)?) (?:is |is {judged} )?(?:{_GRADE}|{_IMPROVE})$",
            rf"{start}our (?:overall )?judge?ment (?:of|on) the (?P<of>{aspect}) of {subject} is (?:that it )?"
            rf"(?:{_GRADE}|{_IMPROVE})$",
            rf"{start}(?:the )?(?P<of>{aspect}) of {subject} (?:is |is {judged} )?(?:{_GRADE}|{_IMPROVE})$",
            rf"^(?:the )?{subject}s overall (?P<of>{aspect}) (?:is |is {judged} )?(?:{_GRADE}|{_IMPROVE})$",
        )
    )


def sentences(text: str) -> Iterator[str]:
    """Cut a paragraph into sentences."""
    yield from (cleaned(part) for part in _SENTENCE_END.split(text) if part.strip())


def said_in(
    text: str, service: str, force: str, questions: Sequence[Question], pillars: Sequence[Question] = ()
) -> Iterator[Said]:
    """Read the grades that a paragraph's sentences state, each of the one question that its words fit.

    ``questions`` are all that a sentence here could mean; ``pillars`` those of them that are named by a pillar's name.
    """
    if not _GRADED.search(text):
        return
    for sentence in sentences(text):
        if not _GRADED.search(sentence):
            continue
        bare = _ASIDE.sub("", sentence.rstrip(" .!"))
        folded = key(bare)
        if _ANOTHER_TIME.search(folded):
            continue
        for form in _forms(service, force):
            match = form.match(folded)
            if match is None:
                continue
            question = _fitting(match["of"], questions, pillars)
            if question is not None:
                yield Said(question, *_grade(match), sentence, _clause(sentence, match["of"]))
            break


def _grade(match: re.Match[str]) -> tuple[str | None, str]:
    """Give the grade and the status that a matched form states."""
    found = match.groupdict()
    if found.get("improve"):
        return "requires improvement", "graded"
    if found.get("grade"):
        return found["grade"], "graded"
    none = found["none"]
    return None, "not yet graded" if "yet" in none else ("ungraded" if none == "ungraded" else "not graded")


def _clause(sentence: str, folded: str) -> str:
    """Find the words of a sentence that a folded clause stands for."""
    wanted = folded.split()
    printed = sentence.split()
    for start in range(len(printed)):
        for end in range(start + 1, len(printed) + 1):
            so_far = key(" ".join(printed[start:end])).split()
            if so_far == wanted:
                return " ".join(printed[start:end]).strip(" ,.;:")
            if so_far != wanted[: len(so_far)]:
                break
    return folded


def _fitting(clause: str, questions: Iterable[Question], pillars: Iterable[Question]) -> Question | None:
    """Find the question that a clause's words fit, and clearly no other."""
    clause = clause.strip()
    for pillar in pillars:
        if _ASPECT_ONLY.sub("", clause) == pillar.pillar:
            return pillar
    said = stems(clause)
    if not said:
        return None
    named = {pillar for pillar, stem in _PILLAR_STEMS.items() if any(word.startswith(stem) for word in said)} - {
        "people"
    }
    scores = sorted(
        ((_fit(said, question, named), question) for question in questions), key=lambda pair: pair[0], reverse=True
    )
    if not scores or scores[0][0] <= 0:
        return None
    if len(scores) > 1 and scores[0][0] - scores[1][0] < _MARGIN:
        return None
    return scores[0][1]


def _fit(said: frozenset[str], question: Question, named: set[str]) -> float:
    """Score how well a clause fits a question, 0 where too few of either's words are in the other."""
    best = 0.0
    if named and question.pillar not in named:
        return 0.0
    if question.number is None and question.pillar in ("efficiency", "legitimacy") and question.pillar not in named:
        return 0.0
    for wording in question.wordings:
        asked = stems(wording) | ({_PILLAR_STEMS[question.pillar]} if question.pillar in named else frozenset())
        shared = len(said & asked)
        precision, recall = shared / len(said), shared / max(1, len(asked))
        if precision >= _PRECISION and recall >= _RECALL:
            best = max(best, 2 * precision * recall / (precision + recall))
    return best


def questions_beside(
    service: str, round_: str, pillar: str | None
) -> tuple[tuple[Question, ...], tuple[Question, ...]]:
    """Give the questions a sentence could mean on a pillar's page (without one, on a force's), and the pillars."""
    everything = vocabulary.questions(service, round_)
    pillars = tuple(q for q in everything if q.number is None and q.pillar and q.question_id.endswith("/" + q.pillar))
    if pillar is None:
        return pillars, pillars
    return tuple(q for q in everything if q.pillar == pillar), tuple(q for q in pillars if q.pillar == pillar)
