"""The error that is a person's to mend: it says in a sentence what was wanted, what was found and what to do."""

from __future__ import annotations


class PeelError(Exception):
    """A mistake or bad input, worded for the person who made it.

    Its text is one sentence without line breaks; the command line prints it and ends with ``exit_status``.
    """

    exit_status: int = 2

    def __init__(self, sentence: str, exit_status: int = 2) -> None:
        super().__init__(sentence)
        self.exit_status = exit_status


class TryLater(PeelError):
    """What was wanted is not to be had now, and may be when the same is tried again a little later."""
