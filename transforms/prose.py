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
from transforms.lexicon import full_name, name_pattern
from transforms.words import cleaned, key, stems

_ASPECT_ONLY = re.compile(r"^(?:(?:in respect of|in terms of|at|in|with|for) )?(?:the |its )?")
_INTRODUCED = re.compile(
    r"^(?P<summed>in terms of its (?:effectiveness|efficiency|legitimacy) )?(?:in general |overall )?"
)
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘']?[A-Z])")
_ASIDE = re.compile(
    r"\s*[,;–—(]\s*(?:but|although|though|which|however|where|whereas|when|while|whilst|as"
    r"|and (?:this|has|it|we|the)|an |compared|consistent|the same|our|having|with (?:some|a few)|despite|unlike)\b.*$",
    re.IGNORECASE,
)
_CONCEDED = re.compile(r"^(?:although|though|while|whilst|whereas|despite)\b[^,]{3,120},\s+", re.IGNORECASE)
"""What a sentence concedes before it comes to its point: ``Although it was good last year, …``."""
_QUOTED = ("‘", "“", '"', "'")
"""How a sentence begins that is somebody else's."""
_ANOTHER_TIME = re.compile(r"\b(?:last year|previous(?:ly)?|earlier|(?:19|20)\d\d (?:inspection|assessment|report))\b")
_GRADE = r"(?P<grade>outstanding|good|adequate|inadequate)"
_IMPROVE = r"(?P<improve>requir(?:es|ing|e) improvement)"
_NONE = r"(?P<none>not (?:yet )?(?:been )?graded|ungraded)"
_WELSH = r"(?P<welsh>dda|ddigonol|rhagorol|ragorol|annigonol)"
_GRADED = re.compile(
    r"outstanding|good|adequate|requir|graded|\byn (?:dda|ddigonol|rh?agorol|annigonol)", re.IGNORECASE
)
"""What every form has in it: most sentences are told from those that grade by this alone."""
_EACH_GRADED = re.compile(
    r"(?<! was)(?<! were)(?<! been)(?<! not)(?: (?:and|but|however|it|is|also))*(?:^| )"
    rf"(?:{_GRADE}|{_IMPROVE}) (?:at|in|with) "
)
"""Where one of several grades begins: ``good at this, good at that and outstanding at the other``."""
_PARTLY = re.compile(r"\b(?:some|certain|many|several|(?:aspects|parts|elements|areas) of|others$)\b")
"""What makes a grade one of parts of a question."""
_TRAILING = re.compile(r"[\s.!;,]+(?:and)?[\s.!;,]*$")
_PRECISION = 0.6
_RECALL = 0.45
_MARGIN = 0.08
_ASKING = stems("effective efficient")
"""What a question's wording adds to what it asks about."""
_COMMON_NAMES = {"police": "force|constabulary|service", "fire": "service|brigade"}
"""What a page calls the force that it is about."""
_PILLAR_PRECISION = 0.8
"""The same for a pillar that is not named: its few and common words are also those of much smaller things."""
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
def _subject(service: str, force: str) -> str:
    """Give the pattern of a force as the subject of a sentence, over folded text."""
    return rf"(?:the )?(?:{full_name(service, force)}|{_COMMON_NAMES[service]})"


@lru_cache(maxsize=256)
def _own(service: str, force: str) -> re.Pattern[str]:
    """Give the pattern of a force as the owner of what is judged: ``the force's planning``."""
    return re.compile(rf"\b{_subject(service, force)}s ")


@lru_cache(maxsize=256)
def _several(service: str, force: str) -> re.Pattern[str]:
    """Give the pattern of a sentence that may grade several questions, as the force pages of 2014 do."""
    return re.compile(rf"^{_subject(service, force)} (?P<rest>.+)$")


@lru_cache(maxsize=256)
def _forms(service: str, force: str) -> tuple[re.Pattern[str], ...]:
    """Give the sentence forms for a force, over folded text."""
    subject = _subject(service, force)
    judged = r"(?:judged|assessed|graded|rated)(?: overall)?(?: (?:to be|as|as being|to))?"
    judged_plain = r"(?:judged|assessed|graded|rated)"
    aspect = r"(?:effectiveness|efficiency|legitimacy|people)"
    duties = r"(?:carries out its responsibilities|keeps people safe and reduces crime)"
    graded = rf"(?:{_GRADE}|{_IMPROVE})"
    return tuple(
        re.compile(form)
        for form in (
            rf"^(?:the )?extent to which {subject} (?P<of>.+?)(?: is)? (?:{_GRADE}|{_IMPROVE}|{_NONE})$",
            rf"^(?:the )?extent to which {subject} (?P<of>.+?) {_IMPROVE}$",
            rf"^{subject} (?:is|remains|continues to be) (?:also |now )?(?:is )?{_GRADE}"
            r" (?P<of>(?:at|in|with|for) .+)$",
            rf"^{subject} (?:also |still )?{_IMPROVE} (?P<of>(?:at|in|with|to) .+)$",
            rf"^{subject} (?:is|has been) {judged} {graded}(?P<of>(?: (?:at|in|with|for)) .+)$",
            rf"^(?:hmic|hmicfrs|we) (?:judges?|assess(?:es)?|grades?|rates?) {subject} (?:to be |as |to )"
            rf"{graded}(?P<of>(?: (?:at|in|with|for)) .+)$",
            rf"^we (?:find|found|conclude|judge)(?: that)? {subject} is {_GRADE} (?P<of>(?:at|in|with|for) .+)$",
            rf"^(?:we|hmicfrs|hmic) (?:finds?|found) {subject} to be {_GRADE} (?P<of>(?:at|in|with|for) .+)$",
            rf"^(?:we|hmicfrs|hmic) (?:have|has) {judged_plain} {subject} (?:to be |as )?{graded}"
            r"(?P<of> (?:at|in|with|for) .+)$",
            rf"^{subject} has improved(?: from (?:requires improvement|inadequate|good|adequate))?"
            rf" and is now {_GRADE} (?P<of>(?:at|in|with|for) .+)$",
            rf"^{subject}s (?P<of>{aspect}(?: (?:at|in) .+?)?) (?:is |is {judged} )?{graded}$",
            rf"^our (?:overall )?judge?ment (?:of|on) the (?P<of>{aspect}) of {subject} is (?:that it )?{graded}$",
            rf"^(?:the )?(?P<of>{aspect}) with which {subject} {duties} (?:is |is {judged} )?{graded}$",
            rf"^(?:the )?(?P<of>{aspect}) of {subject} (?:is |is {judged} )?{graded}$",
            rf"^(?:the )?{subject}s overall (?P<of>{aspect}) (?:is |is {judged} )?{graded}$",
            rf"^(?P<of>(?:the )?(?:[a-z ]{{0,60}} of )?{subject}s [a-z ]{{3,90}}?)"
            rf" (?:(?:is|are) (?:{judged} )?)?{graded}$",
            rf"^maer? (?:{name_pattern(service, force).pattern}|heddlu|llu) yn {_WELSH} (?P<of>(?:am|o ran|wrth) .+)$",
            # A judgment of nothing in particular is of the pillar under whose headline question it stands.
            rf"^(?:hmic|hmicfrs|we) judges?(?: that)? {subject} (?:to be |as |to |is ){graded}(?P<of>)$",
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
        if not _GRADED.search(sentence) or sentence.startswith(_QUOTED):
            continue
        whole = key(_TRAILING.sub("", sentence))
        introduced = _INTRODUCED.match(whole)
        if introduced is None or introduced["summed"] is None:
            whole = key(_TRAILING.sub("", _ASIDE.sub("", _CONCEDED.sub("", sentence))))
        folded = _INTRODUCED.sub("", whole)
        if _ANOTHER_TIME.search(folded):
            continue
        for match, clause in _graded_clauses(folded, service, force):
            if _PARTLY.search(clause):
                continue
            for question in _meant(clause, questions, pillars):
                yield Said(question, *_grade(match), sentence, _clause(sentence, clause))


def _graded_clauses(folded: str, service: str, force: str) -> Iterator[tuple[re.Match[str], str]]:
    """Find the clauses of a sentence that bear a grade of this force: several in a row, or one in a form of its own."""
    several = _several(service, force).match(folded)
    graded = list(_EACH_GRADED.finditer(several["rest"])) if several else []
    if several and len(graded) > 1 and not several["rest"][: graded[0].start()].strip(" is"):
        ends = [*(match.start() for match in graded[1:]), len(several["rest"])]
        for match, end in zip(graded, ends, strict=True):
            yield match, several["rest"][match.end() : end].strip()
        return
    for form in _forms(service, force):
        stated = form.match(folded)
        if stated is not None:
            yield stated, _own(service, force).sub("", stated["of"])
            return


def _meant(clause: str, questions: Sequence[Question], pillars: Sequence[Question]) -> tuple[Question, ...]:
    """Find the question that a clause means, or the several whose words together are all of its words."""
    if not clause:
        return tuple(pillars) if len(pillars) == 1 else ()
    fitting = _fitting(clause, questions, pillars)
    if fitting is not None:
        return (fitting,)
    said = stems(clause)
    named = {
        question.question_id: (question, words)
        for question in questions
        if question.number is not None
        for wording in question.wordings
        if (words := stems(wording) - _ASKING) and words <= said
    }
    if frozenset().union(*(words for _, words in named.values())) != said:
        return ()
    return tuple(question for question, _ in named.values())


def _grade(match: re.Match[str]) -> tuple[str | None, str]:
    """Give the grade and the status that a matched form states."""
    found = match.groupdict()
    if found.get("improve"):
        return "requires improvement", "graded"
    if found.get("grade"):
        return found["grade"], "graded"
    if found.get("welsh"):
        return vocabulary.grade_words(5, "cy")[found["welsh"]], "graded"
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
    for wording in (*question.wordings, question.label):
        asked = stems(wording) | ({_PILLAR_STEMS[question.pillar]} if question.pillar in named else frozenset())
        shared = len(said & asked)
        precision, recall = shared / len(said), shared / max(1, len(asked))
        unnamed = question.number is None and question.pillar is not None and question.pillar not in named
        least = _PILLAR_PRECISION if unnamed else _PRECISION
        if precision >= least and recall >= _RECALL:
            best = max(best, 2 * precision * recall / (precision + recall))
    return best


def questions_beside(
    service: str, round_: str, pillar: str | None
) -> tuple[tuple[Question, ...], tuple[Question, ...]]:
    """Give the questions a sentence could mean on a pillar's page (without one, on a force's), and the pillars."""
    everything = tuple(q for q in vocabulary.questions(service, round_) if pillar in (None, q.pillar))
    return everything, tuple(q for q in everything if q.number is None and q.pillar)


def summed_up(service: str, round_: str) -> frozenset[str]:
    """Give the ids of what a force page's introduction grades: the pillars, and the questions of ungraded pillars."""
    everything = vocabulary.questions(service, round_)
    never = {q.pillar for q in everything if q.number is None and q.pillar and q.graded == "never"}
    return frozenset(
        q.question_id
        for q in everything
        if (q.number is None and q.pillar) or (q.pillar in never and q.graded == "always")
    )
