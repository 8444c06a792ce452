"""How patient and how generous a run is with the site: every limit of fetching, with its unit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one session; the defaults are for the site itself."""

    delay: float = 1.0
    """Seconds between two requests, unless robots.txt asks for more; 0 where nobody else is waiting."""
    longest_delay: float = 60.0
    """Seconds of crawl delay that we are willing to wait; a site that asks for more is not asked at all."""
    attempts: int = 4
    """How often one url is asked before it is given up for this run."""
    backoff: float = 1.0
    """Seconds before the second attempt; doubled for each further one, plus up to half as much by chance."""
    longest_wait: float = 120.0
    """Seconds of ``Retry-After`` that we wait; a server that asks for longer is left alone for this run."""
    connecting: float = 15.0
    """Seconds to wait for a connection."""
    silence: float = 30.0
    """Seconds without a byte before an answer is given up."""
    whole_answer: float = 120.0
    """Seconds for one answer from the first byte asked to the last one read."""
    sent: int = 10_000_000
    """Bytes of one body as sent, still compressed. The site's longest reports are below one million."""
    unpacked: int = 20_000_000
    """Bytes of one body after decompression."""
    redirects: int = 5
    """How many redirects are followed for one page."""
    turned_away: int = 5
    """Pages in a row that the site may turn away (403, 429, challenge) before the run stops asking."""
    put_off: int = 2
    """Pages in a row at which the site may ask for more than ``longest_wait`` before the run stops asking."""
    unreachable: int = 10
    """Pages in a row without any answer before the run stops asking; a single sick page or two must not stop it."""


ON_LOOPBACK = Limits(delay=0.0, backoff=0.1, connecting=5.0, silence=10.0, whole_answer=30.0)
"""For a site on this machine, which nobody else is waiting for."""
