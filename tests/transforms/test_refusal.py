"""What is not the page that its address promised is refused by name, and never read as something."""

from __future__ import annotations

import pytest

from tests.transforms.pages import E1, E3, HEADLINE, judged, pillar_page, read_html
from transforms.addresses import SITE, address_of
from transforms.read import NotReadable, read_page

PATH = "peel-2017/kent/effectiveness"
GRADES = ("Outstanding", "Good", "Requires improvement", "Inadequate")
MEANS = "Forces do what we say in this paragraph, and more."


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<h1>404 Page not found</h1><p>Sorry, we cannot find what you asked for.</p>", "page not found"),
        ("<title>Page not found - HMICFRS</title><h1>Oops</h1><p>Nothing here.</p>", "page not found"),
        ("<title>Just a moment...</title><p>Checking your browser before you go on.</p>", "challenge page"),
        ("<h1>Access denied</h1><p>You do not have permission.</p>", "denies access"),
        ("<h1>Log in</h1><form><label>Password</label><input></form>", "login page"),
        ("<body></body>", "no text"),
        ("", "nothing that can be parsed"),
        ("<h1>Kent PEEL 2017</h1><p>This page is being moved to another place.</p>", "none of the round's questions"),
        ("<h1>Surrey PEEL 2017</h1>" + judged(HEADLINE, "Good"), "names another force than kent"),
        (
            "<h1>PEEL 2017: An inspection of Surrey Police</h1>" + judged(HEADLINE, "Good"),
            "names another force than kent",
        ),
        ("<h1>Kent PEEL 2016</h1>" + judged(HEADLINE, "Good"), "names another round than 2017"),
        (
            "<h1>Kent PEEL 2017</h1>"
            + judged("How efficient is the force at keeping people safe and reducing crime?", "Good"),
            "not about effectiveness",
        ),
        (
            "<h1>Our framework</h1>"
            + "".join(
                f"<h2>{question}</h2>"
                + "".join(
                    f"<h3>{grade}</h3><p>{MEANS} That is {grade}, where we ask: {question}</p><p>{MEANS}</p>"
                    for grade in GRADES
                )
                for question in (E1, E3)
            ),
            "what every grade means",
        ),
        ("<h1>Our questions</h1>" + judged(HEADLINE, "") + judged(E1, ""), "does not name kent"),
        ("<h1>How we inspect</h1>" + judged(HEADLINE, "") + judged(E1, ""), "an account of how forces are inspected"),
        ("<h1>Search results for Kent 2017</h1>" + judged(HEADLINE, "Good"), "a page of search results"),
        ("<h1>PEEL 2017: national overview</h1>" + judged(HEADLINE, "") + "<p>Kent.</p>", "on the whole country"),
        ("<title>News of Kent Police - HMICFRS</title><body>" + judged(HEADLINE, "Good"), "news of an inspection"),
    ],
)
def test_another_page_is_refused_by_name(html: str, reason: str) -> None:
    with pytest.raises(NotReadable, match=reason):
        read_html(html, PATH)


def test_news_that_has_one_of_the_areas_of_a_report_is_no_report() -> None:
    address = address_of(f"{SITE}/peel-reports/kent-2023-25/")
    html = "<h1>Kent Police: how it did</h1><p>It is good at one thing, we hear.</p><h2>Investigating crime</h2><p>It is.</p>"
    with pytest.raises(NotReadable, match="grades nothing and has 1 of the 8 areas of a report"):
        read_page(html.encode(), "text/html", address)


def test_a_page_of_the_other_service_is_refused_though_the_slug_is_the_same() -> None:
    fire = "How effective is the fire and rescue service at keeping people safe and secure from fire and other risks?"
    html = (
        f"<h1>Kent 2018/19</h1><h2>Effectiveness</h2><h3>{fire}</h3><p>Good</p><p>Ladders are climbed each month.</p>"
    )
    with pytest.raises(NotReadable, match="those of the fire inspections"):
        read_html(html, "peel-2018/kent/effectiveness")
    address = address_of(f"{SITE}/frs-assessment/frs-2018/kent/effectiveness/")
    assert read_page(html.encode(), "text/html", address).judgments[0].grade == "good"
    with pytest.raises(NotReadable, match="those of the police inspections"):
        read_page(pillar_page(judged(HEADLINE, "Good"), title="Kent 2018").encode(), "text/html", address)


def test_a_renamed_force_is_not_another() -> None:
    html = "<h1>PEEL 2021/22: An inspection of Hampshire Constabulary</h1><h2>Investigating crime</h2><p>Good</p><p>Text.</p>"
    address = address_of(f"{SITE}/peel-reports/hampshire-and-isle-of-wight-2021-22/")
    assert read_page(html.encode(), "text/html", address).judgments[0].grade == "good"


@pytest.mark.parametrize("body", [b"%PDF-1.7 ...", b"PK\x03\x04...", b"\xff\xd8\xff\xe0..."])
def test_a_file_that_is_no_page_is_refused_by_what_it_is(body: bytes) -> None:
    with pytest.raises(NotReadable, match="not a page of HTML or text"):
        read_page(body, "text/html", address_of(f"{SITE}/peel-assessments/{PATH}/"))


def test_a_page_of_bytes_that_are_no_text_is_refused() -> None:
    with pytest.raises(NotReadable):
        read_page(bytes(range(256)) * 40, "text/html", address_of(f"{SITE}/peel-assessments/{PATH}/"))


def test_a_page_that_mentions_another_force_is_not_refused() -> None:
    html = pillar_page(judged(HEADLINE, "Good", "It works with Surrey Police, whose PEEL 2016 report we quote."))
    assert read_html(html, PATH).judgments[0].grade == "good"


def test_a_page_with_a_key_to_the_grades_under_each_question_is_no_framework() -> None:
    listed = "".join(f"<li>{grade}</li>" for grade in GRADES)
    parts = (f"<h3>{question}</h3><p>{MEANS}</p><ul>{listed}</ul><p>{MEANS}</p>" for question in (E1, E3))
    reading = read_html(pillar_page(judged(HEADLINE, "Good"), *parts), PATH)
    assert [row.grade for row in reading.judgments] == ["good", None, None]


def test_a_page_that_grades_nothing_is_read_where_it_names_its_force() -> None:
    reading = read_html(judged(HEADLINE, "", "Kent Police has changed the way it works."), PATH)
    assert [(row.grade, row.status) for row in reading.judgments] == [(None, "not stated")]


WHOLE = "<!doctype html><html><body><div class=page><h1>Kent PEEL 2017</h1>" + judged(HEADLINE, "Good") + "<p>The force"


@pytest.mark.parametrize(
    ("end", "within"),
    [
        (" plans how it will", "a sentence"),
        (" plans <a href='/plans", "a tag"),
        (" plans.</p><!-- what follows", "a remark"),
        (" plans.</p><script>if (a < b) { go(", "<script>"),
    ],
)
def test_a_page_that_ends_in_the_middle_is_refused(end: str, within: str) -> None:
    with pytest.raises(NotReadable, match=f"cut off: nothing closes it, and it ends within {within}"):
        read_html(WHOLE + end, PATH)


@pytest.mark.parametrize(
    "end", [" plans well.", " plans well</div>", " plans well", " plans</a></div></body>", " plans. 1 < 2</div>"]
)
def test_a_page_that_leaves_its_last_end_tags_out_is_none_that_is_cut_off(end: str) -> None:
    whole = WHOLE if end != " plans well" else WHOLE.replace("<div class=page>", "")
    assert read_html(whole + end, PATH).judgments
