"""List the links of a page, so that pages that no list names are found all the same."""

from __future__ import annotations

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
            url = urljoin(base_url, href) if href else ""
            if urlsplit(url).scheme in ("http", "https"):
                found.setdefault(url)
        except ValueError:
            continue
    return tuple(found)
