"""Find the questions that a page only lists, in a table of contents or as the heads of its tabs.

Questions that follow each other with nothing of their own between them are an index: what stands behind the last one is
not that one's, unless the markup holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from schemas.vocabulary import Question
from transforms.anchors import LINKED
from transforms.blocks import common_depth
from transforms.marks import Mark

_BETWEEN = frozenset(("number", "dated", "date label", "grade label", "earlier grade", "ornament"))
"""What may stand between an index and a grade; between its entries only numbers, as a date is a question's own."""
_LEAD = re.compile(r"^.{0,40}(?::|\bpage|\bcontents|\bto)$", re.IGNORECASE)
"""The short line that leads in an index."""
_SEVERAL = 2


def without_indexes(marks: Sequence[Mark]) -> list[Mark]:
    """Take the questions of an index for plain text, with a grade behind it that is no question's further down.

    The grade is the pillar's whose heading stands right above the index, where the markup keeps it out of the index,
    and each question of the index is asked again with a grade of its own behind it; otherwise it is nobody's.
    """
    out = list(marks)
    graded_last = _graded_last(marks)
    for run in _runs(marks):
        after = _beside(marks, run[-1], +1)
        graded = after is not None and marks[after].kind == "grade"
        again = all(graded_last.get(_asked(marks[place]), -1) > run[-1] for place in run)
        if not _is_index(marks, run, after, again=again, graded=graded):
            continue
        for place in run:
            out[place] = replace(marks[place], kind=marks[place].block.kind, question=None)
        if after is None or not graded or _leads_on(marks, after):
            continue
        pillar = _headed_by(marks, run[0]) if again and _is_apart(marks, run, after) else None
        if pillar is not None:
            out[after] = replace(marks[after], question=pillar)
        else:
            out[after] = replace(marks[after], kind=marks[after].block.kind, grade=None)
    return out


def _runs(marks: Sequence[Mark]) -> Iterator[list[int]]:
    """Give the questions that stand together, each run's in order; one that is printed twice in a row counts once."""
    run: list[int] = []
    for place, mark in enumerate(marks):
        question = mark.question if mark.kind in ("question", "pillar") else None
        first = marks[run[0]].question if run else question
        if question is not None and first is not None and (question.number is None) == (first.number is None):
            run.append(place)
        elif run and mark.kind not in ("number", "ornament"):
            yield run
            run = [place] if question is not None else []
    if run:
        yield run


def _is_index(marks: Sequence[Mark], run: Sequence[int], after: int | None, *, again: bool, graded: bool) -> bool:
    """Tell whether a run of questions only lists them.

    One by itself is a list where it is a link, and the question is graded further down. Several are none where the last
    one is nearer to what follows than to the one before; before anything but a grade, where the markup tells it.
    """
    asked = [question for place in run if (question := marks[place].question)]
    if len(set(asked)) < _SEVERAL:
        return graded and again and all(marks[place].block.links >= LINKED for place in run)
    if asked[-1] == asked[-2]:
        return False
    if not graded:
        return asked[-1].number is not None and after is not None and _is_apart(marks, run, after)
    if after is not None and (led := _beside(marks, after, +1)) is not None and marks[led].question == asked[-1]:
        return False
    return after is not None and _near(marks, run[-1], after) <= _near(marks, run[-2], run[-1])


def _is_apart(marks: Sequence[Mark], run: Sequence[int], after: int) -> bool:
    """Tell whether the questions of a run are nearer to each other than the last one is to what follows."""
    return len(run) > 1 and min(_near(marks, one, two) for one, two in pairwise(run)) > _near(marks, run[-1], after)


def _headed_by(marks: Sequence[Mark], place: int) -> Question | None:
    """Find the pillar whose heading stands right above an index, or above the line that leads it in."""
    above = _beside(marks, place, -1)
    if above is not None and marks[above].kind in ("paragraph", "heading") and _LEAD.search(marks[above].block.text):
        above = _beside(marks, above, -1)
    asked = marks[above].question if above is not None and marks[above].kind in ("pillar", "question") else None
    return asked if asked is not None and asked.number is None else None


def _graded_last(marks: Sequence[Mark]) -> dict[tuple[str, str], int]:
    """Say where each question is asked for the last time with a grade of its own right behind it."""
    return {_asked(mark): place for place, mark in enumerate(marks) if mark.question and _grade_behind(marks, place)}


def _asked(mark: Mark) -> tuple[str, str]:
    """Say what a mark asks, as a question or by a pillar's name."""
    return mark.kind, mark.question.question_id if mark.question else ""


def _grade_behind(marks: Sequence[Mark], place: int) -> bool:
    """Tell whether a grade stands right behind a question."""
    after = _beside(marks, place, +1)
    return after is not None and marks[after].kind == "grade"


def _leads_on(marks: Sequence[Mark], badge: int) -> bool:
    """Tell whether a grade stands right before a question, whose it may be."""
    after = _beside(marks, badge, +1)
    return after is not None and marks[after].kind in ("question", "pillar")


def _beside(marks: Sequence[Mark], place: int, step: int) -> int | None:
    """Find what stands next to a mark in one direction, past numbers, dates and labels."""
    place += step
    while 0 <= place < len(marks) and marks[place].kind in _BETWEEN:
        place += step
    return place if 0 <= place < len(marks) else None


def _near(marks: Sequence[Mark], one: int, other: int) -> int:
    """Count the block elements that two marks share."""
    return common_depth(marks[one].block, marks[other].block)
