"""Read a grade from a sentence, only where its subject is this force and its predicate is the question asked.

A clause whose words fit another question as well says nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from schemas import vocabulary
from schemas.vocabulary import Question
from transforms.sentences import HERE, graded_clauses
from transforms.words import key, stems

_HERE = re.compile(rf"(?:in|at|for|on) {HERE}")
_ASPECT_ONLY = re.compile(r"^(?:(?:in respect of|in terms of|at|in|with|for) )?(?:the |its )?")
_PRECISION = 0.6
_RECALL = 0.45
_MARGIN = 0.08
_ASKING = stems("effective efficient")
"""What a question's wording adds to what it asks about."""
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


def said_in(
    text: str,
    service: str,
    force: str,
    questions: Sequence[Question],
    pillars: Sequence[Question] = (),
    here: Question | None = None,
) -> Iterator[Said]:
    """Read the grades that a paragraph's sentences state, each of the one question that its words fit.

    ``questions`` are all that a sentence here could mean; ``pillars`` those of them that are named by a pillar's name;
    ``here`` is the one that it stands under, which it may call this area or this question.
    """
    for clause in graded_clauses(text, service, force):
        own = here is not None and _HERE.fullmatch(clause.of.strip()) is not None
        for question in (here,) if own and here else _meant(clause.of, questions, pillars):
            subject = _printed(clause.sentence, clause.of)
            yield Said(question, clause.grade, clause.status, clause.sentence, subject)


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


def _printed(sentence: str, folded: str) -> str:
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
