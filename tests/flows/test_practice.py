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

from flows.practice.answers import BROKEN, MOVED, NEWS, Answer, now_at
from flows.practice.captured import as_text
from flows.practice.content import Group, Judged, Link, Listing, Page, Part
from flows.practice.markups import MARKUPS, render
from flows.practice.server import PracticeSite, practice_site
from flows.practice.site import FORCES, markup_of, pages, site_pages
from flows.practice.wordings import PRACTICE
from transforms.addresses import address_of
from transforms.read import read_page

PRACTICE_FOLDER = Path(__file__).parents[2] / "flows" / "practice"
SITE = "https://hmicfrs.justiceinspectorates.gov.uk"
GRADE = re.compile(r"\b(?:outstanding|good|adequate|requires improvement|inadequate|ungraded|graded)\b", re.IGNORECASE)
STATUS_OF = {"Ungraded": "ungraded", "Not graded": "not graded", "To be graded": "not yet graded", "": "not stated"}
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


def force_and_pillar(path: str) -> tuple[str, str]:
    force, _, pillar = path.removeprefix("/peel-assessments/peel-2017/").strip("/").partition("/")
    return force, pillar


def judged_on(page: Page) -> Iterator[Judged]:
    if page.opening:
        yield page.opening
    for group in page.groups:
        yield from group.judged


def printed(judged: Judged) -> tuple[str, str]:
    """The grade and status that a reader with eyes takes from a question's badge and text."""
    carried_over = any(isinstance(part, str) and "still stand" in part for part in judged.said)
    if carried_over:
        return judged.grade.lower(), "carried over"
    if judged.grade in STATUS_OF:
        return "", STATUS_OF[judged.grade]
    return judged.grade.lower(), "graded"


def question_id(judged: Judged, pillar: str) -> str:
    return f"police/2017/{judged.heading.lower() or pillar}" + (f"/{judged.number}" if judged.number else "")


def test_the_pillar_pages_say_exactly_the_grades_that_were_typed_by_hand() -> None:
    said: dict[tuple[str, str], tuple[str, str]] = {}
    for path, page in pages().items():
        force, pillar = force_and_pillar(path)
        if pillar:
            said |= {(force, question_id(judged, pillar)): printed(judged) for judged in judged_on(page)}
    assert said == GRADES


def test_the_force_pages_say_the_same_of_the_pillars_in_their_blocks_and_in_their_sentences() -> None:
    for path, page in pages().items():
        force, pillar = force_and_pillar(path)
        if pillar:
            continue
        for judged in judged_on(page):
            grade, status = GRADES[force, question_id(judged, "")]
            assert printed(judged) == (grade, status)
            adjective = {"E": "effective", "F": "efficient", "L": "legitimate"}[
                {"Effectiveness": "E", "Efficiency": "F", "Legitimacy": "L"}[judged.heading]
            ]
            sentence = next(
                part for part in page.introduction if isinstance(part, str) and f"is {adjective} at" in part
            )
            assert sentence.endswith(f" {grade or status}.")


def test_the_pages_list_exactly_the_findings_that_were_typed_by_hand() -> None:
    found: Counter[tuple[str, str, str]] = Counter()
    for path, page in pages().items():
        force, pillar = force_and_pillar(path)
        for judged in judged_on(page):
            for part in judged.said:
                kind = next(
                    (kind for words, kind in KIND_OF if isinstance(part, Listing) and part.lead_in.startswith(words)),
                    "",
                )
                if isinstance(part, Listing) and kind:
                    found[force, question_id(judged, pillar), kind] += len(part.items)
    assert dict(found) == FINDINGS


def test_every_page_says_that_it_is_practice_text() -> None:
    for page in pages().values():
        assert any(PRACTICE in lines for lines in (page.introduction, page.opening.said if page.opening else ()))


def test_there_are_enough_forces_and_each_has_a_markup_of_its_own() -> None:
    assert {markup for _, markup in FORCES.values()} == set(MARKUPS)
    assert len(FORCES) == len(MARKUPS) >= 6
    assert all(len(told) == 4 for told, _ in FORCES.values())
    assert {markup_of(path) for path in pages()} == set(MARKUPS)


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
            if isinstance(part, Listing):
                yield from (part.lead_in, *part.items)
            else:
                yield part.text if isinstance(part, Link) else part

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
    judged = Judged(evil, (evil, listing, replace(listing, headed=False), Link(evil, f'/"{evil}')), evil, 1, "", evil)
    page = Page(
        path=f"/{evil}/",
        title=evil,
        crumbs=(Link(evil, evil),),
        introduction=(evil,),
        opening=replace(judged, number=None, heading=evil),
        groups=(Group(evil, (evil,), (judged,)),),
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
def test_the_pages_are_read_alike_in_every_markup(markup: str) -> None:
    judged: dict[tuple[str, str], tuple[str, str]] = {}
    findings: Counter[tuple[str, str | None, str]] = Counter()
    for path, body in site_pages(markup).items():
        force, pillar = force_and_pillar(path)
        reading = read_page(body, "text/html", address_of(SITE + path))
        assert reading.page.title == pages()[path].title
        assert reading.unplaced == ()
        for judgment in reading.judgments:
            assert not judgment.disagrees
            assert (judgment.grade or "", judgment.status) == GRADES[force, judgment.question_id]
            if pillar:
                judged[force, judgment.question_id] = (judgment.grade or "", judgment.status)
        findings.update((force, finding.question_id, finding.kind) for finding in reading.findings)
    assert judged == GRADES
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
