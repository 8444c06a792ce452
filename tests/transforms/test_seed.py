"""The capture of a real page that the project was started from, where it is at hand."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from flows.practice.content import Group, Judged, Listing, Page, Part
from flows.practice.markups import MARKUPS, render
from transforms.addresses import address_of
from transforms.read import read_page
from transforms.words import words_of

SEED = Path(__file__).parents[3] / "shared" / "seed" / "lancashire-peel-2017-effectiveness.txt"
URL = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2017/lancashire/effectiveness/"


@pytest.mark.skipif(not SEED.exists(), reason="the capture is not part of the project, and is not at hand here")
def test_the_real_page_is_read_without_losing_or_inventing_a_word() -> None:
    body = SEED.read_bytes()
    reading = read_page(body, "text/plain", address_of(URL))
    page = reading.page
    assert (page.service, page.force, page.round, page.family, page.pillar) == (
        "police",
        "lancashire",
        "2017",
        "pillar",
        "effectiveness",
    )
    assert page.last_updated == date(2018, 3, 22)
    assert page.coverage == 1.0
    assert [(row.question, row.grade, row.status, row.source) for row in reading.judgments] == [
        (None, "good", "graded", "prose"),
        (3, "requires improvement", "graded", "badge"),
        (5, None, "ungraded", None),
    ]
    assert Counter((finding.question, finding.kind) for finding in reading.findings) == {
        (3, "effective practice"): 3,
        (3, "improvement needed"): 4,
        (3, "area for improvement"): 4,
        (5, "effective practice"): 3,
        (5, "improvement needed"): 1,
    }
    lead_ins = {(finding.question, finding.lead_in): finding.lead_in for finding in reading.findings}
    placed = [
        page.title,
        "Last updated 22/03/2018",
        "Requires improvement",
        *(str(lead_in) for lead_in in lead_ins.values()),
        *(text for section in reading.sections for text in (section.heading, section.text)),
        *(finding.text for finding in reading.findings),
    ]
    words = Counter(word for text in placed for word in words_of(text))
    assert words == Counter(words_of(body.decode())) - Counter("Skip to content".split())
    assert reading.boilerplate == ("Skip to content",)


@pytest.mark.skipif(not SEED.exists(), reason="the capture is not part of the project, and is not at hand here")
@pytest.mark.parametrize("markup", MARKUPS)
def test_the_real_page_in_any_markup_with_its_grades_printed_is_read_from_its_badges(markup: str) -> None:
    reading = read_page(render(_page_of_the_seed(), markup), "text/html", address_of(URL))
    assert [(row.question, row.grade, row.status, row.source) for row in reading.judgments] == [
        (None, "good", "graded", "badge"),
        (3, "requires improvement", "graded", "badge"),
        (5, None, "ungraded", "badge"),
    ]
    from_text = read_page(SEED.read_bytes(), "text/plain", address_of(URL))
    assert [(f.question, f.kind, f.text) for f in reading.findings] == [
        (f.question, f.kind, f.text) for f in from_text.findings
    ]
    assert [s.text for s in reading.sections if s.text] == [s.text for s in from_text.sections if s.text]
    assert (reading.page.last_updated, reading.page.coverage) == (date(2018, 3, 22), 1.0)


def _page_of_the_seed() -> Page:
    """Give the capture's content as a practice page, with the lines of one word that it has lost."""
    blocks = [block.strip() for block in re.split(r"\n\s*\n", SEED.read_text("utf-8")) if block.strip()]
    title, headline, updated = blocks[1:4]
    third = blocks.index("Requires improvement")
    fifth = next(place for place in range(third, len(blocks)) if "specialist capabilities" in blocks[place])
    summary = tuple(blocks[4 : third - 2])
    return Page(
        path="/peel-assessments/peel-2017/lancashire/effectiveness/",
        title=title,
        crumbs=(),
        introduction=(),
        opening=Judged(headline, summary, "Good", heading="Effectiveness", updated=updated.split()[-1]),
        groups=(
            Group(
                blocks[third - 2],
                judged=(
                    Judged(blocks[third - 1], _parts(blocks[third + 1 : fifth]), "Requires improvement", 3),
                    Judged(blocks[fifth], _parts(blocks[fifth + 1 :]), "Ungraded", 5),
                ),
            ),
        ),
    )


def _parts(blocks: list[str]) -> tuple[Part, ...]:
    """Give paragraphs, and lists with the lines that lead them in."""
    parts: list[Part] = []
    for block in blocks:
        if block.startswith("•"):
            lead_in = parts.pop()
            assert isinstance(lead_in, str)
            items = tuple(line.strip().removeprefix("•").strip() for line in block.splitlines())
            parts.append(Listing(lead_in, items, headed=not lead_in.endswith(":")))
        else:
            parts.append(block)
    return tuple(parts)
