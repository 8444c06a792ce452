"""What a run says it came to."""

from __future__ import annotations

from flows.running.summary import Change, Summary, exit_status, in_words
from schemas.records import Refusal

REFUSED = Refusal(
    page_id="peel-assessments/peel-2017/kent/efficiency",
    url="https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2017/kent/efficiency/",
    service="police",
    force="kent",
    round="2017",
    stage="read",
    reason="It is the site's page for what is not found.",
)


def said(**facts: object) -> str:
    return "\n".join(in_words(Summary("r1", **{"kind": "ingest", "selection": "kent, 2017", **facts})))  # type: ignore[arg-type]


def test_a_run_that_changed_nothing_says_so() -> None:
    words = said(outcomes={"new": 0, "unchanged": 4})
    assert "Asked the site for 4 pages of kent, 2017: 4 unchanged." in words
    assert "Nothing to read" in words
    assert "No row changed." in words


def test_a_page_that_perhaps_never_was_is_not_called_gone() -> None:
    assert "Asked the site for 1,925 pages of kent, 2017: 2 new, 1,923 not there." in said(
        outcomes={"new": 2, "gone": 1923}
    )


def test_pages_that_are_not_due_are_counted_apart() -> None:
    assert "Did not ask for 4 pages" in said(fresh=4)


def test_a_revised_judgment_is_told_in_words() -> None:
    changes = (
        Change("kent", "2017", "police/2017/effectiveness", "requires improvement", "good"),
        Change("kent", "2017", "police/2017/legitimacy", None, "good"),
        Change("west-midlands", "2017", "police/2017/legitimacy", None, "good"),
    )
    words = said(read=3, pages_changed=1, pages_new=2, changes=changes)
    assert "2 judgments new, 1 revised." in words
    assert "Kent 2017 (1), West Midlands 2017 (1)" in words
    assert "Kent 2017 Effectiveness: requires improvement → good" in words


def test_refusals_are_named_with_their_reasons_and_make_the_exit_status_1() -> None:
    summary = Summary("r1", "replay", "all forces and rounds", read=1, refusals=(REFUSED,))
    assert "  peel-assessments/peel-2017/kent/efficiency: It is the site's page for what is not found." in in_words(
        summary
    )
    assert exit_status(summary) == 1
    assert exit_status(Summary("r1", "replay", "all forces and rounds")) == 0


def test_a_long_list_is_shortened_and_counted() -> None:
    words = said(refusals=(REFUSED,) * 25)
    assert words.count("not found") == 20
    assert "and 5 more" in words


def test_a_dry_run_lists_what_it_would_ask_for_and_claims_nothing_else() -> None:
    words = said(dry=True, would_ask=(REFUSED.url,), fresh=2)
    assert f"  {REFUSED.url}" in words
    assert "nothing was fetched" in words
    assert "Read" not in words
