"""The whole path, plainly: a served site to rows, again without change, and the same rows from the archive alone."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from importlib import resources
from pathlib import Path
from threading import Event
from typing import Any

import duckdb
import pytest
from warcio.warcwriter import WARCWriter

from flows.keeping import captures
from flows.keeping.archive import body_of, open_run
from flows.practice import notices
from flows.practice.answers import answers
from flows.practice.server import PracticeSite, practice_site
from flows.practice.site import ONE_ROUND
from flows.running import pipeline, readers, visiting
from flows.running.pipeline import PLAIN
from flows.running.progress import Tell
from flows.running.runs import Part, Run, begin
from flows.running.summary import Summary, exit_status, in_words
from flows.running.visiting import Visits
from flows.selection import EVERYTHING, Selection, select
from flows.settings import settings
from schemas.errors import PeelError
from tests.flows.test_importing import add
from transforms.addresses import SITE, address_of
from transforms.read import read_page

LANCASHIRE = select("police", ["lancashire"], ["2017"])
CONTENT = [
    f"{schema}.{table}" for schema in ("main", "history") for table in ("pages", "sections", "judgments", "findings")
]


@pytest.fixture(scope="module")
def served() -> Iterator[PracticeSite]:
    with practice_site(under=ONE_ROUND) as served:
        yield served


@pytest.fixture
def site(served: PracticeSite) -> PracticeSite:
    return as_at_first(served)


def as_at_first(site: PracticeSite) -> PracticeSite:
    """Undo what a test made of the site's answers, and forget what it asked."""
    site.answers = answers(site.url, None, ONE_ROUND)
    site.requests.clear()
    return site


@pytest.fixture(scope="module")
def loaded(served: PracticeSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that holds the whole practice site; tests that change it work on a copy."""
    home = tmp_path_factory.mktemp("loaded")
    ingest(home, as_at_first(served))
    return home


@pytest.fixture(scope="module")
def first(served: PracticeSite, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Summary]:
    """A home that holds Lancashire's pages of one round, and what its run said; tests that change it work on a copy."""
    home = tmp_path_factory.mktemp("lancashire")
    return home, ingest(home, as_at_first(served), LANCASHIRE)


def ingest(home: Path, site: PracticeSite, selection: Selection = EVERYTHING, refetch: bool = False) -> Summary:
    return pipeline.ingest(begin("ingest", selection, settings(home, site.url)), refetch)


def ask(home: Path, query: str) -> list[Any]:
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute(query).fetchall()


def rows(home: Path, where: str = "true") -> dict[str, list[Any]]:
    """All rows of the tables that say what pages say; ``where`` narrows to pages."""
    pages = f"page_id IN (SELECT page_id FROM main.pages WHERE {where})"
    return {table: ask(home, f"SELECT * FROM {table} WHERE {pages} ORDER BY ALL") for table in CONTENT}


def asked(site: PracticeSite) -> list[str]:
    return [visit.path for visit in site.requests if visit.path.startswith("/peel-")]


def test_the_practice_site_becomes_the_grades_that_were_typed_by_hand(loaded: Path) -> None:
    with resources.files("flows.practice").joinpath("grades.csv").open() as file:
        expected = [
            (row["force"], row["question_id"], row["grade"] or None, row["status"])
            for row in csv.DictReader(file)
            if row["round"] == "2017"
        ]
    found = ask(loaded, "SELECT force, question_id, grade, status FROM grades")
    assert sorted(map(repr, found)) == sorted(map(repr, expected))


@pytest.mark.long
def test_a_page_that_is_not_what_it_promised_is_refused_by_name_and_the_rest_is_loaded(
    site: PracticeSite, tmp_path: Path
) -> None:
    summary = ingest(tmp_path, site, select("police", ["merseyside", "kent"]))
    assert exit_status(summary) == 1
    assert [refusal.page_id for refusal in summary.refusals] == ["peel-assessments/peel-2017/merseyside/effectiveness"]
    assert "not found" in summary.refusals[0].reason
    assert summary.pages_new == 4
    again = ingest(tmp_path, site, select("police", ["merseyside", "kent"]), refetch=True)
    assert exit_status(again) == 1, "what was refused and has not changed is still refused"


def test_the_second_run_asks_conditionally_changes_no_row_and_says_so(
    first: tuple[Path, Summary], site: PracticeSite, tmp_path: Path
) -> None:
    home, said = copied(first[0], tmp_path), first[1]
    assert (said.outcomes["new"], said.pages_new, exit_status(said)) == (4, 4, 0)
    before = rows(home)
    assert len(before["main.pages"]) == 4

    second = ingest(home, site, LANCASHIRE, refetch=True)
    again = [visit for visit in site.requests if visit.path.startswith("/peel-")]
    assert len(again) == 4
    assert all(visit.conditional and visit.status == 304 for visit in again)
    assert second.outcomes == {**second.outcomes, "new": 0, "changed": 0, "unchanged": 4}
    assert rows(home) == before
    assert "No row changed." in in_words(second)


def test_a_page_of_a_closed_round_is_not_asked_for_twice_in_a_month(
    first: tuple[Path, Summary], site: PracticeSite, tmp_path: Path
) -> None:
    second = ingest(copied(first[0], tmp_path), site, LANCASHIRE)
    assert asked(site) == []
    assert second.fresh == 4


def test_one_force_again_leaves_every_row_of_the_others_as_it_was(
    loaded: Path, site: PracticeSite, tmp_path: Path
) -> None:
    home = copied(loaded, tmp_path)
    others = rows(home, "force <> 'lancashire'")
    change(site, "lancashire", "requires improvement", "inadequate")
    summary = ingest(home, site, LANCASHIRE, refetch=True)
    assert summary.pages_changed > 0
    assert rows(home, "force <> 'lancashire'") == others


def test_a_revised_grade_is_told_in_words_its_former_version_is_kept_and_a_rebuild_has_both(
    first: tuple[Path, Summary], site: PracticeSite, tmp_path: Path
) -> None:
    home = copied(first[0], tmp_path)
    change(site, "lancashire", "requires improvement", "inadequate")
    words = "\n".join(in_words(ingest(home, site, LANCASHIRE, refetch=True)))
    assert "requires improvement → inadequate" in words
    assert "Lancashire 2017" in words
    former = "SELECT count(*) FROM history.judgments WHERE force = 'lancashire' AND grade = 'requires improvement'"
    assert ask(home, former)[0][0] > 0
    assert ask(home, "SELECT max(version) FROM pages WHERE force = 'lancashire'") == [(2,)]
    before = rows(home)
    (home / "warehouse.duckdb").write_bytes(b"spoilt by a failing disk")
    assert pipeline.rebuild(begin("rebuild", EVERYTHING, settings(home))).pages_new == 4
    assert rows(home) == before


def test_a_rebuild_does_not_lose_the_pages_that_a_damaged_archive_has_lost(
    first: tuple[Path, Summary], tmp_path: Path
) -> None:
    home = copied(first[0], tmp_path)
    before = (home / "warehouse.duckdb").read_bytes()
    page_id, _, _ = spoilt(home)
    with pytest.raises(PeelError, match=f"^1 page of the warehouse cannot be read .*{page_id}.* would lose"):
        pipeline.rebuild(begin("rebuild", EVERYTHING, settings(home)))
    assert (home / "warehouse.duckdb").read_bytes() == before


def spoilt(home: Path) -> tuple[str, Path, bytes]:
    """Damage the record of one page; give its id, its file, and the file's bytes as they were."""
    (file,) = (home / "archive").glob("*.warc.gz")
    whole, capture = file.read_bytes(), captures.captures_of(home / "archive")[0]
    file.write_bytes(whole[: capture.offset + 900] + b"spoilt" + whole[capture.offset + 906 :])
    return capture.page_id, file, whole


@pytest.mark.long
def test_what_a_damaged_archive_has_lost_is_never_told_as_news_of_the_site(
    first: tuple[Path, Summary], tmp_path: Path
) -> None:
    home = copied(first[0], tmp_path)
    before = rows(home)
    old = captures.captures_of(home / "archive")[1]
    page_id, file, whole = spoilt(home)
    for everything in (True, False):
        done = pipeline.replay(begin("replay", EVERYTHING, settings(home)), everything=everything)
        assert (done.changes, [one.page_id for one in done.refusals]) == ((), [page_id])
        assert rows(home) == before
    file.write_bytes(whole)
    assert exit_status(pipeline.replay(begin("replay", EVERYTHING, settings(home)), everything=False)) == 0
    with open_run(home / "archive", "later") as writer:
        body = body_of(home / "archive", old).replace(b"force", b"service")
        writer.html(address_of(old.url), body, old.url, old.fetched_at + timedelta(days=1))
    assert pipeline.replay(begin("replay", EVERYTHING, settings(home)), everything=False).pages_changed == 1
    before = rows(home)
    writer.path.write_bytes(writer.path.read_bytes()[:-10] + b"spoiltspoilt")
    done = pipeline.replay(begin("replay", EVERYTHING, settings(home)), everything=True)
    assert (done.changes, [one.page_id for one in done.refusals]) == ((), [old.page_id])
    assert rows(home) == before, "what is older does not pass for what the site says now"


@pytest.mark.long
def test_a_replay_and_a_rebuild_by_several_processes_give_the_rows_of_the_ingest(
    loaded: Path, site: PracticeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = copied(loaded, tmp_path)
    change(site, "lancashire", "requires improvement", "inadequate")
    ingest(home, site, LANCASHIRE, refetch=True)
    before = rows(home)
    replayed = pipeline.replay(begin("replay", EVERYTHING, settings(home)), everything=True)
    assert (replayed.pages_new, replayed.pages_changed) == (0, 0)
    assert rows(home) == before
    (home / "warehouse.duckdb").write_bytes(b"spoilt by a failing disk")
    monkeypatch.setattr(readers, "PAGES_WORTH_PROCESSES", 1)
    monkeypatch.setattr(readers, "WORKERS", 2)
    rebuilt = pipeline.rebuild(begin("rebuild", EVERYTHING, settings(home)))
    assert rebuilt.pages_new == len(before["main.pages"])
    assert rows(home) == before


def test_a_replay_reads_only_what_is_stale(loaded: Path) -> None:
    summary = pipeline.replay(begin("replay", EVERYTHING, settings(loaded)), everything=False)
    assert summary.read == 0
    assert "Nothing to read" in "\n".join(in_words(summary))


@pytest.mark.long
def test_a_page_that_no_list_names_is_found_by_a_link(site: PracticeSite, tmp_path: Path) -> None:
    hidden = "/peel-assessments/peel-2017/lancashire/"
    listing = site.answers["/page-sitemap.xml"]
    site.answers["/page-sitemap.xml"] = replace(
        listing, body=listing.body.replace(f"<url><loc>{site.url}{hidden}</loc></url>".encode(), b"")
    )
    summary = ingest(tmp_path, site, LANCASHIRE)
    assert hidden in asked(site)
    assert summary.pages_new == 4


def test_what_a_dry_run_would_ask_for_is_listed_and_not_asked(site: PracticeSite, tmp_path: Path) -> None:
    summary = pipeline.dry_run(begin("ingest", LANCASHIRE, settings(tmp_path, site.url)), refetch=False)
    assert len(summary.would_ask) == 4
    assert asked(site) == []
    assert not (tmp_path / "warehouse.duckdb").exists()


def test_what_an_interrupted_run_fetched_is_loaded_by_the_next_without_asking_again(
    site: PracticeSite, tmp_path: Path
) -> None:
    def interrupted(*_: Any) -> Any:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pipeline.ingest(
            begin("ingest", LANCASHIRE, settings(tmp_path, site.url)),
            refetch=False,
            steps=replace(PLAIN, read=interrupted),
        )
    visits = len(asked(site))
    summary = ingest(tmp_path, site, LANCASHIRE)
    assert len(asked(site)) == visits
    assert summary.pages_new == 4


@pytest.mark.long
def test_pages_are_read_while_others_are_on_their_way(
    site: PracticeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetching_lancashire, read_kent = Event(), Event()

    def read(body: bytes, media_type: str, address: Any) -> Any:
        if address.force == "kent":
            assert fetching_lancashire.wait(30)
            read_kent.set()
        return read_page(body, media_type, address)

    def fetch(run: Run, part: Part, tell: Tell) -> Visits:
        if part.force == "lancashire":
            fetching_lancashire.set()
            assert read_kent.wait(30)
        return visiting.visit_part(run, part, tell)

    monkeypatch.setattr("transforms.read.read_page", read)
    run = begin("ingest", select("police", ["kent", "lancashire"], ["2017"]), settings(tmp_path, site.url))
    summary = pipeline.ingest(run, refetch=False, steps=replace(PLAIN, fetch=fetch))
    assert (summary.read, summary.pages_new) == (8, 8)


def test_a_fault_of_reading_stops_the_run_and_the_warehouse_is_as_it_was(
    loaded: Path, tmp_path: Path, site: PracticeSite
) -> None:
    def broken(*_: Any) -> Any:
        raise ZeroDivisionError

    home = copied(loaded, tmp_path)
    before = (home / "warehouse.duckdb").read_bytes()
    change(site, "lancashire", "requires improvement", "inadequate")
    run = begin("ingest", LANCASHIRE, settings(home, site.url))
    with pytest.raises(ZeroDivisionError):
        pipeline.ingest(run, refetch=True, steps=replace(PLAIN, read=broken))
    assert (home / "warehouse.duckdb").read_bytes() == before


@pytest.mark.long
def test_a_page_that_breaks_the_parser_is_refused_and_the_others_are_loaded(
    site: PracticeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(body: bytes, media_type: str, address: Any) -> Any:
        if address.pillar == "efficiency":
            raise ZeroDivisionError("seven")
        return read_page(body, media_type, address)

    monkeypatch.setattr("transforms.read.read_page", breaks)
    summary = ingest(tmp_path, site, LANCASHIRE)
    assert summary.pages_new == 3
    assert "ZeroDivisionError: seven" in summary.refusals[0].reason


@pytest.mark.long
def test_a_listed_page_that_is_not_there_is_refused_until_the_site_stops_promising_it(
    site: PracticeSite, tmp_path: Path
) -> None:
    listing, gone = site.answers["/page-sitemap.xml"], "/peel-assessments/peel-2017/lancashire/leadership/"
    promised = listing.body.replace(b"</urlset>", f"<url><loc>{site.url}{gone}</loc></url></urlset>".encode())
    site.answers["/page-sitemap.xml"] = replace(listing, body=promised)
    first = ingest(tmp_path, site, LANCASHIRE)
    assert first.outcomes["gone"] == 1
    assert [(one.stage, one.page_id) for one in first.refusals] == [("fetch", gone.strip("/"))]
    assert exit_status(ingest(tmp_path, site, LANCASHIRE)) == 1
    site.answers["/page-sitemap.xml"] = listing
    assert exit_status(ingest(tmp_path, site, LANCASHIRE)) == 0


@pytest.mark.long
def test_a_page_that_was_refused_is_asked_for_again_by_the_next_run_and_no_other(
    site: PracticeSite, tmp_path: Path
) -> None:
    sick = "/peel-assessments/peel-2017/lancashire/effectiveness/"
    well = site.answers[sick]
    site.answers[sick] = replace(well, body=notices.not_found())
    assert [one.page_id for one in ingest(tmp_path, site, LANCASHIRE).refusals] == [sick.strip("/")]
    site.answers[sick] = replace(well, modified=well.modified + 1000)
    before = len(asked(site))
    assert exit_status(ingest(tmp_path, site, LANCASHIRE)) == 0
    assert asked(site)[before:] == [sick]


def test_a_site_without_any_of_the_pages_is_a_mistake_and_says_so(site: PracticeSite, tmp_path: Path) -> None:
    for path in list(site.answers):
        del site.answers[path]
    with pytest.raises(PeelError, match=f"{site.url} has none of the .* pages of police, lancashire, 2017"):
        ingest(tmp_path, site, LANCASHIRE)


def test_a_page_that_the_site_fails_to_give_is_refused_and_the_rest_is_loaded(
    site: PracticeSite, tmp_path: Path
) -> None:
    path = "/peel-assessments/peel-2017/lancashire/efficiency/"
    whole = site.answers[path]
    site.answers[path] = replace(whole, body=b"%PDF-1.7", media_type="application/pdf")
    summary = ingest(tmp_path, site, LANCASHIRE)
    assert (summary.pages_new, exit_status(summary)) == (3, 1)
    assert "PDF" in summary.refusals[0].reason
    site.answers[path] = whole
    again = ingest(tmp_path, site, LANCASHIRE)
    assert (again.pages_new, again.fresh, exit_status(again)) == (1, 3, 0), "only what had failed is asked for again"


def test_once_the_site_turns_the_run_away_nothing_more_is_asked_and_what_had_arrived_is_loaded(
    site: PracticeSite, tmp_path: Path
) -> None:
    for path, answer in site.answers.items():
        if "/lancashire/" in path or "/metropolitan/" in path:
            site.answers[path] = replace(answer, status=403)
    told: list[str] = []
    run = begin(
        "ingest", select("police", ["kent", "lancashire", "metropolitan", "norfolk"]), settings(tmp_path, site.url)
    )
    summary = pipeline.ingest(run, refetch=False, tell=lambda event: told.append(event.note))
    assert not [path for path in asked(site) if "/norfolk/" in path]
    assert (summary.pages_new, summary.outcomes["refused"], exit_status(summary)) == (4, 12, 1)
    assert {one.force for one in summary.refusals} == {"lancashire", "metropolitan", "norfolk"}
    assert len([note for note in told if "turned us away" in note]) == 2, "once for each force that is left out"


def test_a_selection_that_the_archive_holds_no_page_of_is_a_mistake_and_says_what_to_do(loaded: Path) -> None:
    with pytest.raises(PeelError, match="holds no page of police, cumbria: `peel ingest`"):
        pipeline.replay(begin("replay", select("police", ["cumbria"]), settings(loaded)), everything=False)


def test_a_site_that_is_not_there_is_named_in_one_sentence(tmp_path: Path) -> None:
    with practice_site(under=ONE_ROUND) as site:
        url = site.url
    with pytest.raises(PeelError, match=url):
        pipeline.ingest(begin("ingest", LANCASHIRE, settings(tmp_path, url)), refetch=False)


@pytest.mark.long
def test_captures_imported_in_any_order_give_the_same_history(site: PracticeSite, tmp_path: Path) -> None:
    path = "/peel-assessments/peel-2017/lancashire/effectiveness/"
    first = site.answers[path].body
    second = first.replace(b"force", b"service")
    for year, body in ((2018, first), (2019, second), (2020, second)):
        with (tmp_path / f"{year}.warc.gz").open("wb") as file:
            add(WARCWriter(file), SITE + path, body, fields={"WARC-Date": f"{year}-05-01T00:00:00Z"})
    told = []
    for order in ((2018, 2019, 2020), (2020, 2019, 2018)):
        home = tmp_path / str(order[0])
        for year in order:
            run = begin("import", EVERYTHING, settings(home))
            pipeline.take_in(run, [tmp_path / f"{year}.warc.gz"], None, None)
        seen = "SELECT page_id, fetched_at, payload_sha256, content_sha256 FROM ops.captures ORDER BY ALL"
        told.append(
            [rows(home), ask(home, seen), ask(home, "SELECT version, last_seen_at FROM page_history ORDER BY 1")]
        )
    assert len(told[0][1]) == 3
    assert told[0] == told[1]


def copied(home: Path, to: Path) -> Path:
    """Copy a home, so that the first stays as it is."""
    import shutil

    return Path(shutil.copytree(home, to / "home"))


def change(site: PracticeSite, force: str, before: str, after: str) -> None:
    """Print another grade on a force's pages, as their own words print it."""
    for path, answer in site.answers.items():
        if f"/{force}/" in path:
            body = answer.body
            for old, new in ((before, after), (before.capitalize(), after.capitalize())):
                body = body.replace(old.encode(), new.encode())
            site.answers[path] = replace(answer, body=body, modified=answer.modified + 1000)
