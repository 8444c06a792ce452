"""Taking in files that others made: archives of several tools, saved pages, texts, and what is none of these."""

from __future__ import annotations

import base64
import gzip
import hashlib
import os
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import brotli
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.keeping.archive import body_of
from flows.keeping.captures import captures_of, content_captures
from flows.keeping.importing import Imported, import_paths
from flows.keeping.verifying import verify
from flows.settings import Settings
from schemas.errors import PeelError

URL = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2017/lancashire/effectiveness/"
OLD = "http://www.justiceinspectorates.gov.uk/hmic/peel-assessments/peel-2016/kent/"
PAGE_ID = "peel-assessments/peel-2017/lancashire/effectiveness"
BODY = "<html><head><title>Lancashire PEEL 2017</title></head><body><p>It is good – really.</p></body></html>".encode()
TEXT = b"Skip to content\n\nLancashire PEEL 2017\n"
AT = datetime(2018, 4, 5, 6, 7, 8)
Take = Callable[..., Imported]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def take(home: Path) -> Take:
    def take(*paths: Path, url: str | None = None, at: datetime | None = None) -> Imported:
        return import_paths(paths, url, at, Settings(home, None, ""))

    return take


def add(
    writer: Any,
    url: str,
    body: bytes,
    kind: str = "response",
    code: str = "200 OK",
    fields: Any = None,
    **headers: str,
) -> None:
    """Add one record, as other tools write them."""
    http = None
    if kind in ("response", "revisit"):
        given = {"Content-Type": "text/html", **{name.replace("_", "-"): value for name, value in headers.items()}}
        http = StatusAndHeaders(code, list(given.items()), protocol="HTTP/1.1")
    record = writer.create_warc_record(
        url,
        kind,
        payload=BytesIO(body),
        length=len(body),
        http_headers=http,
        warc_content_type="" if http else headers.get("Content_Type", "text/plain"),
        warc_headers_dict={"WARC-Date": "2018-04-05T06:07:08Z", **(fields or {})},
    )
    writer.write_record(record)


def archive(path: Path, packed: bool = True, body: bytes = BODY, **headers: str) -> Path:
    """Make an archive by others: a page, a page of another site, an error page, a picture."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=packed)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "another tool"}))
        add(writer, URL, body, **headers)
        add(writer, "https://www.example.org/", b"<html>other</html>")
        add(writer, OLD, b"<html>gone</html>", code="404 Not Found")
        add(writer, OLD, b"\x89PNG", Content_Type="image/png")
    return path


def chunked(body: bytes) -> bytes:
    return b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)


def test_an_archive_by_others_gives_its_inspection_pages_and_counts_the_rest(
    take: Take, home: Path, tmp_path: Path
) -> None:
    imported = take(archive(tmp_path / "crawl.warc.gz"))
    (capture,) = imported.captures
    assert (capture.page_id, capture.url, capture.captured_url) == (PAGE_ID, URL, URL)
    assert (capture.kind, capture.http_status, capture.fetched_at) == ("response", 200, AT)
    assert body_of(home / "archive", capture) == BODY
    assert imported.out_of_scope == {
        "a page of another site": 1,
        "an error page or a redirect": 1,
        "a file, not a page": 1,
    }
    assert captures_of(home / "archive") == [capture]


def test_an_archive_is_read_however_it_is_packed(take: Take, home: Path, tmp_path: Path) -> None:
    plain = archive(tmp_path / "plain.warc", packed=False)
    whole = tmp_path / "whole.warc.gz"
    whole.write_bytes(gzip.compress(plain.read_bytes()))
    wacz = tmp_path / "browser.wacz"
    with zipfile.ZipFile(wacz, "w") as packed:
        packed.write(archive(tmp_path / "data.warc.gz"), "archive/data.warc.gz")
        packed.writestr("datapackage.json", "{}")
    assert len(take(plain)) == 1
    assert take(whole).already == 1
    assert take(wacz).already == 1
    assert len(captures_of(home / "archive")) == 1


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(BODY), {"Content_Encoding": "gzip"}),
        (brotli.compress(BODY), {"Content_Encoding": "br"}),
        (chunked(BODY), {"Transfer_Encoding": "chunked"}),
        (chunked(gzip.compress(BODY)), {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),
        (BODY, {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip", "Content_Length": "9"}),
        (BODY, {"Content_Encoding": "br", "Content_Length": "900000"}),
        (BODY, {"Content_Type": ""}),
        (BODY, {"Content_Type": "text/plain"}),
    ],
    ids=["gzip", "brotli", "chunked", "chunked gzip", "dechunked", "unpacked", "of no type", "called text"],
)
def test_a_body_by_others_is_read_back_decoded(
    take: Take, home: Path, tmp_path: Path, body: bytes, headers: dict[str, str]
) -> None:
    (capture,) = take(archive(tmp_path / "crawl.warc.gz", True, body, **headers)).captures
    assert body_of(home / "archive", capture) == BODY
    assert capture.media_type == "text/html"


def test_a_url_in_capitals_is_the_same_url(take: Take, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    with path.open("wb") as file:
        add(WARCWriter(file), URL.replace("https://hmic", "HTTPS://HMIC"), BODY)
    (capture,) = take(path).captures
    assert (capture.page_id, capture.http_status) == (PAGE_ID, 200)
    assert body_of(home / "archive", capture) == BODY
    assert captures_of(home / "archive") == [capture]


@pytest.mark.parametrize(
    ("body", "headers", "why"),
    [
        (BODY, {"Content_Length": "5292"}, f"it is cut short: {len(BODY)} bytes of the 5,292 that its header says"),
        (b"%x\r\n%b\r\n" % (len(BODY), BODY), {"Transfer_Encoding": "chunked"}, "its last chunk is missing"),
        (b"ffff\r\n" + BODY, {"Transfer_Encoding": "chunked"}, "its last chunk is missing"),
        (gzip.compress(BODY)[:-9], {"Content_Encoding": "gzip"}, "its compressed data are cut short"),
        (BODY, {}, "its record is marked as cut short (WARC-Truncated: length)"),
    ],
    ids=["length", "last chunk", "within a chunk", "gzip", "marked"],
)
def test_a_capture_that_is_not_whole_is_left_out_by_name(
    take: Take, home: Path, tmp_path: Path, body: bytes, headers: dict[str, str], why: str
) -> None:
    path = tmp_path / "crawl.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file)
        marks = {} if headers else {"WARC-Truncated": "length"}
        add(writer, URL, body, fields=marks, **headers)
        add(writer, OLD, BODY)
    imported = take(path)
    assert imported.notes == [f"A capture of {PAGE_ID} was left out: {why}."]
    assert [one.page_id for one in captures_of(home / "archive")] == ["peel-assessments/peel-2016/kent"]


def test_text_captures_of_an_archive_are_taken_as_text(take: Take, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "crawl.wet.gz"
    with path.open("wb") as file:
        add(WARCWriter(file), URL, TEXT, kind="conversion")
    (capture,) = take(path).captures
    assert (capture.kind, capture.media_type, capture.fetched_at) == ("text", "text/plain", AT)
    assert body_of(home / "archive", capture) == TEXT


def test_a_copy_of_a_copy_is_as_old_as_the_first(take: Take, tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    with path.open("wb") as file:
        add(WARCWriter(file), f"https://web.archive.example/web/20170102030405/{URL}", BODY)
    (capture,) = take(path).captures
    assert capture.fetched_at == datetime(2017, 1, 2, 3, 4, 5)
    assert take(path).already == 1


def test_what_comes_before_a_cut_is_taken_and_the_cut_is_named(take: Take, tmp_path: Path) -> None:
    path = archive(tmp_path / "cut.warc.gz")
    with path.open("ab") as file:
        add(WARCWriter(file), OLD, os.urandom(5000))
    path.write_bytes(path.read_bytes()[:-2000])
    imported = take(path)
    assert [capture.page_id for capture in imported.captures] == [PAGE_ID]
    assert imported.notes == [
        "A capture of peel-assessments/peel-2016/kent was left out: it is cut short.",
        "cut.warc.gz is damaged or cut short; inspection pages before that place: 1.",
    ]


@pytest.mark.parametrize("packed", ["warc.gz", "wacz"])
def test_what_a_damaged_record_unpacks_to_is_not_taken_and_what_comes_behind_it_is(
    take: Take, home: Path, tmp_path: Path, packed: str
) -> None:
    path = tmp_path / "crawl.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file)
        add(writer, URL, BODY)
        end = file.tell()
        add(writer, OLD, BODY)
    data = bytearray(path.read_bytes())
    data[end - 6] ^= 4  # of the check sum: the damage shows when all has been unpacked
    path.write_bytes(data)
    if packed == "wacz":
        path = tmp_path / "crawl.wacz"
        with zipfile.ZipFile(path, "w") as zipped:
            zipped.write(tmp_path / "crawl.warc.gz", "archive/crawl.warc.gz")
    imported = take(path)
    assert [one.page_id for one in imported.captures] == ["peel-assessments/peel-2016/kent"]
    assert imported.notes == [f"{path.name} is damaged at bytes 0 to {end}: what it held there was left out."]


def test_importing_again_takes_nothing_twice(take: Take, home: Path, tmp_path: Path) -> None:
    saved = tmp_path / "page.html"
    saved.write_bytes(BODY)
    paths = [archive(tmp_path / "crawl.warc.gz")]
    take(*paths)
    take(saved, url=URL)
    before = captures_of(home / "archive")
    again = take(*paths)
    assert (len(again), again.already) == (0, 1)
    assert take(saved, url=URL).already == 1
    assert captures_of(home / "archive") == before


def test_a_text_needs_to_be_told_its_page_and_may_be_told_its_time(take: Take, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "lancashire.txt"
    path.write_bytes(TEXT)
    with pytest.raises(PeelError, match="import it by itself with --url"):
        take(path)
    (capture,) = take(path, url=URL, at=AT.replace(tzinfo=UTC)).captures
    assert (capture.kind, capture.media_type, capture.http_status) == ("text", "text/plain", None)
    assert (capture.url, capture.fetched_at) == (URL, AT)
    assert body_of(home / "archive", capture) == TEXT


def test_a_saved_file_is_as_old_as_its_last_change_if_nobody_says_otherwise(take: Take, tmp_path: Path) -> None:
    path = tmp_path / "lancashire.txt"
    path.write_bytes(TEXT)
    os.utime(path, (AT.replace(tzinfo=UTC).timestamp(),) * 2)
    (capture,) = take(path, url=URL).captures
    assert capture.fetched_at == AT


HEADS = {
    "canonical": f'<html><head><link rel="canonical" href="{OLD}"></head>',
    "og:url": f'<html><head><meta property="og:url" content="{OLD}"/></head>',
    "attributes turned around": f"<html><head><link href='{OLD}' rel='Canonical'></head>",
    "a browser": f"<!DOCTYPE html>\n<!-- saved from url=(0071){OLD} -->\n<html>",
    "an extension": f"<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: {OLD} \n"
    " saved date: Thu Apr 05 2018 07:07:08 GMT+0100 (British Summer Time)\n-->",
}


@pytest.mark.parametrize("head", HEADS)
def test_a_saved_page_says_itself_what_it_is(take: Take, home: Path, tmp_path: Path, head: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(HEADS[head] + "<body><p>Kent 2016</p></body></html>")
    (capture,) = take(path).captures
    assert (capture.page_id, capture.kind, capture.media_type) == (
        "peel-assessments/peel-2016/kent",
        "html",
        "text/html",
    )
    assert body_of(home / "archive", capture) == path.read_bytes()
    assert (capture.fetched_at == AT) == (head == "an extension")


def test_a_folder_of_saved_pages_is_taken_without_their_pictures(take: Take, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    (folder / "page_files").mkdir(parents=True)
    (folder / "page.html").write_text(HEADS["canonical"])
    (folder / "lost.html").write_text("<html><p>Who am I?</p></html>")
    (folder / "news.html").write_text(HEADS["canonical"].replace(OLD, URL.replace("peel-assessments", "news")))
    (folder / "page_files" / "logo.png").write_bytes(b"\x89PNG")
    imported = take(folder)
    assert [capture.page_id for capture in imported.captures] == ["peel-assessments/peel-2016/kent"]
    assert imported.notes[0] == "lost.html was left out: it does not say which page it is a copy of."
    assert "news.html was left out" in imported.notes[1]


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("report.pdf", b"%PDF-1.7", "a PDF"),
        ("logo.html", b"\x89PNG\r\n", "a picture"),
        ("notes.txt", b"", "an empty file"),
        ("data.bin", bytes(range(256)), "neither HTML nor text"),
        ("page.html.gz", gzip.compress(BODY), "a compressed file that is no web archive"),
        ("pages.zip", b"PK\x03\x04zip", "a compressed file that is no web archive"),
        ("page.mhtml", b"From: <Saved by Blink>\n", "an MHTML file, which browsers can save as HTML instead"),
    ],
)
def test_a_file_that_is_no_capture_is_refused_by_name_and_nothing_is_imported(
    take: Take, home: Path, tmp_path: Path, name: str, data: bytes, what: str
) -> None:
    wrong = tmp_path / name
    wrong.write_bytes(data)
    good = archive(tmp_path / "crawl.warc.gz")
    with pytest.raises(PeelError, match="nothing was") as error:
        take(good, wrong)
    assert str(error.value).endswith(f": {name} ({what}).")
    assert captures_of(home / "archive") == []


def test_files_in_a_folder_that_are_no_captures_are_left_out_with_a_note(take: Take, tmp_path: Path) -> None:
    folder = tmp_path / "mirror"
    folder.mkdir()
    (folder / "empty.html").write_bytes(b" ")
    (folder / "logo.html").write_bytes(b"\x89PNG\r\n")
    with pytest.raises(PeelError, match=r"nothing was: empty.html \(an empty file\), logo.html \(a picture\)."):
        take(folder)
    (folder / "page.html").write_bytes(f"<!-- saved from url=(0099){URL} -->".encode() + BODY)
    imported = take(folder)
    assert [one.page_id for one in imported.captures] == [PAGE_ID]
    assert imported.notes == [
        "empty.html was left out: it is an empty file.",
        "logo.html was left out: it is a picture.",
    ]


@pytest.mark.parametrize("made", ["in UTF-16", "with a stray character"])
def test_a_saved_page_is_a_page_in_any_coding_and_with_a_character_that_strayed_into_it(
    take: Take, tmp_path: Path, made: str
) -> None:
    body = BODY.decode().replace("<head>", f'<head><link rel="canonical" href="{URL}">')
    path = tmp_path / "page.html"
    path.write_bytes(body.encode("utf-16") if made == "in UTF-16" else body.replace("good", "go\x02od").encode())
    assert [one.page_id for one in take(path).captures] == [PAGE_ID]


def test_mistakes_in_asking_are_one_sentence_each(take: Take, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(BODY)
    with pytest.raises(PeelError, match="There is no file"):
        take(tmp_path / "nowhere.html")
    with pytest.raises(PeelError, match="is not an inspection page: it is a news page"):
        take(path, url="https://hmicfrs.justiceinspectorates.gov.uk/news/x/")
    with pytest.raises(PeelError, match="but there are 2 of them"):
        take(path, archive(tmp_path / "a.warc.gz"), path, url=URL)
    with pytest.raises(PeelError, match="in the future"):
        take(path, url=URL, at=datetime(2999, 1, 1))
    with pytest.raises(PeelError, match="does not say which page"):
        take(path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(PeelError, match="no HTML, plain text or web archive file"):
        take(tmp_path / "empty")


def test_an_archive_without_inspection_pages_says_what_it_held(take: Take, tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    with path.open("wb") as file:
        add(WARCWriter(file), "https://www.example.org/", b"<html>other</html>")
    with pytest.raises(
        PeelError, match=r"crawl.warc.gz held no capture of an inspection page \(but 1 a page of another"
    ):
        take(path)


REVISIT = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"


def crawl(path: Path, body: bytes | None, *refers: dict[str, str], http: bool = True) -> Path:
    """Make a crawl: a page in 2018, if it is given, and notes of 2020 that it had not changed."""
    with path.open("wb") as file:
        writer = WARCWriter(file)
        if body is not None:
            add(writer, URL, body)
        for fields in refers:
            head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1") if http else None
            given = {"WARC-Date": "2020-01-02T03:04:05Z", "WARC-Profile": REVISIT, **fields}
            writer.write_record(writer.create_warc_record(URL, "revisit", http_headers=head, warc_headers_dict=given))
    return path


def digest_of(body: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()


BY_DATE = {"WARC-Refers-To-Target-URI": URL, "WARC-Refers-To-Date": "2018-04-05T06:07:08Z"}
BY_DIGEST = {"WARC-Payload-Digest": digest_of(BODY)}


@pytest.mark.parametrize("refers", [BY_DATE, BY_DIGEST, {**BY_DATE, "WARC-Payload-Digest": "sha1:OTHER"}])
@pytest.mark.parametrize("http", [True, False])
def test_a_note_that_a_page_had_not_changed_is_a_visit_to_it(
    take: Take, home: Path, tmp_path: Path, refers: dict[str, str], http: bool
) -> None:
    first = crawl(tmp_path / "a.warc.gz", BODY)
    second = crawl(tmp_path / "b.warc.gz", None, refers, http=http)
    (original,) = take(first).captures
    (repeated,) = take(second).captures
    assert (repeated.kind, repeated.fetched_at) == ("revisit", datetime(2020, 1, 2, 3, 4, 5))
    assert repeated.payload_sha256 == original.payload_sha256
    assert body_of(home / "archive", repeated) == BODY
    assert content_captures(captures_of(home / "archive")) == [original]
    assert take(second).already == 1
    assert verify(home / "archive").problems == ()


def test_a_note_on_a_capture_that_nobody_has_is_counted(take: Take, tmp_path: Path) -> None:
    lost = {**BY_DATE, "WARC-Refers-To-Date": "1999-01-01T00:00:00Z", "WARC-Payload-Digest": "sha1:OTHER"}
    imported = take(crawl(tmp_path / "a.warc.gz", BODY, lost, {}))
    assert len(imported) == 1
    assert imported.out_of_scope == {"a note that a page had not changed since a capture that is not here": 2}


def test_a_page_captured_by_its_number_is_the_page_that_it_says_it_is(take: Take, home: Path, tmp_path: Path) -> None:
    path, numbered = tmp_path / "a.warc.gz", "https://hmicfrs.justiceinspectorates.gov.uk/?p=146519"
    body = BODY.replace(b"<head>", f'<head><link rel="canonical" href="{URL}">'.encode())
    with path.open("wb") as file:
        writer = WARCWriter(file)
        for content, headers in ((body, {}), (gzip.compress(body + b" "), {"Content_Encoding": "gzip"}), (BODY, {})):
            add(writer, numbered, content, **headers)
    imported = take(path)
    assert [(one.page_id, one.captured_url) for one in imported.captures] == [(PAGE_ID, numbered)] * 2
    assert body_of(home / "archive", imported.captures[0]) == body
    assert imported.out_of_scope == {"a page named by number only; its own address is not known": 1}
