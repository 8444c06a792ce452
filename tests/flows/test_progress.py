"""What a person sees of a run while it goes on."""

from __future__ import annotations

import io

import pytest

from flows.running.progress import Event, line_of, on_stream
from flows.running.tally import Tallies, in_minutes


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_away_from_a_terminal_only_notes_and_ends_of_stages_are_printed() -> None:
    stream = io.StringIO()
    with on_stream(stream) as tell:
        for done in range(4):
            tell(Event("fetch kent", done, 3))
        tell(Event("publish", note="waiting for another run to publish"))
    assert stream.getvalue().splitlines() == ["fetch kent: 3 of 3 done", "publish: waiting for another run to publish"]


def test_on_a_terminal_there_is_a_bar_and_notes_stay() -> None:
    stream = Terminal()
    with on_stream(stream) as tell:
        tell(Event("fetch kent", 1, 3))
        tell(Event("fetch kent", 2, 3, note="refused a page [bold]as it is[/bold]"))
    assert "fetch kent: refused a page [bold]as it is[/bold]" in stream.getvalue()


def test_what_a_site_says_cannot_drive_the_terminal() -> None:
    stream = io.StringIO()
    with on_stream(stream) as tell:
        tell(Event("fetch kent", note="\x1b[2J\x07gone\nfake line"))
    assert stream.getvalue() == "fetch kent:  [2J gone fake line\n"


def test_the_end_of_a_stage_says_what_came_of_it_and_how_far_the_run_is_in_all() -> None:
    stream = io.StringIO()
    with on_stream(stream) as tell:
        tell(Event("fetch", 0, 2100))
        tell(Event("fetch kent", 48, 48, outcomes={"new": 0, "changed": 2, "unchanged": 45, "refused": 1}))
        tell(Event("read kent", 2, 2))
        tell(Event("fetch surrey", 2052, 2052, outcomes={"unchanged": 2052}))
    first, read, last = stream.getvalue().splitlines()
    assert first.startswith("fetch kent: 48 of 48 done (2 changed, 45 unchanged, 1 refused); 48 of 2,100 in all, about")
    assert read == "read kent: 2 of 2 done"
    assert last == "fetch surrey: 2052 of 2052 done (2,052 unchanged); 2,100 of 2,100 in all"


def test_the_time_left_is_told_by_the_pace_so_far() -> None:
    now = 1000.0
    tallies = Tallies(lambda: now)
    tallies.take(Event("fetch", 0, 400))
    now = 1100.0
    event = Event("fetch kent", 100, 100)
    assert tallies.take(event).left(now) == 300.0
    assert tallies.in_all(event) == "; 100 of 400 in all, about 5 minutes left"


def test_a_stage_that_is_begun_anew_takes_nothing_away() -> None:
    tallies = Tallies()
    for event in (Event("fetch kent", 4, 4), Event("fetch kent", 1, 2), Event("fetch kent", 2, 2)):
        tally = tallies.take(event)
    assert (tally.done, tally.total) == (6, 6)


@pytest.mark.parametrize(
    ("seconds", "words"), [(3, "a minute"), (70, "1 minute"), (2000, "33 minutes"), (3500, "1 hour"), (9000, "2 hours")]
)
def test_a_time_is_told_as_precisely_as_it_is_known(seconds: float, words: str) -> None:
    assert in_minutes(seconds) == words


def test_on_a_terminal_each_kind_of_stage_has_a_bar_with_what_came_of_it() -> None:
    stream = Terminal()
    with on_stream(stream) as tell:
        tell(Event("fetch", 0, 100))
        tell(Event("fetch kent", 3, 4, outcomes={"new": 2, "refused": 1}))
        tell(Event("read kent", 1, 3))
        tell(Event("fetch surrey", 1, 9, outcomes={"changed": 1}, note="a note makes it draw"))
    shown = stream.getvalue()
    for words in ("4/100", "2 new, 1 refused, 1 changed", "1/3", "fetch surrey", "read kent"):
        assert words in shown


def test_a_step_is_no_line() -> None:
    assert line_of(Event("fetch kent", 3, 4, outcomes={"new": 3})) is None
