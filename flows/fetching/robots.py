"""What a site's robots.txt allows us, and what it tells of sitemaps and of the pace it wants."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

AGENT = "peel"
"""The name that a robots.txt knows us by."""
_LARGEST = 512_000
"""Characters of a robots.txt that are read; the standard asks for at least as many bytes."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one origin; without any, all is allowed."""

    parsed: Any = field(default=None, repr=False)

    def allow(self, url: str) -> bool:
        """Say whether we may ask for a url."""
        return self.parsed is None or bool(self.parsed.can_fetch(url, AGENT))

    @property
    def delay(self) -> float:
        """Seconds that the site wants between two requests; 0 where it does not say."""
        return 0.0 if self.parsed is None else float(self.parsed.crawl_delay(AGENT) or 0.0)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The sitemaps that are listed, in order."""
        return () if self.parsed is None else tuple(dict.fromkeys(self.parsed.sitemaps))


def read_rules(content: bytes) -> Rules:
    """Read a robots.txt; a page that is served in its place, as sites without one do, has no rules."""
    from protego import Protego

    text = content.decode("utf-8-sig", "replace")[:_LARGEST]
    if text.lstrip()[:1] == "<":
        return Rules()
    return Rules(Protego.parse(text))
