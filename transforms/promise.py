"""Refuse a page that turns out, once it is read, not to be the one that its address promised."""

from __future__ import annotations

from collections.abc import Sequence

from schemas import vocabulary
from schemas.records import Address
from transforms.blocks import Block
from transforms.content import Content
from transforms.lexicon import Lexicon
from transforms.marks import Mark
from transforms.outline import Outline
from transforms.refusal import NotReadable, other_force
from transforms.words import key

_MOST_AREAS = 3
"""How many times as many areas a round always has as a report must have that grades none."""


def refuse_other_forces(content: Content, address: Address) -> None:
    """Refuse a page that is titled as another force's and not as this one's."""
    if content.title or address.force is None:
        return
    headings = [block.text for block in (*content.boilerplate, *content.blocks) if len(block.text) < 80]
    other = other_force(headings, address)
    if other:
        raise NotReadable(f"its title '{other}' names another force than {address.force}")


def refuse_nameless(content: Content, head_title: str, lexicon: Lexicon | None) -> None:
    """Refuse a page that grades nothing and names its force nowhere: a framework, a method, a national overview."""
    texts = (content.title, head_title, *(block.text for block in content.blocks))
    if lexicon and lexicon.name and not any(lexicon.name.search(key(text)) for text in texts):
        raise NotReadable(f"it grades nothing and does not name {lexicon.names[0]}")


def top_headings(blocks: Sequence[Block]) -> list[str]:
    """Give the headings of the first level, as which a page prints its title."""
    return [block.text for block in blocks if block.kind == "heading" and block.level == 1 and not block.beside]


def refuse_few_areas(title: str, outline: Outline, address: Address) -> None:
    """Refuse a report without a title, that grades nothing and has hardly any areas: news of one has as many."""
    if address.family != "report" or title:
        return
    areas = [q for q in vocabulary.questions(address.service, address.round or "") if q.graded == "always"]
    asked = {question.question_id for question, _ in outline.asked}
    if len(asked) * _MOST_AREAS < len(areas):
        raise NotReadable(f"it grades nothing and has {len(asked)} of the {len(areas)} areas of a report")


def refuse_other_pillars(marks: Sequence[Mark], address: Address) -> None:
    """Refuse a pillar page whose headline question is another pillar's."""
    if address.pillar is None:
        return
    headlines = [
        mark.question for mark in marks if mark.question and mark.question.number is None and mark.kind != "grade"
    ]
    asked = {mark.question.pillar for mark in marks if mark.question and mark.kind != "grade"}
    if (headlines or asked) and address.pillar not in asked:
        found = ", ".join(sorted(str(pillar) for pillar in asked))
        raise NotReadable(f"its questions are about {found}, not about {address.pillar}")
