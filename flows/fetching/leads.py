"""Ask for pages that are no inspection pages and lead to some: the site's indexes, and addresses by number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from flows.fetching.discover import sorted_out
from flows.fetching.exchange import NoAnswer
from flows.fetching.expected import expected
from flows.fetching.pages import not_worth_reading
from flows.fetching.session import Session
from flows.fetching.site import Site
from flows.keeping.promises import Named, Promises
from flows.keeping.saved import saved_from
from flows.keeping.warc import one_line
from flows.selection import Selection
from schemas import vocabulary
from transforms.addresses import SITE
from transforms.links import links_of

SELDOM = timedelta(days=28)
"""How long what a lead named is good for: the sitemaps name new pages, and these only what those forgot."""
_INDEXES = {"police": "police-forces", "fire": "fire-and-rescue-services"}
_MOST = 300
"""Leads that one run asks for; the next goes on."""
_REDIRECTS = (301, 302, 303, 307, 308)


def indexes(selection: Selection) -> Iterator[str]:
    """Give the canonical urls of pages that list the selection's: of all forces, of each, and the overviews of rounds.

    Not all of them need exist.
    """
    for service, path in _INDEXES.items():
        if selection.service in (None, service):
            yield f"{SITE}/{path}/"
    for service, force in vocabulary.forces():
        if service == "police" and selection.service in (None, service) and force in (selection.forces or (force,)):
            yield f"{SITE}/{_INDEXES[service]}/{force}/"
    yield from (address.url for address in expected(selection) if address.family == "table")


def follow(session: Session, promises: Promises, selection: Selection, now: datetime, everything: bool) -> list[str]:
    """Ask for the leads that were not asked for lately, or for all of them, and note what they name.

    Gives a sentence for each that should have been read and could not be.

    Raises:
        PeelError: the site has turned us away, or its robots.txt cannot be read.
    """
    known = promises.leads()
    wanted = dict.fromkeys([*indexes(selection), *(url for url in known if "?" in url)])
    due = [url for url in wanted if everything or (at := known.get(url)) is None or now - at >= SELDOM]
    notes: list[str] = []
    for url in due[:_MOST]:
        try:
            named = _named(session, url)
        except NoAnswer as error:
            notes.append(f"{url} may name pages, and cannot be read: {one_line(error.reason)}")
            continue
        if named is not None:
            promises.names(url, named)
        promises.asked(url, datetime.now(UTC).replace(tzinfo=None))
    return notes


def _named(session: Session, url: str) -> Named | None:
    """Ask for a lead, and give what it names; None where there is no such page.

    Raises:
        NoAnswer: it brought no answer.
    """
    asked = session.site.url_of(url)
    for _ in range(session.limits.redirects + 1):
        answer = session.get(asked, check=not_worth_reading)
        if named_in([asked], session.site).pages:
            session.first_answers[asked] = answer
        location = answer.header("location")
        if answer.status not in _REDIRECTS or not location:
            break
        try:
            asked = session.site.redirected(asked, location)
        except ValueError:
            raise NoAnswer("It redirects to something that is no url.") from None
        found = named_in([asked], session.site)
        if found.pages:
            return found
    if answer.status != 200:
        return None
    itself = saved_from(answer.content)
    links = [*([itself] if itself else []), *links_of(answer.content, asked)]
    found = named_in(links, session.site)
    # An overview is a page of its own where it links to the pages below it; other answers at its address are none.
    is_overview = any(page.url != url and page.url.startswith(url) for page in found.pages)
    return named_in([asked, *links], session.site) if is_overview else found


def named_in(urls: Iterable[str], site: Site) -> Named:
    """Find the inspection pages among the absolute urls that a page names."""
    found = sorted_out(urls, site)
    return Named([target.address for target in found.targets.values()], found.unknown, found.by_number)
