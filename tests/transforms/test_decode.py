"""Bytes become text whatever they say of themselves."""

from __future__ import annotations

import contextlib

import pytest

from tests.transforms.pages import HEADLINE, judged, pillar_page
from transforms.addresses import SITE, address_of
from transforms.decode import charset_of, text_of, tree_of
from transforms.links import links_of
from transforms.read import NotReadable, read_page

NAME = "Zoë’s team – “good”"


@pytest.mark.parametrize(
    ("charset", "declared"),
    [
        ("utf-8", ""),
        ("utf-8", '<meta charset="iso-8859-1">'),
        ("utf-8-sig", ""),
        ("windows-1252", ""),
        ("windows-1252", '<meta charset="windows-1252">'),
        ("windows-1252", '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">'),
        ("windows-1252", '<meta charset="utf-8">'),
        ("windows-1252", '<meta charset="no-such-charset">'),
        ("utf-16", ""),
    ],
)
def test_a_wrong_or_missing_charset_costs_no_letter(charset: str, declared: str) -> None:
    html = f"<html><head>{declared}</head><body>{NAME}</body></html>"
    for said in (None, charset, "utf-8", "no-such-charset", "iso-8859-1"):
        assert NAME in text_of(html.encode(charset), said)


def test_the_servers_word_goes_before_the_pages() -> None:
    html = '<html><head><meta charset="windows-1252"></head><body>Łódź</body></html>'
    assert "Łódź" in text_of(html.encode("iso-8859-2"), charset_of("text/html; charset=iso-8859-2"))
    assert "Łódź" not in text_of(html.encode("iso-8859-2"), charset_of("text/html"))


def test_a_broken_byte_costs_a_utf_8_page_one_letter() -> None:
    assert text_of(f"{NAME}".encode() + b"\x80" + NAME.encode()) == f"{NAME}\ufffd{NAME}"


def test_a_very_deep_page_is_read_or_refused_but_never_breaks() -> None:
    deep = "<div>" * 5000 + judged(HEADLINE, "Good") + "</div>" * 5000
    address = address_of(f"{SITE}/peel-assessments/peel-2017/kent/effectiveness/")
    shallow = "<div>" * 150 + judged(HEADLINE, "Good") + "</div>" * 150
    assert read_page(pillar_page(shallow).encode(), "text/html", address).judgments[0].grade == "good"
    with contextlib.suppress(NotReadable):
        assert read_page(pillar_page(deep).encode(), "text/html", address).judgments[0].grade == "good"


def test_five_megabytes_of_script_are_no_content() -> None:
    script = "<script>" + "var a = 'Good';" * 350_000 + "</script>"
    address = address_of(f"{SITE}/peel-assessments/peel-2017/kent/effectiveness/")
    page = pillar_page(script + judged(HEADLINE, "Inadequate"))
    reading = read_page(page.encode(), "text/html", address)
    assert reading.judgments[0].grade == "inadequate"
    assert reading.page.words < 50


def test_links_are_absolute_and_each_is_given_once() -> None:
    html = '<a href="/a/">a</a><a href="../b">b</a><a href="/a/">a</a><a href="mailto:x@y">m</a><a href="http://[bad">c</a>'
    found = links_of(html.encode(), f"{SITE}/x/y/")
    assert found == (f"{SITE}/a/", f"{SITE}/x/b")


def test_a_control_character_that_strayed_into_a_word_does_not_cut_it_in_two() -> None:
    tree = tree_of(b"<p>domes\x02tic \x1eabuse</p>")
    assert tree is not None
    assert tree.text_content() == "domestic abuse"
