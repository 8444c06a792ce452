"""The parser's version changes with what reads the pages, and with nothing else."""

from __future__ import annotations

from pathlib import Path

from flows.running.parser_version import hash_of, parser_version


def sources(folder: Path) -> Path:
    package = folder / "transforms"
    (package / "deeper").mkdir(parents=True)
    (package / "read.py").write_text("one = 1\n")
    (package / "deeper" / "words.csv").write_text("a,b\n")
    return package


def test_any_source_or_data_file_counts_and_nothing_else(tmp_path: Path) -> None:
    package = sources(tmp_path)
    before = hash_of([package], ("lxml",))
    (package / "notes.txt").write_text("no source")
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "read.cpython-311.pyc").write_bytes(b"\0")
    assert hash_of([package], ("lxml",)) == before

    (package / "deeper" / "words.csv").write_text("a,c\n")
    changed = hash_of([package], ("lxml",))
    (package / "deeper" / "words.csv").rename(package / "deeper" / "other.csv")
    renamed = hash_of([package], ("lxml",))
    assert len({before, changed, renamed, hash_of([package], ("lxml", "trafilatura"))}) == 4


def test_the_same_sources_in_another_place_are_the_same_parser(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    assert hash_of([sources(tmp_path)], ()) == hash_of([sources(tmp_path / "elsewhere")], ())


def test_this_parser_has_a_version() -> None:
    assert len(parser_version()) == 16
    assert parser_version() == parser_version()
