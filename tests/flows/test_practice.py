"""The practice site: its pages say what was typed by hand, in every markup, and its server behaves as servers do."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from email.utils import formatdate
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree, html

from flows.practice import revised
from flows.practice.answers import BROKEN, MOVED, NEWS, Answer, now_at
from flows.practice.captured import as_text
from flows.practice.content import Box, Group, Heading, Judged, Link, Listing, Page, Part, Strong, Table
from flows.practice.markups import MARKUPS, render
from flows.practice.server import PracticeSite, practice_site
from flows.practice.site import ONE_ROUND, markup_of, pages, site_pages
from flows.practice.summaries import TIERS
from flows.practice.wordings import PRACTICE
from schemas import vocabulary
from schemas.records import Address
from tests.transforms.told import texts_in
from transforms.addresses import address_of
from transforms.read import read_page

PRACTICE_FOLDER = Path(__file__).parents[2] / "flows" / "practice"
SITE = "https://hmicfrs.justiceinspectorates.gov.uk"
GRADE = re.compile(r"\b(?:outstanding|good|adequate|requires improvement|inadequate|ungraded|graded)\b", re.IGNORECASE)
STATUS_OF = {"Ungraded": "ungraded", "Not graded": "not graded", "To be graded": "not yet graded", "": "not stated"}
EXTENTS = {
    "Effectiveness": re.compile(r"\bis effective at\b"),
    "Efficiency": re.compile(r"\bis efficient at\b|\boperates efficiently\b"),
    "Legitimacy": re.compile(r"\bis legitimate at\b|\blegitimately\b"),
    "People": re.compile(r"\blooks after its people\b"),
}
KIND_OF = (
    ("Examples of effective practice", "effective practice"),
    ("Most positively", "effective practice"),
    ("However, the", "improvement needed"),
    ("Areas for improvement", "area for improvement"),
    ("The following AFI", "area for improvement"),
)


def table(name: str) -> list[dict[str, str]]:
    with (PRACTICE_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


GRADES = {(row["force"], row["question_id"]): (row["grade"], row["status"]) for row in table("grades.csv")}
FINDINGS = {
    (row["force"], row["question_id"], row["kind"]): int(row["count"]) for row in table("expected_findings.csv")
}
NUMBERS = "zero one two three four five six seven eight nine ten eleven".split()
JUDGING = ("pillar", "detailed", "leadership", "report", "table")
"""Families of pages whose judgments are in the table; a force's own page repeats some of them."""


def address(path: str) -> Address:
    return address_of(SITE + path)


def judged_on(page: Page) -> Iterator[Judged]:
    if page.opening:
        yield page.opening
    for group in page.groups:
        yield from group.judged


def printed(judged: Judged) -> tuple[str, str]:
    """The grade and status that a reader with eyes takes from a question's badge and text."""
    if any(isinstance(part, str) and re.search("still stand|been carried over", part) for part in judged.said):
        return judged.grade.lower(), "carried over"
    if judged.grade in STATUS_OF:
        return "", STATUS_OF[judged.grade]
    return judged.grade.lower(), "graded"


def question_id(judged: Judged, at: Address) -> str:
    if not judged.heading and judged.number is None:
        return area(judged.wording, at)
    pillar = judged.heading.lower() or at.pillar or at.family
    return f"{at.service}/{at.round}/{pillar}" + (f"/{judged.number}" if judged.number else "")


def area(wording: str, at: Address) -> str:
    """The area of a report or of a table that words stand for."""
    questions = vocabulary.questions(at.service, str(at.round))
    return next(one.question_id for one in questions if wording in (one.wording, *one.wordings))


def grade(words: str, at: Address) -> str:
    return vocabulary.grade_words(5, at.language)[words.lower()]


def summed_up(parts: tuple[Part, ...], at: Address) -> Iterator[tuple[str, str]]:
    """The areas and grades that the summary of a report's judgments, or a table of grades, puts together."""
    for part in parts:
        if isinstance(part, Table) and part.header == TIERS:
            for row in part.rows:
                yield from ((area(name, at), tier.lower()) for tier, name in zip(TIERS, row, strict=True) if name)
        elif isinstance(part, Table) and part.header[1] in ("Judgment", "Dyfarniad", "Score"):
            yield from ((area(name, at), grade(words, at)) for name, words in part.rows)
        elif isinstance(part, Listing) and part.lead_in in TIERS:
            yield from ((area(name, at), part.lead_in.lower()) for name in part.items)
        elif isinstance(part, Listing) and part.lead_in == "Our judgments are:":
            yield from ((area(item.split(": ")[0], at), item.split(": ")[1]) for item in part.items)


def said_by(page: Page, at: Address) -> dict[tuple[str | None, str], tuple[str, str]]:
    """The grade and status of each question, from wherever the page prints it; it may not contradict itself."""
    said: dict[tuple[str | None, str], tuple[str, str]] = {}
    for group in page.groups:
        force = at.force or group.heading.lower()
        for question, words in summed_up(group.said, at):
            assert said.setdefault((force, question), (words, "graded")) == (words, "graded")
    for judged in judged_on(page):
        question = question_id(judged, at)
        known = vocabulary.question(question)
        if known and known.graded == "never":
            said[at.force, question] = ("", "ungraded")
        elif at.family == "report" and judged.grade:
            badge = (grade(judged.grade, at), "graded")
            assert said.setdefault((at.force, question), badge) == badge
        elif at.family != "report" and known:
            said[at.force, question] = printed(judged)
    return said


def test_the_pages_say_exactly_the_grades_that_were_typed_by_hand() -> None:
    said: dict[tuple[str | None, str], tuple[str, str]] = {}
    for path, page in pages().items():
        at = address(path)
        if at.family in JUDGING:
            told = said_by(page, at)
            assert all(said[key] == told[key] for key in said.keys() & told.keys()), path
            said |= told
    assert said == GRADES


def test_what_the_site_says_later_is_what_was_typed_by_hand() -> None:
    typed = {(row["force"], row["question_id"]): (row["grade"], row["status"]) for row in table("grades_revised.csv")}
    said: dict[tuple[str | None, str], tuple[str, str]] = {}
    for page in revised.PAGES:
        assert page.path in pages()
        assert address(page.path).force in revised.FORCES
        said |= said_by(page, address(page.path))
    now = {key: words for key, words in said.items() if GRADES.get((str(key[0]), key[1])) != words}
    assert now == typed


def test_a_report_counts_the_areas_that_it_has() -> None:
    for path, page in pages().items():
        told = [part for group in page.groups for part in group.said if isinstance(part, str)]
        counts = [part for part in told if " areas of policing" in part]
        if address(path).family == "report" and counts:
            found = re.search(r"covers (\w+) areas of policing.* in (\w+) of these", counts[0])
            assert found
            areas, graded = (int(word) if word.isdigit() else NUMBERS.index(word) for word in found.groups())
            said = said_by(page, address(path)).values()
            assert (areas, graded) == (len(said), sum(status == "graded" for _, status in said)), path


def test_the_force_pages_say_the_same_of_the_pillars_in_their_blocks_and_in_their_sentences() -> None:
    for path, page in pages().items():
        at = address(path)
        if at.family != "force":
            continue
        for judged in judged_on(page):
            grade, status = GRADES[str(at.force), question_id(judged, at)]
            assert printed(judged) == (grade, status)
            sentence = next(
                part for part in page.introduction if isinstance(part, str) and EXTENTS[judged.heading].search(part)
            )
            assert sentence.endswith(f" {grade or status}.")


def test_the_pages_of_one_round_list_exactly_the_findings_that_were_typed_by_hand() -> None:
    found: Counter[tuple[str | None, str, str]] = Counter()
    for path, page in pages(ONE_ROUND).items():
        at = address(path)
        for judged in judged_on(page):
            for part in judged.said:
                kind = next(
                    (kind for words, kind in KIND_OF if isinstance(part, Listing) and part.lead_in.startswith(words)),
                    "",
                )
                if isinstance(part, Listing) and kind:
                    found[at.force, question_id(judged, at), kind] += len(part.items)
    assert dict(found) == FINDINGS


def test_every_page_says_that_it_is_practice_text() -> None:
    for page in pages().values():
        lines = (page.introduction, page.opening.said if page.opening else (), *(group.said for group in page.groups))
        assert any(PRACTICE in part for part in lines)


def test_a_round_is_served_in_all_markups_and_a_part_of_the_site_can_be_had() -> None:
    one_round = pages(ONE_ROUND)
    assert len(one_round) == 24
    assert {markup_of(path) for path in one_round} == set(MARKUPS)
    assert one_round.items() <= pages().items()
    assert site_pages(under=ONE_ROUND).keys() == one_round.keys()


def test_every_page_stands_at_an_address_of_its_kind_and_names_its_force_in_its_title() -> None:
    for path, page in pages().items():
        at = address(path)
        assert at.url == SITE + path
        assert at.language == page.language
        if at.family in ("force", "pillar", "detailed", "report"):
            force = vocabulary.forces()[at.service, str(at.force)].name
            assert force.split()[0] in page.title


def shown(body: bytes) -> str:
    """All that a browser would show of a page, alternative texts included, with white space folded."""
    tree = html.document_fromstring(body)
    etree.strip_elements(tree, "script", "style", "title", "noscript", with_tail=False)
    words = []
    for element in tree.iter():
        if isinstance(element.tag, str):
            words += [element.get("alt") or "", element.text or ""]
        words.append(element.tail or "")
    return "".join(f" {word} " for word in words)


def squeezed(text: str) -> str:
    return re.sub(r"[\s•]+", "", text)


def statements(page: Page) -> list[str]:
    """Every piece of a page's content, in no particular order."""

    def of(parts: tuple[Part, ...]) -> Iterator[str]:
        for part in parts:
            yield from (part.text,) if isinstance(part, Link) else texts_in(part)

    texts = [page.title, *of(page.introduction)]
    for group in page.groups:
        texts += [group.heading, *of(group.said)]
    for judged in judged_on(page):
        texts += [judged.heading, judged.wording, judged.updated, *of(judged.said)]
    return texts


@pytest.mark.parametrize("markup", MARKUPS)
def test_every_markup_shows_every_statement_of_every_page(markup: str) -> None:
    for path, body in site_pages(markup).items():
        seen = squeezed(shown(body))
        missing = [text for text in statements(pages()[path]) if squeezed(text) not in seen]
        assert missing == []


@pytest.mark.parametrize("markup", MARKUPS)
def test_every_markup_shows_each_badge_once_and_leaks_no_grade_into_its_code(markup: str) -> None:
    for path, body in site_pages(markup).items():
        page = pages()[path]
        prose = " ".join(statements(page))
        wanted = Counter(word.lower() for word in GRADE.findall(prose))
        wanted += Counter(word.lower() for judged in judged_on(page) for word in GRADE.findall(judged.grade))
        assert Counter(word.lower() for word in GRADE.findall(re.sub(r"\s+", " ", shown(body)))) == wanted
        tree = html.document_fromstring(body)
        elements = [element for element in tree.iter() if isinstance(element.tag, str)]
        code = [value for element in elements for name, value in element.items() if name != "alt"]
        code += [str(element.text or "") for element in elements if element.tag in ("script", "style", "title")]
        assert [text for text in code if GRADE.search(str(text))] == []
        assert tree.xpath("//comment()") == []


@pytest.mark.parametrize("markup", MARKUPS)
def test_no_markup_lets_content_become_code(markup: str) -> None:
    evil = '<script>alert(1)</script> & "quoted" \' <b onclick=x>'
    listing = Listing(evil, (evil,), headed=True)
    table = Table((evil, evil), ((evil, evil),))
    box = Box(evil, (Strong(evil), Heading(evil), table))
    said = (evil, listing, replace(listing, headed=False), Link(evil, f'/"{evil}'), box)
    judged = Judged(evil, said, evil, 1, "", evil)
    page = Page(
        path=f"/{evil}/",
        title=evil,
        crumbs=(Link(evil, evil),),
        introduction=(evil,),
        opening=replace(judged, number=None, heading=evil),
        groups=(Group(evil, (evil,), (judged, replace(judged, number=None))),),
    )
    tree = html.document_fromstring(render(page, markup))
    assert [script for script in tree.iter("script") if "alert" in (script.text or "") and not script.get("type")] == []
    assert tree.xpath("//*[@onclick]") == []
    assert evil.split()[0] in shown(render(page, markup))


def test_the_old_page_is_written_in_its_own_code_page_and_loses_no_letter() -> None:
    page = pages()["/peel-assessments/peel-2017/kent/"]
    body = render(page, "nineties")
    assert b"charset=windows-1252" in body
    with pytest.raises(UnicodeDecodeError):
        render(replace(page, title="Ynys Môn"), "nineties").decode("utf-8")
    assert "Chloë Winter" in shown(body)


@pytest.mark.parametrize("markup", MARKUPS)
def test_the_pages_of_one_round_are_read_alike_in_every_markup(markup: str) -> None:
    findings: Counter[tuple[str | None, str | None, str]] = Counter()
    bodies = site_pages(markup, ONE_ROUND)
    judged: dict[tuple[str, str], tuple[str, str]] = {}
    for path, body in bodies.items():
        reading = read_page(body, "text/html", address(path))
        assert reading.page.title == pages()[path].title
        assert reading.unplaced == ()
        for judgment in reading.judgments:
            assert not judgment.disagrees
            said = (judgment.grade or "", judgment.status)
            assert said == GRADES[judgment.force, judgment.question_id]
            if address(path).family in JUDGING:
                judged[judgment.force, judgment.question_id] = said
        findings.update((address(path).force, finding.question_id, finding.kind) for finding in reading.findings)
    assert judged == {key: typed for key, typed in GRADES.items() if key[1].startswith("police/2017/")}
    assert dict(findings) == FINDINGS


def test_a_capture_loses_lines_of_one_word_and_leaves_gaps_where_they_were() -> None:
    page = pages()["/peel-assessments/peel-2017/kent/effectiveness/"]
    whole, lossy, bare = (as_text(page, variant).splitlines() for variant in ("A", "A-", "B"))
    assert whole[:10] == [
        "Skip to content", "", "Kent PEEL 2017", "", "Effectiveness", "",
        "How effective is the force at keeping people safe and reducing crime?", "", "Last updated 22/03/2018", "",
    ]  # fmt: skip
    assert whole[10] == "Outstanding"
    assert lossy[:8] == [*whole[:4], "", *whole[6:9]]
    assert not {"Outstanding", "Effectiveness", "Ungraded", "3", "5"} & set(lossy)
    assert [line for line in lossy if line.startswith("  • ")] == [line for line in whole if line.startswith("  • ")]
    assert bare[0] == "Kent PEEL 2017"
    assert not [line for line in bare if line.startswith(("Last updated", "  •", "Skip"))]
    assert "Requires improvement" in as_text(pages()["/peel-assessments/peel-2017/gwent/effectiveness/"], "A-")


@pytest.fixture(scope="module")
def site() -> Iterator[PracticeSite]:
    with practice_site() as served:
        yield served


def ask(site: PracticeSite, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(urlsplit(site.url).netloc, timeout=10)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def test_the_sitemaps_list_every_page_at_the_sites_own_address(site: PracticeSite) -> None:
    _, robots = ask(site, "/robots.txt")
    index = re.search(rb"Sitemap: (.+)", robots)
    assert index
    listed: list[str] = []
    for child in locations(site, index[1].decode()):
        listed += locations(site, child)
    assert all(url.startswith(f"{site.url}/") for url in listed)
    paths = {url.removeprefix(site.url) for url in listed}
    assert paths == {*pages(), MOVED, BROKEN, NEWS, "/"} - {now_at(MOVED)}
    assert {ask(site, path)[0].status for path in paths} == {200, 301}


def locations(site: PracticeSite, url: str) -> list[str]:
    _, body = ask(site, urlsplit(url).path)
    return [element.text or "" for element in etree.fromstring(body).iter("{*}loc")]


def test_an_unchanged_page_is_answered_without_its_body(site: PracticeSite) -> None:
    path = "/peel-assessments/peel-2017/gwent/"
    first, body = ask(site, path)
    assert (first.status, first.headers["Content-Length"]) == (200, str(len(body)))
    assert body == site_pages()[path]
    for headers in (
        {"If_None_Match": first.headers["ETag"]},
        {"If_None_Match": f'"other", W/{first.headers["ETag"]}'},
        {"If_Modified_Since": first.headers["Last-Modified"]},
    ):
        again, nothing = ask(site, path, **headers)
        assert (again.status, nothing) == (304, b"")
        assert site.requests[-1].conditional
    earlier = formatdate(0, usegmt=True)
    for headers in ({"If_None_Match": '"other"'}, {"If_Modified_Since": earlier}, {"If_Modified_Since": "nonsense"}):
        assert ask(site, path, **headers)[0].status == 200


def test_a_page_that_changes_while_it_is_served_is_news(site: PracticeSite) -> None:
    path = "/peel-assessments/peel-2017/norfolk/"
    before = site.answers[path]
    site.answers[path] = Answer(b"<p>other</p>")
    try:
        assert ask(site, path, If_None_Match=before.etag)[1] == b"<p>other</p>"
    finally:
        site.answers[path] = before


def test_the_moved_page_the_broken_page_and_no_page_are_answered_as_such(site: PracticeSite) -> None:
    moved, _ = ask(site, MOVED)
    assert (moved.status, moved.headers["Location"]) == (301, f"{site.url}{now_at(MOVED)}")
    broken, words = ask(site, BROKEN)
    assert broken.status == 200
    assert b"404 Page not found" in words
    assert b"<title>Merseyside PEEL 2017" in words
    assert ask(site, "/no-such-page/")[0].status == 404
    head, nothing = ask(site, "/", "HEAD", User_Agent="tester")
    assert (head.status, nothing) == (200, b"")
    last = site.requests[-1]
    assert (last.method, last.path, last.status, last.conditional, last.user_agent) == (
        "HEAD",
        "/",
        200,
        False,
        "tester",
    )
