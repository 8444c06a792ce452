"""Rows as of 50 forces, 8 rounds, 10 pages and 15 sections, by chance but always the same; every word is invented."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate, product
from typing import Any

from schemas import vocabulary
from schemas.batch import Batch
from schemas.vocabulary import Question, Round
from tests.warehouse.made import BASE, T0, batch, sha

PAGES, SECTIONS, FINDINGS, WORDS = 10, 15, 12, 100
FIRE_SERVICES = 12
"""With them, 44 police forces in 8 rounds and 12 fire services in 4 are as many as 50 forces in 8 rounds."""
_KNOWN = (
    "domestic abuse victim officer call crime investigate stalking custody child vetting bail neighbourhood".split()
)
_SYLLABLES = "ba co di fe gu la me ni po ru sa te vi wo za".split()
_KINDS = ("area for improvement", "recommendation", "effective practice")
_LEAD = (
    "The force should improve",
    "The force needs to make sure of",
    "The constabulary should review",
    "It must show",
)


class Words:
    """Words as rare as in print: the hundredth is a hundredth as likely as the first."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        made = ["".join(parts) for parts in product(_SYLLABLES, repeat=3)]
        random.Random(0).shuffle(made)
        # What people search for is neither the commonest nor the rarest word.
        self.vocabulary = [*made[:40], *_KNOWN, *made[40:]]
        self.weights = list(accumulate(1 / place for place in range(1, len(self.vocabulary) + 1)))
        self.rare = list(accumulate(1 / (place + 50) for place in range(1, len(self.vocabulary) + 1)))

    def text(self, count: int) -> str:
        """Give some words of prose."""
        return " ".join(self.chance.choices(self.vocabulary, cum_weights=self.weights, k=count))

    def concern(self, number: int) -> str:
        """Tell one of some thousand concerns in words of its own."""
        told = random.Random(number).choices(self.vocabulary, cum_weights=self.rare, k=14)
        own = self.chance.choices(self.vocabulary, cum_weights=self.rare, k=3)
        for word in own:
            told[self.chance.randrange(len(told))] = word
        return f"{self.chance.choice(_LEAD)} {' '.join(told)}."


def inspected() -> Iterator[tuple[str, str, Round]]:
    """Give each service and force with each round that it is inspected in."""
    for service in vocabulary.SERVICES:
        forces = [force for of, force in vocabulary.forces() if of == service]
        for force in forces if service == "police" else forces[:FIRE_SERVICES]:
            for (of, _), round_ in vocabulary.rounds().items():
                if of == service:
                    yield service, force, round_


def of_force(service: str, force: str, seed: int = 0) -> Batch:
    """Make all pages of a force; another seed gives the same pages with other words."""
    words = Words(int(sha(f"{service}/{force}/{seed}")[:8], 16))
    content: dict[str, Any] = {"pages": [], "sections": [], "judgments": [], "findings": [], "captures": []}
    for of, name, round_ in inspected():
        if (of, name) == (service, force):
            for number in range(PAGES):
                _add_page(content, words, force, round_, number)
    return batch(**content)


def _add_page(content: dict[str, list[dict[str, Any]]], words: Words, force: str, round_: Round, number: int) -> None:
    """Add one page with its rows."""
    page_id = f"made/{round_.service}/{round_.round}/{force}/{number}"
    asked = vocabulary.questions(round_.service, round_.round)
    mine = [question for place, question in enumerate(asked) if place % 3 == number % 3]
    common = {"page_id": page_id, "version": 1}
    url = f"{BASE}{page_id}/"
    content["pages"].append(common | {
        "url": url, "service": round_.service, "force": force, "round": round_.round,
        "family": _family(round_), "title": f"{force} {round_.label}",
        "language": "en", "third_party": False, "last_updated": date(round_.first_year + 1, 1, 1) + timedelta(number),
        "fetched_at": T0, "content_sha256": sha(page_id + words.text(3)), "parser_version": "p1",
        "words": SECTIONS * WORDS, "coverage": 1.0, "media_type": "text/html",
    })  # fmt: skip
    for position in range(1, SECTIONS + 1):
        question = mine[position % len(mine)]
        text = words.text(WORDS)
        content["sections"].append(common | _of(question) | {
            "position": position, "level": 1, "heading": words.text(5), "path": [], "kind": "question", "text": text,
            "words": WORDS,
        })  # fmt: skip
    for position in range(SECTIONS + 1, SECTIONS + FINDINGS + 1):
        question = mine[position % len(mine)]
        content["findings"].append(common | _of(question) | {
            "service": round_.service, "force": force, "round": round_.round, "label": question.wording,
            "kind": _KINDS[position % 3 % len(_KINDS)], "position": position, "lead_in": "Areas for improvement",
            "text": words.concern(words.chance.randrange(8000)),
        })  # fmt: skip
    for question in mine:
        content["judgments"].append(_judgment(common, words, force, round_, question))
    content["captures"].append({
        "page_id": page_id, "url": url, "captured_url": url, "fetched_at": T0, "kind": "response", "http_status": 200,
        "media_type": "text/html", "payload_sha256": sha(page_id), "file": f"{page_id.replace('/', '-')}.warc.gz", "offset": 0,
        "run_id": "r1", "content_sha256": sha(page_id),
    })  # fmt: skip


def _family(round_: Round) -> str:
    """Name a kind of page of which nobody has said how a healthy one looks."""
    return "detailed" if round_.round in ("2015", "2016") else "leadership"


def _of(question: Question) -> dict[str, Any]:
    """Say which question a row is about."""
    return {"question_id": question.question_id, "pillar": question.pillar, "question": question.number}


def _judgment(common: dict[str, Any], words: Words, force: str, round_: Round, question: Question) -> dict[str, Any]:
    """Make a judgment, graded on the scale of its round."""
    grade = words.chance.choice(vocabulary.grades_of(round_.tiers))
    return common | _of(question) | {
        "service": round_.service, "force": force, "round": round_.round, "label": question.wording, "grade": grade,
        "status": "graded", "source": "badge", "grade_round": round_.round, "evidence": grade, "disagrees": False,
    }  # fmt: skip
