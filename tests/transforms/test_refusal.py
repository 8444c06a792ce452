"""What is not the page that its address promised is refused by name, and never read as something."""

from __future__ import annotations

import pytest

from tests.transforms.pages import HEADLINE, judged, pillar_page, read_html
from transforms.addresses import SITE, address_of
from transforms.read import NotReadable, read_page

PATH = "peel-2017/kent/effectiveness"


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
    ],
)
def test_another_page_is_refused_by_name(html: str, reason: str) -> None:
    with pytest.raises(NotReadable, match=reason):
        read_html(html, PATH)


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
