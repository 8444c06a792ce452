"""Tell inspection pages from everything else on the site, by address alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from schemas import vocabulary
from schemas.records import Address

SITE = "https://hmicfrs.justiceinspectorates.gov.uk"
"""The one origin of every canonical url, whatever host a page was fetched from."""

_HOSTS = frozenset(
    {"hmicfrs.justiceinspectorates.gov.uk", "www.justiceinspectorates.gov.uk", "justiceinspectorates.gov.uk"}
)
_SLUG = r"(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*?)"
_EMBEDDED = re.compile(r"/(?P<url>https?:/{1,2}[^/].*)$", re.IGNORECASE)
"""A whole url inside another's path: how web archives address the pages they hold."""


class OutOfScope(Exception):
    """The url is not an inspection page; ``reason`` says what it is."""

    def __init__(self, url: str, reason: str, *, unknown: bool = False, numbered: bool = False) -> None:
        """Remember the url, what it is, and whether it may be an inspection page all the same.

        ``unknown`` says that it looks like one of an unknown force or round, ``numbered`` that only the site can tell.
        """
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason
        self.unknown = unknown
        self.numbered = numbered


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One form of address: ``family`` may depend on the match."""

    path: re.Pattern[str]
    service: str
    family: Callable[[re.Match[str]], str]


def _leaf(match: re.Match[str]) -> str:
    """Name the family of a page below a force page by the last part of its path."""
    leaf = match["leaf"]
    if leaf is None:
        return "force"
    if match["detail"]:
        return "detailed"
    return {"leadership": "leadership", "other-reports": "other", "more-about-this-area": "context"}.get(leaf, "pillar")


_PATTERNS = (
    _Pattern(re.compile(r"peel-assessments/(?P<key>peel-\d{4})"), "police", lambda _: "table"),
    _Pattern(
        re.compile(
            rf"peel-assessments/(?P<key>peel-\d{{4}})/{_SLUG}"
            r"(?:/(?P<leaf>effectiveness|efficiency|legitimacy|leadership|other-reports|more-about-this-area)"
            r"(?P<detail>/detailed-findings)?)?"
        ),
        "police",
        _leaf,
    ),
    _Pattern(re.compile(rf"peel-reports/{_SLUG}-(?P<key>20\d\d-(?:20)?\d\d)"), "police", lambda _: "report"),
    _Pattern(re.compile(rf"police-forces/{_SLUG}/more-about-this-area"), "police", lambda _: "context"),
    _Pattern(
        re.compile(r"frs-assessments?/(?P<key>frs-\d{4}(?:-\d{2,4})?)(?:/service-assessment-data-table)?"),
        "fire",
        lambda _: "table",
    ),
    _Pattern(
        re.compile(
            rf"frs-assessments?/(?P<key>frs-\d{{4}}(?:-\d{{2,4}})?)/{_SLUG}"
            r"(?:/(?P<leaf>effectiveness|efficiency|people)(?P<detail>/detailed-findings)?)?"
        ),
        "fire",
        _leaf,
    ),
    _Pattern(re.compile(rf"frs-assessments/{_SLUG}-(?P<key>20\d\d-(?:20)?\d\d)"), "fire", lambda _: "report"),
)

_ELSEWHERE = (
    (
        re.compile(r"\.(?:pdf|docx?|xlsx?|ods|csv|zip|jpe?g|png|gif|svg|xml|json|css|js)$"),
        "a file to download, not a page",
    ),
    (re.compile(r"^$"), "the site's home page"),
    (re.compile(r"^news(?:/|$)"), "a news page"),
    (
        re.compile(r"^publication-html(?:/|$)"),
        "a letter, framework or thematic report outside the inspection programme",
    ),
    (re.compile(r"^publications?(?:/|$)"), "a publication's landing page"),
    (re.compile(r"^glossary(?:/|$)"), "a glossary entry"),
    (re.compile(r"^recommendation"), "an entry of the recommendation register"),
    (re.compile(r"^(?:peel-assessments|frs-assessments?|fire-and-rescue-services)(?:/|$)"), "an index or method page"),
    (re.compile(r"^(?:peel-reports|police-forces)(?:/|$)"), "an index page"),
)


def address_of(url: str) -> Address:
    """Read any form of a page's url, old hosts and web archives included, as the one address it stands for.

    Raises:
        OutOfScope: the url is not an inspection page (``reason`` says what it is).

    """
    path = _canonical_path(url)
    for pattern in _PATTERNS:
        match = pattern.path.fullmatch(path)
        if match:
            return _address(url, path, match, pattern)
    for elsewhere, reason in _ELSEWHERE:
        if elsewhere.search(path):
            raise OutOfScope(url, reason)
    raise OutOfScope(url, "a page outside the inspection programme")


def _canonical_path(url: str) -> str:
    """Strip what does not tell pages apart: scheme, host, old prefixes, query, fragment, case and slashes."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower()
    except ValueError:
        raise OutOfScope(url, "not a url") from None
    embedded = _EMBEDDED.search(parts.path)
    if embedded and host not in _HOSTS:
        return _canonical_path(re.sub(r"^(https?):/+", r"\1://", embedded["url"], flags=re.IGNORECASE))
    if parts.scheme not in ("http", "https") or host not in _HOSTS:
        raise OutOfScope(url, "a page of another site")
    segments = [part for part in unquote(parts.path).lower().split("/") if part]
    old_host = host != "hmicfrs.justiceinspectorates.gov.uk"
    prefix = segments.pop(0) if segments and segments[0] in ("hmic", "hmicfrs") else None
    if old_host and prefix is None and segments:
        raise OutOfScope(url, "a page of another inspectorate")
    if not segments and re.search(r"(?:^|&)p=\d+", parts.query):
        raise OutOfScope(url, "a page named by number only; its own address is not known", numbered=True)
    if not segments and parts.query.startswith("recommendation-theme="):
        raise OutOfScope(url, "an entry of the recommendation register")
    if segments and segments[0] == "s":
        segments.pop(0)
    if prefix == "hmic" and len(segments) == 1 and ("police", segments[0]) in vocabulary.forces():
        segments = ["peel-assessments", "peel-2014", *segments]
    return "/".join(segments)


def _address(url: str, path: str, match: re.Match[str], pattern: _Pattern) -> Address:
    """Put a matched path together with the forces and rounds that are known."""
    found = match.groupdict()
    round_ = _round_of(url, pattern.service, found["key"]) if "key" in found else None
    force, language = (None, "en") if "slug" not in found else _force_of(url, pattern.service, found["slug"])
    family = pattern.family(match)
    leaf = found.get("leaf")
    return Address(
        url=f"{SITE}/{path}/",
        page_id=path,
        service=pattern.service,
        force=force,
        round=round_,
        family=family,
        pillar=leaf if family in ("pillar", "detailed") else None,
        language=language,
    )


def _round_of(url: str, service: str, key: str) -> str:
    """Find the round a path names, in any of the forms the site uses for it."""
    years = key.removeprefix("peel-").removeprefix("frs-")
    for (known_service, round_), record in vocabulary.rounds().items():
        same_key = key == record.path_key or years == record.path_key
        long_form = round_[:5] + "20" + round_[5:] if len(round_) == 7 else round_
        if known_service == service and (same_key or years in (round_, long_form)):
            return record.round
    raise OutOfScope(url, f"an inspection page of a round that is not known: {key}", unknown=True)


def _force_of(url: str, service: str, slug: str) -> tuple[str, str]:
    """Find the force a slug names, and the language of a page at that slug."""
    if (service, slug) in vocabulary.forces():
        return slug, "en"
    alias = vocabulary.force_aliases().get((service, slug))
    if alias:
        return alias, "cy" if slug.startswith(("heddlu-", "gwasanaeth-")) else "en"
    raise OutOfScope(url, f"an inspection page of a force that is not known: {slug}", unknown=True)
