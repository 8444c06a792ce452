"""Find the summary of judgments of a report, however it is drawn, and say what it tells of each area.

It may be a table, a list under each grade, areas with their grades in turn, or the alternative text of a picture.
What it tells is read only where it cannot mean anything else; its blocks are marked as its own in any case, so that
an area named there is no chapter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from transforms.areas import areas_named, grade_named, may_name, pairs_named
from transforms.blocks import Block
from transforms.grades import is_label
from transforms.grid import told_by_table
from transforms.lexicon import Lexicon
from transforms.pairing import Entry, told_by_run
from transforms.trends import is_trend
from transforms.whose import headed_otherwise
from transforms.words import key

_FEW = 2
_SEVERAL = 3
"""Areas that make a run of areas and grades a summary: a few where one is printed again elsewhere."""
_LINKED = 0.9
_SHORT = 60
_SAYS = re.compile(r"\b(?:is|was|are|were|has|have|been|we|mae|yw)\b", re.IGNORECASE)
"""Verbs: a sentence that grades an area is prose, wherever it stands."""
_NONE = frozenset(("none", "no areas", "no judgments", "dim", "0", ""))


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
            told = {} if blocks[places[0]].others else told
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
        _mark_run(run, blocks, printed, out, otherwise=headed_otherwise(blocks[: run[0].index], lexicon))
    return [block for block in out if block.kind != "picture" or block.summary]


def _entry(index: int, block: Block, lexicon: Lexicon) -> Entry | None:
    """Say what a block is in a summary; None for anything else."""
    text = block.text
    if block.summary or block.others or block.kind == "row" or not any(map(str.isalpha, text)) or block.beside:
        return None
    if block.kind == "picture":
        pairs = pairs_named(lexicon, text)
        return Entry(index, pairs=pairs) if pairs else None
    if is_trend(text):
        return Entry(index)
    if not may_name(lexicon, text):
        return None
    if grade := grade_named(text):
        return Entry(index, grade=grade)
    if areas := areas_named(lexicon, text):
        return Entry(index, areas=areas)
    if not _SAYS.search(text) and (pairs := pairs_named(lexicon, text)):
        return Entry(index, pairs=pairs)
    return Entry(index) if key(text) in _NONE or is_label(text) else None


def _bridged(entries: list[Entry | None], blocks: Sequence[Block]) -> list[Entry | None]:
    """Take a short text between areas and grades that is marked up like the areas for one that nobody knows."""
    for index in range(2, len(entries) - 1):
        block = blocks[index]
        if entries[index] is not None or entries[index - 1] is None or entries[index + 1] is None:
            continue
        if len(block.text) > _SHORT or block.text.endswith((".", ":", "?", ";")) or block.summary or block.beside:
            continue
        areas = (blocks[other] for other in (index - 1, index - 2) if (entry := entries[other]) and entry.areas)
        if any(_alike(block, area) for area in areas):
            entries[index] = Entry(index, other=True)
    return entries


def _alike(one: Block, other: Block) -> bool:
    """Tell whether two blocks are marked up alike."""
    return (one.kind, one.level, one.depth, len(one.place)) == (other.kind, other.level, other.depth, len(other.place))


def _printed(entries: Sequence[Entry | None]) -> dict[str, int]:
    """Count how often the page prints each area by itself."""
    times: dict[str, int] = {}
    for entry in entries:
        for token in entry.areas if entry else ():
            if token.question:
                times[token.question.question_id] = times.get(token.question.question_id, 0) + 1
    return times


def _runs(entries: Sequence[Entry | None], blocks: Sequence[Block]) -> Iterator[list[Entry]]:
    """Cut the page's entries into runs that nothing else interrupts, each naming an area but once."""
    run: list[Entry] = []
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


def _chapter_begins(blocks: Sequence[Block], run: Sequence[Entry], entry: Entry) -> bool:
    """Tell whether an area is a heading above those of the run, or the first heading after entries that are none."""
    before = [blocks[other.index] for other in run if other.areas]
    block = blocks[entry.index]
    if not entry.areas or block.kind != "heading" or not before:
        return False
    levels = {other.level for other in before if other.kind == "heading"}
    return not levels or (block.level > 0 and block.level < min(levels))


def _trimmed(run: list[Entry], blocks: Sequence[Block]) -> list[Entry]:
    """Leave out what ends a run without being of it: an area that is never graded is the chapter that follows."""
    last = run[-1]
    question = last.areas[0].question if len(last.areas) == 1 else None
    graded = any(entry.grade or entry.pairs for entry in run)
    if graded and question is not None and question.graded == "never" and not blocks[last.index].depth:
        return run[:-1]
    return run


def _mark_run(
    run: Sequence[Entry], blocks: Sequence[Block], printed: dict[str, int], out: list[Block], *, otherwise: bool
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
    told = {} if otherwise else told_by_run(run, blocks)
    for entry in run:
        block = blocks[entry.index]
        if not graded and linked:
            out[entry.index] = replace(block, region="navigation")
        else:
            out[entry.index] = replace(block, summary=True, told=told.get(entry.index, ()))
