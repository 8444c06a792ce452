"""Finding the inspection pages of a real server on this machine, whatever its sitemaps are like."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flows.fetching.discover import Discovery, discover
from flows.fetching.expected import expected
from flows.fetching.fetch import open_session
from flows.fetching.limits import Limits
from flows.fetching.session import Session
from flows.selection import EVERYTHING, Selection
from flows.settings import Settings
from schemas.errors import PeelError
from tests.flows import server
from tests.flows.server import Served, page, serve, status

CANONICAL = "https://hmicfrs.justiceinspectorates.gov.uk"
LANCASHIRE = ("/peel-assessments/peel-2017/lancashire/", "/peel-assessments/peel-2017/lancashire/effectiveness/")
KENT = ("/peel-assessments/peel-2016/kent/", "/peel-reports/kent-2023-25/")
ELSEWHERE = ("/", "/news/news-feed/a-report/", "/wp-content/uploads/report.pdf", "/publication-html/a-letter/")
IN_LANCASHIRE = Selection("police", ("lancashire",), ())
QUICK = Limits(delay=0, backoff=0.001, silence=1, whole_answer=2)


def urlset(urls: Iterable[str]) -> bytes:
    entries = "".join(f"<url><loc>\n {url} </loc><lastmod>2018-03-22</lastmod></url>" for url in urls)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"{entries}</urlset>"
    ).encode()


def index_of(urls: Iterable[str]) -> bytes:
    entries = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</sitemapindex>'.encode()


def on(served: Served, paths: Iterable[str]) -> list[str]:
    return [served.url + path for path in paths]


@pytest.fixture
def served() -> Iterator[Served]:
    with serve() as served:
        yield served


@contextmanager
def session(served: Served, home: Path) -> Iterator[Session]:
    with open_session(Settings(home, served.url, ""), QUICK, lambda _: None) as session:
        yield session


def found(served: Served, home: Path, selection: Selection = EVERYTHING) -> Discovery:
    with session(served, home) as opened:
        return discover(opened.site, opened, selection)


def paths_of(discovery: Discovery) -> list[str]:
    return [target.address.url.removeprefix(CANONICAL) for target in discovery.targets]


def test_the_pages_of_a_sitemap_are_found_and_all_else_is_counted(served: Served, tmp_path: Path) -> None:
    served.at["/sitemap.xml"] = page(urlset(on(served, [*KENT, *ELSEWHERE, *LANCASHIRE])))
    discovery = found(served, tmp_path)
    assert paths_of(discovery) == sorted([*KENT, *LANCASHIRE])
    assert all(target.listed for target in discovery.targets)
    assert discovery.targets[0].url == served.url + KENT[0]
    assert discovery.listed.out_of_scope == {
        "the site's home page": 1,
        "a news page": 1,
        "a file to download, not a page": 1,
        "a letter, framework or thematic report outside the inspection programme": 1,
    }
    assert discovery.notes == ()


def test_only_the_selected_pages_are_targets(served: Served, tmp_path: Path) -> None:
    served.at["/sitemap.xml"] = page(urlset(on(served, [*KENT, *LANCASHIRE])))
    assert paths_of(found(served, tmp_path, IN_LANCASHIRE)) == list(LANCASHIRE)
    assert paths_of(found(served, tmp_path, Selection(None, ("kent",), ("2016",)))) == [KENT[0]]
    assert paths_of(found(served, tmp_path, Selection("fire", (), ()))) == []


def test_all_forms_of_an_address_are_one_page(served: Served, tmp_path: Path) -> None:
    old = "http://www.justiceinspectorates.gov.uk/hmicfrs/peel-assessments/peel-2017/lancashire?"
    forms = [old, CANONICAL + LANCASHIRE[0], *on(served, [LANCASHIRE[0], f"{LANCASHIRE[0]}#questions"])]
    served.at["/sitemap.xml"] = page(urlset(forms))
    discovery = found(served, tmp_path)
    assert [target.url for target in discovery.targets] == [served.url + LANCASHIRE[0]]


def test_sitemaps_are_those_that_robots_txt_names_however_nested_or_packed(served: Served, tmp_path: Path) -> None:
    served.at |= {
        "/robots.txt": page(f"User-agent: *\nDisallow:\nSitemap: {CANONICAL}/index.xml\nSitemap: {served.url}/b.txt".encode()),
        "/index.xml": page(index_of([f"{CANONICAL}/a.xml.gz", f"{served.url}/index.xml", "https://example.org/x.xml"])),
        "/a.xml.gz": page(gzip.compress(urlset(on(served, KENT))), {"Content-Type": "application/gzip"}),
        "/b.txt": page("\n".join(on(served, LANCASHIRE)).encode(), {"Content-Type": "text/plain"}),
        "/sitemap.xml": page(urlset(on(served, ["/peel-reports/kent-2021-22/"]))),
    }  # fmt: skip
    discovery = found(served, tmp_path)
    assert set(KENT) | set(LANCASHIRE) <= set(paths_of(discovery))
    assert [target.url for target in discovery.targets if target.listed] == sorted(on(served, [*KENT, *LANCASHIRE]))
    assert discovery.notes == ("The sitemap https://example.org/x.xml is on another site, which is never asked.",)
    assert "/sitemap.xml" not in served.paths


@pytest.mark.parametrize("place", ["/sitemap_index.xml", "/wp-sitemap.xml", "/sitemap.xml"])
def test_a_sitemap_is_looked_for_at_its_usual_places(served: Served, tmp_path: Path, place: str) -> None:
    served.at["*"] = page(b"<!doctype html><title>Not found, says status 200</title>")
    served.at[place] = page(urlset(on(served, LANCASHIRE)))
    discovery = found(served, tmp_path)
    assert paths_of(discovery) == list(LANCASHIRE)
    assert discovery.notes == ()


def test_of_a_broken_sitemap_the_whole_part_is_read_and_the_rest_is_asked_for_by_pattern(
    served: Served, tmp_path: Path
) -> None:
    served.at["/sitemap.xml"] = page(urlset(on(served, LANCASHIRE[:1])).replace(b"</urlset>", b"<url><loc>&oops"))
    discovery = found(served, tmp_path, Selection("police", ("lancashire",), ("2017",)))
    assert [target.url for target in discovery.targets if target.listed] == [served.url + LANCASHIRE[0]]
    assert LANCASHIRE[1] in paths_of(discovery)
    (note,) = discovery.notes
    assert note.startswith(f"The sitemap {served.url}/sitemap.xml is broken, so what it lists after that is not known:")


@pytest.mark.parametrize(
    ("behave", "said"),
    [
        (status(500), "the site is not well (it answers with status 500)"),
        (status(404), "the site answers with status 404"),
        (page(b"<!doctype html><html><body>no</body></html>"), "it is an HTML page"),
        (page(b"\x1f\x8b broken"), "its compressed data are broken"),
        (page(gzip.compress(bytes(70_000_000))), "it unpacks to more than 60,000,000 bytes"),
    ],
)
def test_a_sitemap_that_was_promised_and_cannot_be_read_is_named(
    served: Served, tmp_path: Path, behave: server.Behave, said: str
) -> None:
    served.at["/robots.txt"] = page(f"Sitemap: {served.url}/promised.xml".encode())
    served.at["/promised.xml"] = behave
    (note,) = found(served, tmp_path, IN_LANCASHIRE).notes
    assert f"{served.url}/promised.xml" in note
    assert said in note


def test_a_sitemap_cannot_make_us_read_files_or_ask_others(served: Served, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(served.url + LANCASHIRE[1])
    head = f'<!DOCTYPE urlset [<!ENTITY a SYSTEM "file://{secret}"><!ENTITY b SYSTEM "{served.url}/stolen">]>'
    entries = f"<url><loc>&a;</loc></url><url><loc>&b;</loc></url><url><loc>{served.url}{LANCASHIRE[0]}</loc></url>"
    served.at["/sitemap.xml"] = page(f'<?xml version="1.0"?>{head}<urlset>{entries}</urlset>'.encode())
    discovery = found(served, tmp_path / "home", EVERYTHING)
    assert LANCASHIRE[1] not in [
        target.address.url.removeprefix(CANONICAL) for target in discovery.targets if target.listed
    ]
    assert "/stolen" not in served.paths


def test_entities_that_grow_without_end_are_a_broken_sitemap(served: Served, tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lol"}">' for n in range(12))
    text = f'<?xml version="1.0"?><!DOCTYPE urlset [{entities}]><urlset><url><loc>&e11;</loc></url></urlset>'
    served.at["/sitemap.xml"] = page(text.encode())
    assert len(paths_of(found(served, tmp_path, IN_LANCASHIRE))) == len(expected(IN_LANCASHIRE))


@pytest.mark.parametrize("number", [5_000, pytest.param(50_000, marks=pytest.mark.long)])
def test_fifty_thousand_addresses_are_read(number: int, served: Served, tmp_path: Path) -> None:
    many = [f"/news/news-feed/item-{one}/" for one in range(number)]
    served.at["/sitemap.xml"] = page(urlset(on(served, [*many, *LANCASHIRE])))
    discovery = found(served, tmp_path)
    assert paths_of(discovery) == list(LANCASHIRE)
    assert discovery.listed.out_of_scope == {"a news page": number}


def test_sitemaps_without_end_come_to_an_end(served: Served, tmp_path: Path) -> None:
    def deeper(handler: server.Handler) -> None:
        handler.reply(200, index_of([served.url + handler.path + "x"]))

    served.at |= {"/robots.txt": server.missing(), "*": deeper}
    notes = found(served, tmp_path, IN_LANCASHIRE).notes
    assert "nested too deeply" in notes[-1]
    assert len(served.paths) < 10


def test_a_site_without_a_sitemap_is_asked_for_the_pages_it_should_have(served: Served, tmp_path: Path) -> None:
    discovery = found(served, tmp_path, Selection("police", ("lancashire",), ("2017",)))
    home = "/peel-assessments/peel-2017/lancashire/"
    parts = ("", "effectiveness/", "efficiency/", "legitimacy/", "more-about-this-area/", "other-reports/")
    assert paths_of(discovery) == [home + part for part in parts]
    assert not any(target.listed for target in discovery.targets)
    assert discovery.notes == ("The site has no sitemap, so every page that it should have is asked for.",)


def test_a_force_and_round_that_were_named_and_are_not_listed_are_missing(served: Served, tmp_path: Path) -> None:
    served.at["/sitemap.xml"] = page(urlset(on(served, LANCASHIRE)))
    discovery = found(served, tmp_path, Selection("police", ("kent", "lancashire"), ("2017",)))
    assert paths_of(discovery) == list(LANCASHIRE)
    assert discovery.missing == (("police", "kent", "2017"),)


def test_a_page_of_a_force_that_nobody_knows_is_reported(served: Served, tmp_path: Path) -> None:
    unknown = served.url + "/peel-assessments/peel-2017/atlantis/"
    served.at["/sitemap.xml"] = page(urlset([unknown, *on(served, LANCASHIRE)]))
    assert list(found(served, tmp_path).listed.unknown) == [unknown]


def test_every_expected_address_is_that_of_its_own_round_and_force() -> None:
    everything = expected(EVERYTHING)
    assert len({address.page_id for address in everything}) == len(everything) > 1500
    assert {address.service for address in everything} == {"police", "fire"}
    ids = {address.page_id for address in everything}
    assert {
        "peel-reports/heddlu-dyfed-powys-2021-22",
        "peel-assessments/peel-2018/surrey/efficiency/detailed-findings",
        "frs-assessment/frs-2018/kent/people",
        "peel-assessments/peel-2017",
    } <= ids


def test_the_sitemap_of_a_web_archive_is_the_archived_one(served: Served, tmp_path: Path) -> None:
    prefix = f"{served.url}/web/2018"
    served.at |= {
        "/robots.txt": page(f"Sitemap: {served.url}/sitemap-of-the-archive.xml".encode()),
        f"/web/2018/{CANONICAL}/sitemap.xml": page(
            urlset([f"{prefix}/{CANONICAL}{LANCASHIRE[0]}", CANONICAL + KENT[0]])
        ),
    }
    discovery = found(Served(prefix), tmp_path)
    assert [target.url for target in discovery.targets] == [
        f"{prefix}/{CANONICAL}{path}" for path in (KENT[0], LANCASHIRE[0])
    ]
    assert "/sitemap-of-the-archive.xml" not in served.paths


def test_a_site_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with serve() as gone:
        pass
    with pytest.raises(PeelError, match="the site refuses connections"):
        found(gone, tmp_path)
