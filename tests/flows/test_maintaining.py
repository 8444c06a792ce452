"""Looking after a home: what is checked, removed, exported and said."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from flows.practice.server import practice_site
from flows.practice.site import ONE_ROUND
from flows.running import pipeline
from flows.running.maintaining import KEPT, Maintained, in_words, maintain
from flows.running.news import damage_of
from flows.running.runs import begin
from flows.selection import select
from flows.settings import settings
from schemas.errors import PeelError


@pytest.fixture(scope="module")
def fetched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one force's pages; not to be changed."""
    home = tmp_path_factory.mktemp("fetched")
    with practice_site(under=ONE_ROUND) as site:
        pipeline.ingest(begin("ingest", select("police", ["kent"], ["2017"]), settings(home, site.url)), refetch=False)
    return home


@pytest.fixture
def home(fetched: Path, tmp_path: Path) -> Path:
    """A copy of that home."""
    return Path(shutil.copytree(fetched, tmp_path / "home"))


def look_after(home: Path) -> Maintained:
    return maintain(begin("maintain", select(), settings(home)))


@pytest.mark.long
def test_a_home_is_audited_exported_pruned_and_verified(home: Path) -> None:
    before = judgments(home)
    for number in range(KEPT + 2):
        (home / "backups").mkdir(exist_ok=True)
        (home / "backups" / f"warehouse-2026010{number}T000000Z-aaaa.duckdb").write_text("a former file")
        (home / "exports" / f"peel-2020-01-0{number + 1}").mkdir(parents=True)
    done = look_after(home)
    assert done.sound
    assert done.records > 8, "a request and a response for each page"
    assert judgments(home) == before
    assert sorted(path.name for path in (home / "backups").iterdir()) == [
        f"warehouse-2026010{number}T000000Z-aaaa.duckdb" for number in (2, 3, 4)
    ]
    exports = sorted(path.name for path in (home / "exports").iterdir())
    assert exports == ["peel-2020-01-04", "peel-2020-01-05", Path(done.exported).name]
    assert (Path(done.exported) / "datapackage.json").exists()
    assert len(done.pruned) == 5
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        assert ("maintain",) in connection.execute("SELECT kind FROM ops.runs").fetchall()
    assert list(in_words(done))[-1] == "All is as it was written."
    assert list(damage_of(done)) == []
    assert look_after(home).exported == done.exported, "a second export of the day takes the place of the first"


def test_a_damaged_archive_is_said_after_everything_else_is_done(home: Path) -> None:
    (file,) = (home / "archive").glob("*.warc.gz")
    whole = file.read_bytes()
    middle = 5000
    file.write_bytes(whole[:middle] + bytes([whole[middle] ^ 4]) + whole[middle + 1 :])
    done = look_after(home)
    assert not done.sound
    assert done.exported
    assert ": damaged; captures that cannot be read any more: " in " ".join(in_words(done))
    (told,) = damage_of(done)
    assert told.text.startswith("Looking after the warehouse found ")


def test_an_archive_that_is_gone_is_a_problem(home: Path) -> None:
    (home / "archive").rename(home / "elsewhere")
    assert "could not be made again" in look_after(home).problems[0]


def test_a_home_without_a_warehouse_has_nothing_to_look_after(tmp_path: Path) -> None:
    with pytest.raises(PeelError, match=r"no warehouse at .* run `peel ingest` first"):
        look_after(tmp_path)


def judgments(home: Path) -> list[object]:
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        return [*connection.execute("FROM judgments ORDER BY ALL").fetchall()]
