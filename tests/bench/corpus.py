"""A corpus to measure on: pages in the proportions of the real site, in three markups, the same bytes every time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import accumulate, product

from schemas import vocabulary
from schemas.vocabulary import Force, Question, Round

_SITE = "https://hmicfrs.justiceinspectorates.gov.uk/"
_WORDS = (
    "officers staff neighbourhood teams victims witnesses incidents calls response demand plan planning partners local "
    "council training supervisors leaders community data analysts risk vulnerable people children families offenders "
    "suspects evidence records systems process performance budget savings estate vehicles workforce wellbeing sickness "
    "custody stations patrol visits schools prevention problem solving analysis intelligence digital devices backlog "
    "timely consistent clear regular quarterly monthly senior managers board strategy priorities resources skills "
    "recruitment retention culture survey feedback complaints panel scrutiny contact online telephone assessment "
    "recent review sample files interviews meeting briefing tasking across most some several each other these those "
    "with from into about between during before after since while where when which that this their they have had been "
    "uses makes gives takes holds keeps shares checks tests reviews records plans works meets tells helps supports the "
    "a of to in and for on by as an its more than last year month week new current daily wide range number"
).split()
_SYLLABLES = "ba co di fe gu la me ni po ru sa te vi wo za".split()


def _vocabulary() -> list[str]:
    """Give the words above, and behind them some thousand rare ones, without which all texts would be about the same."""
    rare = ["".join(parts) for parts in product(_SYLLABLES, repeat=3)]
    random.Random(0).shuffle(rare)
    return [*_WORDS, *rare]


_VOCABULARY = _vocabulary()
_COMMONNESS = list(accumulate(1 / (place + 5) for place in range(len(_VOCABULARY))))
"""As in print, the hundredth word is about a hundredth as common as the first: sums, as random wants them."""
_GRADES: dict[int, tuple[str, ...]] = {
    4: ("Outstanding", "Good", "Good", "Requires improvement", "Inadequate"),
    5: ("Outstanding", "Good", "Good", "Adequate", "Adequate", "Requires improvement", "Inadequate"),
}
_LEAVES = {
    ("police", "2015"): ("leadership", "other-reports", "more-about-this-area"),
    ("police", "2016"): ("leadership", "more-about-this-area"),
    ("police", "2017"): ("other-reports", "more-about-this-area"),
    ("police", "2018-19"): (
        "effectiveness/detailed-findings",
        "efficiency/detailed-findings",
        "legitimacy/detailed-findings",
    ),
}


@dataclass(frozen=True, slots=True)
class BenchPage:
    """One page of the corpus."""

    url: str
    force: Force
    round: Round
    leaf: str
    """The part of the address below the force: empty for its own page and for a report."""

    def body(self) -> bytes:
        """Write the page, as a report or as a page of the years before reports."""
        chance = random.Random(self.url)
        markup = _MARKUPS[chance.randrange(len(_MARKUPS))]
        written = _report(self, chance) if not self.round.has_pillars else _page(self, chance)
        return markup(written).encode()


def pages(forces: int | None = None) -> Iterator[BenchPage]:
    """Give the pages of every force and round, or of so many forces of each service, force by force."""
    for service in ("police", "fire"):
        known = [force for force in vocabulary.forces().values() if force.service == service and not force.successor]
        for force in known[:forces]:
            for round_ in (r for r in vocabulary.rounds().values() if r.service == service):
                yield from _of_round(force, round_)


def _of_round(force: Force, round_: Round) -> Iterator[BenchPage]:
    """Give the pages of one force in one round."""
    if not round_.has_pillars:
        folder = "peel-reports" if force.service == "police" else "frs-assessments"
        yield BenchPage(f"{_SITE}{folder}/{force.force}-{round_.round}/", force, round_, "")
        return
    folder = "peel-assessments" if force.service == "police" else "frs-assessment"
    home = f"{_SITE}{folder}/{round_.path_key}/{force.force}/"
    pillars = vocabulary.pillars(force.service, round_.round)
    for leaf in ("", *pillars, *_LEAVES.get((force.service, round_.round), ())):
        yield BenchPage(f"{home}{leaf}/" if leaf else home, force, round_, leaf)


def _words(chance: random.Random, count: int) -> str:
    """Write so many words."""
    return " ".join(chance.choices(_VOCABULARY, cum_weights=_COMMONNESS, k=count))


# -- what a page says: pairs of what a text is and the text -----------------------------------------------------------

_Said = list[tuple[str, str]]


def _prose(chance: random.Random, words: int) -> _Said:
    """Write paragraphs of about so many words in all."""
    said: _Said = []
    while words > 0:
        sentences = [_words(chance, chance.randint(9, 24)).capitalize() for _ in range(chance.randint(2, 5))]
        said.append(("p", ". ".join(sentences) + "."))
        words -= sum(len(sentence.split()) for sentence in sentences)
    return said


def _bullets(chance: random.Random, heading: str) -> _Said:
    """Write a list with its lead-in."""
    items = [f"The force should {_words(chance, 18)}." for _ in range(chance.randint(1, 4))]
    return [("h", heading), *(("li", item) for item in items)]


def _page(page: BenchPage, chance: random.Random) -> _Said:
    """Say what a page of the years before reports says, some 500 to 2,000 words."""
    force, round_ = page.force, page.round
    said: _Said = [("title", f"{force.name} {round_.label}"), ("date", f"Last updated 12/1{chance.randint(0, 2)}/2016")]
    if page.leaf in ("leadership", "other-reports", "more-about-this-area"):
        return [*said, ("h", "Overview"), *_prose(chance, 600), ("h", "Background"), *_prose(chance, 300)]
    questions = vocabulary.questions(force.service, round_.round)
    pillar = page.leaf.partition("/")[0]
    if not pillar:
        said += [*_prose(chance, 120), ("h", "HMI's observations"), *_prose(chance, 300)]
        for question in (q for q in questions if q.number is None and q.pillar != "leadership"):
            said += _judged(question, page, chance, 150)
        return said
    for question in (q for q in questions if q.pillar == pillar):
        said += _judged(question, page, chance, 450 if question.number else 200)
        if question.number:
            said += _bullets(chance, "Areas for improvement")
    return said


def _grade(question: Question, page: BenchPage) -> str:
    """Choose the grade that all pages of a force print for a question."""
    chance = random.Random(f"{page.force.force} {question.question_id}")
    return chance.choice(_GRADES[page.round.tiers])


def _judged(question: Question, page: BenchPage, chance: random.Random, words: int) -> _Said:
    """Say a question with its number and grade, and what is written of it."""
    number: _Said = [("number", str(question.number))] if question.number else []
    grade: _Said = [("grade", _grade(question, page))] if question.graded == "always" else []
    return [*number, ("h", question.wording), *grade, *_prose(chance, words)]


def _report(page: BenchPage, chance: random.Random) -> _Said:
    """Say what a report says: 6,000 to 12,000 words."""
    force, round_ = page.force, page.round
    areas = [q for q in vocabulary.questions(force.service, round_.round) if q.graded == "always"]
    grades = {area.question_id: _grade(area, page) for area in areas}
    name = "PEEL" if force.service == "police" else "Fire and rescue service inspection"
    said: _Said = [("title", f"{name} {round_.label}: An inspection of {force.name}"), ("h", "Overall summary")]
    said += [("h", "Our judgments"), *_prose(chance, 80)]
    said += [("row", f"{area.wording}|{grades[area.question_id]}") for area in areas]
    said += [("h", "HM Inspector’s summary"), *_prose(chance, 500)]
    for area in areas:
        said += [("h", area.wording), ("grade", grades[area.question_id]), *_prose(chance, 150)]
        said += _bullets(chance, "Areas for improvement")
        said.append(("h", "Main findings"))
        for _ in range(3):
            subject = _words(chance, 6).capitalize()
            said += [("sub", f"The force {subject.lower()}"), *_prose(chance, chance.randint(120, 300))]
    return said


# -- how it is written ------------------------------------------------------------------------------------------------

_MENU = "".join(f'<li><a href="/{word}/">{word.capitalize()}</a></li>' for word in _WORDS[:20])
_FEET = "<p>Read our privacy notice</p><ul><li><a href='/cookies/'>Cookies</a></li></ul>"


def _tagged(said: _Said, tags: dict[str, tuple[str, str]]) -> str:
    """Write every text in its tag, lists and tables as such."""
    lines: list[str] = []
    before = ""
    closing = {"li": "</ul>", "row": "</table>"}
    for kind, text in [*said, ("", "")]:
        if kind != before:
            lines.append(closing.get(before, "") + {"li": "<ul>", "row": "<table>"}.get(kind, ""))
        if kind == "li":
            lines.append(f"<li>{escape(text)}</li>")
        elif kind == "row":
            lines.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in text.split("|")) + "</tr>")
        elif kind:
            opening, end = tags[kind]
            lines.append(f"{opening}{escape(text)}{end}")
        before = kind
    return "\n".join(lines)


def _semantic(said: _Said) -> str:
    """Write with landmarks and headings in order."""
    tags = {"title": ("<h1>", "</h1>"), "h": ("<h2>", "</h2>"), "sub": ("<h3>", "</h3>"), "p": ("<p>", "</p>")}
    tags |= {"number": ("<p>", "</p>"), "date": ("<p>", "</p>"), "grade": ("<p><strong>", "</strong></p>")}
    return (
        f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>{escape(said[0][1])} - HMICFRS</title></head>"
        f"<body><header><nav><ul>{_MENU}</ul></nav></header><main>{_tagged(said, tags)}</main>"
        f"<footer>{_FEET}</footer></body></html>"
    )


def _divided(said: _Said) -> str:
    """Write with divs and classes, and badges in spans."""
    tags = {"title": ('<div class="page-title"><h1>', "</h1></div>"), "h": ('<div class="hd"><h2>', "</h2></div>")}
    tags |= {"sub": ('<div class="hd"><h4>', "</h4></div>"), "p": ('<div class="copy"><p>', "</p></div>")}
    tags |= {
        "number": ('<div class="no"><span>', "</span></div>"),
        "date": ('<div class="meta"><span>', "</span></div>"),
    }
    tags["grade"] = ('<div class="rating"><span class="badge">', "</span></div>")
    script = f"<script>var layers={list(_WORDS) * 4};</script>"
    return (
        f'<html lang="en"><head><meta charset="utf-8"><title>{escape(said[0][1])} - HMICFRS</title>{script}</head>'
        f'<body><div class="top"><ul class="menu">{_MENU}</ul></div><div role="main">{_tagged(said, tags)}</div>'
        f'<div role="contentinfo">{_FEET}</div></body></html>'
    )


def _nested(said: _Said) -> str:
    """Write every text some boxes deep, as page builders do."""
    deep, out = "<div><div><section><div>", "</div></section></div></div>"
    tags = {
        "title": (f"{deep}<h1>", f"</h1>{out}"),
        "h": ("<h3><span>", "</span></h3>"),
        "p": ("<p><span>", "</span></p>"),
    }
    tags |= {"sub": ("<h5>", "</h5>"), "number": ("<p>", "</p>"), "date": ("<p><time>", "</time></p>")}
    tags["grade"] = ("<div><p><em>", "</em></p></div>")
    return (
        f'<html lang="en"><head><meta charset="utf-8"><title>{escape(said[0][1])} - HMICFRS</title></head><body>'
        f'<div role="navigation"><ul>{_MENU}</ul></div><main><article>{_tagged(said, tags)}</article></main>'
        f"<footer>{_FEET}</footer></body></html>"
    )


_MARKUPS = (_semantic, _divided, _nested)
