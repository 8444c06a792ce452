"""What a person types, what comes back, and with which status: never a traceback for a person's mistake."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from flows import cli
from flows.practice.captured import as_text
from flows.practice.server import PracticeSite, practice_site
from flows.practice.site import ONE_ROUND, pages
from flows.running import pipeline
from flows.running.runs import begin
from flows.selection import select
from flows.settings import settings
from warehouse.connect import asking

ROOT = Path(__file__).resolve().parent.parent.parent
EFFECTIVENESS = "/peel-assessments/peel-2017/lancashire/effectiveness/"


@dataclass(frozen=True)
class Ended:
    status: int
    out: str
    err: str


Peel = Callable[..., Ended]


@pytest.fixture(scope="module")
def site() -> Iterator[PracticeSite]:
    with practice_site(under=ONE_ROUND) as served:
        yield served


@pytest.fixture(scope="module")
def gwent(site: PracticeSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that holds the pages of Gwent; not to be changed."""
    home = tmp_path_factory.mktemp("gwent")
    pipeline.ingest(begin("ingest", select("police", ["gwent"]), settings(home, site.url)), refetch=False)
    return home


@pytest.fixture
def home_of_gwent(gwent: Path, tmp_path: Path) -> None:
    """Put a copy of it where the command looks."""
    shutil.copytree(gwent, tmp_path / "home")


@pytest.fixture
def peel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Iterator[Peel]:
    """The command, in this process, at a home of its own, with no Prefect configured."""
    for name in [name for name in os.environ if name.startswith(("PREFECT_", "PEEL_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    monkeypatch.setenv("PEEL_HOME", str(tmp_path / "home"))
    before = signal.getsignal(signal.SIGTERM)

    def run(*arguments: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["peel", *arguments])
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capfdbinary.readouterr()
        assert isinstance(ended.value.code, int)
        return Ended(ended.value.code, out.decode(), err.decode())

    yield run
    signal.signal(signal.SIGTERM, before)


def in_one_sentence(ended: Ended) -> str:
    """What a mistake says: one line on standard error, after what the run said it was doing; status 2."""
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.count("peel: ") == 1
    assert "Traceback" not in ended.err
    last = ended.err.splitlines()[-1]
    assert last.startswith("peel: ")
    return last


def test_every_command_has_help_with_an_example(peel: Peel) -> None:
    shown = peel("--help")
    assert shown.status == 0
    for command in (
        "ingest",
        "replay",
        "rebuild",
        "import",
        "sql",
        "search",
        "describe",
        "export",
        "report",
        "status",
        "rejects",
        "demo",
        "archive",
        "serve",
        "maintain",
        "doctor",
    ):
        assert f"\n  {command} " in shown.out
        helped = peel(command, "--help")
        assert helped.status == 0
        assert f"`peel {command}" in helped.out


def test_wrong_usage_ends_with_status_2(peel: Peel) -> None:
    assert peel("ingest", "--no-such-option").status == 2
    assert peel("no-such-command").status == 2
    assert peel("sql", "FROM grades", "--format", "xml").status == 2


def test_fetching_asking_and_looking_after_it_from_the_command_line(peel: Peel, site: PracticeSite) -> None:
    chosen = ("--site", site.url, "--force", "lancashire", "--round", "2017")
    listed = peel("ingest", *chosen, "--dry-run")
    assert listed.status == 0
    assert listed.out.count(f"  {site.url}/peel-assessments/peel-2017/lancashire/") == 4

    first = peel("ingest", *chosen)
    assert first.status == 0
    assert "4 new" in first.out
    assert "fetch lancashire: 4 of 4 done" in first.err
    again = peel("ingest", *chosen, "--refetch")
    assert (again.status, "4 unchanged" in again.out, "No row changed." in again.out) == (0, True, True)

    query = "SELECT question_id, grade FROM grades WHERE question IS NULL ORDER BY ALL"
    assert "police/2017/effectiveness  good" in peel("sql", query).out
    rows = list(csv.reader(io.StringIO(peel("sql", query, "--format", "csv").out)))
    assert rows[:2] == [["question_id", "grade"], ["police/2017/effectiveness", "good"]]
    assert json.loads(peel("sql", query, "--format", "json").out)[0]["grade"] == "good"
    status = peel("status")
    assert status.status == 0
    assert "police 2017            4       1" in status.out
    assert "Pages that the site should have, and what became of them:" in status.out
    assert "police 2017 lancashire" in peel("status", "--by-force").out

    replayed = peel("replay", "--force", "lancashire", "--all")
    assert (replayed.status, "0 changed, 4 with the same rows as before" in replayed.out) == (0, True)


def test_machines_are_told_in_json_and_with_the_same_status(peel: Peel, site: PracticeSite) -> None:
    ran = peel("ingest", "--site", site.url, "--force", "kent", "--force", "merseyside", "--json")
    assert ran.status == 1
    events = [json.loads(line) for line in ran.err.splitlines()]
    assert {"fetch kent", "read kent", "publish"} <= {event["stage"] for event in events}
    result = json.loads(ran.out)
    assert (result["pages_new"], result["exit_status"], len(result["refusals"])) == (4, 1, 1)
    failed = peel("replay", "--force", "surrey", "--json")
    assert (failed.status, failed.out, json.loads(failed.err)["exit_status"]) == (2, "", 2)


def test_a_refused_page_ends_the_run_with_status_1_and_is_listed(peel: Peel, site: PracticeSite) -> None:
    ended = peel("ingest", "--site", site.url, "--force", "merseyside")
    assert ended.status == 1
    assert "peel-assessments/peel-2017/merseyside/effectiveness: " in ended.out
    listed = json.loads(peel("rejects", "--format", "json").out)
    assert [(row["what"], row["page"]) for row in listed] == [
        ("page refused", "peel-assessments/peel-2017/merseyside/effectiveness")
    ]


def test_a_text_capture_is_imported_and_loaded(peel: Peel, tmp_path: Path) -> None:
    capture = tmp_path / "capture.txt"
    capture.write_text(as_text(pages()[EFFECTIVENESS], "A"), "utf-8")
    ended = peel("import", str(capture), "--url", f"https://hmicfrs.justiceinspectorates.gov.uk{EFFECTIVENESS}")
    assert ended.status == 0
    assert "Took 1 capture into the archive." in ended.out
    assert '"grade": "good"' in peel("sql", "SELECT grade FROM grades WHERE question IS NULL", "--format", "json").out


NEEDS_THE_WAREHOUSE = (
    ["export", "/dev/null/out"], ["report", "/dev/null/out"], ["describe"], ["sql", "FROM grades"], ["search", "crime"], ["status"], ["rejects"],
    ["replay"], ["ingest", "--site", "http://127.0.0.1:1"],
)  # fmt: skip


@pytest.mark.usefixtures("home_of_gwent")
def test_a_warehouse_of_a_newer_peel_is_left_as_it_is_by_every_command(peel: Peel, tmp_path: Path) -> None:
    file = tmp_path / "home" / "warehouse.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute("INSERT INTO ops.migrations VALUES (99, 'later', now())")
    before = file.read_bytes()
    for command in (*NEEDS_THE_WAREHOUSE, ["rebuild"]):
        assert "was written by a newer peel" in in_one_sentence(peel(*command)), command
    assert file.read_bytes() == before
    assert not (tmp_path / "home" / "backups").exists()


@pytest.mark.usefixtures("home_of_gwent")
def test_a_duckdb_file_that_is_no_warehouse_is_named_by_every_command(peel: Peel, tmp_path: Path) -> None:
    file = tmp_path / "home" / "warehouse.duckdb"
    file.unlink()
    with duckdb.connect(str(file)) as connection:
        connection.execute("CREATE TABLE mine AS SELECT 42 AS a")
    before = file.read_bytes()
    for command in NEEDS_THE_WAREHOUSE:
        assert "holds tables, and none of peel's" in in_one_sentence(peel(*command)), command
    assert file.read_bytes() == before


@pytest.mark.usefixtures("home_of_gwent")
def test_an_answer_is_never_written_over_what_peel_keeps(peel: Peel, tmp_path: Path) -> None:
    home = tmp_path / "home"
    (tmp_path / "link").symlink_to(home / "archive")
    kept = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    inside = (home / "warehouse.duckdb", home / "archive" / "x.csv", tmp_path / "link" / "index.sqlite", home / "runs")
    for command in (["sql", "SELECT 1"], ["search", "crime"], ["rejects"], ["describe"]):
        for out in inside:
            said = in_one_sentence(peel(*command, "--format", "csv", "--out", str(out)))
            assert "is what peel keeps" in said, (command, out)
    assert {path: path.read_bytes() for path in kept} == kept
    assert not list(home.rglob("x.csv"))
    assert peel("sql", "SELECT 1", "--out", str(home / "answer.csv"), "--format", "csv").status == 0


@pytest.mark.usefixtures("home_of_gwent")
def test_a_csv_file_says_that_it_is_utf_8_and_a_stream_does_not(peel: Peel, tmp_path: Path) -> None:
    out, question = tmp_path / "answer.csv", "SELECT 'the inspectorate’s' AS said"
    assert peel("sql", question, "--format", "csv", "--out", str(out)).status == 0
    assert out.read_bytes() == "\ufeffsaid\r\nthe inspectorate’s\r\n".encode()
    assert peel("sql", question, "--format", "csv").out.startswith("said")
    peel("sql", question, "--format", "json", "--out", str(out))
    assert out.read_bytes().startswith(b"[")


@pytest.mark.parametrize("name", ["--home", "--site", "--service", "PEEL_HOME", "PEEL_SITE"])
@pytest.mark.parametrize("value", ["", " "])
def test_an_empty_value_is_not_taken_for_none_given(
    peel: Peel, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    if name.startswith("--"):
        said = in_one_sentence(peel("ingest", "--dry-run", name, value))
    else:
        monkeypatch.setenv(name, value)
        said = in_one_sentence(peel("ingest", "--dry-run"))
    assert said.startswith(f"peel: {name} is empty: ")


@pytest.mark.long
def test_an_import_answers_for_its_own_pages_and_not_for_what_was_refused_before(
    peel: Peel, site: PracticeSite, tmp_path: Path
) -> None:
    peel("ingest", "--site", site.url, "--force", "merseyside")
    good, soft = tmp_path / "good.txt", tmp_path / "soft.html"
    good.write_text(as_text(pages()[EFFECTIVENESS], "A"), "utf-8")
    soft.write_text("<html><body><main><h1>Page not found</h1><p>It does not exist.</p></main></body></html>", "utf-8")
    ended = peel("import", str(good), "--url", f"https://hmicfrs.justiceinspectorates.gov.uk{EFFECTIVENESS}")
    assert (ended.status, "Refused" in ended.out) == (0, False)
    for _ in range(2):
        ended = peel(
            "import", str(soft), "--url", "https://hmicfrs.justiceinspectorates.gov.uk/peel-reports/kent-2021-22/"
        )
        assert (ended.status, "Refused 1 page" in ended.out, "merseyside" in ended.out) == (1, True, False)


def test_the_archive_can_be_checked_and_its_index_made_anew(peel: Peel, gwent: Path, tmp_path: Path) -> None:
    for command in ("verify", "reindex"):
        helped = peel("archive", command, "--help")
        assert (helped.status, f"`peel archive {command}" in helped.out) == (0, True)
        assert "There is no archive at" in in_one_sentence(peel("archive", command))
    shutil.copytree(gwent, tmp_path / "home")
    checked = peel("archive", "verify")
    assert (checked.status, checked.err) == (0, "")
    assert checked.out.splitlines()[-1] == "Every record is whole, and as it was written."
    (file,) = (tmp_path / "home" / "archive").glob("*.warc.gz")
    whole = file.read_bytes()
    file.write_bytes(whole[:-10])  # as a killed run leaves it
    cut = peel("archive", "verify")
    assert (cut.status, "Every other record is whole" in cut.out) == (0, True)
    file.write_bytes(whole[:5000] + bytes([whole[5000] ^ 4]) + whole[5001:])
    damaged = peel("archive", "verify")
    assert damaged.status == 1
    assert "1 record damaged; 3 captures intact." in damaged.out
    anew = peel("archive", "reindex")
    assert (anew.status, ": 4 captures indexed." in anew.out) == (1, True)
    assert "The records of 1 capture are damaged and cannot be read any more:" in anew.out


@pytest.mark.usefixtures("home_of_gwent")
def test_an_answer_can_be_written_to_a_file(peel: Peel, tmp_path: Path) -> None:
    import polars

    out = tmp_path / "grades.parquet"
    assert peel("sql", "FROM grades", "--format", "parquet", "--out", str(out)).status == 0
    assert polars.read_parquet(out).height > 0
    assert "cannot be written" in in_one_sentence(peel("sql", "FROM grades", "--out", str(tmp_path / "no" / "file")))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ingest", "--force", "lancashir"], "There is no force 'lancashir': did you mean lancashire"),
        (["ingest", "--round", "2071"], "There is no round '2071': did you mean 2017"),
        (["ingest", "--site", "ftp://x"], "is not an address"),
        (["ingest", "--site", "http://127.0.0.1:9"], "at http://127.0.0.1:9, "),
        (["replay"], "holds no page of all forces and rounds: `peel ingest` fetches pages"),
        (["rebuild"], "holds no page"),
        (["sql", "FROM grades"], "There is no warehouse at"),
        (["status"], "There is no warehouse at"),
        (["rejects"], "There is no warehouse at"),
        (["import", "no-such-file.txt"], "There is no file no-such-file.txt"),
        (["import", sys.executable], "can be imported"),
        (["replay", "--home", f"{__file__}/home"], "cannot be written"),
    ],
)
def test_a_mistake_is_answered_in_one_sentence(peel: Peel, arguments: list[str], says: str) -> None:
    assert says in in_one_sentence(peel(*arguments))


@pytest.mark.usefixtures("home_of_gwent")
def test_sql_that_is_wrong_or_writes_is_answered_in_one_sentence(peel: Peel) -> None:
    assert "did you mean" in in_one_sentence(peel("sql", "FROM gradess"))
    assert "DROP is no question" in in_one_sentence(peel("sql", "DROP TABLE pages"))


def test_a_configured_prefect_that_is_down_stops_the_run_instead_of_leaving_it_unrecorded(
    peel: Peel, site: PracticeSite, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{reserved.getsockname()[1]}/api"
        monkeypatch.setenv("PREFECT_API_URL", url)
        asked = len(site.requests)
        said = in_one_sentence(peel("ingest", "--site", site.url, "--force", "kent"))
    assert url in said
    assert "Nothing was run" in said
    assert len(site.requests) == asked
    assert not (tmp_path / "home" / "archive").exists()


@pytest.mark.parametrize("command", [("serve",), ("maintain",), ("rebuild",)])
def test_every_other_command_that_runs_is_stopped_by_it_too(
    command: tuple[str, ...], peel: Peel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    monkeypatch.setenv("PREFECT_API_URL", f"http://127.0.0.1:{port}/api")
    said = in_one_sentence(peel(*command))
    assert f"Runs are to be recorded in Prefect at http://127.0.0.1:{port}/api, but it does not answer" in said
    assert said.endswith("Nothing was run.")
    assert not (tmp_path / "home" / "archive").exists()


def test_a_fault_of_our_own_is_named_as_one(peel: Peel, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("seven\nby nought")

    monkeypatch.setattr(pipeline, "replay", broken)
    said = in_one_sentence(peel("replay"))
    assert "ZeroDivisionError: seven)" in said
    assert "report" in said


def test_an_interrupted_command_says_that_nothing_is_lost(peel: Peel, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "replay", interrupted)
    ended = peel("replay")
    assert ended.status == 130
    assert ended.err.count("\n") == 1
    assert "the same command goes on from there" in ended.err


def test_a_run_that_is_told_to_end_while_it_waits_for_the_site_ends_at_once(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        run = started(tmp_path, "ingest", "--site", url, "--force", "kent")
        asked, _ = silent.accept()
        with asked:
            assert asked.recv(10)
            run.send_signal(signal.SIGTERM)
            out, err = run.communicate(timeout=60)
    assert run.returncode == 130, err
    assert out == ""
    assert err.splitlines()[-1].startswith("peel: Interrupted.")
    assert "Traceback" not in err


@pytest.mark.long
def test_two_runs_at_once_both_arrive(site: PracticeSite, tmp_path: Path) -> None:
    runs = [started(tmp_path, "ingest", "--site", site.url, "--force", force) for force in ("kent", "norfolk")]
    for run in runs:
        _, err = run.communicate(timeout=120)
        assert run.returncode == 0, err
    with asking(tmp_path / "warehouse.duckdb") as connection:
        found = connection.execute("SELECT force, count(*) FROM pages GROUP BY force ORDER BY force").fetchall()
    assert found == [("kent", 4), ("norfolk", 4)]


def started(home: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start the command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "flows.cli", *arguments, "--home", str(home)],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": str(home), "PREFECT_HOME": str(home / "prefect")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_schedules_need_a_server_to_keep_them(peel: Peel) -> None:
    assert "PREFECT_API_URL" in in_one_sentence(peel("serve"))
