"""Read a page that prints the grades of many forces, in tables of any shape or in plain lines.

Each grade needs a question and a force, from its row, the head of its column, or the heading above; a grade of another
round's column is passed over. Where any grade has a question but no force the page is refused: plain-text captures lose
the names, and a grade given to the wrong force would be the worst mistake of all.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from schemas.records import Address
from schemas.vocabulary import Question
from transforms.blocks import Block
from transforms.dates import dated_of
from transforms.grades import Grade, grade_of, years_in
from transforms.gradetable import Entry, is_head, is_other_round, question_labelled, table_entries
from transforms.lexicon import Lexicon, force_named
from transforms.marks import unnumbered
from transforms.refusal import NotReadable
from transforms.words import key

_AVERAGE = re.compile(
    r"(?:the )?(?:(?:national|overall) )?(?:average|mean|median|mode)(?: (?:grade|of|for|across)\b.*)?$"
    r"|most common (?:grade|judge?ment)\b"
)
"""How a row of a table begins that sums up all others, and is nobody's."""


@dataclass(slots=True)
class _Context:
    """What the lines above say of the grades below them."""

    force: str | None = None
    asked: tuple[Question, str] | None = None
    other_round: bool = False
    told: frozenset[str] = frozenset()
    """The questions of which the force's grade was told already."""


def entries_of(blocks: Sequence[Block], address: Address, lexicon: Lexicon) -> tuple[Entry, ...]:
    """Give the grades that a page's content prints, in page order.

    Raises:
        NotReadable: it prints no grades, or some without the name of their force, or off the round's scale.
    """
    found = list(_entries(blocks, lexicon))
    if not any(entry.force or entry.grade.grade for entry in found):
        raise NotReadable("it is an overview of the grades that prints none of them")
    nameless = sum(1 for entry in found if not entry.force)
    if nameless:
        raise NotReadable(f"it prints {nameless} grades without the name of the {_body(address)} that they are of")
    off_scale = next((entry for entry in found if entry.grade.grade == "adequate" and lexicon.tiers < 5), None)
    if off_scale:
        raise NotReadable(
            f"it prints the grade 'adequate' for {off_scale.force}, "
            f"but the {lexicon.round} round has {lexicon.tiers} grades without it"
        )
    return tuple(found)


def _body(address: Address) -> str:
    """Say what is inspected."""
    return "service" if address.service == "fire" else "force"


def _entries(blocks: Sequence[Block], lexicon: Lexicon) -> Iterator[Entry]:
    """Read tables and the lines between them in turn."""
    context = _Context()
    layout = _layouts(blocks)
    tables = itertools.groupby(
        blocks, key=lambda block: block.table if block.spots and block.table not in layout else 0
    )
    for table, group in tables:
        if table:
            yield from _of_table(list(group), context, lexicon)
        else:
            for block in group:
                yield from _of_line(block, context, lexicon)


def _layouts(blocks: Sequence[Block]) -> set[int]:
    """Find the tables that only lay out the page: a cell of theirs holds several blocks."""
    held = Counter((block.table, spot) for block in blocks if block.kind != "row" for spot in block.spots)
    return {table for (table, _), count in held.items() if count > 1}


def _of_table(blocks: Sequence[Block], context: _Context, lexicon: Lexicon) -> Iterator[Entry]:
    """Give the grades of one table; a question that was told above is another force's, whose name is lost."""
    told, context.asked = context.told, None
    own = [block for block in blocks if not (block.cells and _AVERAGE.match(key(block.cells[0])))]
    for entry in table_entries(own, lexicon, context.force):
        lost = entry.force == context.force and entry.question.question_id in told
        context.told |= {entry.question.question_id}
        yield replace(entry, force="") if lost else entry


def _of_line(block: Block, context: _Context, lexicon: Lexicon) -> Iterator[Entry]:
    """Take in one line outside tables: a name, a question, a grade, or a question with its grade."""
    text = block.text
    force = force_named(lexicon.service, text)
    if force:
        context.force, context.asked, context.told, context.other_round = force, None, frozenset(), False
        return
    pair = _pair(text, lexicon)
    grade = grade_of(text)
    if pair is not None:
        context.asked, (grade, text) = pair[0], pair[1]
    if grade is not None and context.asked is not None:
        yield from _told(context, grade, text, lexicon)
    if grade is not None:
        context.asked = None
        return
    asked = question_labelled(text, lexicon)
    if asked is not None:
        context.asked = (asked, unnumbered(text))
        return
    if years_in(text) and len(text) < 30 and dated_of(text) is None:
        context.other_round = is_other_round(None, [text], lexicon)
    elif context.told or (block.kind == "heading" and not is_head(text)):
        # A name that is not known, or the head of a table whose name is lost: what follows is nobody's.
        context.force, context.told = None, frozenset()


def _told(context: _Context, grade: Grade, printed: str, lexicon: Lexicon) -> Iterator[Entry]:
    """Give the grade of the question in hand; the same question again is another force's, whose name is lost."""
    assert context.asked is not None
    question, label = context.asked
    if context.other_round or is_other_round(grade, [], lexicon):
        return
    if question.question_id in context.told:
        context.force, context.told = None, frozenset()
    context.told |= {question.question_id}
    yield Entry(context.force or "", question, label, grade, printed)


def _pair(text: str, lexicon: Lexicon) -> tuple[tuple[Question, str], tuple[Grade, str]] | None:
    """Read a line that ends in a grade as a question and that grade."""
    words = text.split()
    for length in range(1, min(4, len(words))):
        printed, asked = " ".join(words[-length:]), " ".join(words[:-length]).rstrip(" :–-|")
        grade, question = grade_of(printed), question_labelled(asked, lexicon)
        if grade is not None and question is not None:
            return (question, unnumbered(asked)), (replace(grade, subject=None), printed)
    return None
