"""Pages of every form met are read as what they say, which was written down by hand before they were ever read."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.pages.kept import Case, cases, differences

CASES = cases()
OF_OLD = ("force", "pillar")


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


def test_each_irregularity_of_the_site_has_a_page_that_bears_it() -> None:
    borne = {number for case in CASES for number in case.meta.get("irregularities", ())}
    assert borne == set(range(1, 19))


def test_each_kind_of_page_of_each_round_is_kept_at_least_twice() -> None:
    kept = Counter((case.name.split("/")[0], case.expected.get("page", {}).get("family")) for case in CASES)
    of_old = {(f"police-{year}", family) for year in ("2014", "2015", "2016", "2017", "2018-19") for family in OF_OLD}
    of_fire = {(f"fire-{years}", family) for years in ("2018-19", "2021-22") for family in OF_OLD}
    reports = {(f"police-{years}", "report") for years in ("2021-22", "2023-25", "2025-27")}
    others = {("police-2015", family) for family in ("leadership", "other", "context")}
    others |= {("police-2018-19", "detailed"), ("fire-2023-25", "report"), ("fire-2023-25", "table")}
    assert {kind: kept[kind] for kind in of_old | of_fire | reports | others if kept[kind] < 2} == {}
    assert sum(case.expected.get("page", {}).get("language") == "cy" for case in CASES) >= 2
    assert kept["refused", None] >= 10
