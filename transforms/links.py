"""List the links of a page, so that pages that no list names are found all the same."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from transforms.decode import tree_of


def links_of(body: bytes, base_url: str) -> tuple[str, ...]:
    """Give the absolute http(s) urls that an HTML page links to, each once, in page order."""
    tree = tree_of(body)
    if tree is None:
        return ()
    found: dict[str, None] = {}
    for anchor in tree.iter("a"):
        href = (anchor.get("href") or "").strip()
        try:
            url = _joined(base_url, href) if href else ""
            if url not in found and urlsplit(url).scheme in ("http", "https"):
                found[url] = None
        except ValueError:
            continue
    return tuple(found)


def _joined(base_url: str, href: str) -> str:
    """Make a link absolute."""
    if not href.startswith("/") or href.startswith("//"):
        return urljoin(base_url, href)
    base = urlsplit(base_url)
    return _from_root(base.scheme, base.netloc, href)


@lru_cache(maxsize=2048)
def _from_root(scheme: str, host: str, href: str) -> str:
    """Make a link absolute that leads to the same place from every page: all pages of a site bear the same menus."""
    return urljoin(f"{scheme}://{host}/", href)
