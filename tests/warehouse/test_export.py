"""An export: every table twice, described, checked, free of formulas and of others' words, the same bytes each time."""

from __future__ import annotations

import csv
import json
import resource
import shutil
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from jsonschema import Draft7Validator

from schemas.errors import PeelError
from schemas.table_names import CONTENT, REFERENCE
from schemas.tables import described
from tests.warehouse import made
from warehouse.dictionary import dictionary
from warehouse.export import export
from warehouse.views import VIEWS

CONTEXT = "peel-assessments/peel-2017/kent/more-about-this-area"
PAGE = "peel-assessments/peel-2017/kent/effectiveness"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with a page of the inspectorate's, one of the force's own, and a former version of both."""
    home = tmp_path_factory.mktemp("exported")
    former = {
        "pages": [made.page(PAGE), made.page(CONTEXT, family="context", pillar=None, third_party=True)],
        "sections": [made.section(PAGE, 1, "What it said."), made.section(CONTEXT, 1, "We were proud of that.")],
    }
    batch = made.batch(
        pages=[
            made.page(PAGE, version=2, content_sha256=made.sha("2")),
            made.page(
                CONTEXT, family="context", pillar=None, third_party=True, version=2, content_sha256=made.sha("3")
            ),
        ],
        sections=[
            made.section(PAGE, 1, "What it says.", version=2),
            made.section(CONTEXT, 1, "We are proud of this.", version=2, kind="context"),
        ],
        findings=[made.finding(PAGE, 2, '=HYPERLINK("https://example.org")', version=2)],
        judgments=[made.judgment(PAGE, None, "good", version=2)],
        captures=[made.capture(PAGE)],
        history=former,
    )
    made.published(home, batch)
    return home / "warehouse.duckdb"


@pytest.fixture(scope="module")
def package(file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(file, tmp_path_factory.mktemp("into") / "new").folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}


def descriptor(folder: Path) -> dict[str, Any]:
    read = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert isinstance(read, dict)
    return read


def test_an_export_is_a_valid_data_package_of_every_table_and_view(package: Path) -> None:
    told = descriptor(package)
    profile = json.loads(resources.files("dplib").joinpath("profiles/2.0/datapackage.json").read_text("utf-8"))
    assert [error.message for error in Draft7Validator(profile).iter_errors(told)] == []
    names = {one["name"] for one in told["resources"]}
    for name in {*CONTENT, *REFERENCE, *VIEWS, "history_findings", "ops_runs"} - {"word_scores"}:
        assert {name, f"{name}-parquet"} <= names
    assert not [name for name in names if "search" in name or name.startswith("word_scores")]
    assert (told["name"], told["version"]) == ("peel-2026-11-01", "2026-11-01")
    assert told["licenses"][0]["name"] == "OGL-UK-3.0"
    assert "Crown copyright" in told["description"]


def test_what_is_left_out_is_named_in_the_readme(file: Path, package: Path) -> None:
    written = {one["title"] for one in descriptor(package)["resources"]}
    left = [entry.called for entry in dictionary(file) if entry.called not in written]
    assert "word_scores" in left
    readme = " ".join((package / "README.md").read_text("utf-8").split())
    assert all(f"`{name}`" in readme for name in left)


def test_every_file_is_as_long_and_hashes_as_it_is_said_to(package: Path) -> None:
    found = contents(package)
    for one in descriptor(package)["resources"]:
        data = found[one["path"]]
        assert (one["bytes"], one["hash"]) == (len(data), f"sha256:{sha256(data).hexdigest()}")
    sums = [f"{sha256(data).hexdigest()}  {name}" for name, data in found.items() if name != "SHA256SUMS"]
    assert sorted(found["SHA256SUMS"].decode().splitlines()) == sorted(sums)


def test_the_columns_of_each_file_are_those_that_are_described(package: Path) -> None:
    for one in descriptor(package)["resources"]:
        if one["format"] == "csv":
            assert (package / one["path"]).read_bytes().startswith(b"\xef\xbb\xbf"), "else Excel garbles apostrophes"
            with (package / one["path"]).open(encoding="utf-8-sig", newline="") as file:
                head = next(csv.reader(file))
            assert pl.read_csv(package / one["path"], n_rows=0).columns == head
            assert head == [field["name"] for field in one["schema"]["fields"]]
            assert set(one["schema"].get("primaryKey", [])) <= set(head)
            assert pl.read_parquet(package / "parquet" / f"{one['name']}.parquet").columns == head


def test_models_comments_and_package_describe_every_column_in_the_same_words(file: Path, package: Path) -> None:
    told = {one["title"]: one for one in descriptor(package)["resources"] if one["format"] == "csv"}
    markdown = (package / "DICTIONARY.md").read_text("utf-8")
    for entry in dictionary(file):
        if entry.called not in told:
            continue
        fields = told[entry.called]["schema"]["fields"]
        assert told[entry.called]["description"] == entry.says
        assert [(one["name"], one["description"]) for one in fields] == [(one.name, one.says) for one in entry.columns]
        assert all(one.says for one in entry.columns)
        assert f"## `{entry.called}` ({entry.kind})" in markdown
    for table in (*CONTENT, *REFERENCE):
        fields = told[table]["schema"]["fields"]
        assert {one["name"]: one["description"] for one in fields} == described(table).columns


def test_the_same_warehouse_gives_the_same_bytes_whatever_a_killed_export_left(
    file: Path, package: Path, tmp_path: Path
) -> None:
    copy = shutil.copyfile(file, tmp_path / "copy.duckdb")
    (tmp_path / "again" / f".{package.name}.unfinished" / "csv").mkdir(parents=True)
    assert contents(export(copy, tmp_path / "again").folder) == contents(package)
    assert [one.name for one in (tmp_path / "again").iterdir()] == [package.name]


@pytest.mark.long
def test_equal_rows_give_equal_bytes_in_whatever_order_they_came(tmp_path: Path) -> None:
    found = []
    for forces in ("kent", "gwent"), ("gwent", "kent"):
        home = tmp_path / forces[0]
        for force in forces:
            made.published(home, made.a_force(force), run_id=force)
        files = contents(export(home / "warehouse.duckdb", home / "into").folder)
        found.append({name: data for name, data in files.items() if "/" in name and "ops_" not in name})
    assert len(found[0]) > 30
    assert found[0] == found[1]


def test_words_of_third_parties_are_left_out_and_marked(file: Path, package: Path, tmp_path: Path) -> None:
    everything = export(file, tmp_path, third_party=True)
    assert everything.left_out == 0
    for folder, proud in (package, False), (everything.folder, True):
        found = contents(folder)
        for name, text in (("csv/sections.csv", b"We are proud"), ("csv/history_sections.csv", b"We were proud")):
            assert (text in found[name]) is proud
        assert any(b"proud" in data for name, data in found.items() if name.endswith(".csv")) is proud
        assert any("proud" in str(pl.read_parquet(one).rows()) for one in folder.rglob("*.parquet")) is proud
        marked = pl.read_parquet(folder / "parquet" / "pages.parquet").filter("third_party")
        assert marked["page_id"].to_list() == [CONTEXT]
    assert "(pages.third_party: 1) is left out" in descriptor(package)["description"]
    assert "outside the licence" in (everything.folder / "README.md").read_text("utf-8")


def test_a_spreadsheet_finds_no_formula_and_parquet_has_the_text_as_it_is(package: Path) -> None:
    with (package / "csv" / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["text"] for row in csv.DictReader(file)] == ['\'=HYPERLINK("https://example.org")']
    frame = pl.read_parquet(package / "parquet" / "findings.parquet")
    assert frame["text"].to_list() == ['=HYPERLINK("https://example.org")']


def test_an_export_never_touches_one_that_is_there(file: Path, package: Path) -> None:
    before = contents(package.parent)
    with pytest.raises(PeelError, match=f"{package.name} is there already"):
        export(file, package.parent)
    assert contents(package.parent) == before


def test_a_disk_that_takes_no_more_is_named_and_nothing_is_left(file: Path, tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1500, hard))
    try:
        with pytest.raises(PeelError) as refused:
            export(file, tmp_path / "into")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "cannot be written" in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_is_no_folder_and_a_warehouse_without_pages_are_named(file: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(PeelError, match="cannot be written into"):
        export(file, tmp_path / "file")
    made.published(tmp_path / "home", made.batch(pages=[]))
    with pytest.raises(PeelError, match="holds no page yet"):
        export(tmp_path / "home" / "warehouse.duckdb", tmp_path / "into")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["file", "home"]
