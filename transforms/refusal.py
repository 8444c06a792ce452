"""Recognise what is not an inspection page, or not the one its address promised, and say what it is instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from schemas import vocabulary
from schemas.records import Address
from transforms.blocks import Block
from transforms.grades import years_in
from transforms.lexicon import force_named
from transforms.words import count, key

_EARLY = 40
"""How many blocks from the top are looked at: what a page is, it says early."""
_QUESTION = 200
"""Letters that a question has at most."""
_TELLING = 28
"""Letters from which a wording is a service's own: shorter ones are anybody's headings."""
_SHORT_PAGE = 150
"""Words under which a page that speaks of checks or passwords is taken at its word."""
_NOT_FOUND = re.compile(
    r"(?:error )?404\b.*|(?:\w+ ){0,3}page (?:\w+ ){0,6}(?:not|cannot|cant|couldnt) (?:be )?found\b.*|page not found.*"
    r"|(?:sorry )?(?:this|that|the) (?:web ?)?page (?:you (?:were looking for|wanted|asked for|are looking for) )?"
    r"(?:is no longer|has (?:been )?(?:moved|removed|deleted|gone|expired)|does(?: not|nt) exist|was removed)\b.*"
    r"|(?:sorry )?(?:theres|there is) (?:nothing|no page) (?:here|at this address)\b.*"
    r"|(?:sorry )?we (?:cant|cannot|couldnt|could not) find (?:that|this|the) page.*|page no longer exists.*"
)
_CHALLENGE = re.compile(
    r"just a moment|checking (?:if the site connection is secure|your browser)"
    r"|verify(?:ing)? (?:that )?you are (?:a )?human"
    r"|enable javascript and cookies to continue|attention required|ddos protection|security check|captcha"
    r"|unusual traffic"
)
_DENIED = re.compile(
    r"access denied|(?:403 )?forbidden|you dont have permission|request blocked|service unavailable|bad gateway"
)
_LOGIN = re.compile(
    r"(?:please )?(?:log|sign) in(?: to (?:continue|your account|wordpress).*)?|lost your password.*"
    r"|username or email address.*"
)


class NotReadable(Exception):
    """The page cannot be read as what its address promised; ``reason`` says in a clause what was found instead."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


_OTHER_BODIES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zipped file or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
)
"""How files begin that are no pages, whatever they are served as."""


def refuse_other_bodies(body: bytes) -> None:
    """Refuse a file that is no page, whatever type it was served as.

    Raises:
        NotReadable: it is one.
    """
    start = body[:1024].lstrip()
    for begins, what in _OTHER_BODIES:
        if start.startswith(begins):
            raise NotReadable(f"it is {what}, not a page of HTML or text")


def refuse_other_pages(blocks: Sequence[Block], title: str) -> None:
    """Refuse pages that stand in for a page: soft 404, challenge, denial, login wall, nothing at all.

    Raises:
        NotReadable: the page is one of these.

    """
    words = _words(blocks, _SHORT_PAGE)
    if words == 0:
        raise NotReadable("the page holds no text")
    heads = [key(title), *(key(block.text) for block in blocks[:_EARLY] if block.kind == "heading")]
    if any(_NOT_FOUND.fullmatch(head) for head in heads):
        raise NotReadable("it is a 'page not found' page, whatever status it came with")
    short = words < _SHORT_PAGE
    early = [key(block.text) for block in blocks[:_EARLY] if not block.beside] if short else []
    for pattern, what in (
        (_CHALLENGE, "a challenge page that asks for a browser"),
        (_DENIED, "a page that denies access"),
        (_LOGIN, "a login page"),
    ):
        if short and any(
            pattern.search(text) if pattern is not _LOGIN else pattern.fullmatch(text) for text in [*heads, *early]
        ):
            raise NotReadable(f"it is {what}")
    if short and any(_NOT_FOUND.fullmatch(text) for text in early):
        raise NotReadable("it is a 'page not found' page, whatever status it came with")


def _words(blocks: Sequence[Block], enough: int) -> int:
    """Count the words of some blocks, and stop counting where there are enough: most pages are long."""
    words = 0
    for block in blocks:
        words += count([block.text])
        if words >= enough:
            break
    return words


def refuse_other_title(title: str, address: Address) -> None:
    """Refuse a page whose title names another round than its address.

    Raises:
        NotReadable: it does.
    """
    if address.round is None or address.force is None:
        return
    years = [year for year, _ in years_in(title)]
    if years and vocabulary.rounds()[address.service, address.round].first_year not in years:
        raise NotReadable(f"its title '{title}' names another round than {address.round}")


@lru_cache(maxsize=1)
def _other_titles() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Load how the site's other pages are titled, over folded text, and what each is."""
    return tuple((re.compile(row["pattern"]), row["what"]) for row in vocabulary.table("other_pages.csv"))


def refuse_titled_otherwise(titles: Iterable[str], address: Address) -> None:
    """Refuse a page at a force's address that one of its titles says to be another kind of page.

    Raises:
        NotReadable: it does.
    """
    if address.force is None:
        return
    for title in titles:
        for pattern, what in _other_titles():
            if pattern.fullmatch(key(title)):
                raise NotReadable(f"its title '{title}' is that of {what}")


_PEEL_TITLES = (
    re.compile(r"(?P<name>.+?) (?:peel )?20\d\d(?: \d\d(?:\d\d)?)?"),
    re.compile(r".{0,60}\b20\d\d(?: \d\d(?:\d\d)?)? an inspection of (?P<name>.+)"),
)
"""The titles of pages and of reports, folded."""


def other_force(headings: Sequence[str], address: Address) -> str | None:
    """Find a heading that is the title of another force's page; the heading, or None."""
    for heading in headings:
        for title in _PEEL_TITLES:
            match = title.fullmatch(key(heading))
            named = force_named(address.service, match["name"]) if match else None
            if named and not vocabulary.same_force(address.service, named, address.force or ""):
                return heading
    return None


@lru_cache(maxsize=2)
def _asked_by(service: str) -> frozenset[str]:
    """Give the wordings, folded, of all that a service's rounds ask."""
    rounds = [round_ for of, round_ in vocabulary.rounds() if of == service]
    return frozenset(
        key(wording)
        for round_ in rounds
        for question in vocabulary.questions(service, round_)
        for wording in question.wordings
    )


def refuse_other_service(blocks: Sequence[Block], address: Address) -> None:
    """Refuse a page that asks the other service's questions and none of its own: their slugs are often the same.

    Raises:
        NotReadable: it does.
    """
    own = _asked_by(address.service)
    other = "police" if address.service == "fire" else "fire"
    asked = {key(block.text) for block in blocks if len(block.text) <= _QUESTION and not block.beside}
    others = {wording for wording in asked & _asked_by(other) if len(wording) >= _TELLING} - own
    if others and not asked & own:
        raise NotReadable(f"its questions are those of the {other} inspections, not of the {address.service} ones")
