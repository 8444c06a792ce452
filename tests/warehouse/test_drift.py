"""What is flagged as drift, and that a run in which too much is flagged does not publish."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.practice.content import Judged, Page
from flows.practice.markups import render
from flows.practice.site import markup_of, pages
from schemas import vocabulary
from schemas.batch import Batch
from schemas.records import Capture
from schemas.table_names import CONTENT
from tests.warehouse.made import batch, finding, judgment, page, published, sha
from transforms.addresses import SITE, address_of
from transforms.frames import frames_of
from transforms.read import read_page
from transforms.versions import versions_of
from warehouse.audit import audit
from warehouse.connect import warehouse_file
from warehouse.drift import LEAST_PAGES, Drifted, must_not_have_drifted

FORCES = sorted(force for service, force in vocabulary.forces() if service == "police")
PILLAR_PAGES = [
    f"peel-assessments/peel-2017/{force}/{pillar}" for force in FORCES for pillar in ("efficiency", "legitimacy")
]
assert len(PILLAR_PAGES) > LEAST_PAGES


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    published(home, site(PILLAR_PAGES))
    return home


@pytest.fixture
def bare(made_once: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a warehouse with the program's data and without pages, to which nothing is done for good."""
    with duckdb.connect(str(warehouse_file(made_once))) as connection:
        connection.execute("BEGIN")
        for table in CONTENT:
            connection.execute(f"DELETE FROM main.{table}")
        yield connection
        connection.execute("ROLLBACK")


def drifts(connection: duckdb.DuckDBPyConnection, *loaded: Batch) -> dict[str, str]:
    """Load pages, of which the last are those of the run, and say which are flagged and why.

    Raises:
        Drifted: too many of those of the run are.

    """
    for one in loaded:
        for table, frame in one.current.items():
            connection.register("made", frame)
            connection.execute(f"INSERT INTO main.{table} BY NAME FROM made")
            connection.unregister("made")
    connection.register("made", loaded[-1].current["pages"])
    connection.execute("CREATE OR REPLACE TEMP TABLE staged_pages AS FROM made")
    connection.unregister("made")
    audit(connection, "r1")
    must_not_have_drifted(connection)
    return dict(connection.execute("SELECT subject, detail FROM ops.audits WHERE audit = 'drift'").fetchall())


def site(page_ids: list[str], *, without_badges: int = 0) -> Batch:
    """Make pages with a pillar and two questions each; the first so many say the pillar in prose, and nothing more."""
    rows = []
    for number, page_id in enumerate(page_ids):
        lost = number < without_badges
        rows.append(judgment(page_id, None, "good", source="prose" if lost else "badge"))
        rows += [judgment(page_id, question, None if lost else "good") for question in (1, 3)]
    return batch(pages=[page(page_id) for page_id in page_ids], judgments=rows)


def test_a_site_that_lost_all_its_badges_does_not_publish_and_a_healthy_one_does(made_once: Path) -> None:
    """The healthy one was published when the file was made."""
    before = warehouse_file(made_once).read_bytes()
    every = len(PILLAR_PAGES)
    with pytest.raises(
        Drifted, match=rf"{every} of the {every} pages .*avon-and-somerset/efficiency, \w+ \d+ where 50 to"
    ):
        published(made_once, site(PILLAR_PAGES, without_badges=every), run_id="r2")
    assert warehouse_file(made_once).read_bytes() == before


def test_a_tenth_may_be_flagged(bare: duckdb.DuckDBPyConnection) -> None:
    assert len(drifts(bare, site(PILLAR_PAGES[:LEAST_PAGES], without_badges=5))) == 5


def test_more_than_a_tenth_may_not_be_flagged(bare: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(Drifted):
        drifts(bare, site(PILLAR_PAGES[:LEAST_PAGES], without_badges=6))


def test_a_run_of_few_pages_is_only_warned_of(bare: duckdb.DuckDBPyConnection) -> None:
    few = PILLAR_PAGES[: LEAST_PAGES - 1]
    assert set(drifts(bare, site(few, without_badges=len(few)))) == set(few)


def test_only_the_pages_of_the_run_are_counted(bare: duckdb.DuckDBPyConnection) -> None:
    former, of_the_run = PILLAR_PAGES[:30], PILLAR_PAGES[30:]
    assert set(drifts(bare, site(former, without_badges=len(former)), site(of_the_run))) == set(former)


KENT = "peel-assessments/peel-2017/kent/efficiency"
TEXT = {"media_type": "text/plain"}


@pytest.mark.parametrize(
    ("made", "flagged"),
    [
        (batch(pages=[page(KENT)], judgments=[judgment(KENT, None, "good")]), False),
        (batch(pages=[page(KENT)], judgments=[judgment(KENT, None, None, status="not graded")]), False),
        (batch(pages=[page(KENT)], judgments=[judgment(KENT, 1, None, status="carried over", source="note")]), False),
        (batch(pages=[page(KENT)]), True),
        (batch(pages=[page(KENT)], judgments=[judgment(KENT, None, "good"), judgment(KENT, 1, None)]), False),
        (batch(pages=[page(KENT)], judgments=[judgment(KENT, question, None) for question in (None, 1, 2)]), True),
        (batch(pages=[page(KENT, **TEXT)], judgments=[judgment(KENT, question, None) for question in (None, 1)]), False),
        (batch(pages=[page(KENT, words=4)], judgments=[judgment(KENT, None, "good")]), True),
        (
            batch(
                pages=[page(KENT)],
                judgments=[judgment(KENT, None, "good")],
                findings=[finding(KENT, place, f"Menu entry {place}") for place in range(1, 90)],
            ),
            True,
        ),
    ],
    ids=[
        "questions that are left out", "not graded at all", "carried over", "no question known", "half of the grades",
        "no grade", "stored text loses its lines", "hardly a word", "a menu taken for findings",
    ],
)  # fmt: skip
def test_what_is_flagged(made: Batch, flagged: bool, bare: duckdb.DuckDBPyConnection) -> None:
    assert (KENT in drifts(bare, made)) is flagged


def test_each_round_and_family_that_can_be_met_has_its_ranges() -> None:
    lines = vocabulary.table("drift.csv")
    ranged = Counter((line["service"], line["round"], line["family"]) for line in lines)
    assert {key[:2] for key in ranged} == set(vocabulary.rounds())
    for key, known in vocabulary.rounds().items():
        families = {"force", "pillar"} if known.has_pillars else {"report"}
        assert all(ranged[(*key, family)] >= 3 for family in families), key
    assert all(int(line["least"]) <= int(line["most"]) for line in lines)
    assert len({tuple(line[name] for name in ("service", "round", "family", "measure")) for line in lines}) == len(
        lines
    )


@pytest.fixture(scope="module")
def practised() -> dict[str, Page]:
    told = pages()
    assert len(told) >= LEAST_PAGES
    return told


@pytest.mark.long
def test_the_practice_site_is_healthy_as_it_is_read(
    practised: dict[str, Page], bare: duckdb.DuckDBPyConnection
) -> None:
    assert drifts(bare, as_read(practised)) == {}


@pytest.mark.long
def test_the_practice_site_does_not_publish_once_no_page_prints_a_badge(
    practised: dict[str, Page], bare: duckdb.DuckDBPyConnection
) -> None:
    with pytest.raises(Drifted):
        drifts(bare, as_read({path: without_badges(page) for path, page in practised.items()}))


def without_badges(told: Page) -> Page:
    def bare(judged: Judged) -> Judged:
        return replace(judged, grade="")

    groups = tuple(replace(group, judged=tuple(map(bare, group.judged))) for group in told.groups)
    return replace(told, opening=told.opening and bare(told.opening), groups=groups)


def as_read(told: dict[str, Page]) -> Batch:
    """Read pages in the markup that the site serves each in, and put them in a batch."""
    read = []
    for number, (path, one) in enumerate(sorted(told.items())):
        address = address_of(SITE + path)
        body = render(one, markup_of(path))
        read.append((_capture(address.page_id, address.url, number), read_page(body, "text/html", address)))
    by_page = [versions_of([pair]) for pair in read]
    current, _history = frames_of([version for versions in by_page for version in versions], "p1")
    given: dict[str, Any] = {table: frame.to_dicts() for table, frame in current.items()}
    return batch(pages=given.pop("pages"), **given)


def _capture(page_id: str, url: str, number: int) -> Capture:
    at = datetime(2026, 11, 1, 12, 0, 0)
    return Capture(
        page_id, url, url, at, "response", 200, "text/html", sha(page_id), None, None, "f.warc.gz", number, "r1"
    )  # fmt: skip
