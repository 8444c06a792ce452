"""What the practice site's server answers at which path: pages, sitemaps, robots, a redirect, a page gone astray."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from flows.practice import notices
from flows.practice.markups import MARKUPS
from flows.practice.site import EVERYTHING, markup_of, site_pages

MOVED = "/hmicfrs/peel-assessments/peel-2017/durham/efficiency/"
"""The address under which the sitemap still lists a page that now is at the same path without its first part."""
BROKEN = "/peel-assessments/peel-2017/merseyside/effectiveness/"
"""An inspection page by its address, answered with status 200 and the words of a page that is not found."""
NEWS = "/news/news-feed/a-practice-notice-for-the-press/"
_WRITTEN = 1_521_700_000.0
"""When the pages were last modified: in March 2018, in seconds since 1970."""
_ROBOTS = "User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n\nSitemap: {url}/sitemap_index.xml\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server says to a request for one path."""

    body: bytes
    media_type: str = "text/html; charset=utf-8"
    status: int = 200
    location: str = ""
    """Path to go to instead, for a redirect."""
    modified: float = _WRITTEN

    @property
    def etag(self) -> str:
        """Name this answer, so that a client can ask whether it is still the same."""
        return f'"{sha256(self.body).hexdigest()[:20]}"'


def answers(url: str, markup: str | None = None, under: str = EVERYTHING) -> dict[str, Answer]:
    """Give what the site answers at every path it knows, when it is served at a url.

    ``markup`` writes all inspection pages in one markup; without it, each force has its own. Of the inspection pages,
    only those are there whose path begins with ``under``.
    """
    pages = site_pages(markup, under)
    known = {path: Answer(body, MARKUPS[markup or markup_of(path)].media_type) for path, body in pages.items()}
    known |= {
        "/": Answer(notices.home()),
        NEWS: Answer(notices.press_notice()),
        BROKEN: Answer(notices.gone_astray()),
        MOVED: Answer(b"", status=301, location=now_at(MOVED)),
        "/robots.txt": Answer(_ROBOTS.format(url=url).encode(), "text/plain; charset=utf-8"),
    }
    listed = {
        "/page-sitemap.xml": [*(MOVED if path == now_at(MOVED) else path for path in pages), BROKEN],
        "/post-sitemap.xml": ["/", NEWS],
    }
    known |= {path: _sitemap("urlset", "url", url, paths) for path, paths in listed.items()}
    known["/sitemap_index.xml"] = _sitemap("sitemapindex", "sitemap", url, list(listed))
    return known


def now_at(path: str) -> str:
    """Give a moved page's new path."""
    return path.removeprefix("/hmicfrs")


def _sitemap(root: str, member: str, url: str, paths: list[str]) -> Answer:
    """Write a sitemap, or the index of them."""
    members = "".join(f"<{member}><loc>{url}{path}</loc></{member}>\n" for path in paths)
    opening = f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n{opening}\n{members}</{root}>\n'
    return Answer(text.encode(), "text/xml; charset=UTF-8")
