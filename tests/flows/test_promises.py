"""What the site names besides its sitemaps: by links, on its index pages, by number; found, remembered, reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from flows.keeping import captures
from flows.keeping import promises as promising
from flows.keeping.promises import SITEMAPS, Named
from flows.running import pipeline, planning, visiting
from flows.running.planning import Plan
from flows.running.progress import nobody
from flows.running.runs import Run, begin
from flows.selection import EVERYTHING, Selection, select
from flows.settings import settings
from schemas.errors import PeelError
from tests.flows import server
from tests.flows.server import Served, page, serve, status
from transforms.addresses import SITE, address_of

LISTED = "/peel-assessments/peel-2017/kent/"
HIDDEN = "/peel-reports/kent-2023-25/"
KENT = select("police", ["kent"])


@pytest.fixture
def served() -> Iterator[Served]:
    with serve() as served:
        lists(served, LISTED)
        served.at[LISTED] = page(b"<html><h1>Kent 2017</h1>")
        yield served


def lists(served: Served, *paths: str) -> None:
    served.at["/sitemap.txt"] = page("\n".join(served.url + path for path in paths).encode())
    served.at["/robots.txt"] = page(f"Sitemap: {served.url}/sitemap.txt".encode())


def linking(*hrefs: str) -> server.Behave:
    links = "".join(f"<p><a href='{href}'>a page</a></p>" for href in hrefs)
    return page(f"<html><h1>Kent</h1>{links}</html>".encode())


def run_at(served: Served, home: Path, selection: Selection = KENT, days: int = 0) -> Run:
    run = begin("ingest", selection, settings(home, served.url))
    return replace(run, started_at=run.started_at + timedelta(days=days))


def would_ask(served: Served, home: Path, selection: Selection = KENT, days: int = 0) -> list[str]:
    summary = pipeline.dry_run(run_at(served, home, selection, days), refetch=False)
    return [url.removeprefix(served.url) for url in summary.would_ask]


def visit(run: Run, plan: Plan) -> None:
    for part in plan.parts:
        visiting.visit_part(run, part, nobody)


def test_a_page_that_only_an_index_page_links_to_is_found(served: Served, tmp_path: Path) -> None:
    served.at["/police-forces/kent/"] = linking(HIDDEN, "/police-forces/essex/", "https://example.org/")
    assert would_ask(served, tmp_path) == [LISTED, HIDDEN]
    asked = served.times("/police-forces/kent/")
    assert would_ask(served, tmp_path, days=27) == [LISTED, HIDDEN]
    assert served.times("/police-forces/kent/") == asked == 1, "what it named is remembered for a month"
    served.at["/police-forces/kent/"] = linking()
    assert would_ask(served, tmp_path, days=29) == [LISTED]
    assert "/police-forces/essex/" not in served.paths


def test_an_overview_that_no_list_names_is_a_page_where_it_links_to_the_pages_below_it(
    served: Served, tmp_path: Path
) -> None:
    served.at["/peel-assessments/peel-2016/"] = linking("/peel-assessments/peel-2016/kent/")
    served.at["/peel-assessments/peel-2015/"] = linking("/peel-assessments/peel-2017/kent/")
    found = would_ask(served, tmp_path, EVERYTHING)
    assert {"/peel-assessments/peel-2016/", "/peel-assessments/peel-2016/kent/"} <= set(found)
    assert "/peel-assessments/peel-2015/" not in found


@pytest.mark.parametrize("by", ["redirect", "canonical link"])
def test_a_page_that_is_named_by_its_number_is_the_page_that_the_site_says_it_is(
    served: Served, tmp_path: Path, by: str
) -> None:
    lists(served, LISTED, "/?p=146519", "/?p=7")
    served.at["/?p=146519"] = (
        server.redirect(HIDDEN)
        if by == "redirect"
        else page(f'<html><head><link rel="canonical" href="{SITE}{HIDDEN}"></head><body>x'.encode())
    )
    assert would_ask(served, tmp_path) == [LISTED, HIDDEN]
    assert would_ask(served, tmp_path, days=1) == [LISTED, HIDDEN]
    assert (served.times("/?p=146519"), served.times("/?p=7")) == (1, 1)


def test_an_index_page_that_fails_is_named_and_asked_for_again_by_the_next_run(served: Served, tmp_path: Path) -> None:
    served.at["/police-forces/kent/"] = status(403)
    summary = pipeline.dry_run(run_at(served, tmp_path), refetch=False)
    assert f"{SITE}/police-forces/kent/ may name pages, and cannot be read: The site does not let us have it (status 403)." in summary.warnings  # fmt: skip
    served.at["/police-forces/kent/"] = linking(HIDDEN)
    assert would_ask(served, tmp_path) == [LISTED, HIDDEN]


def test_a_link_that_an_interrupted_run_had_seen_is_followed_by_the_next(served: Served, tmp_path: Path) -> None:
    served.at[LISTED] = linking(HIDDEN)
    run = run_at(served, tmp_path)
    visit(run, planning.discover(run, False, nobody))
    assert HIDDEN not in served.paths
    assert would_ask(served, tmp_path) == [HIDDEN]


def test_an_overview_that_is_a_page_itself_is_asked_for_once_a_run(served: Served, tmp_path: Path) -> None:
    table = "/frs-assessment/frs-2023-25/service-assessment-data-table/"
    lists(served, table)
    served.at[table] = linking("/frs-assessments/avon-2023-2025/")
    run = run_at(served, tmp_path, select("fire", [], ["2023-25"]))
    with visiting.session_of(run):
        visit(run, planning.discover(run, False, nobody))
    assert served.times(table) == 1
    assert [one.http_status for one in captures.captures_of(run.settings.archive, [table.strip("/")])] == [200]


def test_a_link_to_a_page_that_is_gone_breaks_no_promise(served: Served, tmp_path: Path) -> None:
    served.at[LISTED] = linking(HIDDEN)
    run = run_at(served, tmp_path)
    plan = planning.discover(run, False, nobody)
    visit(run, plan)
    (part,) = planning.linked(run, plan, False).parts
    visits = visiting.visit_part(run, part, nobody)
    assert (visits.outcomes, visits.refusals) == ({"gone": 1}, ())


def test_an_inspection_page_of_a_force_or_round_that_nobody_knows_is_reported(served: Served, tmp_path: Path) -> None:
    lists(served, LISTED, "/peel-assessments/peel-2017/atlantis/")
    served.at[LISTED] = linking("/peel-reports/kent-2031-33/")
    run = run_at(served, tmp_path)
    visit(run, planning.discover(run, False, nobody))
    (note,) = planning.unknown(run)
    assert f"{served.url}/peel-assessments/peel-2017/atlantis/ (on {SITEMAPS})" in note
    assert f"{served.url}/peel-reports/kent-2031-33/ (on peel-assessments/peel-2017/kent)" in note


def pages_of(urls: Iterable[str]) -> Named:
    return Named([address_of(SITE + url) for url in urls])


def test_what_a_page_names_replaces_what_it_named_before(tmp_path: Path) -> None:
    with promising.opened(tmp_path) as promises:
        promises.names(SITEMAPS, pages_of([LISTED, HIDDEN]))
        promises.names("a page", pages_of([HIDDEN]))
        promises.names(SITEMAPS, pages_of([LISTED]))
        assert list(promises.pages()) == [LISTED.strip("/"), HIDDEN.strip("/")]
        promises.names("a page", pages_of([]))
        assert list(promises.pages()) == [LISTED.strip("/")]
        assert promises.whole()
        promises.names(SITEMAPS, pages_of([]), whole=False)
        assert list(promises.pages()) == [LISTED.strip("/")], "a list that is not whole takes nothing away"
        assert not promises.whole()


def test_a_file_that_is_broken_is_made_anew_and_one_that_cannot_be_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / promising.FILE).write_bytes(b"no database, but long enough to be looked at" * 10)
    with promising.opened(tmp_path) as promises:
        assert promises.pages() == {}
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(PeelError, match="cannot be used"), promising.opened(tmp_path / "file"):
        pass
