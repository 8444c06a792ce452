"""The words of one round: its questions by any of their printed wordings, its grades, the names of a force."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz, process

from schemas import vocabulary
from schemas.vocabulary import Question
from transforms.words import key

_CLOSE = 92.0
"""How alike (0 to 100) a wording must be to a known one; typing errors of the site score 96 and more."""
_NUMBERED = 55.0
"""How alike the words of a question must be that is known by its printed number already."""
_MARGIN = 2.5
"""How much liker it must be than to any other question; ``effective`` and ``efficient`` headlines are 94 alike."""
_SERVICE_NAMES = ("frs", "fire and rescue service", "service", "brigade")
_SERVICE = re.compile(r"\b(?:frs|fire and rescue service)\b")
_FORCE = re.compile(r"\bthe (?:constabulary|police service|police force|police|service|brigade)(?P<own>s)?\b")
"""What a question may call the force."""
_WORDING = 300
"""Letters in the longest text that may word a question."""
_NAME = 80
"""Letters in the longest text that may be a name and nothing else, a force's or a pillar's."""
_LONGER = 1.2
"""How much longer a text may be than the longest wording and still be as close to one as it must be."""
_LONG = 28
"""Wordings shorter than this (chapter headings) must be exact: likeness says little about so few letters."""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """What a round's pages may say: wordings folded by ``words.key``; there is one of each (``lexicon_of``)."""

    service: str
    round: str
    tiers: int
    has_pillars: bool
    wordings: dict[str, Question]
    pillars: dict[str, Question]
    """A pillar's own name alone, as it stands above its headline question."""
    name: re.Pattern[str] | None
    """The force's name where the page is about one: questions may be printed with it for ``the force``."""
    names: tuple[str, ...]
    """The forms of the name, one of which is in every text that the pattern is found in."""


@lru_cache(maxsize=512)
def lexicon_of(service: str, round_: str, force: str | None = None) -> Lexicon:
    """Gather the words of a round's pages about a force, all of which share the words of the round."""
    if force is not None:
        name = re.compile(rf"(?:the )?(?:{full_name(service, force)})(?P<own>s\b)?")
        return replace(lexicon_of(service, round_), name=name, names=names_of(service, force))
    record = vocabulary.rounds()[service, round_]
    wordings: dict[str, Question] = {}
    pillars: dict[str, Question] = {}
    for question in vocabulary.questions(service, round_):
        for wording in question.wordings:
            for form in _forms(key(wording), service):
                wordings.setdefault(form, question)
                if not record.has_pillars and " " in form and not form.startswith("how "):
                    wordings.setdefault(f"how good is the force at {form}", question)
        if question.pillar and question.number is None and question.question_id.endswith("/" + question.pillar):
            pillars[key(question.pillar)] = question
    return Lexicon(service, round_, record.tiers, record.has_pillars, wordings, pillars, None, ())


def _forms(folded: str, service: str) -> Iterator[str]:
    """Give a wording with each of the names by which it may call a fire and rescue service."""
    yield folded
    if service == "fire":
        for name in _SERVICE_NAMES:
            yield _SERVICE.sub(name, folded)


@lru_cache(maxsize=64)
def _long_wordings(service: str, round_: str) -> tuple[list[str], int]:
    """Give the wordings that are long enough for likeness to say something, and the length of the longest."""
    choices = [wording for wording in lexicon_of(service, round_).wordings if len(wording) >= _LONG]
    return choices, max(map(len, choices), default=0)


@lru_cache(maxsize=8192)
def _likest(service: str, round_: str, folded: str) -> Question | None:
    """Find the question whose wording a long text is, but for small rewordings."""
    lexicon = lexicon_of(service, round_)
    choices, longest = _long_wordings(service, round_)
    if len(folded) > longest * _LONGER:
        return None
    likes = process.extract(folded, choices, scorer=fuzz.ratio, score_cutoff=_CLOSE - _MARGIN, limit=8)
    if not likes or likes[0][1] < _CLOSE:
        return None
    best = lexicon.wordings[likes[0][0]]
    others = [score for wording, score, _ in likes if lexicon.wordings[wording].question_id != best.question_id]
    return best if not others or likes[0][1] - others[0] >= _MARGIN else None


def question_of(lexicon: Lexicon, text: str) -> Question | None:
    """Tell which question of the round a text words, tolerant of quotes, dashes, spacing, case and small rewordings."""
    return _worded(lexicon, text) if len(text) <= _WORDING else None


@lru_cache(maxsize=8192)
def _worded(lexicon: Lexicon, text: str) -> Question | None:
    """Tell which question a text words; each text is asked about several times, on its way through a page."""
    folded = key(text)
    exact = lexicon.wordings.get(folded)
    if exact is not None:
        return exact
    if lexicon.service == "police" and _FORCE.search(folded):
        folded = _FORCE.sub(lambda match: "the forces" if match["own"] else "the force", folded)
        if folded in lexicon.wordings:
            return lexicon.wordings[folded]
    if lexicon.name is not None and len(folded) >= _LONG and any(name in folded for name in lexicon.names):
        general = lexicon.name.sub(lambda match: "the forces" if match["own"] else "the force", folded)
        if general in lexicon.wordings:
            return lexicon.wordings[general]
        folded = general
    return _likest(lexicon.service, lexicon.round, folded) if len(folded) >= _LONG else None


def asked_in(lexicon: Lexicon, text: str) -> Question | None:
    """Tell which question a text asks, by its wording or, for a pillar, by the pillar's name alone."""
    return question_of(lexicon, text) or pillar_named(lexicon, text)


def pillar_named(lexicon: Lexicon, text: str) -> Question | None:
    """Tell which pillar a text names, where it is nothing but the pillar's name; its headline question, or None."""
    return lexicon.pillars.get(key(text)) if len(text) <= _NAME else None


def numbered_question(lexicon: Lexicon, pillar: str, number: int | None, text: str) -> Question | None:
    """Tell whether a reworded text is the question of a pillar that bears this number: its words must be likest."""
    of_pillar = {
        wording: question
        for wording, question in lexicon.wordings.items()
        if question.pillar == pillar and question.number is not None
    }
    likest = process.extractOne(key(text), list(of_pillar), scorer=fuzz.token_set_ratio, score_cutoff=_NUMBERED)
    if likest is None or of_pillar[likest[0]].number != number:
        return None
    return of_pillar[likest[0]]


def likest_question(lexicon: Lexicon, wanted: Collection[str], text: str) -> Question | None:
    """Tell which of some wanted numbered questions (their ids) a reworded text is likest, if any is like it at all."""
    wordings = [own for own, question in lexicon.wordings.items() if question.question_id in wanted and question.number]
    likest = process.extractOne(key(text), wordings, scorer=fuzz.token_set_ratio, score_cutoff=_NUMBERED)
    return lexicon.wordings[likest[0]] if likest else None


def names_of(service: str, force: str) -> tuple[str, ...]:
    """Give the forms of a force's name, folded (``words.key``), the longest first."""
    names = {key(force), key(vocabulary.forces()[service, force].name)}
    names |= {key(alias) for (of, alias), slug in vocabulary.force_aliases().items() if of == service and slug == force}
    return tuple(sorted(names, key=len, reverse=True))


@lru_cache(maxsize=256)
def name_pattern(service: str, force: str) -> re.Pattern[str]:
    """Give a pattern of a force's name in any of its forms, over folded text (``words.key``)."""
    return re.compile(r"\b(?:" + "|".join(map(re.escape, names_of(service, force))) + r")\b")


_SHORT = 4
"""Letters in the shortest name of a force that is looked for among other words."""
_KINDS = {
    "police": "police service|police|constabulary|constabulalry",
    "fire": "fire and rescue service|fire and rescue authority|fire and rescue|fire service|fire brigade|frs",
}
_KIND = re.compile(rf" (?:{_KINDS['police']}|{_KINDS['fire']})$")
"""What kind of body a name is of: sites print it or leave it out."""


def full_name(service: str, force: str) -> str:
    """Give a pattern of a force's name, with or without what kind of body it is, over folded text."""
    return rf"{name_pattern(service, force).pattern}(?: (?:{_KINDS[service]}))?"


@lru_cache(maxsize=2)
def _force_names(service: str) -> dict[str, str]:
    """Give the slug that each name of a service's forces stands for, folded, with and without its kind."""
    names = {key(slug): slug for of, slug in vocabulary.forces() if of == service}
    names |= {key(force.name): slug for (of, slug), force in vocabulary.forces().items() if of == service}
    names |= {key(alias): slug for (of, alias), slug in vocabulary.force_aliases().items() if of == service}
    return {_KIND.sub("", name): slug for name, slug in names.items()} | names


def force_named(service: str, text: str) -> str | None:
    """Tell which force a text names, where it is nothing but a name; its slug, or None."""
    if len(text) > _NAME:
        return None
    folded = key(text).removeprefix("the ")
    names = _force_names(service)
    return names.get(folded) or names.get(_KIND.sub("", folded))


@lru_cache(maxsize=2)
def _any_force(service: str) -> re.Pattern[str]:
    """Give a pattern of all names of a service's forces, over folded text; the shortest are words of their own."""
    names = sorted((name for name in _force_names(service) if len(name) >= _SHORT), key=len, reverse=True)
    return re.compile(r"\b(?P<name>the met|" + "|".join(map(re.escape, names)) + r")s?\b")


def names_in(lexicon: Lexicon, text: str) -> bool | None:
    """Tell whether a text names the page's force: False where it names only others, None where it names none."""
    folded = key(text)
    if lexicon.name is not None and lexicon.name.search(folded):
        return True
    found = _any_force(lexicon.service).search(folded)
    if lexicon.name is None or found is None:
        return None
    named, own = (force_named(lexicon.service, name) for name in (found["name"], lexicon.names[0]))
    return named is not None and own is not None and vocabulary.same_force(lexicon.service, named, own)
