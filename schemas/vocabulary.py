"""The words of the inspections: forces, rounds, questions, grades and every closed list, from the CSVs beside it.

The CSVs are for people to read, correct and extend: a new round in a known form is a few of their lines and no code.
Themes and comparability concern the warehouse only (``schemas/reference.py``) and are not read here.

Only the standard library is imported, so that a command which asks one question starts at once.
"""

from __future__ import annotations

import csv
import difflib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

SERVICES = ("police", "fire")
LANGUAGES = ("en", "cy")
PILLARS = ("effectiveness", "efficiency", "legitimacy", "leadership", "people")
FAMILIES = ("force", "pillar", "detailed", "leadership", "other", "context", "report", "table")
STATUSES = ("graded", "carried over", "ungraded", "not inspected", "not yet graded", "not graded", "not stated")
SOURCES = ("badge", "table", "note", "prose")
SECTION_KINDS = ("summary", "question", "chapter", "observations", "context", "other")
FINDING_KINDS = (
    "area for improvement",
    "cause of concern",
    "recommendation",
    "effective practice",
    "improvement needed",
    "innovative practice",
    "promising practice",
)
GRADED = ("always", "sometimes", "never")
CAPTURE_KINDS = ("response", "revisit", "text", "html")
STAGES = ("fetch", "read", "check")
OUTCOMES = ("loaded", "refused")


@dataclass(frozen=True, slots=True)
class Force:
    """A police force or fire and rescue service; ``force`` is its slug on the site, unique only within its service."""

    service: str
    force: str
    name: str
    nation: str
    region: str
    gss_code: str | None
    successor: str | None
    """Slug of the force that took its place, where it was renamed or merged."""
    from_round: str | None
    """The first round in which it was inspected under this name, where that was not the first of all."""


@dataclass(frozen=True, slots=True)
class Round:
    """One inspection programme; ``round`` is its key here, ``path_key`` its name in the site's addresses."""

    service: str
    round: str
    label: str
    first_year: int
    tiers: int
    """How many grades its scale has: four, or five with ``adequate``."""
    has_pillars: bool
    path_key: str
    open: bool
    """Whether new pages of it may still appear."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a round: of a pillar, or an area of a round without pillars.

    A pillar is one too: ``number`` is None and ``wording`` its headline question. An area has no pillar and no number.
    """

    question_id: str
    service: str
    round: str
    pillar: str | None
    number: int | None
    wording: str
    label: str
    graded: str
    """``always``, ``sometimes`` or ``never``: what the round promises, not what one page prints."""
    wordings: tuple[str, ...]
    """Every printed form that is known, ``wording`` first, Welsh ones last."""


_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


def table(name: str) -> list[dict[str, str]]:
    """Read one of the CSVs beside this file: a dict a line, all values text."""
    text = resources.files("schemas").joinpath(name).read_text("utf-8-sig")  # as spreadsheets save it, too
    return list(csv.DictReader(text.splitlines()))


def _frozen(pairs: Iterable[tuple[_Key, _Value]]) -> Mapping[_Key, _Value]:
    """Gather pairs into a mapping that cannot be changed, since every caller is given the same one."""
    return MappingProxyType(dict(pairs))


@lru_cache(maxsize=1)
def forces() -> Mapping[tuple[str, str], Force]:
    """Give every force by service and slug."""
    return _frozen(
        (
            (row["service"], row["force"]),
            Force(
                service=row["service"],
                force=row["force"],
                name=row["name"],
                nation=row["nation"],
                region=row["region"],
                gss_code=row["gss_code"] or None,
                successor=row["successor"] or None,
                from_round=row["from_round"] or None,
            ),
        )
        for row in table("forces.csv")
    )


@lru_cache(maxsize=1)
def force_aliases() -> Mapping[tuple[str, str], str]:
    """Give the slug that another name of a force (lower case) or another slug stands for, by service and that name.

    A force's own slug and official name are not among them.
    """
    return _frozen(((row["service"], row["alias"].lower()), row["force"]) for row in table("forces_aliases.csv"))


@lru_cache(maxsize=1)
def rounds() -> Mapping[tuple[str, str], Round]:
    """Give every round by service and key, oldest first."""
    return _frozen(
        (
            (row["service"], row["round"]),
            Round(
                service=row["service"],
                round=row["round"],
                label=row["label"],
                first_year=int(row["first_year"]),
                tiers=int(row["tiers"]),
                has_pillars=row["has_pillars"] == "true",
                path_key=row["path_key"],
                open=row["open"] == "true",
            ),
        )
        for row in table("rounds.csv")
    )


@lru_cache(maxsize=32)
def same_force(service: str, one: str, other: str) -> bool:
    """Tell whether two slugs are one force's, before and after it was renamed or merged."""
    known = forces()
    return one == other or known[service, one].successor == other or known[service, other].successor == one


def years_of(service: str, round_: str) -> range:
    """Give the years of a round: from its first to the one before the next round's first."""
    later = [item.first_year for item in rounds().values() if item.service == service]
    first = rounds()[service, round_].first_year
    return range(first, min((year for year in later if year > first), default=first + 3))


@lru_cache(maxsize=1)
def _questions() -> Mapping[str, Question]:
    """Give every question by its id, in the order of ``questions.csv``."""
    others: dict[str, list[str]] = defaultdict(list)
    for row in sorted(table("question_wordings.csv"), key=lambda row: LANGUAGES.index(row["language"])):
        others[row["question_id"]].append(row["wording"])
    return _frozen(
        (
            row["question_id"],
            Question(
                question_id=row["question_id"],
                service=row["service"],
                round=row["round"],
                pillar=row["pillar"] or None,
                number=int(row["number"]) if row["number"] else None,
                wording=row["wording"],
                label=row["label"],
                graded=row["graded"],
                wordings=(row["wording"], *others[row["question_id"]]),
            ),
        )
        for row in table("questions.csv")
    )


@lru_cache(maxsize=32)
def questions(service: str, round_: str) -> tuple[Question, ...]:
    """Give the questions of a round in its own order, each pillar before its questions; none of an unknown round."""
    return tuple(item for item in _questions().values() if (item.service, item.round) == (service, round_))


def question(question_id: str) -> Question | None:
    """Give a question by its id, or None."""
    return _questions().get(question_id)


@lru_cache(maxsize=32)
def pillars(service: str, round_: str) -> tuple[str, ...]:
    """Give the pillars of a round, in its own order; empty from the rounds that have none."""
    return tuple(dict.fromkeys(item.pillar for item in questions(service, round_) if item.pillar))


@lru_cache(maxsize=1)
def _grades() -> tuple[dict[str, str], ...]:
    """Read the grades, best first."""
    return tuple(table("grades.csv"))


@lru_cache(maxsize=8)
def grades_of(tiers: int) -> tuple[str, ...]:
    """Give the grades of a scale of four or five, best first."""
    return tuple(row["grade"] for row in _grades() if str(tiers) in row["tiers"].split())


@lru_cache(maxsize=16)
def grade_words(tiers: int, language: str = "en") -> Mapping[str, str]:
    """Give the grade that each printed form (lower case) stands for, on a scale of four or five, in one language."""
    column = {"en": "english", "cy": "welsh"}[language]
    scale = grades_of(tiers)
    return _frozen(
        (form, row["grade"]) for row in _grades() if row["grade"] in scale for form in row[column].split("|")
    )


GRADES: tuple[str, ...] = tuple(row["grade"] for row in _grades())
"""Every grade of any scale, best first."""

SCORES: Mapping[str, int] = _frozen((row["grade"], int(row["score"])) for row in _grades())
"""What a grade counts in a mean: 0 (inadequate) to 4 (outstanding); a scale of four has no 2."""


def near_names(word: str, known: Iterable[str]) -> list[str]:
    """Give up to three known names that a mistyped word may have meant, likest first."""
    by_lower: dict[str, str] = {}
    for name in known:
        by_lower.setdefault(name.lower(), name)
    wanted = word.strip().lower()
    near = difflib.get_close_matches(wanted, by_lower, n=3, cutoff=0.6)
    if not near and len(wanted) >= 3:
        near = [name for name in by_lower if wanted in name][:3]
    return [by_lower[name] for name in near]
