"""Pair the areas and grades of a run where its form leaves no doubt which belongs to which."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas import vocabulary
from transforms.areas import Token
from transforms.blocks import Block, Told, common_depth
from transforms.grades import grade_of
from transforms.words import key

_FEW = 2
"""Grades that must head groups in a text without any markup."""
_HEADING = 60
"""Letters of a line above a run that may itself be one of its areas, unknown."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One block of a run: an area (or several), a grade, pairs of both, or a word that says nothing."""

    index: int
    areas: tuple[Token, ...] = ()
    grade: str | None = None
    pairs: tuple[tuple[Token, Token], ...] = ()
    other: bool = False
    """Whether it stands like an area among areas, and is none that the round knows."""


def told_by_run(run: Sequence[Entry], blocks: Sequence[Block]) -> dict[int, tuple[Told, ...]]:
    """Pair the areas of a run with their grades, where its form leaves no doubt which belongs to which."""
    told: dict[int, list[Told]] = {}
    for entry in run:
        for area, grade in entry.pairs:
            told.setdefault(entry.index, []).append(_telling(area, grade.printed, blocks[entry.index].text))
    told_apart = [
        entry
        for entry, after in zip(run, (*run[1:], None), strict=True)
        if entry.areas or entry.grade or (entry.other and after and after.grade)
    ]
    plain = _without_key(told_apart)
    for named, head in (*_in_turn(plain, blocks), *_under_heads(plain, blocks)):
        for token in named.areas:
            told.setdefault(named.index, []).append(_telling(token, head, f"{token.printed} | {head}"))
    return {index: tuple(pairs) for index, pairs in told.items()}


def _without_key(run: list[Entry]) -> list[Entry]:
    """Leave out a chart's key before or after the areas: every grade of the scale, one after the other."""
    key_length = len(vocabulary.GRADES)
    for part, rest in ((run[:key_length], run[key_length:]), (run[-key_length:], run[:-key_length])):
        ends = rest and (rest[0].areas if part[0] is run[0] else rest[-1].grade and rest[0].areas)
        if ends and len({key(entry.grade) for entry in part if entry.grade}) == key_length:
            return rest
    return run


def _telling(area: Token, grade: str, evidence: str) -> Told:
    """Say what a summary tells of an area."""
    assert area.question is not None
    return Told(area.question.question_id, area.printed, grade, evidence)


def _in_turn(run: Sequence[Entry], blocks: Sequence[Block]) -> Iterator[tuple[Entry, str]]:
    """Pair areas with the grades after them: all of them in turn, or those that the markup keeps together."""
    if not run or run[0].grade:
        return
    pairs = [
        (place, entry, after)
        for place, (entry, after) in enumerate(itertools.pairwise(run))
        if entry.areas and after.grade
    ]
    in_turn = all(bool(one.grade) != bool(two.grade) for one, two in itertools.pairwise(run))
    in_turn = in_turn and len(run) % 2 == 0
    for place, area, grade in pairs:
        if in_turn or (_together(blocks, run, place) and len(area.areas) == 1):
            yield area, grade.grade or ""


def _together(blocks: Sequence[Block], run: Sequence[Entry], place: int) -> bool:
    """Tell whether an entry shares more of the page with the one after it than that one does with its own next."""
    one, two = blocks[run[place].index], blocks[run[place + 1].index]
    shared = common_depth(one, two)
    before = common_depth(blocks[run[place - 1].index], one) if place else 0
    after = common_depth(two, blocks[run[place + 2].index]) if place + 2 < len(run) else 0
    return shared > before and shared > after


def _under_heads(run: Sequence[Entry], blocks: Sequence[Block]) -> Iterator[tuple[Entry, str]]:
    """Pair areas with the grade that heads them: each grade once and in the order of the scale, or beside one area."""
    if not run or not run[0].grade:
        return
    if not _heads_stand(run, blocks):
        for place, (grade, area) in enumerate(itertools.pairwise(run)):
            one_element = blocks[grade.index].place == blocks[area.index].place != ()
            if grade.grade and (len(area.areas) == 1 or one_element) and _together(blocks, run, place):
                yield area, grade.grade
        return
    head = ""
    for entry in run:
        head = entry.grade or head
        if entry.areas:
            yield entry, head


def _heads_stand(run: Sequence[Entry], blocks: Sequence[Block]) -> bool:
    """Tell whether the grades of a run are heads of groups rather than badges of single areas."""
    scale = list(vocabulary.GRADES)
    read = [grade_of(entry.grade) for entry in run if entry.grade]
    ranks = [scale.index(grade.grade) if grade and grade.grade else len(scale) for grade in read]
    first, before = blocks[run[0].index], run[0].index - 1
    ordered = ranks in (sorted(ranks), sorted(ranks, reverse=True))
    if len(set(ranks)) != len(ranks) or not (ordered or _head_lists(run, blocks)):
        return False
    if not first.place and len(ranks) < _FEW:
        return False
    if first.kind != "heading" and any(blocks[entry.index].kind == "heading" for entry in run if entry.areas):
        return False
    if _areas_gathered(run):
        return False
    above = blocks[before].text if before >= 0 else ""
    return before < 0 or blocks[before].kind == "heading" or len(above) > _HEADING or above.endswith((".", ":"))


def _head_lists(run: Sequence[Entry], blocks: Sequence[Block]) -> bool:
    """Tell whether each grade is a heading with a list of areas below it that is no other grade's."""
    headed: dict[int, int] = {}
    head = 0
    for place, entry in enumerate(run):
        block = blocks[entry.index]
        if entry.grade:
            lists = place + 1 < len(run) and not run[place + 1].grade
            if block.kind != "heading" or not lists:
                return False
            head = place
        elif block.kind != "item" or not block.listed or headed.setdefault(block.listed, head) != head:
            return False
    return len(headed) >= _FEW


def _areas_gathered(run: Sequence[Entry]) -> bool:
    """Tell whether all grades stand before all areas: a table's head and its body as plain text, which tell nothing."""
    kinds = [bool(entry.grade) for entry in run]
    return sum(kinds) > 1 and kinds == sorted(kinds, reverse=True)
