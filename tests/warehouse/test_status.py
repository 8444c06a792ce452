"""Status, rejects and the dictionary: what the warehouse says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas.errors import PeelError
from tests.warehouse.made import batch, judgment, load, page, published, refusal
from warehouse.dictionary import dictionary, in_markdown
from warehouse.loaded import loads, refusals
from warehouse.status import OfRound, status
from warehouse.views import VIEWS

SURREY = "peel-assessments/peel-2017/surrey/effectiveness"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a warehouse with one page that reads badly, and one that does not read at all."""
    home = tmp_path_factory.mktemp("status")
    reject = {"table": "findings", "row": "{}", "check": "text", "reason": "It is empty.", "page": SURREY, "run": "r1"}
    refused = "peel-assessments/peel-2017/dorset"
    published(
        home,
        batch(
            pages=[page(SURREY, coverage=0.9)],
            judgments=[judgment(SURREY, 3, None), judgment(SURREY, 1, "good")],
            rejects=[reject],
        ),
        batch(refusals=[refusal(refused)], loads=[load(refused, "refused")]),
    )
    return home / "warehouse.duckdb"


def test_status_counts_by_round_and_names_what_is_amiss(file: Path) -> None:
    found = status(file, "p2")
    assert (found.pages, found.superseded, found.other_parser, found.refusals, found.rejects) == (1, 0, 1, 1, 1)
    assert found.of_rounds == (OfRound("police", "2017", 1, 1, 2, 1, 0, 1),)
    assert found.size == file.stat().st_size
    assert found.last_run is not None
    assert (found.last_run.run, found.last_run.kind, found.last_run.pages_refused) == ("r1", "ingest", 1)
    assert [(one.audit, one.rows) for one in found.warnings] == [("missing_grades", 1), ("words_without_place", 1)]
    assert status(file, "p1").other_parser == status(file).other_parser == 0


def test_what_was_tried_and_what_was_refused_is_known(file: Path) -> None:
    found = refusals(file)[0]
    assert (found.force, found.stage, found.reason) == ("dorset", "read", "It is a cookie wall.")
    assert set(loads(file)) == {SURREY, found.page_id}


def test_a_missing_warehouse_has_nothing_loaded_and_no_status(tmp_path: Path) -> None:
    nowhere = tmp_path / "warehouse.duckdb"
    assert loads(nowhere) == {}
    assert refusals(nowhere) == ()
    for ask in (status, dictionary):
        with pytest.raises(PeelError, match="There is no warehouse at"):
            ask(nowhere)
    assert not nowhere.exists()


def test_the_dictionary_names_every_table_and_view_with_all_columns(file: Path) -> None:
    entries = dictionary(file)
    names = [entry.called for entry in entries]
    assert {"pages", "history.findings", "ops.migrations", *VIEWS} <= set(names)
    assert names.index("themes") < names.index("grades") < names.index("history.pages") < names.index("ops.runs")
    assert all(entry.says and entry.columns and all(column.says for column in entry.columns) for entry in entries)
    text = "\n".join(in_markdown(entries))
    assert "## `grade_matrix` (view)" in text
    assert "| `grade` | VARCHAR | " in text
