"""Every page of which it is known what it says, in one form: pages kept, misleading pages and practice pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flows.practice.captured import as_text
from flows.practice.content import Page
from flows.practice.markups import MARKUPS, render
from flows.practice.site import pages
from schemas.records import Address
from schemas.vocabulary import grade_words, questions, table
from tests.pages import kept, misleading
from tests.transforms.told import FURNITURE, STATUSES, texts_in, told_by
from transforms.addresses import SITE, address_of

_DATES = ("Last updated", "Published on")
ANY = "*"
"""Whatever it is: the grade of a question of which it is only wanted that something is said, or the kind of a finding."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page, and what any reading of it should come to; what is None is not known and not counted."""

    name: str
    family: str
    """Service, round and family; ``refused`` for what is no inspection page."""
    markup: str
    url: str
    media_type: str
    body: bytes
    refused: bool = False
    judgments: dict[tuple[str | None, str], str | None] | None = None
    """The grade of each force and question, or None for a question without."""
    may: frozenset[str] = frozenset()
    """Questions of which it may speak or not."""
    last_updated: str | None = None
    """As ISO has it, ``none`` where none may be found."""
    findings: list[tuple[str, str]] | None = None
    """Kind and text."""
    prose: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    """Texts that stand around the content."""


def kept_pages() -> Iterator[Wanted]:
    """Give the pages kept."""
    for case in kept.cases():
        (file,) = case.folder.glob("page.*")
        expected = case.expected
        rows = expected.get("judgments")
        page = expected.get("page", {})
        yield Wanted(
            name=f"kept/{case.name}",
            family=_family(case.meta["url"]) if page else "refused",
            markup=case.meta["markup"],
            url=case.meta["url"],
            media_type=case.meta["media_type"],
            body=file.read_bytes(),
            refused="error" in expected,
            judgments=None
            if rows is None
            else {(row["force"], row["question_id"]): row["grade"] for row in rows if not row["disagrees"]},
            may=frozenset(row["question_id"] for row in rows or () if row.get("optional")),
            last_updated=(page["last_updated"] or "none") if "last_updated" in page else None,
            findings=_found(expected, "kind", "text"),
            prose=tuple(expected.get("said", ())),
            furniture=tuple(expected.get("never_said", ())),
        )


def _found(expected: dict[str, Any], *names: str) -> list[tuple[str, str]] | None:
    rows = expected.get("findings")
    return None if rows is None else [(row[names[0]], row[names[1]]) for row in rows]


def misleading_pages() -> Iterator[Wanted]:
    """Give the misleading pages; those of the older files are told apart by file instead of markup."""
    for group in misleading.GROUPS:
        for case in misleading.cases(group):
            url = misleading.url_of(case)
            rows = case.get("judgments")
            yield Wanted(
                name=f"misleading/{case['name']}",
                family="refused" if case.get("refused") else _family(url),
                markup=case.get("markup", f"misleading {group}"),
                url=url,
                media_type=case["media_type"],
                body=misleading.body_of(case),
                refused=bool(case.get("refused")),
                judgments=None if rows is None else {(None, row["question_id"]): _grade(row) for row in reversed(rows)},
                may=frozenset(case.get("may", ())),
                last_updated=(case["last_updated"] or "none") if "last_updated" in case else None,
                findings=[(row[0], row[2]) for row in case["findings"]] if "findings" in case else None,
                prose=tuple(case.get("keep", ())),
                furniture=tuple(case.get("never", ())),
            )


def _grade(row: dict[str, Any]) -> str | None:
    """Give the grade that is wanted; where one of several may be read, any."""
    grade: str | list[str | None] | None = row["grade"]
    if isinstance(grade, list):
        return grade[0] if len(grade) == 1 else ANY
    return grade


def practice_pages() -> Iterator[Wanted]:
    """Give every practice page in every markup, and as the text that was stored whole."""
    for path, page in pages().items():
        for markup in MARKUPS:
            yield _practised(path, page, markup, "text/html", render(page, markup))
        yield _practised(path, page, "capture A", "text/plain", as_text(page, "A").encode())


def _practised(path: str, page: Page, markup: str, media_type: str, body: bytes) -> Wanted:
    address = address_of(SITE + path)
    told = told_by(page)
    asked = {
        wording: question_id for wording in (*told.grades, *told.names) if (question_id := _asked(address, wording))
    }
    judged = [one for one in (page.opening, *(one for group in page.groups for one in group.judged)) if one]
    updated = page.opening.updated if page.opening else ""
    said = [part for group in page.groups for part in group.said] + [part for one in judged for part in one.said]
    words = grade_words(5, page.language)
    return Wanted(
        name=f"practice/{markup}{path}",
        family=_named(address),
        markup=f"practice {markup}",
        url=address.url,
        media_type=media_type,
        body=body,
        judgments={
            (None, asked[wording]): None if badge in STATUSES else words[badge.lower()]
            for wording, badge in told.grades.items()
            if badge and wording in asked
        },
        may=frozenset(asked.values()),
        last_updated="-".join(reversed(updated.split("/"))) if updated and address.family != "force" else None,
        findings=[(ANY, text) for text in told.findings],
        prose=tuple(text for part in said for text in texts_in(part) if not text.startswith(_DATES)),
        furniture=tuple(text for text in FURNITURE if len(text) >= 25),
    )


@lru_cache
def _wordings(service: str, round_: str) -> dict[str, str]:
    """Give the question of every wording that is known for it."""
    known = {item.wording: item.question_id for item in questions(service, round_)}
    for line in table("question_wordings.csv"):
        if line["question_id"] in known.values():
            known[line["wording"]] = line["question_id"]
    return known


def _asked(address: Address, wording: str) -> str | None:
    return _wordings(address.service, address.round or "").get(wording)


def _family(url: str) -> str:
    return _named(address_of(url))


def _named(address: Address) -> str:
    return f"{address.service} {address.round or 'of no round'} {address.family}"
