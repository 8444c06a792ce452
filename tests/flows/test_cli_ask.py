"""What an analyst types: questions from anywhere, answers to anywhere, and mistakes answered in one sentence."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from flows import cli
from tests.warehouse.made import a_force, batch, judgment, load, page, published, refusal
from warehouse.connect import asking, warehouse_file
from warehouse.describing import example
from warehouse.dictionary import entries

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Ended:
    status: int
    out: str
    err: str


Peel = Callable[..., Ended]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    published(folder, a_force("kent"), a_force("gwent", "inadequate"))
    return folder


@pytest.fixture
def peel(home: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Peel:
    """The command, in this process, with what is typed into it."""
    monkeypatch.setenv("PEEL_HOME", str(home))

    def run(*arguments: str, typed: bytes = b"") -> Ended:
        monkeypatch.setattr(sys, "argv", ["peel", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed)))
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capfdbinary.readouterr()
        assert isinstance(ended.value.code, int)
        return Ended(ended.value.code, out.decode(), err.decode())

    return run


def sentence(ended: Ended) -> str:
    """What a mistake says: one line on standard error and nothing else; status 2."""
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.count("\n") == 1
    assert ended.err.startswith("peel: ")
    return ended.err


def test_a_question_is_typed_or_comes_from_a_file_or_from_standard_input(peel: Peel, tmp_path: Path) -> None:
    question = b"\xef\xbb\xbf-- How many pages?\nSELECT count(*) AS pages\nFROM pages;\n"
    file = tmp_path / "question.sql"
    file.write_bytes(question)
    wanted = Ended(0, "pages\n─────\n2\n", "")
    assert peel("sql", "SELECT count(*) AS pages FROM pages") == wanted
    assert peel("sql", "--file", str(file)) == wanted
    assert peel("sql", "-", typed=question) == wanted
    assert peel("sql", typed=question) == wanted


def test_an_answer_without_rows_and_one_that_was_cut_say_so(peel: Peel) -> None:
    nothing = peel("sql", "FROM pages WHERE force = 'Kent'", "--format", "csv")
    assert nothing.status == 0
    assert nothing.err == "peel: No rows: nothing in the warehouse fits that question.\n"
    limited = peel("sql", "SELECT force FROM pages ORDER BY force", "--limit", "1")
    assert limited == Ended(0, "force\n─────\ngwent\n", "peel: Stopped at row 1, as --limit says.\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["sql"], "There is no question in that"),
        (["sql", "--file", "no-such.sql"], "no-such.sql cannot be read (No such file or directory)"),
        (["sql", "--file", sys.executable], "is no text in UTF-8"),
        (["sql", "FROM grades", "--file", "x.sql"], "give only one"),
        (["sql", "FROM grads"], "did you mean grades?"),
        (["sql", "SELECT count(*) FROM range(100000000) a, range(100000) b", "--timeout", "0.1"], "longer than 0.1 s"),
        (["sql", "FROM grades", "--home", "/nowhere"], "There is no warehouse at /nowhere/warehouse.duckdb yet"),
        (["describe", "grads"], "There is no table or view 'grads': did you mean grades"),
        (["describe", "grade_round"], "but a column of judgments, "),
        (["describe", "xyz"], "`peel describe` lists them all"),
        (["describe", "--home", "/nowhere"], "There is no warehouse at"),
        (["search", "better", "--force", "knet"], "There is no force 'knet': did you mean kent?"),
        (["search", "better", "--kind", "area"], "try area for improvement"),
        (["search", "the"], "There is no word to search for"),
        (["search", "better", "--home", "/nowhere"], "There is no warehouse at"),
        (["export", "/dev/null"], "cannot be written into /dev/null"),
        (["export", "x", "--home", "/nowhere"], "There is no warehouse at"),
        (["sql", "FROM 'x.csv'"], "may read nothing but the warehouse"),
        (["sql", "INSTALL httpfs"], "and INSTALL is no question"),
        (["sql", "/* now */ checkpoint"], "and CHECKPOINT is no question"),
        (["sql", "-- now\nCALL pragma_version()"], "and CALL is no question"),
        (
            ["sql", "SELECT if(range > 90000, error('too late'), 'x') FROM range(100000)", "--out", "/dev/null"],
            "too late.",
        ),
        (["sql", "FROM grades", "--limit", "0"], "Invalid value for '--limit': 0 is not in the range x>=1"),
        (["sql", "FROM grades", "--format", "xml"], "'xml' is not one of"),
        (["sql", "FROM grades", "--frmat", "csv"], "No such option: --frmat"),
        (["nonsense"], "No such command 'nonsense'"),
        (["describe", "a", "b"], "unexpected extra argument"),
    ],
)
def test_a_mistake_is_answered_in_one_sentence(peel: Peel, arguments: list[str], says: str) -> None:
    assert says in sentence(peel(*arguments))


def test_a_question_may_begin_with_a_comment(peel: Peel) -> None:
    asked = peel("sql", "-- which forces\nSELECT DISTINCT force FROM grades ORDER BY 1", "--format", "csv")
    assert (asked.status, asked.out.split()) == (0, ["force", "gwent", "kent"])


def test_the_program_says_its_version_and_without_a_command_how_it_is_used(peel: Peel) -> None:
    assert re.fullmatch(r"peel \d+\.\d+\S*\n", peel("--version").out)
    assert "Usage: peel" in "".join((peel().out, peel().err))


def test_a_table_or_view_is_described_with_a_query_that_runs(peel: Peel, home: Path) -> None:
    brief = peel("describe")
    assert (brief.status, brief.err) == (0, "")
    for word in ("  judgments ", "  grade_matrix ", "history.pages", "ops.runs"):
        assert word in brief.out
    full = peel("describe", "main.Judgments").out.splitlines()
    assert full[0] == "judgments (table)"
    assert "  evidence     VARCHAR  The words it was read from." in full
    assert max(map(len, full[:-1])) <= 100
    with asking(warehouse_file(home)) as connection:
        for entry in entries(connection):
            query = example(entry)
            assert set(query).isdisjoint('"$`!'), "a shell would read more into it"
            connection.execute(query)


def test_what_did_not_get_in_is_told_with_its_reason(peel: Peel, tmp_path: Path) -> None:
    told = peel("rejects")
    assert told == Ended(0, "Nothing was refused or rejected: every page that was found is loaded.\n", "")
    dorset = "peel-assessments/peel-2017/dorset"
    reject = {
        "table": "findings",
        "row": '{"a": 1}',
        "check": "text",
        "reason": "It is \x1bempty.",
        "page": None,
        "run": "r1",
    }
    published(
        tmp_path,
        batch(refusals=[refusal(dorset)], loads=[load(dorset, "refused")], rejects=[reject]),
        batch(pages=[page(f"{dorset}/effectiveness")], judgments=[judgment(f"{dorset}/effectiveness", 3, None)]),
    )
    assert peel("rejects", "--home", str(tmp_path)).out.splitlines() == [
        f"{dorset}: page refused (read)", "    It is a cookie wall.", "    run r1",
        "(no page): row rejected (findings, text)", "    It is  empty.", "    run r1",
        "", "1 page refused and 1 row rejected; --format json has the rows themselves.",
    ]  # fmt: skip
    rows = json.loads(peel("rejects", "--home", str(tmp_path), "--format", "json").out)
    assert [row["row"] for row in rows] == [None, '{"a": 1}']
    status = peel("status", "--home", str(tmp_path)).out
    assert "1 page refused and 1 row rejected: `peel rejects` says why." in status
    assert "      1 × A question that its round always grades is printed without a grade" in status
    assert '`peel sql "SELECT says, subject, detail FROM ops.audits"` names each.' in status
    assert peel("sql", "SELECT says, subject, detail FROM ops.audits", "--home", str(tmp_path)).status == 0


def test_the_dictionary_comes_in_every_form(peel: Peel) -> None:
    rows = list(csv.DictReader(io.StringIO(peel("describe", "--format", "csv").out)))
    assert {"name": "themes", "column": "question_id", "type": "VARCHAR", "says": "Question."} in rows
    assert {"grades", "ops.runs", "history.sections"} <= {row["name"] for row in rows}
    assert {row["name"] for row in json.loads(peel("describe", "ops.runs", "--format", "json").out)} == {"ops.runs"}


def test_a_search_shows_the_words_in_context_with_the_page(peel: Peel) -> None:
    found = peel("search", "better", "--force", "Kent", "--kind", "Area for Improvement")
    assert (found.status, found.err) == (0, "")
    where, context, url, _ = found.out.split("\n", 3)
    assert where == "1. kent, police 2017, area for improvement"
    assert context == "   The force should do better."
    assert url == "   https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2017/kent/effectiveness/"
    two = json.loads(peel("search", "should", "do", "better", "--format", "json").out)
    assert {row["force"] for row in two} == {"gwent", "kent"}
    one = json.loads(peel("search", "better", "--limit", "1", "--format", "json").out)
    assert [row["page_id"] for row in one] == [two[0]["page_id"]]
    header, row = peel("search", "better", "--limit", "1", "--format", "csv").out.splitlines()
    assert (header.split(",")[0], row.split(",")[1:4]) == ("score", ["police", "gwent", "2017"])


def test_a_search_that_finds_nothing_says_so(peel: Peel, tmp_path: Path) -> None:
    assert peel("search", "zebra") == Ended(0, "", "peel: No section or finding holds any of these words.\n")
    nothing = peel("search", "better", "--round", "2016").err
    assert nothing == "peel: No section or finding of what was asked for holds any of these words.\n"
    out = tmp_path / "hits.parquet"
    assert peel("search", "better", "--format", "parquet", "--out", str(out)).status == 0
    assert pl.read_parquet(out)["page_id"].to_list()[0] == "peel-assessments/peel-2017/gwent/effectiveness"


def test_a_report_says_which_page_to_open(peel: Peel, tmp_path: Path) -> None:
    done = peel("report", str(tmp_path))
    start = tmp_path / "peel-report-2026-11-01" / "index.html"
    assert (done.status, done.err, done.out) == (0, "", f"6 pages; open {start}\n")
    assert start.exists()


def test_an_export_says_where_it_is(peel: Peel, tmp_path: Path) -> None:
    done = peel("export", str(tmp_path / "open"))
    assert (done.status, done.err) == (0, "")
    assert done.out.endswith(f"The export is {tmp_path / 'open' / 'peel-2026-11-01'}\n")
    assert (tmp_path / "open" / "peel-2026-11-01" / "datapackage.json").exists()


def test_a_reader_that_has_had_enough_is_no_fault(home: Path) -> None:
    command = [sys.executable, "-m", "flows.cli", "sql", "FROM range(200000)", "--home", str(home)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as asked:
        assert asked.stdout
        assert asked.stdout.readline() == "range\n"
        asked.stdout.close()
        assert asked.stderr
        assert asked.stderr.read() == ""
        assert asked.wait(60) == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has a device that is always full")  # noqa: PTH110
def test_a_full_disk_under_standard_output_is_named(home: Path) -> None:
    command = [sys.executable, "-m", "flows.cli", "sql", "FROM pages", "--home", str(home)]
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (2, "peel: The answer cannot be written (No space left on device).\n")


def test_asking_loads_nothing_slow(home: Path) -> None:
    slow = ("polars", "pandera", "rich", "prefect", "pyarrow", "jinja2", "numpy", "pydantic", "requests", "lxml")
    program = (
        "import sys, flows.cli; sys.argv = ['peel', 'sql', 'FROM pages', '--home', sys.argv[1]]\n"
        "try: flows.cli.main()\n"
        f"except SystemExit: print([name for name in {slow} if name in sys.modules])"
    )
    ran = [sys.executable, "-c", program, str(home)]
    found = subprocess.run(ran, cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.splitlines()[-1] == "[]"
