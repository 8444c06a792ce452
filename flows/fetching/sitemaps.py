"""Read a site's sitemaps: XML of any size, plain lists, nested and compressed ones, and say so where one is broken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO

from lxml import etree

from flows.fetching.coding import Undecodable, gunzipped
from flows.fetching.exchange import NoAnswer
from flows.fetching.session import Session
from flows.keeping.warc import one_line
from transforms.addresses import SITE

WELL_KNOWN = ("/sitemap_index.xml", "/wp-sitemap.xml", "/sitemap.xml")
"""Where a site's sitemap may be when its robots.txt does not say."""
_MOST = 500
"""Sitemaps of one site that are read; the standard's 50,000 addresses in each would be more than any site has."""
_DEEPEST = 3
"""Sitemaps within sitemaps; the standard allows one level."""
_UNPACKED = 60_000_000
"""Bytes of one sitemap after decompression; the standard allows 50 MB."""
_LONGEST = 2_000
"""Characters of one address."""


@dataclass(slots=True)
class Listed:
    """What a site's sitemaps say."""

    found: bool = False
    """Whether the site has a sitemap that could be read at all."""
    urls: dict[str, None] = field(default_factory=dict)
    """The listed urls as printed, each once, in order."""
    notes: list[str] = field(default_factory=list)
    """A sentence for each sitemap that could not be read, or not to its end."""


def listed(session: Session) -> Listed:
    """Ask for all sitemaps of a site: those its robots.txt names, or else those at the well-known places.

    Raises:
        PeelError: robots.txt cannot be read, or the site is not there.
    """
    result = Listed()
    site = session.site
    named = [url for url in map(site.here, session.rules_of(site.prefix).sitemaps) if url]
    if site.given:
        # A web archive's robots.txt names the sitemaps of the archive, which are none of ours.
        named = [url for url in named if url.startswith(f"{site.prefix}/")]
    seen: set[str] = set()
    for url in named:
        _read(session, url, result, seen, 1, wanted=True)
    for path in () if result.found else WELL_KNOWN:
        _read(session, site.url_of(SITE + path), result, seen, 1, wanted=False)
        if result.found:
            break
    return result


def _read(session: Session, url: str, result: Listed, seen: set[str], depth: int, wanted: bool) -> None:
    """Read one sitemap and those it names; one that nobody promised may be missing without a word."""
    if url in seen:
        return
    if len(seen) >= _MOST or depth > _DEEPEST:
        result.notes.append(f"The sitemap {url} was left out: there are too many, or they are nested too deeply.")
        return
    seen.add(url)
    try:
        content = _content(session, url)
    except NoAnswer as error:
        if wanted:
            result.notes.append(f"The sitemap {url} cannot be read: {_lowered(error.reason)}")
        return
    if not wanted and _is_page(content):
        return
    for child in _take(url, content, result):
        here = session.site.here(child)
        if here:
            _read(session, here, result, seen, depth + 1, wanted=True)
        else:
            result.notes.append(f"The sitemap {one_line(child)[:200]} is on another site, which is never asked.")


def _take(url: str, content: bytes, result: Listed) -> list[str]:
    """Take what a sitemap lists, and give the sitemaps that it names."""
    children: list[str] = []
    try:
        for kind, address in _addresses(content):
            result.found = True
            if kind == "sitemap":
                children.append(address)
            else:
                result.urls[address] = None
        result.found = True
    except (etree.XMLSyntaxError, Undecodable) as error:
        why = _lowered(one_line(str(error)).rstrip("."))[:200]
        result.notes.append(f"The sitemap {url} is broken, so what it lists after that is not known: {why}.")
    return children


def _content(session: Session, url: str) -> bytes:
    """Ask for a sitemap, through redirects on the site.

    Raises:
        NoAnswer: it cannot be had.
    """
    limits = replace(session.limits, sent=_UNPACKED, unpacked=_UNPACKED)
    for _ in range(session.limits.redirects + 1):
        answer = session.get(url, limits=limits)
        location = answer.header("location")
        if answer.status not in (301, 302, 303, 307, 308) or not location:
            if answer.status != 200:
                raise NoAnswer(f"The site answers with status {answer.status}.")
            return answer.content
        try:
            url = session.site.redirected(url, location)
        except ValueError:
            raise NoAnswer("It redirects to something that is no url.") from None
    raise NoAnswer("It redirects too often.")


def _addresses(content: bytes) -> Iterator[tuple[str, str]]:
    """Give the addresses of a sitemap as they are read: ``sitemap`` for a further one, ``page`` for the rest.

    Raises:
        XMLSyntaxError: it is broken from here on.
        Undecodable: it is compressed and cannot be unpacked.
    """
    if content[:2] == b"\x1f\x8b":
        content = gunzipped(content, _UNPACKED)
    if _is_page(content):
        raise Undecodable("it is an HTML page")
    if not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        yield from _lines(content)
        return
    # No entities, no network, no document types: a sitemap needs none of them, and each has been an attack.
    events = etree.iterparse(
        BytesIO(content), events=("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    root = None
    for _, element in events:
        root = root if root is not None else events.root
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if name not in ("url", "sitemap"):
            continue
        for child in element:
            if isinstance(child.tag, str) and etree.QName(child).localname == "loc" and child.text:
                address = child.text.strip()
                if 0 < len(address) <= _LONGEST:
                    yield ("sitemap" if name == "sitemap" else "page"), address
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _lines(content: bytes) -> Iterator[tuple[str, str]]:
    """Read a sitemap that is a plain list of addresses."""
    for line in content.decode("utf-8-sig", "replace").splitlines():
        if line.strip().startswith(("http://", "https://")) and len(line) <= _LONGEST:
            yield "page", line.strip()


def _is_page(content: bytes) -> bool:
    """Say whether an answer is a page for people, as sites send for anything they do not have."""
    start = content[:500].lstrip().lower()
    return start.startswith((b"<!doctype html", b"<html"))


def _lowered(sentence: str) -> str:
    """Continue a sentence with another."""
    return sentence[:1].lower() + sentence[1:]
