"""Read one capture of one inspection page: bytes in, records out, every word accounted for."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from lxml import html

from schemas.records import Address, Judgment, Page, Reading
from transforms.anchors import LINKED
from transforms.blocks import Block
from transforms.capture_text import blocks_of_text
from transforms.collecting import BULLET
from transforms.content import Content, content_of
from transforms.contents import contents_aside
from transforms.cutoff import refuse_cut_off
from transforms.decode import charset_of, tree_of
from transforms.extract import kept_text
from transforms.foreign import with_others
from transforms.judging import judgments_of, judgments_of_forces
from transforms.lexicon import Lexicon, lexicon_of
from transforms.listing import with_lists
from transforms.marking import UNJUDGED, marked
from transforms.marks import Mark
from transforms.outline import Outline, outlined
from transforms.overview import entries_of
from transforms.promise import (
    refuse_few_areas,
    refuse_nameless,
    refuse_other_forces,
    refuse_other_pillars,
    top_headings,
)
from transforms.refusal import (
    NotReadable,
    refuse_other_bodies,
    refuse_other_pages,
    refuse_other_service,
    refuse_other_title,
    refuse_titled_otherwise,
)
from transforms.scales import scaled
from transforms.split import split
from transforms.summary import summarised, tabled
from transforms.tail import Vote
from transforms.unseen import without_unseen
from transforms.walk import blocks_of
from transforms.words import cleaned, count, key, words_of

__all__ = ["NotReadable", "read_page"]

_JUDGED = frozenset(("force", "pillar", "detailed", "report"))
"""Families whose pages must print at least one of their round's questions, or a sentence about one."""
_NARRATIVE = 60
"""Words from which a titled force page is one although it asks no question: those of 2014 tell everything in prose."""
_SITE_NAME = re.compile(r"\s+[-–|]\s+(?:HMICFRS|HMIC|His Majesty|Her Majesty).*$")


def read_page(body: bytes, media_type: str, address: Address) -> Reading:
    """Read a page's body (``text/html``, with a charset or not, or ``text/plain``) as the page its address promises.

    The same bytes, type and address always give the same reading.

    Raises:
        NotReadable: it is not that page, or says something that cannot be; ``reason`` says what was found.

    """
    refuse_other_bodies(body)
    lexicon = lexicon_of(address.service, address.round, address.force) if address.round else None
    blocks, head_title, vote = _blocks(body, media_type)
    refuse_other_pages(blocks, head_title)
    refuse_cut_off(body, media_type)
    refuse_other_service(blocks, address)
    if lexicon is not None and address.family not in UNJUDGED:
        blocks = with_lists(with_others(scaled(without_unseen(blocks, lexicon)), lexicon), lexicon)
        blocks = split(blocks if lexicon.has_pillars else tabled(blocks, lexicon), lexicon, address.force)
    reported = lexicon is not None and not lexicon.has_pillars and address.family == "report"
    blocks = summarised(contents_aside(blocks) if reported else blocks, lexicon if reported else None)
    content = content_of(blocks, lexicon, address, vote)
    refuse_other_title(content.title, address)
    if address.family in _JUDGED:
        refuse_titled_otherwise([content.title] if content.title else [head_title, *top_headings(blocks)], address)
    refuse_other_forces(content, address)
    marks = marked(content.blocks, lexicon, address, content.title)
    refuse_other_pillars(marks, address)
    outline = outlined(marks, address, lexicon)
    judgments: tuple[Judgment, ...]
    if lexicon is not None and address.family == "table":
        judgments = judgments_of_forces(entries_of(content.blocks, address, lexicon), address, lexicon)
    else:
        judgments = judgments_of(marks, outline, address, lexicon, _printing(content, lexicon))
    asks = outline.asked or _graded(judgments) or address.family not in _JUDGED
    if not asks and not _is_narrative(outline, content.title, address):
        raise NotReadable("none of the round's questions is on it")
    if address.force and address.family in _JUDGED and not _graded(judgments):
        refuse_nameless(content, head_title, lexicon)
        refuse_few_areas(content.title, outline, address)
    if not any(section.text for section in outline.sections) and not outline.findings and not _graded(judgments):
        raise NotReadable("it holds nothing but its headings")
    words = list(itertools.chain.from_iterable(words_of(block.text) for block in content.blocks))
    placed = sum(section.words for section in outline.sections) + count(_beside_sections(outline))
    return Reading(
        page=_page(address, words, placed, marks, outline, content.title or head_title),
        sections=outline.sections,
        judgments=judgments,
        findings=outline.findings,
        boilerplate=tuple(block.text for block in content.boilerplate),
        unplaced=_unplaced(content.blocks, outline),
    )


def _blocks(body: bytes, media_type: str) -> tuple[list[Block], str, Vote]:
    """Bring a body to blocks, with the title of its head, and a way to ask the extractor about a text."""
    if media_type.startswith("text/plain"):
        return blocks_of_text(body), "", lambda _text: True
    tree = tree_of(body, charset_of(media_type))
    if tree is None:
        raise NotReadable("the page holds nothing that can be parsed as HTML")
    title = cleaned(tree.findtext(".//title") or "")
    return blocks_of(tree), _SITE_NAME.sub("", title), _vote_on(tree)


def _vote_on(tree: html.HtmlElement) -> Vote:
    """Ask the extractor about a page once, and only if anybody asks."""
    kept: list[str] = []

    def vote(text: str) -> bool:
        if not kept:
            kept.append(kept_text(tree))
        return key(text) in kept[0]

    return vote


def _is_narrative(outline: Outline, title: str, address: Address) -> bool:
    """Tell whether a page is a titled force page that tells of the force without asking anything."""
    return address.family == "force" and title != "" and count(s.text for s in outline.sections) >= _NARRATIVE


def _printing(content: Content, lexicon: Lexicon | None) -> Iterator[Block]:
    """Give the blocks in which a page may print a question: its content, and what stands around it and is no menu.

    The areas of a report have short names, which stand around content without being asked there.
    """
    yield from content.blocks
    if lexicon is not None and lexicon.has_pillars:
        yield from (block for block in content.boilerplate if not block.beside and block.links < LINKED)


def _graded(judgments: Sequence[Judgment]) -> bool:
    """Tell whether any judgment was read off the page."""
    return any(judgment.source for judgment in judgments)


def _page(
    address: Address, words: Sequence[str], placed: int, marks: Sequence[Mark], outline: Outline, title: str
) -> Page:
    """Say what the page says of itself."""
    dates = [mark.dated for mark in marks if mark.dated]
    updated = [dated for dated in dates if dated.label == "updated"]
    own = [dated for dated in updated if not dated.of_page] or updated
    return Page(
        page_id=address.page_id,
        url=address.url,
        service=address.service,
        force=address.force,
        round=address.round,
        family=address.family,
        pillar=address.pillar,
        title=title or (outline.sections[0].heading if outline.sections else ""),
        language=address.language,
        third_party=address.family == "context",
        last_updated=max((dated.value for dated in own), default=None),
        published_on=next((dated.value for dated in dates if dated.label == "published"), None),
        # In reading order, and of the words alone: banners, markup and spacing make no new version.
        content_sha256=hashlib.sha256(" ".join([*words, ""]).encode()).hexdigest(),
        words=len(words),
        coverage=round(placed / len(words), 4) if words else 1.0,
    )


def _unplaced(blocks: Sequence[Block], outline: Outline) -> tuple[str, ...]:
    """Give the words of a page that were not placed, sorted, each as often as it is missing.

    Whole texts are set against each other first, and words only where these differ: nearly all texts are placed whole.
    """
    placed = itertools.chain(_beside_sections(outline), *((one.heading, one.text) for one in outline.sections))
    printed = Counter(block.text for block in blocks)
    found = Counter(line.removeprefix(BULLET) for text in placed for line in text.split("\n"))
    missing, other = (
        Counter(word for text in texts.elements() for word in words_of(text))
        for texts in (printed - found, found - printed)
    )
    return tuple(sorted((missing - other).elements()))


def _beside_sections(outline: Outline) -> list[str]:
    """Give all texts that were placed outside sections, each once: a lead-in counts once for all of its items."""
    return [
        *outline.fields,
        *(text for finding in outline.findings for text in (finding.text, finding.detail or "")),
        *outline.lead_ins,
    ]
