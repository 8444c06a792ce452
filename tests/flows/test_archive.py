"""The archive's files: what any tool can read of them, and what a kill, a full disk or a cut leaves of them."""

from __future__ import annotations

import errno
import gzip
import os
import resource
import signal
import subprocess
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from flows.keeping import index, walking, warc
from flows.keeping.archive import RunWriter, append, body_of, open_run
from flows.keeping.captures import captures_of, reindex
from flows.keeping.verifying import verify
from flows.keeping.warc import Answer
from schemas.errors import PeelError
from schemas.records import Address, Capture
from transforms.addresses import address_of

ROOT = Path(__file__).resolve().parents[2]
URL = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2017/lancashire/"
ADDRESS: Address = address_of(URL)
BODY = b"<html><p>Lancashire</p></html>" * 50
START = datetime(2026, 11, 23, 10)


def answer(body: bytes = BODY, status: int = 200, minutes: int = 0, **headers: str) -> Answer:
    return Answer(
        url=URL,
        status=status,
        reason="OK",
        protocol="HTTP/1.1",
        headers=(("Content-Type", "text/html"), *((name.replace("_", "-"), value) for name, value in headers.items())),
        body=body,
        content=body,
        request=("GET /peel-assessments/peel-2017/lancashire/ HTTP/1.1", (("Host", "example"), ("User-Agent", "peel"))),
        at=START + timedelta(minutes=minutes),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "archive"


@contextmanager
def writing(folder: Path, run: str = "run-1") -> Iterator[RunWriter]:
    with open_run(folder, run) as writer:
        yield writer


def fill(folder: Path, run: str = "run-1") -> list[Capture]:
    """One capture of each kind."""
    with writing(folder, run) as writer:
        first = writer.response(ADDRESS, answer(ETag='"1"'))
        original = writer.newest_at(URL)
        assert original
        return [
            first,
            writer.revisit(ADDRESS, answer(b"", 304, 1), original),
            writer.response(ADDRESS, answer(minutes=2)),
            writer.response(ADDRESS, answer(b"<html>new</html>", minutes=3)),
            writer.response(ADDRESS, answer(b"<html>gone</html>", 404, 4)),
            writer.text(ADDRESS, b"Lancashire 2017", URL, START + timedelta(minutes=5)),
            writer.html(ADDRESS, b"<p>Lancashire", URL, START + timedelta(minutes=6)),
        ]


def test_any_tool_for_web_archives_can_read_and_check_the_file(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(folder)
    path = folder / "peel-run-1.warc.gz"
    with path.open("rb") as file:
        records = [
            (record.rec_type, record.rec_headers.protocol, record.content_stream().read())
            for record in ArchiveIterator(file, check_digests="raise")
        ]
    assert {protocol for _, protocol, _ in records} == {"WARC/1.1"}
    assert [kind for kind, _, _ in records if kind != "request"] == [
        "warcinfo", "response", "revisit", "revisit", "response", "response", "conversion", "resource",
    ]  # fmt: skip
    assert [kind for kind, _, _ in records].count("request") == 5
    assert records[1][2] == BODY
    arguments = type("Arguments", (), {"verbose": False, "inputs": [str(path)]})
    checker = Checker(arguments)
    checker.process_all()
    assert checker.exit_value == 0
    capsys.readouterr()


def test_a_transfer_coding_that_is_undone_is_not_announced_to_readers(folder: Path) -> None:
    with writing(folder) as writer:
        capture = writer.response(ADDRESS, answer(Transfer_Encoding="chunked"))
    http = warc.read_at(folder / capture.file, capture.offset).http_headers
    assert http.get_header("Transfer-Encoding") is None
    assert http.get_header("X-Archive-Orig-Transfer-Encoding") == "chunked"


def test_a_revisit_names_what_it_confirms(folder: Path) -> None:
    captures = fill(folder)
    fields = warc.read_at(folder / captures[1].file, captures[1].offset).rec_headers.get_header
    assert fields("WARC-Profile") == warc.NOT_MODIFIED
    assert fields("WARC-Refers-To-Target-URI") == URL
    assert fields("WARC-Refers-To-Date") == "2026-11-23T10:00:00.000000Z"
    same = warc.read_at(folder / captures[2].file, captures[2].offset).rec_headers.get_header
    assert same("WARC-Profile") == warc.IDENTICAL
    first = warc.read_at(folder / captures[0].file, captures[0].offset).rec_headers.get_header
    assert same("WARC-Payload-Digest") == first("WARC-Payload-Digest")


def test_a_capture_leads_to_its_body(folder: Path) -> None:
    captures = fill(folder)
    assert [body_of(folder, capture) for capture in captures] == [
        BODY, BODY, BODY, b"<html>new</html>", b"<html>gone</html>", b"Lancashire 2017", b"<p>Lancashire",
    ]  # fmt: skip


def test_a_run_that_keeps_nothing_leaves_no_file(folder: Path) -> None:
    with writing(folder):
        pass
    assert list(folder.glob("*.warc.gz")) == []


def test_what_a_page_says_cannot_become_another_header_or_file(folder: Path) -> None:
    with writing(folder) as writer:
        evil = answer(X_Evil="a\r\nWARC-Type: metadata\r\n\r\nb", ETag="\u00e9\n", Content_Disposition="../../x")
        capture = writer.response(ADDRESS, evil)
    assert body_of(folder, capture) == BODY
    record = warc.read_at(folder / capture.file, capture.offset)
    assert record.http_headers.get_header("X-Evil") == "a WARC-Type: metadata b"
    assert verify(folder).problems == ()
    with pytest.raises(ValueError, match="not a run's id"), writing(folder, "../run"):
        pass


@pytest.mark.parametrize("taken", [1, 9, 40, 200, 320])
def test_a_file_cut_short_loses_its_last_record_only(folder: Path, taken: int) -> None:
    captures = fill(folder)
    path = folder / captures[0].file
    os.truncate(path, path.stat().st_size - taken)
    (problem,) = verify(folder).problems
    assert f"cut short; captures that cannot be read any more: {captures[-1].page_id}" in problem
    assert reindex(folder).captures == len(captures) - 1
    assert captures_of(folder) == captures[:-1]
    assert [body_of(folder, capture) for capture in captures[:-1]]
    with pytest.raises(PeelError, match="the file ends within it"):
        body_of(folder, captures[-1])


@pytest.mark.parametrize("left", ["cut", "zeros"])
def test_a_file_that_ends_as_a_killed_run_or_a_loss_of_power_leaves_it_is_no_problem(folder: Path, left: str) -> None:
    with writing(folder) as writer:
        capture = writer.response(ADDRESS, answer())
    path = folder / capture.file
    size = path.stat().st_size
    # What is cut is the request, which comes behind its response.
    os.truncate(path, size - 10 if left == "cut" else size + 1000)
    found = verify(folder)
    assert (found.problems, found.intact) == ((), 1)
    (note,) = found.notes
    assert "as a run that is killed leaves it" in note


def flip(path: Path, at: int) -> None:
    """Change one bit of one byte."""
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 4]))


@pytest.mark.parametrize("header", [False, True])
@pytest.mark.parametrize("index_lost", [False, True])
def test_a_damaged_byte_harms_one_record_only(folder: Path, header: bool, index_lost: bool) -> None:
    captures = fill(folder)
    spoilt = captures[3]
    with (folder / spoilt.file).open("rb") as file:
        end = next(warc.members(file, spoilt.offset))[1]
    flip(folder / spoilt.file, spoilt.offset + 40 if header else end - 6)
    found = verify(folder)
    assert (found.damaged, found.intact, len(found.problems)) == (1, len(captures) - 1, 1)
    assert f"captures that cannot be read any more: {spoilt.page_id} of 2026-11-23 10:03:00" in found.problems[0]
    if index_lost:
        for file_ in folder.glob("index.sqlite*"):
            file_.unlink()
    anew = reindex(folder)
    # Its headers may be beyond reading; then only an index that was there knows which capture it was.
    forgotten = header and index_lost
    assert anew.damaged == (() if forgotten else (spoilt,))
    assert anew.lost == ()
    assert captures_of(folder) == [one for one in captures if not (forgotten and one is spoilt)]
    assert all(body_of(folder, one) for one in captures if one is not spoilt)
    with pytest.raises(PeelError, match="its bytes are not those that were written"):
        body_of(folder, spoilt)


def test_a_damaged_record_is_known_by_its_headers_however_near_to_its_end_the_damage_is(tmp_path: Path) -> None:
    record = b"WARC/1.1\r\nWARC-Type: response\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"
    path = tmp_path / "one.warc.gz"
    path.write_bytes(gzip.compress(record))
    flip(path, path.stat().st_size - 6)
    with path.open("rb") as file:
        (piece,) = walking.walk(file)
    assert (piece.state, piece.unpacked) == (walking.State.DAMAGED, record)


def test_a_capture_that_no_file_holds_any_more_is_not_forgotten_in_silence(folder: Path) -> None:
    kept, gone = fill(folder), fill(folder, "run-2")
    (folder / gone[0].file).unlink()
    anew = reindex(folder)
    assert (anew.captures, set(anew.lost)) == (len(kept), set(gone))


def test_a_page_whose_record_is_damaged_is_asked_for_and_kept_anew_and_so_is_whole_again(folder: Path) -> None:
    with writing(folder) as writer:
        first = writer.response(ADDRESS, answer(ETag='"1"'))
        same = writer.response(ADDRESS, answer(minutes=1))
    flip(folder / first.file, first.offset + 300)
    with writing(folder, "run-2") as writer:
        assert writer.newest_at(URL) is None, "what is damaged cannot be confirmed"
        assert not writer.has(ADDRESS, first.payload_sha256, first.fetched_at), "nor is it taken for held"
        assert len(verify(folder).problems) == 1
        writer.response(ADDRESS, answer(minutes=2))
    assert body_of(folder, first) == body_of(folder, same) == BODY
    found = verify(folder)
    assert (found.problems, found.damaged) == ((), 1)
    assert found.notes[0].endswith("the archive holds what was kept there in other records, too.")


def test_a_run_that_is_taken_up_again_mends_its_file_first(folder: Path) -> None:
    captures = fill(folder)
    path = folder / captures[0].file
    os.truncate(path, path.stat().st_size - 20)
    for file in folder.glob("index.sqlite*"):
        file.unlink()
    with writing(folder) as writer:
        more = writer.response(ADDRESS, answer(b"<html>more</html>", minutes=9))
    assert captures_of(folder) == [*captures[:-1], more]
    assert body_of(folder, more) == b"<html>more</html>"
    assert verify(folder).problems == ()


KILLED = """
import os, signal, sys
from pathlib import Path
from flows.keeping import index
from tests.flows.test_archive import ADDRESS, answer, writing
index.add = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
with writing(Path(sys.argv[1])) as writer:
    writer.response(ADDRESS, answer())
"""


def test_a_run_killed_between_writing_and_noting_loses_nothing(folder: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(folder)], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    (capture,) = captures_of(folder)
    assert body_of(folder, capture) == BODY


def test_a_full_disk_takes_nothing_of_what_was_there(folder: Path) -> None:
    captures = fill(folder)
    size = (folder / captures[0].file).stat().st_size
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with writing(folder) as writer:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100, before[1]))
        try:
            with pytest.raises(PeelError, match="cannot be written") as error:
                writer.text(ADDRESS, os.urandom(10_000), URL, START)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
            signal.signal(signal.SIGXFSZ, handler)
    assert os.strerror(errno.EFBIG) in str(error.value)
    assert (folder / captures[0].file).stat().st_size == size
    assert captures_of(folder) == captures


def test_threads_write_to_one_file_at_a_time(folder: Path) -> None:
    def write(writer: RunWriter, number: int) -> None:
        for minutes in range(10):
            writer.response(ADDRESS, answer(b"<html>%d %d" % (number, minutes), minutes=minutes))

    with writing(folder) as writer:
        threads = [Thread(target=write, args=(writer, number)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    captures = captures_of(folder)
    assert len({body_of(folder, capture) for capture in captures}) == 40
    assert reindex(folder).captures == 40
    assert captures_of(folder) == captures


def test_a_changed_byte_is_found(folder: Path) -> None:
    captures = fill(folder)
    path = folder / captures[0].file
    assert verify(folder).problems == ()
    with path.open("rb") as file:
        members = list(warc.members(file))
    data = path.read_bytes()
    start, end, member = members[1]
    changed = zlib.compressobj(6, zlib.DEFLATED, 31)
    path.write_bytes(
        data[:start] + changed.compress(member.replace(b"Lancashire", b"Lancaster.", 1)) + changed.flush() + data[end:]
    )
    reindex(folder)
    problems = verify(folder).problems
    assert len(problems) == 2
    assert "digest" in problems[1]


def test_an_index_that_is_not_that_of_the_files_is_found(folder: Path) -> None:
    fill(folder)
    assert verify(folder).problems == ()
    with index.opened(folder) as opened, opened:
        opened.execute("UPDATE captures SET etag = 'x' WHERE offset = (SELECT min(offset) FROM captures)")
        opened.execute("DELETE FROM captures WHERE kind = 'html'")
        opened.execute("UPDATE captures SET offset = offset + 1000000 WHERE kind = 'text'")
    problems = "\n".join(verify(folder).problems)
    assert "says something else of this capture" in problems
    assert problems.count("does not hold this capture") == 2
    assert "names captures that no file holds (1)" in problems
    reindex(folder)
    assert verify(folder).problems == ()


def test_a_revisit_of_what_is_not_there_is_found(folder: Path) -> None:
    fill(folder)
    with writing(folder, "run-2") as writer:
        original = writer.newest_at(URL)
        assert original
        writer.revisit(ADDRESS, answer(b"", 304, 9), original)
    (folder / "peel-run-1.warc.gz").unlink()
    reindex(folder)
    (problem,) = verify(folder).problems
    assert problem.startswith("peel-run-2.warc.gz, byte ")
    assert problem.endswith("it confirms a body that the archive does not hold.")


def test_bytes_are_added_behind_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "file"
    assert append(path, b"data", b"head") == (0, 4, 8)
    assert append(path, b"more", b"head") == (8, 8, 12)
    assert path.read_bytes() == b"headdatamore"
