"""Find the step that is marked where a page prints the whole scale of grades: the others are no content.

A scale is a run of different grades in their order, with nothing between them. One of them is the judgment only if it
alone is marked by a tick or in words; bold proves nothing, and of a scale without a mark nobody can tell.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from schemas import vocabulary
from transforms.blocks import Block, common_depth
from transforms.words import key

_STEPS = 3
"""Different grades in a row that are a scale."""
_STEP = re.compile(
    r"(?P<before>\W*)(?P<grade>outstanding|good|adequate|requires improvement|inadequate)"
    r"(?P<after>\W*(?:(?<=[^\w\s.])\s*"
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
    steps = [
        step for index, block in enumerate(blocks) if len(block.text) <= _LONGEST and (step := _step(index, block))
    ]
    drawn = {
        step.index: out for run in _runs(steps, blocks) for step, out in zip(run, _of_run(run, blocks), strict=True)
    }
    if not drawn:
        return list(blocks)
    return [out for index, block in enumerate(blocks) for out in drawn.get(index, (block,))]


def _runs(steps: Sequence[_Step], blocks: Sequence[Block]) -> Iterator[list[_Step]]:
    """Give the scales that have one marked step: runs of steps with nothing between them."""
    run: list[_Step] = []
    for step, after in itertools.zip_longest(steps, steps[1:]):
        run.append(step)
        if after is None or not _goes_on(run, after, blocks):
            if len(run) >= _STEPS and sum(bool(one.mark) for one in run) == 1:
                yield run
            run = []


def _step(index: int, block: Block) -> _Step | None:
    """Read a block as a step of a scale."""
    if block.kind not in ("paragraph", "item") or block.beside:
        return None
    match = _STEP.fullmatch(block.text)
    if match is None:
        return None
    rank = list(vocabulary.GRADES).index(key(match["grade"]))
    return _Step(index, rank, match["grade"], (match["before"] + match["after"]).strip())


def _goes_on(run: Sequence[_Step], step: _Step, blocks: Sequence[Block]) -> bool:
    """Tell whether a step is the next of a run, drawn as the others are and in their order."""
    first, last, block = blocks[run[0].index], blocks[run[-1].index], blocks[step.index]
    if step.index != run[-1].index + 1 or last.kind != block.kind or last.listed != block.listed:
        return False
    down = run[0].rank < run[1].rank if len(run) > 1 else run[0].rank < step.rank
    ordered = run[-1].rank < step.rank if down else run[-1].rank > step.rank
    return ordered and (len(run) == 1 or common_depth(first, last) == common_depth(last, block))


def _of_run(run: Sequence[_Step], blocks: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """Give the blocks of each step of a scale: the marked one as it is, without its mark, and the others set apart."""
    for step in run:
        block = blocks[step.index]
        if not step.mark:
            yield (replace(block, region="navigation"),)
            continue
        grade = replace(block, kind="paragraph", text=step.printed, runs=(step.printed,), bold="")
        mark = replace(block, kind="paragraph", text=step.mark, runs=(step.mark,), region="navigation")
        yield (grade, mark) if any(map(str.isalnum, step.mark)) else (grade,)
