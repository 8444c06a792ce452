"""What a person sees of a run while it goes on."""

from __future__ import annotations

import io

from flows.running.progress import Event, on_stream


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
