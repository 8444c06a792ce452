"""Find the questions that a page prints without the reader having taken them for questions, whatever they stand in.

A question that is always graded is lost in silence where its wording stands in a text that says more, in a cell of a
table, in an item, or where content was not looked for: a row that says that its grade is not stated tells of it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from schemas import vocabulary
from schemas.records import Address
from schemas.vocabulary import Question
from transforms.blocks import Block
from transforms.grades import grade_of
from transforms.lexicon import Lexicon, likest_question, question_of
from transforms.words import key

_LONG = 28
"""Letters of the shortest wording that is looked for within a text."""
_ASKS = ("how ", "to what extent ", "does ", "is ", "what ")
"""How a wording begins that is a question; the name of an area may be words of any sentence, or an item of any list."""
_EXTENT = re.compile(
    r"(?:the )?extent to which [^.]{3,60}? is (?P<pillar>effective|efficient|legitimate)\b"
    r"(?=.*\b(?:outstanding|good|adequate|inadequate|improvement|graded)\b)",
    re.IGNORECASE,
)
"""How a sentence begins that grades a pillar on the page of a force."""
_PILLARS = {"effective": "effectiveness", "efficient": "efficiency", "legitimate": "legitimacy"}
_LONGEST = 700
"""Letters in the longest text that is looked at; what has more is prose."""


def printed_in(
    blocks: Iterable[Block], lexicon: Lexicon, address: Address, known: Iterable[str]
) -> Iterator[tuple[Question, str]]:
    """Give the questions always graded, and not ``known``, that blocks print, each once, with their wording."""
    wanted = {
        question.question_id
        for question in vocabulary.questions(lexicon.service, lexicon.round)
        if question.graded == "always" and address.pillar in (None, question.pillar)
    } - set(known)
    wordings = {text: question for text, question in lexicon.wordings.items() if question.question_id in wanted}
    long = [text for text in wordings if len(text) >= _LONG and text.startswith(_ASKS)]
    held = list(blocks)
    for text in (text for block in held for text in _texts(block)):
        if not wanted:
            return
        asked, label = question_of(lexicon, text), text
        if asked is None or asked.question_id not in wanted:
            folded = key(text) if long and len(text) >= _LONG else ""
            asked = next((wordings[own] for own in long if own in folded), None)
            label = asked.wording if asked else ""
        if asked is not None and asked.question_id in wanted:
            wanted.discard(asked.question_id)
            long = [own for own in long if wordings[own] != asked]
            yield asked, label
    if wanted and address.family == "force":
        yield from _to_an_extent(held, lexicon, wanted)
    if wanted and address.pillar:
        yield from _reworded(held, lexicon, wanted)


def _to_an_extent(blocks: Sequence[Block], lexicon: Lexicon, wanted: set[str]) -> Iterator[tuple[Question, str]]:
    """Give the pillars of which sentences say a grade in words that could not be read: not stated, but printed."""
    pillars = {q.pillar: q for q in vocabulary.questions(lexicon.service, lexicon.round) if q.number is None}
    for match in filter(None, (_EXTENT.match(block.text) for block in blocks if not block.others)):
        asked = pillars.get(_PILLARS[match["pillar"].casefold()])
        if asked is not None and asked.question_id in wanted:
            wanted.discard(asked.question_id)
            yield asked, asked.wording


def _reworded(blocks: Sequence[Block], lexicon: Lexicon, wanted: set[str]) -> Iterator[tuple[Question, str]]:
    """Give the likest of the wanted questions for each question that no round words so, and that has a grade below it.

    Which it is nobody can say for certain; that its grade was not read can be.
    """
    for block, after in itertools.pairwise(blocks):
        if not block.text.endswith("?") or block.others or block.kind not in ("heading", "paragraph"):
            continue
        if grade_of(after.text) is None or question_of(lexicon, block.text) is not None:
            continue
        likest = likest_question(lexicon, wanted, block.text)
        if likest is not None:
            wanted.discard(likest.question_id)
            yield likest, block.text


def _texts(block: Block) -> Iterator[str]:
    """Give the texts of a block in which a question may be printed."""
    for text in block.cells or (block.text,):
        if len(text) <= _LONGEST and (block.kind != "item" or "?" in text):
            yield text
