"""Take off a page what a web archive has put on it to be looked at: its toolbar, between marks of its own."""

from __future__ import annotations

import re

_MARKS = (
    (b"<!-- BEGIN WAYBACK TOOLBAR INSERT -->", b"<!-- END WAYBACK TOOLBAR INSERT -->"),
    (b"<!-- WB Insert -->", b"<!-- End WB Insert -->"),
)
"""How the Wayback Machine, and the archives that run pywb, mark what they insert (in any case)."""


def without_toolbar(body: bytes) -> bytes:
    """Give a page as it was before a web archive put its toolbar on it; any other page as it is.

    A mark that is not closed is left alone: what follows it may be the page.
    """
    for begin, end in _MARKS:
        if begin.lower() in body.lower():
            body = re.sub(re.escape(begin) + b".*?" + re.escape(end), b"", body, flags=re.DOTALL | re.IGNORECASE)
    return body
