"""A web archive as the site, with a toolbar on its copies and all their links rewritten: the same rows all the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from flows.practice.site import site_pages
from flows.running import pipeline
from flows.running.runs import begin
from flows.running.summary import exit_status
from flows.selection import select
from flows.settings import settings
from tests.flows.server import Behave, Served, page, redirect, serve
from transforms.addresses import SITE
from transforms.web_archive import without_toolbar

KENT = {path: body for path, body in site_pages("plain").items() if "/peel-2017/kent/" in path}
BEGIN, END = "<!-- BEGIN WAYBACK TOOLBAR INSERT -->", "<!-- END WAYBACK TOOLBAR INSERT -->"
TOOLBAR = f"{BEGIN}<div id='bar'><h1>Kent 2017</h1><p>Good</p><a href='/web/2019*/'>45 captures</a></div>{END}"
WORDS = {
    "sections": "SELECT page_id, position, heading, path, kind, text FROM sections ORDER BY ALL",
    "judgments": "SELECT * FROM judgments ORDER BY ALL",
    "findings": "SELECT * FROM findings ORDER BY ALL",
    "pages": "SELECT page_id, url, title, last_updated, content_sha256, coverage FROM pages ORDER BY ALL",
}


@pytest.fixture
def served() -> Iterator[Served]:
    with serve() as served:
        sitemap = "\n".join(SITE + path for path in KENT).encode()
        served.at["/sitemap.xml"] = page(sitemap.replace(SITE.encode(), served.url.encode()))
        served.at[f"/web/2018/{SITE}/sitemap.xml"] = page(sitemap)
        for path, body in KENT.items():
            served.at[path] = page(body)
            served.at[f"/web/2018/{SITE}{path}"] = redirect(f"/web/20180405060708/{SITE}{path}", 302)
            served.at[f"/web/20180405060708/{SITE}{path}"] = copied(body, served)
        yield served


def copied(body: bytes, served: Served) -> Behave:
    """A copy as a web archive serves it."""
    text = body.decode().replace('href="/', f'href="{served.url}/web/20180405060708/{SITE}/')
    return page(text.replace("<body>", f"<body>{TOOLBAR}").encode())


def rows(home: Path, site: str) -> dict[str, list[tuple[object, ...]]]:
    """Ingest a site, and give what the warehouse then says."""
    run = begin("ingest", select("police", ["kent"], ["2017"]), settings(home, site))
    assert exit_status(pipeline.ingest(run, refetch=False)) == 0
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        return {table: connection.execute(query).fetchall() for table, query in WORDS.items()}


@pytest.mark.long
def test_a_web_archives_toolbar_and_links_do_not_end_up_in_the_data(served: Served, tmp_path: Path) -> None:
    archived = rows(tmp_path / "archived", f"{served.url}/web/2018/")
    assert archived == rows(tmp_path / "itself", served.url)
    assert len(archived["pages"]) == 4
    told = repr(archived)
    assert "captures" not in told
    assert "/web/" not in told
    with duckdb.connect(str(tmp_path / "archived" / "warehouse.duckdb"), read_only=True) as connection:
        assert connection.execute("SELECT DISTINCT fetched_at FROM pages").fetchall() == [(datetime(2018, 4, 5, 6, 7, 8),)]  # fmt: skip


def test_only_what_stands_between_an_archives_own_marks_is_taken_off() -> None:
    whole = b"<html><body><p>Good</p></body></html>"
    assert without_toolbar(whole) == whole
    for begin_, end in ((BEGIN, END), ("<!-- WB Insert -->", "<!-- End WB Insert -->"), (BEGIN.lower(), END.lower())):
        marked = f"<html><body>{begin_}<b>bar</b>\n{end}<p>Good</p>{begin_}x{end}</body></html>"
        assert without_toolbar(marked.encode()) == whole
        assert without_toolbar(marked.replace(end, "").encode()) == marked.replace(end, "").encode()
