"""Find the step that is marked where a page prints the whole scale of grades: the others are no content.

A scale is a run of different grades in their order, with nothing between them. One of them is the judgment only if it
alone is marked by a tick or in words; bold proves nothing, and of a scale without a mark nobody can tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemas import vocabulary
from transforms.blocks import Block, common_depth
from transforms.words import key

_STEPS = 3
"""Different grades in a row that are a scale."""
_STEP = re.compile(
    r"(?P<before>\W*)(?P<grade>outstanding|good|adequate|requires improvement|inadequate)"
    r"(?P<after>\W*(?:(?<=[(\[,:–—-])\s*"
    r"(?:this|our|the|selected|current|chosen|overall|graded?|judge?ment)\b[\w ]*)?\W*)",
    re.IGNORECASE,
)
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class _Step:
    """One printed grade of a scale: where it is, which one, and what marks it."""

    index: int
    rank: int
    printed: str
    mark: str


def scaled(blocks: Sequence[Block]) -> list[Block]:
    """Set apart the steps of each scale that are not marked, as the page's decoration."""
    out: list[Block] = []
    run: list[_Step] = []
    for index, block in enumerate((*blocks, None)):
        step = _step(index, block) if block is not None else None
        if step is None or (run and not _goes_on(run, step, blocks)):
            out.extend(_of_run(run, blocks))
            run = []
        if step is not None:
            run.append(step)
        elif block is not None:
            out.append(block)
    return out


def _step(index: int, block: Block) -> _Step | None:
    """Read a block as a step of a scale."""
    if block.kind not in ("paragraph", "item") or len(block.text) > _LONGEST or block.beside:
        return None
    match = _STEP.fullmatch(block.text)
    if match is None:
        return None
    rank = list(vocabulary.GRADES).index(key(match["grade"]))
    return _Step(index, rank, match["grade"], (match["before"] + match["after"]).strip())


def _goes_on(run: Sequence[_Step], step: _Step, blocks: Sequence[Block]) -> bool:
    """Tell whether a step is the next of a run, drawn as the others are and in their order."""
    first, last, block = blocks[run[0].index], blocks[run[-1].index], blocks[step.index]
    if last.kind != block.kind or last.listed != block.listed:
        return False
    down = run[0].rank < run[1].rank if len(run) > 1 else run[0].rank < step.rank
    ordered = run[-1].rank < step.rank if down else run[-1].rank > step.rank
    return ordered and (len(run) == 1 or common_depth(first, last) == common_depth(last, block))


def _of_run(run: Sequence[_Step], blocks: Sequence[Block]) -> list[Block]:
    """Give the blocks of a run: as they are, or with all but the marked step set apart."""
    marked = [step for step in run if step.mark]
    if len(run) < _STEPS or len(marked) != 1:
        return [blocks[step.index] for step in run]
    out: list[Block] = []
    for step in run:
        block = blocks[step.index]
        if step is not marked[0]:
            out.append(replace(block, region="navigation"))
            continue
        out.append(replace(block, kind="paragraph", text=step.printed, runs=(step.printed,), bold=""))
        if any(map(str.isalnum, step.mark)):
            out.append(replace(block, kind="paragraph", text=step.mark, runs=(step.mark,), region="navigation"))
    return out
