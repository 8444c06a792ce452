"""The one site a run asks, and how its addresses stand for canonical ones: itself, a mirror, or a web archive."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, replace
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from schemas.records import Address
from transforms.addresses import SITE, OutOfScope, address_of

_OWN_HOSTS = frozenset(
    (host, port)
    for host in (
        "hmicfrs.justiceinspectorates.gov.uk",
        "www.justiceinspectorates.gov.uk",
    )
    for port in (80, 443)
)
_TIMESTAMP = re.compile(r"/\d{4,14}(?:[a-z]{2}_)?$")
"""How the prefix of a web archive ends when the archived url is to follow it whole."""
_REWRITTEN = re.compile(r"(?P<timestamp>/\d{4,14})(?=$|/https?:/)", re.IGNORECASE)
"""How a web archive's prefix says that its copies are wanted with its own toolbar and links."""
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Target:
    """A page to ask for: what its address says, and the url that is asked for it."""

    address: Address
    url: str
    listed: bool = True
    """True where the site itself names the page (sitemap or link); False where only its address pattern suggests it."""


@dataclass(frozen=True, slots=True)
class Site:
    """A site that stands for the inspectorate's; ``prefix`` takes the place of its origin (no slash at its end)."""

    prefix: str
    hosts: frozenset[tuple[str, int]]
    """Host and port of all that is ever contacted."""
    given: bool
    """True where a person named this site, and so vouched for its address."""

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        parts = urlsplit(self.prefix)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def loopback(self) -> bool:
        """Say whether the site is on this machine."""
        return all(_is_loopback(host) for host, _ in self.hosts)

    @property
    def originals(self) -> Site | None:
        """The same web archive, asked for what it captured as it was (``…/2018id_/…``); None for any other site."""
        prefix = _REWRITTEN.sub(r"\g<timestamp>id_", self.prefix, count=1)
        return replace(self, prefix=prefix) if self.given and prefix != self.prefix else None

    def holds(self, url: str) -> bool:
        """Say whether a url is on the site's own hosts."""
        return _host(url) in self.hosts

    def url_of(self, canonical: str) -> str:
        """Say under which url this site has a page with a canonical url."""
        if _TIMESTAMP.search(self.prefix):
            return f"{self.prefix}/{canonical}"
        return self.prefix + canonical.removeprefix(SITE)

    def here(self, url: str) -> str | None:
        """Say where something of the inspectorate's site is asked for at this one; None for what is on other sites."""
        if self.holds(url):
            return tidy(url)
        if url == SITE or url.startswith(f"{SITE}/"):
            return self.url_of(tidy(url))
        return None

    def redirected(self, url: str, location: str) -> str:
        """Say where a redirect leads at this site: a mirror's redirect to the original stays on the mirror."""
        led = tidy(urljoin(url, location.strip()))
        if self.holds(led):
            return led
        try:
            return self.url_of(self.address_of(led).url)
        except OutOfScope:
            return self.here(led) or led

    def canonical(self, url: str) -> str:
        """Say which url of the inspectorate a url of this site stands for; others are left as they are."""
        if url == self.prefix or url.startswith(f"{self.prefix}/"):
            rest = url[len(self.prefix) :]
            return SITE + rest if not re.match(r"/https?:/", rest, re.IGNORECASE) else url
        return url

    def address_of(self, url: str) -> Address:
        """Read a url, of this site or canonical, as the page it stands for.

        Raises:
            OutOfScope: it is not an inspection page.
        """
        return address_of(self.canonical(url))

    def target_of(self, url: str, listed: bool = True) -> Target:
        """Make a target of a url, of this site or canonical: asked as the site lists it, or where it must have it.

        Raises:
            OutOfScope: it is not an inspection page.
        """
        address = self.address_of(url)
        asked = tidy(url) if self.given and self.canonical(url) != url else self.url_of(address.url)
        return Target(address, asked, listed)


def tidy(url: str) -> str:
    """Write a url as it can be asked: without fragment, and with everything quoted that must be."""
    return quote(urldefrag(url.strip()).url, safe="%/:=&?~+!$,;'@()*[]")


def site_at(site: str | None) -> Site:
    """Make the site from a checked setting; None is the inspectorate's own."""
    if site is None:
        return Site(SITE, _OWN_HOSTS, given=False)
    prefix = site.rstrip("/")
    host = _host(prefix)
    return Site(prefix, frozenset({host} if host else ()), given=True)


def _host(url: str) -> tuple[str, int] | None:
    """Give host and port of an http url, None for anything else."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not parts.hostname or parts.username is not None:
        return None
    return parts.hostname.lower(), port or _PORTS[parts.scheme]


def _is_loopback(host: str) -> bool:
    """Say whether a host name means this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
