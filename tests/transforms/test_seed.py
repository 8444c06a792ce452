"""The capture of a real page that the project was started from, where it is at hand."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

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
