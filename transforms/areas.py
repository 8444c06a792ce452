"""Read a short text that names areas and grades and next to nothing else: ``Good: preventing crime, leadership``."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from schemas import vocabulary
from schemas.vocabulary import Question
from transforms.grades import grade_of
from transforms.lexicon import Lexicon, lexicon_of, question_of
from transforms.words import key

_LONGEST = 16
"""Words in the longest wording of an area or a grade."""
_TEXT = 900
"""Letters in the longest text that is looked at: all areas of a round fit in it."""
_GLANCED = 130
"""Letters at the beginning of a text by which prose is known; the longest area is shorter, reworded or not."""
_FIRST = 30
"""Letters that tell most prose by themselves, and cost less."""
_SENTENCE_END = re.compile(r"[.|\n](?:\s+|$)")
_COUNTED = re.compile(r"\s*(?:[-–:(]\s*)?\d{1,2}\s*(?:areas?)?\)?$|^\d{1,2}\s+(?:areas?\s+)?")
_DIGIT = re.compile(r"\d")
_FILLER = frozenset(
    (
        "a all an and are area areas as assessed at been for force forces constabulary service grade graded grades has "
        "have hmicfrs in is it its judged judgment judgments judgement judgements new no none nil not of on our "
        "overall policing question rated rating summary that the these this to was we were with without "
        "ac am ar ein i mae maes meysydd o plismona wrth y yn yr a'r"
    ).split()
)
"""Words that may stand among areas and grades without saying anything else."""
_NO_GRADES = ("ungraded", "not graded", "not yet graded")


@dataclass(frozen=True, slots=True)
class Token:
    """An area or a grade that a text names."""

    printed: str
    question: Question | None = None
    grade: str | None = None
    """The grade or status, as printed."""


def grade_named(text: str) -> str | None:
    """Give the grade that a text is, as printed; a count of areas may stand with it: ``Good (4)``."""
    if len(text) > 60:
        return None
    bare = (_COUNTED.sub("", text).strip() if _DIGIT.search(text) else "") or text
    for candidate in (text, bare):
        grade = grade_of(candidate)
        if grade and not grade.subject:
            return candidate
    return None


def areas_named(lexicon: Lexicon, text: str) -> tuple[Token, ...]:
    """Give the areas that a text names where it names nothing else; empty where it says more, or names none."""
    tokens = _tokens(lexicon, text)
    if tokens is None or any(token.grade for token in tokens):
        return ()
    return tokens


def pairs_named(lexicon: Lexicon, text: str) -> tuple[tuple[Token, Token], ...]:
    """Give the pairs of area and grade that a text tells, clause by clause; a clause that says more tells nothing.

    A grade that heads a clause holds for the clauses after a semicolon that name areas alone.
    """
    if len(text) > _TEXT:
        return ()
    pairs: list[tuple[Token, Token]] = []
    for sentence in _SENTENCE_END.split(text):
        heading: Token | None = None
        for clause in sentence.split(";"):
            tokens = _tokens(lexicon, clause)
            if heading and tokens and not any(token.grade for token in tokens):
                tokens = (heading, *tokens)
            heading = tokens[0] if tokens and tokens[0].grade else None
            pairs.extend(_paired(tokens))
    return tuple(pairs)


def _paired(tokens: Sequence[Token] | None) -> Iterator[tuple[Token, Token]]:
    """Pair the areas and grades of one clause: one grade for all of its areas, or area and grade in turn."""
    grades = [token for token in tokens or () if token.grade]
    areas = [token for token in tokens or () if token.question]
    if tokens and len(grades) == 1 and tokens.index(grades[0]) in (0, len(tokens) - 1):
        yield from ((area, grades[0]) for area in areas)
    elif tokens and len(grades) == len(areas) and _in_turn(tokens):
        yield from zip(areas, grades, strict=True)
    elif (
        tokens
        and tokens[0].grade
        and tokens[-1].question
        and len({key(token.printed) for token in grades}) == len(grades)
    ):
        head = tokens[0]
        for token in tokens:
            head = token if token.grade else head
            if token.question:
                yield token, head


def _in_turn(tokens: Sequence[Token]) -> bool:
    """Tell whether areas and grades follow each other in turn."""
    kinds = [token.grade is None for token in tokens]
    return all(one != other for one, other in itertools.pairwise(kinds))


def may_name(lexicon: Lexicon, text: str) -> bool:
    """Tell by a glance whether a text may name areas: nearly all prose holds another word at once, or is too long."""
    if len(text) > _TEXT:
        return False
    if len(text) <= _GLANCED:
        return True
    known = _known_words(lexicon.service, lexicon.round, lexicon.name.pattern if lexicon.name else "")
    # The last word may be cut, and the last two may be one (``words.key``).
    return known.issuperset(key(text[:_FIRST]).split()[:-2]) and known.issuperset(key(text[:_GLANCED]).split()[:-1])


def _tokens(lexicon: Lexicon, text: str) -> tuple[Token, ...] | None:
    """Cut a text into areas and grades; None where it holds other words than these and fillers."""
    if not may_name(lexicon, text):
        return None
    return _cut(lexicon.service, lexicon.round, lexicon.name.pattern if lexicon.name else "", text)


@lru_cache(maxsize=4096)
def _cut(service: str, round_: str, name: str, text: str) -> tuple[Token, ...] | None:
    """Cut a text at the words of a round."""
    lexicon = lexicon_of(service, round_)
    tokens = _read(lexicon, name, text)
    if tokens is not None:
        return tokens
    whole = question_of(lexicon, text)
    if whole is None or any(_longest(lexicon, [word], 0)[0] for word in text.split()):
        return None
    return (Token(text, question=whole),)


def _read(lexicon: Lexicon, name: str, text: str) -> tuple[Token, ...] | None:
    """Read a text from one wording to the next; None where anything else stands between them."""
    if name:
        if not _known_words(lexicon.service, lexicon.round, name).issuperset(key(text).split()):
            return None
        text = re.sub(rf"\b(?:{name})\b", " ", text, flags=re.IGNORECASE)
    if not _known_words(lexicon.service, lexicon.round).issuperset(key(text).split()):
        return None
    words = text.split()
    tokens: list[Token] = []
    index = 0
    while index < len(words):
        token, length = _longest(lexicon, words, index)
        if token is not None:
            tokens.append(token)
        elif key(words[index]) not in _FILLER and any(map(str.isalnum, words[index])):
            return None
        index += length
    return tuple(tokens)


@lru_cache(maxsize=64)
def _known_words(service: str, round_: str, name: str = "") -> frozenset[str]:
    """Give every word that a text may hold which names areas and grades alone; nearly all prose holds another."""
    grades = vocabulary.grade_words(5).keys() | vocabulary.grade_words(5, "cy").keys()
    printed = (*lexicon_of(service, round_).wordings, *grades, *_NO_GRADES)
    return _FILLER.union(re.findall(r"\w+", name), (word for wording in printed for word in wording.split()))


def _longest(lexicon: Lexicon, words: Sequence[str], index: int) -> tuple[Token | None, int]:
    """Find the longest wording that begins at a word, and its length; one word and nothing where none does."""
    grades = vocabulary.grade_words(5).keys() | vocabulary.grade_words(5, "cy").keys()
    for length in range(min(_LONGEST, len(words) - index), 0, -1):
        printed = " ".join(words[index : index + length]).strip(" ,.:;|–-•()")
        folded = key(printed)
        if folded in lexicon.wordings:
            return Token(printed, question=lexicon.wordings[folded]), length
        if length <= 3 and (folded in grades or folded in _NO_GRADES):
            return Token(printed, grade=printed), length
    return None, 1
