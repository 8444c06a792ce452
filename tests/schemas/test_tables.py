"""What the tables say of themselves, and that they fit the records they are made of."""

from __future__ import annotations

from dataclasses import fields

import pytest

from schemas import records
from schemas.errors import PeelError
from schemas.table_names import CONTENT, REFERENCE
from schemas.tables import TABLES, described, empty_frame, shape


def test_the_tables_are_those_of_the_contract() -> None:
    assert [*REFERENCE, *CONTENT] == [
        "forces", "rounds", "questions", "themes", "comparability", "pages", "sections", "judgments", "findings",
    ]  # fmt: skip
    assert list(TABLES) == [*REFERENCE, *CONTENT, "captures", "refusals", "rejects", "loads"]


@pytest.mark.parametrize("table", TABLES)
def test_every_table_and_column_is_described_in_a_sentence(table: str) -> None:
    words = described(table)
    assert list(words.columns) == list(shape(table))
    assert words.says.endswith(".")
    assert words.grain
    assert not words.grain.endswith(".")
    for column, says in words.columns.items():
        assert says.endswith("."), f"{table}.{column}"
        assert "\n" not in says


@pytest.mark.parametrize(
    ("table", "record", "more"),
    [
        ("pages", records.Page, ["fetched_at", "parser_version", "version", "media_type"]),
        ("sections", records.Section, ["page_id", "version"]),
        ("judgments", records.Judgment, ["page_id", "version"]),
        ("findings", records.Finding, ["page_id", "version", "service", "force", "round"]),
        ("captures", records.Capture, ["content_sha256"]),
        ("refusals", records.Refusal, ["refused_at", "run"]),
    ],
)
def test_a_records_fields_are_its_tables_columns(table: str, record: type, more: list[str]) -> None:
    assert sorted([*(field.name for field in fields(record)), *more]) == sorted(shape(table))


@pytest.mark.parametrize("table", TABLES)
def test_an_empty_frame_has_the_tables_shape(table: str) -> None:
    frame = empty_frame(table)
    assert frame.schema == shape(table)
    assert frame.height == 0


def test_an_error_for_a_person_says_its_sentence_and_ends_with_two() -> None:
    error = PeelError("There is no force 'narnia'.")
    assert str(error) == "There is no force 'narnia'."
    assert error.exit_status == 2
    assert PeelError("Nothing was loaded.", exit_status=1).exit_status == 1
