"""A report: complete, escaped, accessible, whole or not at all, and in need of nothing but a browser."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

from schemas.errors import PeelError
from tests.warehouse import made
from warehouse.report import report

KENT, MET = "peel-assessments/peel-2017/kent/effectiveness", "peel-assessments/peel-2017/metropolitan/effectiveness"
EARLIER = "peel-assessments/peel-2016/kent/effectiveness"
LATER = "peel-assessments/peel-2018/kent/effectiveness"
HOSTILE = '</li><script>alert(1)</script><img src=x onerror=alert(1)> & "quotes"'


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("reported")
    later = {"round": "2018-19", "question_id": "police/2018-19/effectiveness/3", "grade_round": "2018-19"}
    made.published(
        home,
        made.batch(
            pages=[made.page(KENT), made.page(MET), made.page(LATER, round="2018-19"), made.page(EARLIER)],
            judgments=[
                made.judgment(KENT, None, "outstanding"),
                made.judgment(KENT, 1, "good", status="carried over", grade_round="2016", evidence="stands"),
                made.judgment(KENT, 3, "requires improvement"),
                made.judgment(MET, None, None, status="not yet graded", source="badge", evidence="To be graded"),
                made.judgment(LATER, 3, "good", **later),
            ],
            findings=[made.finding(KENT, 5, HOSTILE), made.finding(EARLIER, 1, "The force should listen.")],
            captures=[made.capture(KENT)],
            refusals=[made.refusal("peel-assessments/peel-2017/dorset") | {"reason": "It says <b>no</b>."}],
        ),
    )
    return home / "warehouse.duckdb"


@pytest.fixture(scope="module")
def folder(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    done = report(warehouse, tmp_path_factory.mktemp("into"))
    assert done.start.name == "index.html"
    assert done.pages == len(list(done.start.parent.iterdir()))
    return done.start.parent


def page(folder: Path, name: str) -> html.HtmlElement:
    return html.document_fromstring((folder / name).read_text("utf-8"))


def cells(table: html.HtmlElement) -> list[list[str]]:
    return [[" ".join(cell.text_content().split()) for cell in row.iter("th", "td")] for row in table.iter("tr")]


def test_the_matrix_of_a_round_has_every_judgment_of_it(folder: Path) -> None:
    table = page(folder, "round-police-2017.html").find(".//table")
    assert cells(table) == [
        ["Force or service", "Effectiveness (pillar)", "1. Preventing crime and tackling anti-social behaviour", "3. Protecting vulnerable people"],
        ["Kent Police", "outstanding", "good (carried over from 2016)", "requires improvement"],
        ["Metropolitan Police Service", "not yet graded", "–", "–"],
    ]  # fmt: skip


def test_a_force_has_its_rounds_findings_and_changes(folder: Path) -> None:
    kent = page(folder, "police-kent.html")
    assert [one.text_content() for one in kent.iter("h2")] == ["2018/19", "2017", "2016", "Changes from round to round"]
    changes = cells(list(kent.iter("table"))[-1])
    assert ["protecting vulnerable people", "requires improvement (2017)", "good (2018-19)", "improved"] in changes
    assert any("page of this finding" in str(one.get("aria-label")).lower() for one in kent.iter("a"))
    everywhere = page(folder, "changes.html").text_content()
    assert "improved" in everywhere
    assert "No page was seen with another grade" in everywhere
    assert "It says <b>no</b>." in page(folder, "refused.html").text_content()


def test_a_round_of_which_no_question_was_read_is_not_left_out(folder: Path) -> None:
    assert "The force should listen." in page(folder, "police-kent.html").text_content()
    assert (
        "No page of this round that was read prints a question."
        in page(folder, "round-police-2016.html").text_content()
    )


def test_nothing_that_a_page_said_becomes_markup(folder: Path) -> None:
    assert HOSTILE in page(folder, "police-kent.html").text_content()
    for file in folder.iterdir():
        shown = page(folder, file.name)
        assert not list(shown.iter("script", "img", "iframe", "object", "link", "form", "b"))
        assert not [name for one in shown.iter() for name in one.attrib if name.startswith("on")]


def test_a_report_needs_nothing_else_and_every_link_in_it_leads_somewhere(folder: Path) -> None:
    for file in folder.iterdir():
        shown = page(folder, file.name)
        assert not shown.xpath("//@src | //@srcset | //@background")
        assert "url(" not in file.read_text("utf-8")
        assert "@import" not in file.read_text("utf-8")
        for link in shown.xpath("//a/@href"):
            if not link.startswith("https://hmicfrs.justiceinspectorates.gov.uk/"):
                name, _, anchor = link.partition("#")
                target = page(folder, name or file.name)
                assert not anchor or target.xpath("//*[@id=$id]", id=anchor), link


def test_a_report_can_be_read_without_seeing_it(folder: Path) -> None:
    for file in folder.iterdir():
        shown = page(folder, file.name)
        assert shown.get("lang") == "en-GB"
        assert len(list(shown.iter("h1"))) == len(list(shown.iter("main"))) == 1
        assert shown.findtext(".//title")
        assert shown.xpath("//body/*")[0].get("href") == "#content"
        levels = [int(one.tag[1]) for one in shown.iter("h1", "h2", "h3")]
        assert all(after - before <= 1 for before, after in pairwise(levels))
        for table in shown.iter("table"):
            assert table.findtext("caption")
            assert all(one.get("scope") in ("row", "col") for one in table.iter("th"))
            assert all(one.text_content().strip() or not one.get("class") for one in table.iter("td"))


def test_the_same_warehouse_gives_the_same_report_and_never_over_another(
    warehouse: Path, folder: Path, tmp_path: Path
) -> None:
    again = report(warehouse, tmp_path).start.parent
    assert {one.name: one.read_bytes() for one in again.iterdir()} == {
        one.name: one.read_bytes() for one in folder.iterdir()
    }
    with pytest.raises(PeelError, match="is there already"):
        report(warehouse, tmp_path)
