"""Find the clauses in which a page's sentences grade its force, in every wording that was met on a page.

A page's prose also names last year's grade, the grades of other bodies and what others say; a sentence in another
tense, about another time, in quotes, or about a part of something grades nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from schemas import vocabulary
from transforms.lexicon import full_name, name_pattern
from transforms.words import cleaned, key

_INTRODUCED = re.compile(
    r"^(?P<summed>in terms of its (?:effectiveness|efficiency|legitimacy) )?"
    r"(?:in general |overall |on balance |our (?:overall )?judge?ment (?:this year |this time )?is that )?"
)
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘']?[A-Z])")
_ASIDE = re.compile(
    r"\s*[,;–—(]\s*(?:but|although|though|which|however|where|whereas|when|while|whilst|as"
    r"|and (?:this|has|it|we|the)|an |nationally|elsewhere"
    r"|(?:up|down|improved|a (?:rise|fall)) from"
    r"|(?:in|for) (?:19|20)\d\d,? (?:it|this|that|they|the (?:force|service|constabulary|grade)) (?:was|were)"
    r"|(?:it|this|that) (?:was|were)|(?:previously|formerly|last year|was|were)"
    r"|compared|consistent|the same|our|having|with (?:some|a few)|despite|unlike)\b.*$",
    re.IGNORECASE,
)
_CONCEDED = re.compile(r"^(?:although|though|while|whilst|whereas|despite)\b[^,]{3,120},\s+", re.IGNORECASE)
"""What a sentence concedes before it comes to its point: ``Although it was good last year, …``."""
_QUOTED = ("‘", "“", '"', "'")
"""How a sentence begins that is somebody else's."""
_ANOTHER_TIME = re.compile(r"\b(?:last year|previous(?:ly)?|earlier|(?:19|20)\d\d (?:inspection|assessment|report))\b")
_GRADE = r"(?P<grade>outstanding|good|adequate|inadequate)"
_IMPROVE = r"(?P<improve>requir(?:es|ing|e) improvement)"
_NONE = r"(?P<none>not (?:yet )?(?:been )?graded|ungraded)"
_WELSH = r"(?P<welsh>dda|ddigonol|rhagorol|ragorol|annigonol)"
_GRADED = (
    "outstanding",
    "good",
    "adequate",
    "requir",
    "graded",
    *(f"yn {grade}" for grade in ("dda", "ddigonol", "rhagorol", "ragorol", "annigonol")),
)
"""What every form has in it: most sentences are told from those that grade by this alone."""
_EACH_GRADED = re.compile(
    r"(?<! was)(?<! were)(?<! been)(?<! not)(?: (?:and|but|however|it|is|also))*(?:^| )"
    rf"(?:{_GRADE}|{_IMPROVE}) (?:at|in|with) "
)
"""Where one of several grades begins: ``good at this, good at that and outstanding at the other``."""
_PARTLY = re.compile(r"\b(?:some|certain|many|several|(?:aspects|parts|elements|areas) of|others$)\b")
"""What makes a grade one of parts of a question."""
_DATED = re.compile(r"\b(?:in|since|from|at|during) (?:the |our |its )?20\d\d\b")
"""What makes it one of a year, which need not be the round's."""
_TRAILING = re.compile(r"[\s.!;,]+(?:and)?[\s.!;,]*$")
_COMMON_NAMES = {"police": "force|constabulary|service", "fire": "service|brigade"}
"""What a page calls the force that it is about."""


HERE = "this (?:area|question|pillar|chapter|aspect)"
"""What a sentence calls the question that it stands under."""


@dataclass(frozen=True, slots=True)
class Clause:
    """What a sentence grades, in its own words, folded (``words.key``), with the grade or the status that it gives."""

    sentence: str
    of: str
    grade: str | None
    status: str


def graded_clauses(text: str, service: str, force: str) -> Iterator[Clause]:
    """Give the clauses in which a paragraph's sentences grade a force."""
    if not _may_grade(text):
        return
    for sentence in sentences(text):
        if not _may_grade(sentence) or sentence.startswith(_QUOTED):
            continue
        whole = key(_TRAILING.sub("", sentence))
        introduced = _INTRODUCED.match(whole)
        if introduced is None or introduced["summed"] is None:
            whole = key(_TRAILING.sub("", _ASIDE.sub("", _CONCEDED.sub("", sentence))))
        folded = _INTRODUCED.sub("", whole)
        if _ANOTHER_TIME.search(folded):
            continue
        for match, of in _matches(folded, service, force):
            if not _PARTLY.search(of) and not _DATED.search(of) and not of.endswith(" was"):
                yield Clause(sentence, of, *_grade(match))


def _may_grade(text: str) -> bool:
    """Tell by a glance whether a text may grade anything; looking for words costs a tenth of what a pattern does."""
    lower = text.casefold()
    return any(word in lower for word in _GRADED)


def _matches(folded: str, service: str, force: str) -> Iterator[tuple[re.Match[str], str]]:
    """Find the clauses of a sentence that bear a grade of this force: several in a row, or one in a form of its own."""
    several = _several(service, force).match(folded)
    graded = list(_EACH_GRADED.finditer(several["rest"])) if several else []
    if several and len(graded) > 1 and not several["rest"][: graded[0].start()].strip(" is"):
        ends = [*(match.start() for match in graded[1:]), len(several["rest"])]
        for match, end in zip(graded, ends, strict=True):
            yield match, several["rest"][match.end() : end].strip()
        return
    for form in _forms(service, force):
        stated = form.match(folded)
        if stated is not None:
            yield stated, _own(service, force).sub("", stated["of"])
            return


def _grade(match: re.Match[str]) -> tuple[str | None, str]:
    """Give the grade and the status that a matched form states."""
    found = match.groupdict()
    if found.get("improve"):
        return "requires improvement", "graded"
    if found.get("grade"):
        return found["grade"], "graded"
    if found.get("welsh"):
        return vocabulary.grade_words(5, "cy")[found["welsh"]], "graded"
    none = found["none"]
    return None, "not yet graded" if "yet" in none else ("ungraded" if none == "ungraded" else "not graded")


def sentences(text: str) -> Iterator[str]:
    """Cut a paragraph into sentences."""
    yield from (cleaned(part) for part in _SENTENCE_END.split(text) if part.strip())


@lru_cache(maxsize=256)
def _subject(service: str, force: str) -> str:
    """Give the pattern of a force as the subject of a sentence, over folded text."""
    return rf"(?:the )?(?:{full_name(service, force)}|{_COMMON_NAMES[service]})"


@lru_cache(maxsize=256)
def _own(service: str, force: str) -> re.Pattern[str]:
    """Give the pattern of a force as the owner of what is judged: ``the force's planning``."""
    return re.compile(rf"\b{_subject(service, force)}s ")


@lru_cache(maxsize=256)
def _several(service: str, force: str) -> re.Pattern[str]:
    """Give the pattern of a sentence that may grade several questions, as the force pages of 2014 do."""
    return re.compile(rf"^{_subject(service, force)} (?P<rest>.+)$")


@lru_cache(maxsize=256)
def _forms(service: str, force: str) -> tuple[re.Pattern[str], ...]:
    """Give the sentence forms for a force, over folded text."""
    subject = _subject(service, force)
    judged = r"(?:judged|assessed|graded|rated)(?: overall)?(?: (?:to be|as|as being|to))?"
    judged_plain = r"(?:judged|assessed|graded|rated)"
    aspect = r"(?:effectiveness|efficiency|legitimacy|people)"
    duties = r"(?:carries out its responsibilities|keeps people safe and reduces crime)"
    graded = rf"(?:{_GRADE}|{_IMPROVE})"
    we_judged = rf"(?:hmic|hmicfrs|we) (?:have |has )?{judged_plain}"
    here = rf"(?:in|at|for|on) {HERE}"
    return tuple(
        re.compile(form)
        for form in (
            rf"^(?:the )?extent to which {subject} (?P<of>.+?)(?: is)? (?:{_GRADE}|{_IMPROVE}|{_NONE})$",
            rf"^(?:the )?extent to which {subject} (?P<of>.+?) {_IMPROVE}$",
            rf"^{subject} (?:is|remains|continues to be) (?:also |now )?(?:is )?{_GRADE}"
            r" (?P<of>(?:at|in|with|for) .+)$",
            rf"^{subject} (?:also |still |now )?{_IMPROVE} (?P<of>(?:at|in|with|to) .+)$",
            rf"^{subject} (?:is|has been) {judged} {graded}(?P<of>(?: (?:at|in|with|for)) .+)$",
            rf"^(?:hmic|hmicfrs|we) (?:judges?|assess(?:es)?|grades?|rates?) {subject} (?:to be |as |to )"
            rf"{graded}(?P<of>(?: (?:at|in|with|for)) .+)$",
            rf"^we (?:find|found|conclude|judge)(?: that)? {subject} is {_GRADE} (?P<of>(?:at|in|with|for) .+)$",
            rf"^(?:we|hmicfrs|hmic) (?:finds?|found) {subject} to be {_GRADE} (?P<of>(?:at|in|with|for) .+)$",
            rf"^(?:we|hmicfrs|hmic) (?:have|has) {judged_plain} {subject} (?:to be |as )?{graded}"
            r"(?P<of> (?:at|in|with|for) .+)$",
            rf"^{subject} has improved(?: from (?:requires improvement|inadequate|good|adequate))?"
            rf" and is now {_GRADE} (?P<of>(?:at|in|with|for) .+)$",
            rf"^{subject}s (?P<of>{aspect}(?: (?:at|in) .+?)?) (?:is |is {judged} )?{graded}$",
            rf"^our (?:overall )?judge?ment (?:of|on) the (?P<of>{aspect}) of {subject} is (?:that it )?{graded}$",
            rf"^(?:the )?(?P<of>{aspect}) with which {subject} {duties} (?:is |is {judged} )?{graded}$",
            rf"^(?:the )?(?P<of>{aspect}) of {subject} (?:is |is {judged} )?{graded}$",
            rf"^(?:the )?{subject}s overall (?P<of>{aspect}) (?:is |is {judged} )?{graded}$",
            rf"^{subject}s performance (?P<of>{here}) (?:is |is {judged_plain} )?(?:as )?{graded}$",
            rf"^(?P<of>(?:the )?(?:[a-z ]{{0,60}} of )?{subject}s [a-z ]{{3,90}}?)"
            rf" (?:(?:is|are) (?:{judged} )?)?{graded}$",
            rf"^maer? (?:{name_pattern(service, force).pattern}|heddlu|llu) yn {_WELSH} (?P<of>(?:am|o ran|wrth) .+)$",
            # A judgment of what it stands under: ``in this area``.
            rf"^{we_judged} {subject} (?:to be |to |as |as being )?{graded}(?P<of> {here})$",
            rf"^{subject} (?:is|remains|(?:is|has been) {judged_plain}(?: as| to be)?) {graded}(?P<of> {here})$",
            rf"^{subject} {_IMPROVE}(?P<of> {here})$",
            rf"^{we_judged} {subject} (?:to be |to |as |as being )?{graded}"
            r"(?P<of> (?:at|in|with|for) .+)$",
            # A judgment of nothing in particular is of the pillar under whose headline question it stands.
            rf"^(?:hmic|hmicfrs|we) judges?(?: that)? {subject} (?:to be |as |to |is ){graded}(?P<of>)$",
        )
    )
