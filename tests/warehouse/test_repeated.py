"""The same concern told again: held to labels that were written by hand before the method was."""

from __future__ import annotations

import csv
import random
from itertools import combinations, groupby
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from schemas.batch import Batch
from tests.warehouse.made import batch, finding, page, published
from warehouse import repeating

LABELLED = Path(__file__).parent / "repeated" / "findings.csv"
PRECISION, RECALL = 0.98, 0.83
"""As measured, rounded down; the method may only get better."""
PAIRS = "SELECT text, later_text FROM repeated_findings"


def labelled() -> list[dict[str, str]]:
    with LABELLED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def page_of(row: dict[str, str]) -> str:
    return f"made/{row['service']}-{row['round']}/{row['force']}"


def batches(rows: list[dict[str, str]]) -> list[Batch]:
    """Make a batch of each force and round."""
    made = []
    for page_id, group in groupby(sorted(rows, key=page_of), key=page_of):
        told = list(group)
        same = {name: told[0][name] for name in ("service", "force", "round")}
        findings = [
            finding(page_id, place, row["text"], kind=row["kind"], **same) for place, row in enumerate(told, start=1)
        ]
        made.append(batch(pages=[page(page_id, family="leadership", pillar=None, **same)], findings=findings))
    return made


def pairs(home: Path, query: str = PAIRS) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute(f"{query} ORDER BY ALL").fetchall()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("repeated")
    published(home, all_at_once())
    return home


def all_at_once() -> Batch:
    made = batches(labelled())
    pages, findings = (pl.concat([one.current[table] for one in made]) for table in ("pages", "findings"))
    return batch(pages=pages.to_dicts(), findings=findings.to_dicts())


def test_precision_and_recall_are_at_least_as_measured(home: Path) -> None:
    same, found = set(), {frozenset(pair) for pair in pairs(home)}
    for one, other in combinations(labelled(), 2):
        if one["concern"] == other["concern"] and page_of(one) != page_of(other):
            same.add(frozenset((one["text"], other["text"])))
    right = len(found & same)
    precision, recall = right / len(found), right / len(same)
    print(f"{len(same)} pairs labelled, {len(found)} found: precision {precision:.3f}, recall {recall:.3f}")
    assert precision >= PRECISION
    assert recall >= RECALL


@pytest.mark.long
def test_pairs_are_the_same_whatever_the_order_of_runs(home: Path, tmp_path: Path) -> None:
    rows = labelled()[:40]
    shuffled = batches(rows)
    random.Random(5).shuffle(shuffled)
    published(tmp_path / "once", *batches(rows))
    published(tmp_path / "often", *shuffled[:9], run_id="r1")
    changed = shuffled[2].current["findings"].clone()
    shuffled[2].current["findings"] = changed.clear()
    published(tmp_path / "often", *shuffled[2:], run_id="r2")
    assert len(pairs(tmp_path / "often")) < len(pairs(tmp_path / "once"))
    shuffled[2].current["findings"] = changed
    published(tmp_path / "often", shuffled[2], run_id="r3")
    everything = "FROM repeated_findings"
    assert pairs(tmp_path / "often", everything) == pairs(tmp_path / "once", everything)


TOLD = "The force should clear its backlog of vetting renewals and start with people in high-risk posts."


def told(force: str, round_: str, text: str = TOLD, tail: str = "effectiveness", **more: Any) -> Batch:
    page_id = f"peel-assessments/peel-{round_}/{force}/{tail}"
    family = "pillar" if tail == "effectiveness" else "detailed"
    return batch(
        pages=[page(page_id, family=family, pillar="effectiveness")],
        findings=[finding(page_id, 1, text, pillar="effectiveness", **more)],
    )


def test_a_pair_is_of_two_rounds_or_two_forces_the_earlier_first_and_twins_count_once(tmp_path: Path) -> None:
    published(
        tmp_path,
        told("surrey", "2018-19"),
        told("surrey", "2017"),
        told("surrey", "2017", tail="effectiveness/detailed-findings"),
        told("essex", "2017", kind="cause of concern"),
        told("kent", "2017", kind="effective practice"),
    )
    columns = "force, round, kind, later_force, later_round, page_id, similarity, same_force"
    assert pairs(tmp_path, f"SELECT {columns} FROM repeated_findings") == [
        ("essex", "2017", "cause of concern", "surrey", "2017", "peel-assessments/peel-2017/essex/effectiveness", 1.0, False),
        ("essex", "2017", "cause of concern", "surrey", "2018-19", "peel-assessments/peel-2017/essex/effectiveness", 1.0, False),
        ("surrey", "2017", "area for improvement", "surrey", "2018-19", "peel-assessments/peel-2017/surrey/effectiveness", 1.0, True),
    ]  # fmt: skip


def test_a_force_that_was_renamed_is_the_same_force(tmp_path: Path) -> None:
    renamed = "peel-assessments/peel-2021-22/hampshire-and-isle-of-wight/report"
    published(
        tmp_path,
        told("hampshire", "2018-19"),
        batch(pages=[page(renamed, family="report", pillar=None)], findings=[finding(renamed, 1, TOLD, pillar=None)]),
    )
    assert pairs(tmp_path, "SELECT force, later_force, same_force FROM repeated_findings") == [
        ("hampshire", "hampshire-and-isle-of-wight", True)
    ]


def test_a_finding_of_few_words_is_no_repetition_of_another(tmp_path: Path) -> None:
    published(
        tmp_path, told("kent", "2017", "The force should assess risk."), told("surrey", "2017", "Assess risk better.")
    )
    assert pairs(tmp_path) == []


def test_the_pairs_are_the_same_however_few_findings_are_compared_at_once(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repeating, "_AT_ONCE", 60)
    monkeypatch.setattr(repeating, "_MANY", 10)
    published(tmp_path, all_at_once())
    assert pairs(tmp_path) == pairs(home)
    assert pairs(home)
