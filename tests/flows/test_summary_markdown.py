"""What a run came to as Markdown: words a person understands, and no markup that a page has put there."""

from __future__ import annotations

import pytest

from flows.running.summary import Change, Summary
from flows.running.summary_markdown import escaped, in_a_cell, in_markdown, refusal_rows
from schemas.records import Refusal

HOSTILE = "[click](https://evil.example) **b** <img src=x onerror=alert(1)> | `c` _d_ www.evil.example \x1b[31m\n# e"
REFUSED = Refusal("p/kent", "https://x.example/p/kent/", "police", "kent", "2017", "read", f"it says {HOSTILE}")


def test_a_revised_judgment_is_told_in_words() -> None:
    changes = (
        Change("kent", "2023-25", "police/2023-25/investigating-crime", "adequate", "good"),
        Change("kent", "2017", "police/2017/legitimacy", None, "good"),
    )
    written = in_markdown(Summary("r1", "ingest", "kent", outcomes={"new": 1, "unchanged": 3}, changes=changes))
    assert "- Kent 2023-25 Investigating crime: adequate → good" in written
    assert "- Kent 2017 Legitimacy: new → good" in written
    assert "### 1 judgment new, 1 revised" in written
    assert "| asked for | 4 |\n| … new | 1 |\n| … unchanged | 3 |" in written
    assert "| refused | 0 |" in written


def test_many_judgments_are_counted_by_force_and_round() -> None:
    changes = tuple(Change("kent", "2017", f"police/2017/efficiency/{number}", None, "good") for number in range(101))
    written = in_markdown(Summary("r1", "ingest", "kent", changes=changes))
    assert "- Kent 2017: 101 judgments" in written


def test_nothing_that_a_page_says_is_markup() -> None:
    written = in_markdown(Summary("r1", "ingest", HOSTILE, warnings=(HOSTILE, "# heading", "1. item", "- item")))
    for markup in ("[click]", "**b**", "<img", "`c`", "://", "www.", "\x1b", "_d_", "- # ", "- 1. ", "- - "):
        assert markup not in written, markup
    assert written.count("\n## ") == 0
    assert written.startswith("## ingest of &#91;click")


@pytest.mark.parametrize(
    "plain", ["Kent 2023-25 Investigating crime: adequate → good", "peel-assessments/peel-2017/kent"]
)
def test_what_is_no_markup_stays_as_it_is(plain: str) -> None:
    assert escaped(plain) == plain
    assert in_a_cell(plain) == plain


def test_the_rows_of_refusals_are_harmless_and_readable() -> None:
    (row,) = refusal_rows([REFUSED])
    assert (row["page"], row["refused when"], row["url"]) == ("p/kent", "read", "https://x.example/p/kent/")
    assert not set(row["reason"]) & set("[]<>*`\\\n\x1b")
    assert row["reason"].startswith("it says (click)(https://evil.example)")
