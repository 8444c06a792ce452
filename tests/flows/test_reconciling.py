"""What the site should have, held against what there is: each missing page with its reason, never another one's."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

from flows.keeping import promises as promising
from flows.keeping.archive import open_run
from flows.keeping.promises import SITEMAPS, Named
from flows.keeping.visits import Visit
from flows.running.reconciling import (
    GONE,
    NOT_LISTED,
    NOT_LOADED,
    NOT_YET,
    NOW_GONE,
    NOW_REFUSED,
    REFUSED,
    OfForce,
    reconciled,
)
from flows.settings import Settings
from flows.standing import pages_in_table
from tests.flows.test_archive import answer
from tests.warehouse.made import batch, judgment, page, published
from transforms.addresses import SITE, address_of

HOME = "peel-assessments/peel-2017/kent"
LEAVES = ("effectiveness", "efficiency", "legitimacy")


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    """Of Kent's four pages in 2017 one is there; one is gone, one refused, one listed and not fetched yet."""
    settings = Settings(tmp_path, None, "")
    effectiveness, efficiency, legitimacy = (address_of(f"{SITE}/{HOME}/{leaf}/") for leaf in LEAVES)
    kent = address_of(f"{SITE}/{HOME}/")
    with open_run(settings.archive, "run") as writer:
        writer.response(kent, answer())
        writer.response(effectiveness, answer(b"", 404))
        writer.response(address_of(f"{SITE}/{HOME}/more-about-this-area/"), answer(b"", 404))
        writer.unanswered(Visit(datetime(2026, 1, 1), efficiency.page_id, efficiency.url, "It is a PDF.", "run"))
    with promising.opened(settings.archive) as promises:
        promises.names(SITEMAPS, Named([kent, effectiveness, efficiency, legitimacy]))
    published(tmp_path, batch(pages=[page(HOME)]))
    return settings


def of(settings: Settings, force: str, round_: str = "2017", service: str = "police") -> OfForce:
    (found,) = (one for one in reconciled(settings) if (one.service, one.round, one.force) == (service, round_, force))
    return found


def test_each_missing_page_has_its_own_reason(home: Settings) -> None:
    kent = of(home, "kent")
    assert kent.found == 1
    assert [(page.page_id.rpartition("/")[2], page.why, page.reason) for page in kent.missing] == [
        ("effectiveness", GONE, ""), ("efficiency", REFUSED, "It is a PDF."), ("legitimacy", NOT_YET, "")
    ]  # fmt: skip


def test_pages_that_the_whole_lists_do_not_name_are_not_listed_and_nobody_says_not_inspected(home: Settings) -> None:
    for force, round_, service in (
        ("essex", "2017", "police"),
        ("essex", "2025-27", "police"),
        ("london", "2018-19", "fire"),
    ):
        found = of(home, force, round_, service)
        assert {page.why for page in found.missing} == {NOT_LISTED}
        assert not found.not_inspected


def test_a_force_was_not_inspected_where_its_pages_say_so_and_then_misses_nothing_that_is_not_listed(
    home: Settings,
) -> None:
    table = "peel-assessments/peel-2017/all"
    silent = {"status": "not inspected", "pillar": "effectiveness"}
    said = [
        judgment(table, None, None, force="essex", **silent),
        judgment(table, 1, None, force="kent", **silent),
        judgment(table, 2, "good", force="kent", pillar="effectiveness"),
    ]
    published(home.home, batch(pages=[page(table, family="table", force=None)], judgments=said))
    essex = of(home, "essex")
    assert (essex.not_inspected, essex.missing) == (True, ())
    assert not of(home, "kent").not_inspected, "one question that was not inspected is not all of them"
    assert any(
        line.split() == [*"police 2017 essex 0 0 0 0 0 0 yes".split()]
        for line in pages_in_table(reconciled(home), True)
    )


def test_where_the_lists_are_not_whole_nobody_can_say_that_a_page_is_not_listed(home: Settings) -> None:
    with promising.opened(home.archive) as promises:
        promises.names(SITEMAPS, Named([]), whole=False)
    assert {page.why for page in of(home, "essex").missing} == {NOT_YET}
    assert of(home, "kent").found == 1


def test_a_page_that_has_moved_counts_at_its_new_address(home: Settings) -> None:
    old, new = (address_of(f"{SITE}/peel-reports/kent-{years}/") for years in ("2023-25", "2023-2025"))
    with open_run(home.archive, "run-2") as writer:
        writer.response(old, answer(b"", 301, 5))
        writer.response(new, answer(b"Another page.", minutes=5))
    published(home.home, batch(pages=[page("peel-reports/2023-25/kent") | {"page_id": new.page_id}]), run_id="run-2")
    kent = of(home, "kent", "2023-25")
    assert (kent.found, kent.missing) == (1, ())


def test_a_page_that_redirects_to_another_page_is_refused_under_its_own_force(home: Settings) -> None:
    reason = "It redirects to the page of Durham, which is another page."
    efficiency, legitimacy = (address_of(f"{SITE}/{HOME}/{leaf}/") for leaf in LEAVES[1:])
    with open_run(home.archive, "run-2") as writer:
        writer.response(efficiency, answer(b"", 302, 5))
        writer.unanswered(Visit(datetime(2026, 12, 1), efficiency.page_id, efficiency.url, reason, "run-2"))
        writer.response(legitimacy, answer(b"", 302, 5))
    assert [(page.page_id.rpartition("/")[2], page.why, page.reason) for page in of(home, "kent").missing][1:] == [
        ("efficiency", REFUSED, reason),
        ("legitimacy", REFUSED, "The site redirects it to another page."),
    ]


def test_a_page_that_nobody_loaded_is_not_found_though_the_archive_holds_it(home: Settings) -> None:
    durham = address_of(f"{SITE}/peel-assessments/peel-2017/durham/effectiveness/")
    with open_run(home.archive, "run-2") as writer:
        writer.response(durham, answer(b"Another page.", minutes=5))
    found = of(home, "durham")
    assert (found.found, found.count(NOT_LOADED)) == (0, 1)
    assert next(iter(pages_in_table(reconciled(home), False))).split()[-4:] == ["not", "loaded", "not", "inspected"]


def test_a_page_whose_rows_are_loaded_is_found_and_said_to_be_gone_or_refused_now(home: Settings) -> None:
    kent, efficiency = address_of(f"{SITE}/{HOME}/"), address_of(f"{SITE}/{HOME}/efficiency/")
    published(home.home, batch(pages=[page(efficiency.page_id)]), run_id="run-2")
    with open_run(home.archive, "run-2") as writer:
        writer.response(kent, answer(b"", 410, 5))
    found = of(home, "kent")
    assert (found.found, found.count(NOW_GONE), found.count(NOW_REFUSED), found.count(REFUSED)) == (2, 1, 1, 0)
    by_round = {line[:11]: line.split() for line in pages_in_table(reconciled(home), by_force=False)}
    assert by_round["police 2017"] == ["police", "2017", "172", "2", "1", "1", "0", "1", "1", "168"]
    by_force = list(pages_in_table(reconciled(home), by_force=True))
    assert f"    now gone: {HOME}: The site has no such page any more; what was loaded of it stands." in by_force
    assert f"    now refused: {efficiency.page_id}: It is a PDF; what was loaded before stands." in by_force


def test_no_force_is_missed_in_a_round_before_it_bore_its_name(home: Settings) -> None:
    names = {(one.round, one.force) for one in reconciled(home) if one.service == "police"}
    assert ("2017", "hampshire") in names
    assert ("2017", "hampshire-and-isle-of-wight") not in names
    assert ("2021-22", "hampshire-and-isle-of-wight") in names


def test_the_table_has_a_line_a_round_or_a_line_a_force_with_its_missing_pages(home: Settings) -> None:
    found = reconciled(home)
    by_round = {line[:11]: line.split() for line in pages_in_table(found, by_force=False)}
    assert by_round["police 2017"] == ["police", "2017", "172", "1", "1", "1", "1", "168"]
    by_force = list(pages_in_table(found, by_force=True))
    kent = next(number for number, line in enumerate(by_force) if line.startswith("police 2017 kent "))
    assert by_force[kent].split() == ["police", "2017", "kent", "4", "1", "1", "1", "1", "0"]
    assert by_force[kent + 1 : kent + 4] == [
        f"    404: {HOME}/effectiveness", f"    refused: {HOME}/efficiency: It is a PDF.",
        f"    not yet fetched: {HOME}/legitimacy",
    ]  # fmt: skip
    assert "police 2017 essex 4 0 0 0 0 4".split() in [line.split() for line in by_force]


def test_a_home_that_may_not_be_written_is_looked_at_all_the_same(
    home: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = reconciled(home)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in home.archive.iterdir()}
    folder = home.archive.stat().st_mtime_ns
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert reconciled(home) == expected
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in home.archive.iterdir()} == before
    assert home.archive.stat().st_mtime_ns == folder, "nothing was made there, even for a moment"


def test_a_home_that_nothing_was_fetched_into_has_nothing_to_reconcile(tmp_path: Path) -> None:
    assert reconciled(Settings(tmp_path, None, "")) == []
