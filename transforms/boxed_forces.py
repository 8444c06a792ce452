"""Tell where a box of other forces ends that no heading ends: at the first question that is of the page's own force.

Themes print ``Other forces in this group`` as a heading, and Word prints questions as plain paragraphs. A question
below such a heading is the page's own only where nothing speaks for another force's list of questions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.vocabulary import Question
from transforms.blocks import Block, common_depth
from transforms.grades import grade_of
from transforms.lexicon import Lexicon, force_named, names_in, question_of
from transforms.marks import unnumbered

_OF_FORCES = re.compile(
    r"(?:(?:other|similar|most similar|neighbouring|nearby|all|more) (?:police |fire (?:and rescue )?)?"
    r"(?:forces|services|constabularies|brigades)\b).{0,40}",
    re.IGNORECASE,
)
"""How such a box is headed; a heading that speaks of grades, of another time or of one force heads no mere box."""
_SPEAKS = re.compile(
    r"grad|judg|rat(?:ed|ing)|scor|result|did|found|perform|question|ask|these|follow|below|here\b|20\d\d|last|previous",
    re.IGNORECASE,
)


def own_begin(blocks: Sequence[Block], heading: int, end: int, lexicon: Lexicon) -> int:
    """Give the place of the first question of the page's own between a heading and ``end``; ``end`` where none is."""
    text = blocks[heading].text
    if not lexicon.has_pillars or not _OF_FORCES.fullmatch(text) or _SPEAKS.search(text):
        return end
    asked = [(place, question) for place in range(heading + 1, end) if (question := _asked(blocks[place], lexicon))]
    if not asked:
        return end
    ids = [question.question_id for _, question in asked]
    elsewhere = {one.question_id for block in (*blocks[:heading], *blocks[end:]) if (one := _asked(block, lexicon))}
    begin = asked[0][0]
    if len(set(ids)) < len(ids) or elsewhere.intersection(ids) or _in_box(blocks, heading, begin):
        return end
    lists_names = _ends_a_list(blocks, heading, begin, lexicon)
    named_later = any(_names_another(blocks[place].text, lexicon) for place in range(begin, end))
    return begin if lists_names and not named_later else end


def _asked(block: Block, lexicon: Lexicon) -> Question | None:
    """Tell which question a block asks by itself, its number and its grade apart."""
    if block.kind not in ("heading", "paragraph") or block.beside or len(block.text) > 300:
        return None
    text = unnumbered(block.text)
    wording, mark, _ = text.partition("?")
    return question_of(lexicon, text) or question_of(lexicon, wording + mark)


def _in_box(blocks: Sequence[Block], heading: int, question: int) -> bool:
    """Tell whether an element holds a heading and the question below it, and not what stands before them."""
    if not heading:
        return True
    return common_depth(blocks[heading], blocks[question]) > common_depth(blocks[heading - 1], blocks[question])


def _ends_a_list(blocks: Sequence[Block], heading: int, question: int, lexicon: Lexicon) -> bool:
    """Tell whether a list of forces stands before a question, and not the one force whose question it is."""
    between = blocks[heading + 1 : question]
    while between and not any(map(str.isalpha, between[-1].text)):
        between = between[:-1]  # the number of the question
    if not between:
        return False
    last = between[-1]
    if not _names_another(last.text, lexicon):
        return not last.text.endswith(":") and _SPEAKS.search(last.text) is None
    names = [block for block in between if _names_another(block.text, lexicon) and block.listed == last.listed]
    return last.kind == "item" and len(names) > 1


def _names_another(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a text is nothing but the name of another force."""
    return force_named(lexicon.service, text) is not None and names_in(lexicon, text) is False and not grade_of(text)
