"""Pages made to mislead are read as what they say, and few are known to fail (``misleading.py`` says what a case holds)."""

from __future__ import annotations

import pytest

from tests.pages.misleading import GROUPS, cases, failures


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("every", [5, pytest.param(1, marks=pytest.mark.long)])
def test_pages_made_to_mislead_are_read_as_what_they_say(group: str, every: int) -> None:
    told = cases(group)[::every]
    failed = {case["name"]: sorted(found) for case in told if (found := failures(case))}
    assert failed == {case["name"]: case["known"] for case in told if "known" in case}


def test_few_are_known_to_fail_and_none_in_a_grade() -> None:
    told = [case for group in GROUPS for case in cases(group)]
    assert len(told) == 840 + 281 + 141 + 60 + 126 + 52 + 188 + 60 + 28 + 11 + 16 + 11
    assert sum("known" in case for case in told) <= 8
    assert not [case["name"] for case in told if "WRONG GRADE" in case.get("known", ())]
