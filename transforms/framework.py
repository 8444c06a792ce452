"""Tell a page that explains under each question what every grade means: a framework, which grades nobody."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from transforms.blocks import is_sentence
from transforms.lexicon import Lexicon
from transforms.marks import Mark

_HALF = 2
"""Of how many questions one must be explained so; the text under the last may be cut off with a page's end."""


def explains_grades(marks: Sequence[Mark], lexicon: Lexicon) -> bool:
    """Tell whether under the questions of a page stand all grades of the round, once each and each with its text.

    A key to the grades has no text of its own between them, and a page with a summary of judgments is a report.
    """
    if any(mark.block.told for mark in marks):
        return False
    asked = [index for index, mark in enumerate(marks) if mark.kind in ("question", "pillar")]
    questions = {question.question_id for index in asked if (question := marks[index].question)}
    explained = sum(_is_explained(marks[one + 1 : next_], lexicon) for one, next_ in pairwise((*asked, len(marks))))
    return explained > 0 and explained * _HALF >= len(questions)


def _is_explained(part: Sequence[Mark], lexicon: Lexicon) -> bool:
    """Tell whether what stands under a question is all grades of the round, each with a sentence behind it."""
    places = [index for index, mark in enumerate(part) if mark.kind == "grade" and mark.grade and mark.grade.grade]
    grades = {mark.grade.grade for mark in part if mark.kind == "grade" and mark.grade}
    if len(places) != lexicon.tiers or len(grades) != lexicon.tiers:
        return False
    texts = [part[one + 1 : after] for one, after in pairwise((*places, len(part)))]
    return all(any(is_sentence(mark.block) for mark in text) for text in texts)
