"""The archive's index: the same whether it was kept along or made from the files, by one process or by two."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from flows.keeping import index
from flows.keeping.archive import open_run
from flows.keeping.captures import captures_of, captures_sha256, content_captures, hashes, latest, reindex, visited
from flows.keeping.visits import Visit, note, still_unanswered, visits_of
from schemas.errors import PeelError
from tests.flows.test_archive import ADDRESS, ROOT, START, URL, answer, fill, writing
from transforms.addresses import address_of

PAGE_ID = "peel-assessments/peel-2017/lancashire"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "archive"


def test_an_archive_that_is_not_there_is_empty_and_stays_so(folder: Path) -> None:
    assert captures_of(folder) == []
    assert latest(folder, PAGE_ID) is None
    assert (visited(folder), list(hashes(folder)), still_unanswered(folder)) == ({}, [], {})
    assert not folder.exists()


def test_the_index_made_from_the_files_is_the_one_that_was_kept(folder: Path) -> None:
    kept = fill(folder) + fill(folder, "run-2")
    before = captures_of(folder)
    assert sorted(before, key=lambda capture: (capture.file, capture.offset)) == kept
    assert reindex(folder).captures == len(kept)
    assert captures_of(folder) == before
    for path in folder.glob("index.sqlite*"):
        path.unlink()
    assert captures_of(folder) == before


@pytest.mark.parametrize("damage", [b"", b"this is no database, but long enough to be looked at" * 10])
def test_an_index_that_is_broken_is_made_anew(folder: Path, damage: bytes) -> None:
    fill(folder)
    before = captures_of(folder)
    for path in folder.glob("index.sqlite-*"):
        path.unlink()
    (folder / "index.sqlite").write_bytes(damage)
    assert captures_of(folder) == before


def test_an_index_of_another_version_is_made_anew(folder: Path) -> None:
    fill(folder)
    before = captures_of(folder)
    connection = sqlite3.connect(folder / "index.sqlite")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert captures_of(folder) == before


def test_a_file_copied_in_from_another_home_is_found(folder: Path, tmp_path: Path) -> None:
    fill(folder)
    fill(tmp_path / "other", "run-2")
    (folder / "peel-run-2.warc.gz").write_bytes((tmp_path / "other" / "peel-run-2.warc.gz").read_bytes())
    assert {capture.run_id for capture in captures_of(folder)} == {"run-1", "run-2"}


def test_captures_are_given_by_page_and_oldest_first(folder: Path) -> None:
    other = address_of(URL.replace("lancashire", "kent"))
    with writing(folder) as writer:
        for minutes in (5, 1, 3):
            writer.response(ADDRESS, answer(b"<html>%d" % minutes, minutes=minutes))
        kent = writer.response(other, replace(answer(), url=other.url))
    assert captures_of(folder, [other.page_id]) == [kent]
    assert [capture.fetched_at.minute for capture in captures_of(folder, [PAGE_ID])] == [1, 3, 5]
    assert captures_of(folder, []) == []
    assert len(captures_of(folder, [*(f"nobody/{number}" for number in range(2000)), PAGE_ID])) == 3


def test_only_content_that_differs_from_the_one_before_is_new(folder: Path) -> None:
    first, _, _, changed, gone, text, html = fill(folder)
    everything = captures_of(folder)
    assert content_captures(everything) == [first, changed, text, html]
    assert latest(folder, PAGE_ID) == html
    assert content_captures([gone]) == []


def test_the_hash_of_captures_changes_with_content_only(folder: Path) -> None:
    with writing(folder) as writer:
        writer.response(ADDRESS, answer(ETag='"1"'))
        before = captures_sha256(captures_of(folder))
        original = writer.newest_at(URL)
        assert original
        writer.revisit(ADDRESS, answer(b"", 304, 1), original)
        writer.response(ADDRESS, answer(b"<html>gone", 404, 2))
        assert captures_sha256(captures_of(folder)) == before
        writer.response(ADDRESS, answer(b"<html>new", minutes=3))
    after = captures_sha256(captures_of(folder))
    assert after != before
    assert list(hashes(folder)) == [(PAGE_ID, URL, after)]


def test_a_visit_counts_whatever_it_brought_and_an_import_is_none(folder: Path) -> None:
    with open_run(folder, "run-1") as writer:
        writer.text(ADDRESS, b"text", URL, START)
        assert visited(folder) == {}
        writer.response(ADDRESS, answer(b"<html>gone", 404, 2))
    assert visited(folder) == {PAGE_ID: START + timedelta(minutes=2)}


def test_validators_are_the_newest_ones_and_only_of_files_that_are_there(folder: Path) -> None:
    with writing(folder) as writer:
        first = writer.response(ADDRESS, answer(ETag='"1"'))
        assert writer.newest_at("https://example.org/") is None
        original = writer.newest_at(URL)
        assert original
        writer.revisit(ADDRESS, answer(b"", 304, 1, ETag='"2"'), original)
        newest = writer.newest_at(URL)
        assert newest
        assert newest.capture == replace(first, etag='"2"')
        (folder / first.file).unlink()
        assert writer.newest_at(URL) is None


def test_unanswered_visits_are_remembered_until_an_answer_comes(folder: Path) -> None:
    fill(folder)
    early = Visit(START - timedelta(days=1), PAGE_ID, URL, "It did not answer.", "run-0")
    late = replace(early, at=START + timedelta(days=1), reason="Zeile\nmit \x1b Zeichen")
    note(folder, early)
    assert still_unanswered(folder) == {}
    note(folder, late)
    with (folder / "visits.jsonl").open("a") as log:
        log.write('{"at": "2026-11-23T10:')
    assert list(visits_of(folder)) == [early, late]
    assert still_unanswered(folder) == {PAGE_ID: late}


def test_an_index_that_cannot_be_used_is_one_sentence(folder: Path) -> None:
    fill(folder)
    for path in folder.glob("index.sqlite*"):
        path.unlink()
    (folder / "index.sqlite").mkdir()
    with pytest.raises(PeelError, match="cannot be used"):
        captures_of(folder)


TWO = """
import sys
from dataclasses import replace
from pathlib import Path
from flows.keeping.archive import open_run
from flows.keeping.captures import captures_of
from tests.flows.test_archive import ADDRESS, answer
folder, run = Path(sys.argv[1]), sys.argv[2]
with open_run(folder, run) as writer:
    for number in range(60):
        writer.response(ADDRESS, replace(answer(f"<html>{run} {number}".encode(), minutes=number), url=f"http://x/{run}"))
        if number % 10 == 0:
            captures_of(folder)
"""


@pytest.mark.long
def test_two_processes_may_fetch_at_the_same_time(folder: Path) -> None:
    runs = [subprocess.Popen([sys.executable, "-c", TWO, str(folder), f"run-{number}"], cwd=ROOT) for number in (1, 2)]
    assert [run.wait(60) for run in runs] == [0, 0]
    before = captures_of(folder)
    assert len(before) == 120
    assert reindex(folder).captures == 120
    assert captures_of(folder) == before


def test_every_capture_has_one_row(folder: Path) -> None:
    fill(folder)
    with index.opened(folder) as connection:
        connection.execute("UPDATE files SET indexed = 0")
        connection.commit()
    assert len(captures_of(folder)) == 7


def test_a_log_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(PeelError, match="cannot be written"):
        note(tmp_path / "no folder", Visit(START, PAGE_ID, URL, "It is a PDF.", "run-1"))
