"""What a kill, a second process, a full disk or a strange file can do to the warehouse: nothing."""

from __future__ import annotations

import errno
import resource
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from schemas.errors import PeelError
from tests.warehouse.made import T0, a_force, published, staged
from tests.warehouse.processes import another, heard, publish_and_die, publish_slowly, read_along, read_once
from warehouse import disk
from warehouse.connect import asking, broken, changing
from warehouse.loaded import loads
from warehouse.migrate import Migration, migrate, migrations, pending
from warehouse.publish import STEPS

GRADES = "SELECT force, grade FROM grades WHERE is_pillar ORDER BY force"
OLD = [("kent", "good")]
NEW = [("kent", "inadequate"), ("surrey", "good")]


def ask(home: Path, query: str = GRADES) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute(query).fetchall()


def next_batches(home: Path, run_id: str) -> list[Path]:
    return [staged(home, a_force("kent", "inadequate"), run_id), staged(home, a_force("surrey"), run_id)]


@pytest.mark.parametrize(
    "step",
    [step if step == "audited" else pytest.param(step, marks=pytest.mark.long) for step in STEPS],
)
def test_a_run_killed_at_a_step_leaves_a_whole_file_and_the_next_run_repairs(step: str, home: Path) -> None:
    with another(publish_and_die, home, next_batches(home, "r1"), "r1", step) as (process, pipe):
        for expected in STEPS[: STEPS.index(step) + 1]:
            assert heard(pipe) == expected
        process.join()
        assert process.exitcode == -signal.SIGKILL
    assert ask(home) == (NEW if step == "after swap" else OLD)
    published(home, a_force("kent", "inadequate"), a_force("surrey"), run_id="r2")
    assert ask(home) == NEW
    assert not list(home.glob(f"{disk.COPY}*"))
    assert not list(home.glob("*.wal"))


@pytest.mark.long
def test_a_reader_and_a_run_do_not_wait_for_each_other(home: Path) -> None:
    file = home / "warehouse.duckdb"
    with another(read_along, file, GRADES) as (_, reader):
        assert heard(reader) == OLD
        published(home, a_force("kent", "inadequate"), a_force("surrey"))
        reader.send("again")
        assert heard(reader) == OLD
        with another(read_once, file, GRADES) as (_, newcomer):
            assert heard(newcomer) == NEW
        published(home, a_force("surrey", "outstanding"), run_id="r3")
        reader.send(None)
    assert ask(home) == [("kent", "inadequate"), ("surrey", "outstanding")]


def test_two_runs_that_publish_at_once_queue_and_both_land(home: Path) -> None:
    first, second = [staged(home, a_force("surrey"), "r1")], [staged(home, a_force("dorset"), "r2")]
    with another(publish_slowly, home, first, "r1") as (_, one):
        assert [heard(one), heard(one)] == ["staged", "copied"]
        with another(publish_slowly, home, second, "r2") as (_, other):
            assert [heard(other), heard(other)] == ["staged", "waiting"]
            assert ask(home) == OLD
            one.send("go on")
            assert [heard(one) for _ in STEPS[2:]] == list(STEPS[2:])
            assert heard(one) == "done"
            assert heard(other) == "copied"
            other.send("go on")
            assert [heard(other) for _ in (*STEPS[2:], "done")] == [*STEPS[2:], "done"]
    assert ask(home) == [("dorset", "good"), ("kent", "good"), ("surrey", "good")]


def refusal_of(home: Path, **how: Any) -> str:
    """Publish and give the sentence with which that is refused."""
    with pytest.raises(PeelError) as refused:
        published(home, a_force("surrey"), run_id="r9", **how)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_a_write_error_speaks_of_a_former_file_only_where_there_is_one(home: Path, tmp_path: Path) -> None:
    error = duckdb.IOException("IO Error: Could not write all bytes to file: File too large")
    assert str(broken(home / "warehouse.duckdb", error)).endswith("the former file stands as it was.")
    assert str(broken(tmp_path / "new" / "warehouse.duckdb", error)).endswith("there is still no warehouse there.")


def test_a_full_disk_while_copying_loses_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_space(*_: object) -> None:
        (home / disk.COPY).write_bytes(b"half a copy")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", no_space)
    assert "disk is full" in refusal_of(home)
    assert ask(home) == OLD
    assert not list(home.glob(f"{disk.COPY}*"))


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """Let the system refuse any write beyond a size, as it refuses one to a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


def test_a_disk_that_refuses_while_writing_loses_nothing(home: Path) -> None:
    with files_no_larger_than((home / "warehouse.duckdb").stat().st_size):
        assert "could not be written" in refusal_of(home)
    assert ask(home) == OLD
    assert not list(home.glob(f"{disk.COPY}*"))


def test_a_file_where_the_home_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(PeelError, match=r"a file stands where a folder should be"):
        staged(tmp_path / "file", a_force("kent"))
    with pytest.raises(PeelError, match=r"a file stands where a folder should be"):
        published(tmp_path / "file")
    assert (tmp_path / "file").read_text() == "mine"


def test_a_home_that_may_not_be_written_is_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(shutil, "copyfile", forbidden)
    assert "may not be written" in refusal_of(home)


def test_where_an_open_file_cannot_be_replaced_one_sentence_says_so(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def in_use(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Access is denied")

    monkeypatch.setattr(disk, "_REPLACES_OPEN_FILES", False)
    monkeypatch.setattr(Path, "replace", in_use)
    assert "close what reads it, then run" in refusal_of(home)
    assert ask(home) == OLD


@pytest.mark.parametrize("content", [b"", b"hello", b"hello" * 5000], ids=["empty", "short", "long"])
def test_a_file_that_is_no_warehouse_is_named_and_left_alone(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "warehouse.duckdb"
    file.write_bytes(content)
    assert str(file) in (sentence := refusal_of(tmp_path))
    assert "peel rebuild" in sentence
    with pytest.raises(PeelError, match="cannot be read as a warehouse"):
        loads(file)
    assert file.read_bytes() == content


def test_a_damaged_file_is_named_and_left_alone(home: Path) -> None:
    file = home / "warehouse.duckdb"
    damaged = bytearray(file.read_bytes())
    damaged[8192 : len(damaged)] = bytes(len(damaged) - 8192)
    file.write_bytes(damaged)
    assert str(file) in (sentence := refusal_of(home))
    assert disk.COPY not in sentence
    assert file.read_bytes() == damaged


def test_a_file_cut_short_is_named(home: Path) -> None:
    file = home / "warehouse.duckdb"
    file.write_bytes(file.read_bytes()[:20_000])
    assert "cannot be read as a warehouse" in refusal_of(home)


def test_a_file_that_another_program_left_half_written_is_not_taken(home: Path) -> None:
    (home / "warehouse.duckdb.wal").write_bytes(b"somebody's unfinished writes")
    assert "open to write" in refusal_of(home)
    assert (home / "warehouse.duckdb.wal").exists()


def test_a_file_of_a_newer_program_is_refused_and_left_alone(home: Path) -> None:
    file = home / "warehouse.duckdb"
    with changing(file) as connection:
        connection.execute("INSERT INTO ops.migrations VALUES (999, 'of tomorrow', now()::TIMESTAMP)")
    before = file.read_bytes()
    assert "written by a newer peel" in refusal_of(home)
    assert file.read_bytes() == before


def test_an_older_file_is_kept_and_taken_to_the_present_tables(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    step = Migration(migrations()[-1].number + 1, "a_note", "CREATE TABLE ops.notes AS SELECT 'of tomorrow' AS note")
    steps = (*migrations(), step)
    monkeypatch.setattr("warehouse.migrate.migrations", lambda: steps)
    monkeypatch.setattr("warehouse.publish.comment", lambda connection: None)
    done = published(home, a_force("surrey"), run_id="r5")
    assert done.kept is not None
    assert ask(home, "FROM ops.notes") == [("of tomorrow",)]
    assert ask(home) == [("kent", "good"), ("surrey", "good")]
    with asking(done.kept) as kept:
        assert [row[0] for row in kept.execute("SELECT max(number) FROM ops.migrations").fetchall()] == [
            step.number - 1
        ]
        assert pending(kept, steps) == (step,)


def test_a_step_that_fails_halfway_leaves_nothing_of_itself(tmp_path: Path) -> None:
    broken = Migration(2, "broken", "CREATE TABLE main.half (x INTEGER); SELECT nonsense")
    with changing(tmp_path / "w.duckdb") as connection:
        with pytest.raises(duckdb.Error):
            migrate(connection, T0, (migrations()[0], broken))
        assert connection.execute("SELECT number, applied_at FROM ops.migrations").fetchall() == [(1, T0)]
        assert not connection.execute("FROM duckdb_tables() WHERE table_name = 'half'").fetchall()
        assert migrate(connection, datetime(2027, 1, 1), (migrations()[0],)) == ()


def test_any_client_from_duckdb_1_4_on_can_read_the_file(loaded: Path) -> None:
    tags = ask(loaded, "SELECT tags['storage_version'] FROM duckdb_databases() WHERE NOT internal")
    assert tags[0][0].startswith("v1.4")
