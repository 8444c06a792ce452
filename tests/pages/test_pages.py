"""Pages of every form met are read as what they say, which was written down by hand before they were ever read."""

from __future__ import annotations

import pytest

from tests.pages.kept import Case, cases, differences

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_page_is_read_as_it_was_written_down_by_hand(case: Case) -> None:
    wrong = differences(case)
    assert {part: wrong[part] for part in sorted(set(wrong) - case.known)} == {}
    assert sorted(case.known - set(wrong)) == [], "read right now: take these parts out of known.json"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_page_tells_where_it_is_from_and_why_it_is_here(case: Case) -> None:
    assert set(case.meta) - {"irregularities"} == {"origin", "why", "markup", "url", "media_type"}
    assert all(case.meta.values())
    assert case.meta["origin"] == "made"
