"""A whole run over a site with everything wrong at once, on a full disk, and on an archive that was damaged."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import duckdb
import pytest

from flows.keeping.verifying import verify
from flows.practice import notices
from flows.practice.site import site_pages
from flows.running import pipeline
from flows.running.runs import begin
from flows.running.summary import Summary, exit_status, in_words
from flows.selection import select
from flows.settings import settings
from schemas.table_names import CONTENT
from tests.flows import server
from tests.flows.server import Behave, Served, page, serve
from tests.flows.test_fetch import BODY, FAULTS, QUICK

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = select("police", [], ["2016", "2017"])
GOOD = {path: body for path, body in site_pages("plain").items() if path.split("/")[2] in ("peel-2016", "peel-2017")}
NOT_READ: dict[str, tuple[Behave, str]] = {
    "soft 404": (page(notices.not_found()), "it is a 'page not found' page, whatever status it came with"),
    "another page": (page(BODY), ""),
}


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setattr("flows.fetching.fetch.ON_LOOPBACK", replace(QUICK, silence=20, whole_answer=30))
    with serve() as served:
        mend(served)
        yield served


def mend(served: Served) -> None:
    """Serve every page as it should be; half of them say nothing of their charset, which is not UTF-8."""
    served.at = {path: page(body) for path, body in GOOD.items()}
    for path in list(GOOD)[::2]:
        body = (
            GOOD[path].decode("utf-8").replace('<meta charset="utf-8">', "").encode("windows-1252", "xmlcharrefreplace")
        )
        served.at[path] = page(body, {"Content-Type": "text/html"})
    served.at["/sitemap.xml"] = page("\n".join(served.url + path for path in GOOD).encode())
    served.at["/news/"] = page(BODY)


def spoil(served: Served) -> dict[str, str]:
    """Give every second page another fault, and the sentence that is to be said of each, by page id."""
    faults = {name: fault for name, fault in {**FAULTS, **NOT_READ}.items() if name != "circle"}
    wrong = dict(zip(sorted(GOOD)[1::2], faults, strict=False))
    served.at |= {path: faults[name][0] for path, name in wrong.items()}
    return {path.strip("/"): faults[name][1].format(url=served.url) for path, name in wrong.items()}


def ingest(served: Served, home: Path, refetch: bool = False) -> Summary:
    return pipeline.ingest(begin("ingest", ROUNDS, settings(home, served.url)), refetch)


def rows(home: Path) -> dict[str, list[tuple[object, ...]]]:
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        return {table: connection.execute(f"FROM {table} ORDER BY ALL").fetchall() for table in CONTENT}


def test_whatever_is_wrong_with_some_pages_the_others_are_loaded_and_each_fault_is_one_sentence(
    served: Served, tmp_path: Path
) -> None:
    said = spoil(served)
    assert len(said) > 15
    summary = ingest(served, tmp_path)
    assert exit_status(summary) == 1
    reasons = {refusal.page_id: refusal.reason for refusal in summary.refusals}
    assert set(reasons) == set(said)
    for page_id, reason in said.items():
        assert reason in reasons[page_id]
        assert "\n" not in reasons[page_id]
        assert sum(page_id + ":" in line for line in in_words(summary)) <= 1
    assert {row[0] for row in loaded(tmp_path)} == {path.strip("/") for path in GOOD} - set(said)

    mend(served)
    assert exit_status(ingest(served, tmp_path, refetch=True)) == 0
    whole = rows(tmp_path)
    assert len(whole["pages"]) == len(GOOD)

    spoil(served)
    spoilt = ingest(served, tmp_path, refetch=True)
    assert exit_status(spoilt) == 1
    fetched = {one.page_id for one in spoilt.refusals if one.stage == "fetch"}
    assert fetched
    assert rows(tmp_path) == whole, "what a page said stands where it could not be had again"


def loaded(home: Path) -> list[tuple[str]]:
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute("SELECT page_id FROM pages").fetchall()


ON_A_FULL_DISK = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.argv = ["peel", *sys.argv[2:]]
from flows.cli import main
main()
"""


def on_a_full_disk(size: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command where no file can grow beyond some bytes, as on a disk that is full."""
    command = [sys.executable, "-c", ON_A_FULL_DISK, str(size), *arguments]
    environment = {"PATH": os.environ["PATH"], "HOME": arguments[-1], "PREFECT_HOME": f"{arguments[-1]}/prefect"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("size", [0, 3_000, 40_000, 400_000])
def test_a_full_disk_is_one_sentence_and_the_warehouse_is_as_it_was(served: Served, tmp_path: Path, size: int) -> None:
    lancashire = ("--site", served.url, "--force", "lancashire", "--round", "2017", "--home", str(tmp_path))
    run = begin("ingest", select("police", ["kent"], ["2017"]), settings(tmp_path, served.url))
    pipeline.ingest(run, refetch=False)
    before = (tmp_path / "warehouse.duckdb").read_bytes()
    ended = on_a_full_disk(size, "ingest", *lancashire)
    assert ended.returncode == 2, ended.stderr
    last = ended.stderr.splitlines()[-1]
    assert last.startswith("peel: ")
    assert "fault of peel's" not in last
    assert "Traceback" not in ended.stderr
    assert (tmp_path / "warehouse.duckdb").read_bytes() == before
    again = on_a_full_disk(-1, "ingest", *lancashire)
    assert again.returncode == 0, again.stderr
    assert len(loaded(tmp_path)) == 8


def test_an_archive_file_cut_short_loses_its_last_page_only_and_the_next_run_asks_for_it(
    served: Served, tmp_path: Path
) -> None:
    kent = select("police", ["kent"], ["2017"])
    pipeline.ingest(begin("ingest", kent, settings(tmp_path, served.url)), refetch=False)
    (file,) = (tmp_path / "archive").glob("*.warc.gz")
    os.truncate(file, file.stat().st_size - 1500)
    (tmp_path / "warehouse.duckdb").unlink()
    for index in (tmp_path / "archive").glob("index.sqlite*"):
        index.unlink()
    asked = len(served.paths)
    summary = pipeline.ingest(begin("ingest", kent, settings(tmp_path, served.url)), refetch=False)
    assert exit_status(summary) == 0
    assert len(loaded(tmp_path)) == 4
    assert [path for path in served.paths[asked:] if path in GOOD] == [
        max(path for path in GOOD if "peel-2017/kent/" in path)
    ]


@pytest.mark.parametrize("ended_by", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_ended_midway_loses_nothing_and_the_next_asks_for_nothing_twice(
    served: Served, tmp_path: Path, ended_by: signal.Signals
) -> None:
    asked_for_it = Event()
    paths = sorted(path for path in GOOD if "/peel-2017/kent/" in path or "/peel-2017/lancashire/" in path)

    def silent(handler: server.Handler) -> None:
        asked_for_it.set()
        served.stopping.wait(60)
        handler.close_connection = True

    served.at["/sitemap.xml"] = page("\n".join(served.url + path for path in paths).encode())
    served.at[paths[6]] = silent
    command = [
        sys.executable,
        "-m",
        "flows.cli",
        "ingest",
        "--site",
        served.url,
        "--round",
        "2017",
        "--service",
        "police",
    ]
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PREFECT_HOME": str(tmp_path / "prefect")}
    with subprocess.Popen(
        [*command, "--home", str(tmp_path)], cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
    ) as run:
        assert asked_for_it.wait(120)
        run.send_signal(ended_by)
        _, said = run.communicate(timeout=60)
    if ended_by is signal.SIGKILL:
        assert run.returncode == -signal.SIGKILL
    else:
        assert run.returncode == 130
        assert said.splitlines()[-1].startswith("peel: Interrupted.")
    served.at[paths[6]] = page(GOOD[paths[6]])
    before = len(served.paths)
    pipeline.ingest(begin("ingest", select("police", [], ["2017"]), settings(tmp_path, served.url)), refetch=False)
    again = [path for path in served.paths[before:] if path in GOOD]
    # A kill may come before the last answer is kept, which is then asked for again; an interrupt lets it be kept.
    assert set(paths[6:]) <= set(again) <= set(paths[6 if ended_by is not signal.SIGKILL else 5 :])
    assert len(loaded(tmp_path)) == len(paths)
    assert verify(tmp_path / "archive").problems == ()
