"""Find the summary of judgments of a report, however it is drawn, and say what it tells of each area.

It may be a table, a list under each grade, areas with their grades in turn, or the alternative text of a picture.
What it tells is read only where it cannot mean anything else; its blocks are marked as its own in any case, so that
an area named there is no chapter.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from schemas import vocabulary
from transforms.areas import Token, areas_named, grade_named, may_name, pairs_named
from transforms.blocks import Block, Told, common_depth
from transforms.grid import told_by_table
from transforms.lexicon import Lexicon
from transforms.marks import grade_of, is_label
from transforms.times import of_another_time
from transforms.words import key

_FEW = 2
_SEVERAL = 3
"""Areas that make a run of areas and grades a summary: a few where one is printed again elsewhere."""
_LINKED = 0.9
_SHORT = 60
_ABOVE = 3
_HEAD = 100
"""How many blocks above a summary may head it, and the letters in the longest that is no sentence."""
_SAYS = re.compile(r"\b(?:is|was|are|were|has|have|been|we|mae|yw)\b", re.IGNORECASE)
"""Verbs: a sentence that grades an area is prose, wherever it stands."""
_NONE = frozenset(("none", "no areas", "no judgments", "dim", "0", ""))


@dataclass(frozen=True, slots=True)
class _Entry:
    """One block of a run: an area (or several), a grade, pairs of both, or a word that says nothing."""

    index: int
    areas: tuple[Token, ...] = ()
    grade: str | None = None
    pairs: tuple[tuple[Token, Token], ...] = ()
    other: bool = False
    """Whether it stands like an area among areas, and is none that the round knows."""


def tabled(blocks: Sequence[Block], lexicon: Lexicon) -> list[Block]:
    """Mark the tables that are summaries of judgments, each block with what it tells."""
    tables: dict[int, list[int]] = {}
    for index, block in enumerate(blocks):
        if block.table and block.spots:
            tables.setdefault(block.table, []).append(index)
    out = list(blocks)
    for places in tables.values():
        told = told_by_table([blocks[place] for place in places], lexicon)
        if told is not None:
            told = {} if _headed_otherwise(blocks, places[0], lexicon) else told
            for number, place in enumerate(places):
                out[place] = replace(blocks[place], summary=True, told=told.get(number, ()))
    return out


def summarised(blocks: Sequence[Block], lexicon: Lexicon | None) -> list[Block]:
    """Mark the runs of areas and grades that are summaries of judgments; pictures that are none are left out.

    A page of a round with pillars has no such summary, and ``lexicon`` is None.
    """
    if lexicon is None:
        return [block for block in blocks if block.kind != "picture"]
    entries = _bridged([_entry(index, block, lexicon) for index, block in enumerate(blocks)], blocks)
    printed = _printed(entries)
    out = list(blocks)
    for run in _runs(entries, blocks):
        _mark_run(run, blocks, printed, out, otherwise=_headed_otherwise(blocks, run[0].index, lexicon))
    return [block for block in out if block.kind != "picture" or block.summary]


def _entry(index: int, block: Block, lexicon: Lexicon) -> _Entry | None:
    """Say what a block is in a summary; None for anything else."""
    text = block.text
    if block.summary or block.kind == "row" or not any(map(str.isalpha, text)) or block.beside:
        return None
    if block.kind == "picture":
        pairs = pairs_named(lexicon, text)
        return _Entry(index, pairs=pairs) if pairs else None
    if not may_name(lexicon, text):
        return None
    if grade := grade_named(text):
        return _Entry(index, grade=grade)
    if areas := areas_named(lexicon, text):
        return _Entry(index, areas=areas)
    if not _SAYS.search(text) and (pairs := pairs_named(lexicon, text)):
        return _Entry(index, pairs=pairs)
    return _Entry(index) if key(text) in _NONE or is_label(text) else None


def _bridged(entries: list[_Entry | None], blocks: Sequence[Block]) -> list[_Entry | None]:
    """Take a short text between areas and grades that is marked up like the areas for one that nobody knows."""
    for index in range(2, len(entries) - 1):
        block = blocks[index]
        if entries[index] is not None or entries[index - 1] is None or entries[index + 1] is None:
            continue
        if len(block.text) > _SHORT or block.text.endswith((".", ":", "?", ";")) or block.summary or block.beside:
            continue
        areas = (blocks[other] for other in (index - 1, index - 2) if (entry := entries[other]) and entry.areas)
        if any(_alike(block, area) for area in areas):
            entries[index] = _Entry(index, other=True)
    return entries


def _alike(one: Block, other: Block) -> bool:
    """Tell whether two blocks are marked up alike."""
    return (one.kind, one.level, one.depth, len(one.place)) == (other.kind, other.level, other.depth, len(other.place))


def _printed(entries: Sequence[_Entry | None]) -> dict[str, int]:
    """Count how often the page prints each area by itself."""
    times: dict[str, int] = {}
    for entry in entries:
        for token in entry.areas if entry else ():
            if token.question:
                times[token.question.question_id] = times.get(token.question.question_id, 0) + 1
    return times


def _runs(entries: Sequence[_Entry | None], blocks: Sequence[Block]) -> Iterator[list[_Entry]]:
    """Cut the page's entries into runs that nothing else interrupts, each naming an area but once."""
    run: list[_Entry] = []
    seen: set[str] = set()
    for entry in (*entries, None):
        tokens = (*entry.areas, *(area for area, _ in entry.pairs)) if entry else ()
        ids = {token.question.question_id for token in tokens if token.question}
        if entry is None or ids & seen or (run and _chapter_begins(blocks, run, entry)):
            if run:
                yield _trimmed(run, blocks)
            run, seen = [], set()
        if entry is not None:
            run.append(entry)
            seen |= ids


def _chapter_begins(blocks: Sequence[Block], run: Sequence[_Entry], entry: _Entry) -> bool:
    """Tell whether an area is a heading above those of the run, or the first heading after entries that are none."""
    before = [blocks[other.index] for other in run if other.areas]
    block = blocks[entry.index]
    if not entry.areas or block.kind != "heading" or not before:
        return False
    levels = {other.level for other in before if other.kind == "heading"}
    return not levels or (block.level > 0 and block.level < min(levels))


def _trimmed(run: list[_Entry], blocks: Sequence[Block]) -> list[_Entry]:
    """Leave out what ends a run without being of it: an area that is never graded is the chapter that follows."""
    last = run[-1]
    question = last.areas[0].question if len(last.areas) == 1 else None
    graded = any(entry.grade or entry.pairs for entry in run)
    if graded and question is not None and question.graded == "never" and not blocks[last.index].depth:
        return run[:-1]
    return run


def _headed_otherwise(blocks: Sequence[Block], first: int, lexicon: Lexicon) -> bool:
    """Tell whether what stands right above a summary says that it is of another time, or of other forces."""
    years = vocabulary.years_of(lexicon.service, lexicon.round)
    for block in reversed(blocks[max(0, first - _ABOVE) : first]):
        heads = block.kind == "heading" or len(block.text) <= _HEAD or block.text.endswith(":")
        if heads and of_another_time(block.text, years):
            return True
        if block.kind == "heading" or not heads:
            return False
    return False


def _mark_run(
    run: Sequence[_Entry], blocks: Sequence[Block], printed: dict[str, int], out: list[Block], *, otherwise: bool
) -> None:
    """Mark the blocks of a run that is a summary, with what they tell, or as a list of contents."""
    areas = [token for entry in run for token in (*entry.areas, *(area for area, _ in entry.pairs))]
    ids = {token.question.question_id for token in areas if token.question}
    graded = any(entry.grade or entry.pairs for entry in run)
    again = len(ids) >= _FEW and graded and any(printed.get(one, 0) > 1 for one in ids)
    own_pairs = any(len(entry.pairs) >= _FEW for entry in run)
    if len(ids) < _SEVERAL and not again and not own_pairs:
        return
    linked = all(blocks[entry.index].links >= _LINKED for entry in run if entry.areas)
    told = {} if otherwise else _told(run, blocks)
    for entry in run:
        block = blocks[entry.index]
        if not graded and linked:
            out[entry.index] = replace(block, region="navigation")
        else:
            out[entry.index] = replace(block, summary=True, told=told.get(entry.index, ()))


def _told(run: Sequence[_Entry], blocks: Sequence[Block]) -> dict[int, tuple[Told, ...]]:
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


def _without_key(run: list[_Entry]) -> list[_Entry]:
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


def _in_turn(run: Sequence[_Entry], blocks: Sequence[Block]) -> Iterator[tuple[_Entry, str]]:
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


def _together(blocks: Sequence[Block], run: Sequence[_Entry], place: int) -> bool:
    """Tell whether an entry shares more of the page with the one after it than that one does with its own next."""
    one, two = blocks[run[place].index], blocks[run[place + 1].index]
    shared = common_depth(one, two)
    before = common_depth(blocks[run[place - 1].index], one) if place else 0
    after = common_depth(two, blocks[run[place + 2].index]) if place + 2 < len(run) else 0
    return shared > before and shared > after


def _under_heads(run: Sequence[_Entry], blocks: Sequence[Block]) -> Iterator[tuple[_Entry, str]]:
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


def _heads_stand(run: Sequence[_Entry], blocks: Sequence[Block]) -> bool:
    """Tell whether the grades of a run are heads of groups rather than badges of single areas."""
    scale = list(vocabulary.GRADES)
    read = [grade_of(entry.grade) for entry in run if entry.grade]
    ranks = [scale.index(grade.grade) if grade and grade.grade else len(scale) for grade in read]
    first, before = blocks[run[0].index], run[0].index - 1
    if len(set(ranks)) != len(ranks) or ranks not in (sorted(ranks), sorted(ranks, reverse=True)):
        return False
    if not first.place and len(ranks) < _FEW:
        return False
    if first.kind != "heading" and any(blocks[entry.index].kind == "heading" for entry in run if entry.areas):
        return False
    if _areas_gathered(run):
        return False
    above = blocks[before].text if before >= 0 else ""
    return before < 0 or blocks[before].kind == "heading" or len(above) > _SHORT or above.endswith((".", ":"))


def _areas_gathered(run: Sequence[_Entry]) -> bool:
    """Tell whether all grades stand before all areas: a table's head and its body as plain text, which tell nothing."""
    kinds = [bool(entry.grade) for entry in run]
    return sum(kinds) > 1 and kinds == sorted(kinds, reverse=True)
