"""Search: what is found and what is not, in which order, and from where."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

import duckdb
import pytest

from schemas.errors import PeelError
from tests.warehouse.made import a_force, batch, finding, page, published, section
from warehouse import indexing
from warehouse.disk import COPY
from warehouse.repeating import Repeating
from warehouse.search import Hit, search

KENT = "peel-assessments/peel-2017/kent/effectiveness"
SURREY = "peel-assessments/peel-2018-19/surrey/legitimacy"
CONTEXT = "peel-assessments/peel-2017/surrey/more-about-this-area"


def long_text(middle: str) -> str:
    return (
        f"{'The control room takes calls from the whole county. ' * 6}{middle}{' Nothing more is said of it here.' * 6}"
    )


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("search")
    one = batch(
        pages=[page(KENT), page(SURREY)],
        sections=[
            section(KENT, 1, long_text("Victims of domestic\nabuse wait too long."), heading="How calls are answered"),
            section(KENT, 2, "Domestic abuse is everyone's concern.", heading="Domestic abuse"),
            section(SURREY, 1, "Stop and search is fair. Officers’ grounds are recorded.", kind="chapter"),
        ],
        findings=[
            finding(KENT, 3, "The force should see each victim of domestic abuse again.", label="How effective?"),
            finding(
                SURREY, 2, "The service should heat its café.", detail="Vetting came too late.", kind="recommendation"
            ),
        ],
    )
    published(home, one, run_id="r1")
    return home / "warehouse.duckdb"


def found(file: Path, words: str, **narrowed: Any) -> list[tuple[str, int]]:
    return [(hit.page_id, hit.position) for hit in search(file, words, **narrowed)]


def test_the_text_that_tells_most_of_the_words_comes_first(file: Path) -> None:
    assert found(file, "domestic abuse") == [(KENT, 2), (KENT, 3), (KENT, 1)]
    first = search(file, "domestic abuse")[0]
    assert first == Hit(
        first.score, "police", "kent", "2017", "question", "Domestic abuse", "Domestic abuse is everyone's concern.",
        f"https://hmicfrs.justiceinspectorates.gov.uk/{KENT}/", KENT, 2,
    )  # fmt: skip
    assert first.score > 0


def test_rare_words_count_more_than_common_ones(file: Path) -> None:
    assert found(file, "domestic vetting")[0] == (SURREY, 2)


def test_words_are_shown_with_what_stands_around_them_on_one_line(file: Path) -> None:
    shown = search(file, "ABUSE", limit=9)[2].text_in_context
    assert "Victims of domestic abuse wait too long. Nothing" in shown
    assert "\n" not in shown
    assert len(shown) < 250
    assert shown.split()[0] in long_text("").split()


@pytest.mark.parametrize("words", ["victims", "VICTIM", "Victim's", "victims’"])
def test_a_word_is_found_in_any_case_number_and_apostrophe(file: Path, words: str) -> None:
    assert sorted(found(file, words)) == [(KENT, 1), (KENT, 3)]


def test_accents_do_not_matter_and_parts_of_words_do_not_count(file: Path) -> None:
    assert found(file, "cafe") == found(file, "café") == [(SURREY, 2)]
    assert found(file, "dom") == []


@pytest.mark.parametrize(
    ("narrowed", "expected"),
    [
        ({"service": "fire"}, []),
        ({"forces": ["kent", "dorset"]}, [(KENT, 1), (KENT, 2), (KENT, 3)]),
        ({"rounds": ["2018-19"]}, [(SURREY, 1)]),
        ({"kind": "area for improvement"}, [(KENT, 3)]),
        ({"rounds": ["2017"], "kind": "question", "limit": 1}, [(KENT, 2)]),
    ],
)
def test_a_search_is_narrowed_before_it_is_cut(file: Path, narrowed: dict[str, Any], expected: list[Any]) -> None:
    assert sorted(found(file, "domestic abuse stop search", **narrowed)) == expected


def test_the_same_text_of_a_page_and_its_twins_takes_one_place(tmp_path: Path) -> None:
    twins = [KENT, *(f"{KENT}/{place}" for place in ("detailed-findings", "again", "and-again", "once-more"))]
    same, other = "Officers record domestic abuse.", "Domestic abuse is recorded by officers who were trained for it."
    told = [finding(page_id, 1, same) for page_id in twins]
    told += [finding(twins[1], 2, other), finding(SURREY, 1, same), finding(twins[0], 3, same, kind="recommendation")]
    published(tmp_path, batch(pages=[page(page_id) for page_id in (*twins, SURREY)], findings=told))
    hits = [(KENT, 1), (KENT, 3), (SURREY, 1), (twins[1], 2)]
    file = tmp_path / "warehouse.duckdb"
    assert sorted(found(file, "domestic abuse", limit=4)) == sorted(hits)
    assert found(file, "domestic abuse", limit=1) == [(KENT, 1)]
    assert sorted(found(file, "domestic abuse", forces=["kent"])) == sorted(hits[:2] + hits[3:])


def test_mistakes_are_named(file: Path, tmp_path: Path) -> None:
    with pytest.raises(PeelError, match="area for improvement"):
        search(file, "abuse", kind="areas for improvement")
    for nothing in ("", " the of ", "%_*"):
        with pytest.raises(PeelError, match="no word to search for"):
            search(file, nothing)
    with pytest.raises(PeelError, match="There is no warehouse at"):
        search(tmp_path / "warehouse.duckdb", "abuse")


@pytest.mark.parametrize(
    "words",
    ["abuse') ; DROP TABLE main.pages; --", "abuse' OR 1=1", 'abuse"', "(abuse", "abuse|.*", "abuse\\", "$1 abuse"],
)
def test_what_is_searched_for_is_words_and_never_sql_or_a_pattern(file: Path, words: str) -> None:
    assert [place for place in found(file, words) if place[0] == KENT] == found(file, "abuse")


def test_plain_sql_finds_the_same_in_any_client(file: Path) -> None:
    expected = found(file, "domestic abuse")
    with duckdb.connect(str(file), read_only=True) as client:
        assert client.execute("SELECT page_id, position FROM search('domestic abuse')").fetchall() == expected
        assert (
            client.execute("SELECT page_id, position FROM search('domestic abuse', most := 1)").fetchall()
            == expected[:1]
        )
        assert client.execute("SELECT count(*) FROM search('domestic abuse') WHERE round = '2014'").fetchall() == [(0,)]


def test_a_file_attached_under_another_name_is_searched_too(file: Path) -> None:
    expected = found(file, "domestic abuse")
    with duckdb.connect() as client:
        client.execute(f"ATTACH '{file}' AS elsewhere (READ_ONLY)")
        ranked = client.execute(
            "SELECT page_id, position FROM elsewhere.word_scores WHERE word IN ('domestic', 'abuse') "
            "GROUP BY ALL ORDER BY sum(score) DESC"
        ).fetchall()
        assert ranked == expected
        client.execute("USE elsewhere")
        assert client.execute("SELECT page_id, position FROM search('domestic abuse')").fetchall() == expected


def test_a_file_that_an_earlier_program_made_is_searched_before_it_is_published_again(
    file: Path, tmp_path: Path
) -> None:
    earlier = tmp_path / "warehouse.duckdb"
    earlier.write_bytes(file.read_bytes())
    with duckdb.connect(str(earlier)) as connection:
        connection.execute("DROP MACRO TABLE ops.hits")
    for narrowed in ({}, {"rounds": ["2017"]}):
        assert found(earlier, "domestic abuse", **narrowed) == [(KENT, 2), (KENT, 3), (KENT, 1)]


def index(home: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Give what the index says, without its numbers, which depend on the order of runs."""
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as client:
        return {
            query: client.execute(query).fetchall()
            for query in (
                "SELECT word, page_id, position, times, round(score, 9) FROM word_scores ORDER BY ALL",
                "SELECT word, texts FROM ops.search_words ORDER BY ALL",
                "SELECT page_id, position, length FROM ops.search_texts ORDER BY ALL",
            )
        }


@pytest.mark.long
def test_the_index_is_the_same_however_few_words_are_taken_apart_and_put_in_order_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches = [a_force(force) for force in ("kent", "surrey", "dorset")]
    published(tmp_path / "at once", *batches)
    monkeypatch.setattr(indexing, "_AT_ONCE", 1)
    monkeypatch.setattr(indexing, "_RUN", 1)
    published(tmp_path / "by and by", *batches)
    assert index(tmp_path / "by and by") == index(tmp_path / "at once")
    assert len(index(tmp_path / "at once")["SELECT page_id, position, length FROM ops.search_texts ORDER BY ALL"]) == 9


@pytest.mark.long
def test_the_index_after_many_runs_is_that_of_one(tmp_path: Path) -> None:
    many, one = tmp_path / "many", tmp_path / "one"
    published(many, *[a_force(force, "inadequate") for force in ("kent", "surrey", "dorset", "essex", "norfolk")])
    published(many, a_force("kent"), run_id="r2")
    with duckdb.connect(str(many / "warehouse.duckdb"), read_only=True) as client:
        assert client.execute("SELECT bool_and(settled) FROM ops.search_texts").fetchall() == [(False,)]
    changed = a_force("dorset")
    changed.current["findings"] = changed.current["findings"].clear()
    published(many, changed, run_id="r3")
    published(
        one, *[a_force(force, "inadequate") for force in ("surrey", "essex", "norfolk")], a_force("kent"), changed
    )
    assert index(many) == index(one)
    published(many, *[a_force(force) for force in ("kent", "surrey", "essex")], run_id="r4", fresh=True)
    assert ("dorset",) not in [row[:1] for row in index(many)["SELECT word, texts FROM ops.search_words ORDER BY ALL"]]


def test_a_fault_of_indexing_stops_the_publication_and_the_former_file_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(tmp_path, a_force("kent"))
    before = (tmp_path / "warehouse.duckdb").read_bytes()
    monkeypatch.setattr(indexing, "_SPELL", "SELECT error('no words')")
    with pytest.raises(duckdb.InvalidInputException, match="no words"):
        published(tmp_path, batch(pages=[page(SURREY)], sections=[section(SURREY, 1, "Stalking")]), run_id="r2")
    assert (tmp_path / "warehouse.duckdb").read_bytes() == before
    assert not list(tmp_path.glob(f"{COPY}*"))


def test_a_fault_beside_indexing_waits_for_what_indexes_before_its_connection_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered: list[object] = []

    def late(index: indexing.Index, *_: object) -> None:
        Event().wait(0.2)
        answered.append(index._own.execute("SELECT 1").fetchall())

    def broken(_comparison: Repeating) -> None:
        raise PeelError("stopped beside it")

    monkeypatch.setattr(indexing.Index, "_replace", late)
    monkeypatch.setattr(Repeating, "finish", broken)
    with pytest.raises(PeelError, match="stopped beside it"):
        published(tmp_path, a_force("kent"))
    assert answered == [[(1,)]]
