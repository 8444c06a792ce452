"""Tell whether a page prints each grade before the heading of its question, from all its questions together.

A grade that stands before a heading may as well end what stands above: a table of other forces, a card, a quotation.
Only a page on which every question has its grade before it, and none behind it, proves that it means the headings.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence

from transforms.blocks import common_depth
from transforms.grades import Grade, grade_of
from transforms.lexicon import Lexicon, force_named, names_in
from transforms.marks import Mark
from transforms.whose import of_others

Beside = Callable[[int, int], int | None]
"""The badge next to the mark at an index, in the direction of a step (-1 is before it)."""

_BETWEEN = frozenset(("number", "dated", "date label", "grade label"))
"""What may stand between a grade and the label in front of it."""
_OF_GRADES = re.compile(r"\b(?:grad|judg|assess|rat(?:ed|ing)|score)", re.IGNORECASE)
_LABEL = 100
"""Letters in the longest label of a grade; what ends in a full stop is none."""
_SEVERAL = 2
"""Questions that prove a layout."""
_MOST = 2
"""How many times as many questions must have their grade before them as have none."""


def leads(marks: Sequence[Mark], badge: int, place: int, lexicon: Lexicon) -> bool:
    """Tell whether a grade before a question may be its badge: none that is labelled as something else's."""
    question, grade = marks[place].question, marks[badge].grade
    if question is None or (question.graded == "never" and grade and grade.grade):
        return False
    before = badge - 1
    while before >= 0 and marks[before].kind in _BETWEEN:
        before -= 1
    if before < 0:
        return True
    label = marks[before].block
    nearer = common_depth(label, marks[badge].block) - common_depth(marks[badge].block, marks[place].block)
    if nearer:
        return nearer < 0
    if marks[before].kind == "grade":
        return marks[before].grade == grade  # two that differ are no badge, but a key or a comparison
    if is_said(marks, badge):
        return False
    if marks[before].kind == "row" or len(label.text) > _LABEL or label.text.endswith("."):
        return True
    return force_named(lexicon.service, label.text) is None and of_others(label.text, lexicon) is not True


def is_said(marks: Sequence[Mark], badge: int) -> bool:
    """Tell whether a line that speaks of no grade leads in what reads as one: the word that somebody said."""
    text = marks[badge - 1].block.text if badge else ""
    return text.endswith(":") and marks[badge - 1].kind not in _BETWEEN and _OF_GRADES.search(text) is None


def is_anothers(marks: Sequence[Mark], badge: int, lexicon: Lexicon) -> bool:
    """Tell whether the name of another force, and no more, stands right behind a grade."""
    text = marks[badge + 1].block.text if badge + 1 < len(marks) else ""
    return force_named(lexicon.service, text) is not None and names_in(lexicon, text) is False


def is_labelled(marks: Sequence[Mark], badge: int, place: int, lexicon: Lexicon) -> bool:
    """Tell whether a short text that is no grade's label stands right before a grade, nearer to it than a question."""
    before = badge - 1
    if before < 0 or marks[before].kind not in ("paragraph", "item", "heading"):
        return False
    label = marks[before].block
    if len(label.text) > _LABEL or label.text.endswith("."):
        return False
    if force_named(lexicon.service, label.text) or of_others(label.text, lexicon):
        return True
    return common_depth(label, marks[badge].block) > common_depth(marks[badge].block, marks[place].block)


def grades_lead(marks: Sequence[Mark], asked: Sequence[int], beside: Beside, lexicon: Lexicon) -> bool:
    """Tell whether the graded questions of a page have their grades before them, and nothing says otherwise.

    A pillar's headline proves nothing of the questions below it, which may be drawn in their own way. But one word that
    stands before each of them, below a headline that has its own grade behind it, may be anybody's.
    """
    numbered = [place for place in asked if (question := marks[place].question) and question.number is not None]
    places = numbered or asked
    told = {told.question_id: grade_of(told.grade) for mark in marks for told in mark.block.told}
    led: dict[str, Grade | None] = {}
    unled: set[str] = set()
    for place, after in itertools.zip_longest(places, places[1:]):
        question, badge = marks[place].question, beside(place, -1)
        if question is None:
            continue
        if is_behind(marks, place, after, beside):
            return False
        if badge is None:
            if question.graded != "never":
                unled.add(question.question_id)
            continue
        said = told.get(question.question_id, marks[badge].grade)
        if not leads(marks, badge, place, lexicon) or said != marks[badge].grade:
            return False
        led[question.question_id] = said
    headed = [place for place in asked if place not in places and is_headed(place, places, beside)]
    if headed and len(set(led.values())) == 1:
        return False
    closing = any(mark.kind == "grade" for mark in marks[places[-1] + 1 :]) if places else False
    return len(led) >= _SEVERAL and len(unled - led.keys()) * _MOST <= len(led) and not closing


def is_headed(place: int, places: Sequence[int], beside: Beside) -> bool:
    """Tell whether a headline above all the questions has its grade behind it, and none before."""
    badge = beside(place, +1)
    return badge is not None and beside(place, -1) is None and badge < places[0]


def is_behind(marks: Sequence[Mark], place: int, after: int | None, beside: Beside) -> bool:
    """Tell whether a grade stands behind a question that is not the one before the next."""
    badge = beside(place, +1)
    if badge is None:
        return False
    if after is None or beside(after, -1) != badge:
        return True
    return common_depth(marks[badge].block, marks[after].block) < common_depth(marks[badge].block, marks[place].block)
