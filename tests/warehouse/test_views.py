"""What the views say, on made rows whose right answer can be read off the test."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse.made import T0, capture, finding, judgment, page, rows, section, sha
from warehouse.connect import changing
from warehouse.migrate import migrate
from warehouse.views import VIEWS, column_name, create_views, view_sql

Insert = Callable[..., None]
THEMES = ("protecting people", "specialist capabilities", "leadership")
P2016 = "peel-assessments/peel-2016/kent/effectiveness"
P2017 = "peel-assessments/peel-2017/kent/effectiveness"
P2018 = "peel-assessments/peel-2018-19/kent/effectiveness"


def question(question_id: str, label: str = "", **more: Any) -> dict[str, Any]:
    service, round_, *rest = question_id.split("/")
    number = int(rest[1]) if len(rest) > 1 else None
    return {
        "question_id": question_id, "service": service, "round": round_, "pillar": rest[0], "number": number,
        "wording": f"How about {label or question_id}?", "label": label or question_id, "graded": "always",
    } | more  # fmt: skip


def round_(name: str, first_year: int, tiers: int = 4) -> dict[str, Any]:
    return {
        "service": "police", "round": name, "label": name, "first_year": first_year, "tiers": tiers,
        "has_pillars": True, "path_key": name, "open": False,
    }  # fmt: skip


def put(connection: duckdb.DuckDBPyConnection, table: str, *given: dict[str, Any]) -> None:
    """Insert made rows into a table of ``main``, or of the schema that is named."""
    connection.register("made", rows(table.rpartition(".")[2], list(given)))
    connection.execute(f"INSERT INTO {table if '.' in table else f'main.{table}'} BY NAME FROM made")
    connection.unregister("made")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a warehouse without pages, with a few rounds, questions and themes of its own."""
    path = tmp_path_factory.mktemp("template") / "views.duckdb"
    with changing(path) as connection:
        migrate(connection, T0)
        create_views(connection, THEMES)
        put(connection, "rounds", round_("2016", 2016), round_("2017", 2017), round_("2018-19", 2018))
        put(connection, "rounds", round_("2021-22", 2021, 5))
        for year in ("2016", "2017", "2018-19"):
            base = f"police/{year}/effectiveness"
            put(connection, "questions", question(base, "effectiveness"))
            put(
                connection,
                "questions",
                question(f"{base}/3", "protecting people"),
                question(f"{base}/5", "specialists"),
            )
            put(connection, "themes", {"question_id": f"{base}/3", "theme": "protecting people"})
            put(connection, "themes", {"question_id": f"{base}/5", "theme": "specialist capabilities"})
    return path


@pytest.fixture
def warehouse(template: Path, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a copy of the warehouse without pages, open."""
    with duckdb.connect(shutil.copyfile(template, tmp_path / "views.duckdb")) as connection:
        yield connection


@pytest.fixture
def insert(warehouse: duckdb.DuckDBPyConnection) -> Insert:
    """Insert into that warehouse."""
    return partial(put, warehouse)


def ask(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return connection.execute(query).fetchall()


def test_a_stated_grade_goes_before_none_even_from_a_lesser_page(warehouse: Any, insert: Insert) -> None:
    report = "peel-assessments/peel-2017/kent"
    insert("pages", page(P2017, last_updated=date(2018, 3, 22)), page(report, last_updated=date(2017, 1, 1)))
    insert(
        "judgments",
        judgment(P2017, 3, None),
        judgment(report, 3, "good", source="prose", pillar="effectiveness"),
    )
    found = ask(warehouse, "SELECT grade, status, source, page_id, score, tiers FROM main.grades")
    assert found == [("good", "graded", "prose", report, 3, 4)]


def test_a_grade_in_prose_goes_before_a_note_that_gives_none(warehouse: Any, insert: Insert) -> None:
    force_page = "peel-assessments/peel-2017/kent"
    insert("pages", page(P2017, last_updated=date(2017, 1, 1)), page(force_page, last_updated=date(2018, 1, 1)))
    insert("judgments", judgment(P2017, 3, "good", source="prose"))
    insert("judgments", judgment(force_page, 3, None, status="not yet graded", source="note", pillar="effectiveness"))
    assert ask(warehouse, "SELECT grade, status, source FROM main.grades") == [("good", "graded", "prose")]


@pytest.mark.parametrize(("better", "worse"), [("badge", "table"), ("table", "note"), ("note", "prose")])
def test_the_better_source_decides_before_the_newer_page(
    warehouse: Any, insert: Insert, better: str, worse: str
) -> None:
    other = "peel-assessments/peel-2017/kent"
    insert("pages", page(P2017, last_updated=date(2019, 1, 1)), page(other, last_updated=date(2018, 1, 1)))
    insert(
        "judgments",
        judgment(P2017, 3, "good", source=worse),
        judgment(other, 3, "inadequate", source=better, pillar="effectiveness"),
    )
    assert ask(warehouse, "SELECT grade, source, disagreeing FROM main.grades") == [("inadequate", better, 1)]


def test_the_newer_page_decides_before_the_kind_of_page(warehouse: Any, insert: Insert) -> None:
    other = "peel-assessments/peel-2017/kent"
    insert("pages", page(P2017, last_updated=None), page(other, last_updated=date(2018, 1, 1)))
    insert("judgments", judgment(P2017, 3, "good"), judgment(other, 3, "outstanding", pillar="effectiveness"))
    assert ask(warehouse, "SELECT grade FROM main.grades") == [("outstanding",)]


def test_pages_of_one_day_are_ranked_by_kind_then_language_then_name(warehouse: Any, insert: Insert) -> None:
    families = ["table", "force", "report", "detailed", "pillar"]
    ids = [f"peel-assessments/peel-2017/kent/{family}" for family in families]
    welsh = "peel-assessments/peel-2017/kent/a-welsh-pillar"
    insert("pages", *[page(one, family=family) for one, family in zip(ids, families, strict=True)])
    insert("pages", page(welsh, family="pillar", language="cy"))
    insert("judgments", *[judgment(one, 3, "good", pillar="effectiveness") for one in [*ids, welsh]])
    order = []
    for _ in range(6):
        chosen = ask(warehouse, "SELECT page_id FROM main.grades")[0][0]
        order.append(chosen.rsplit("/", 1)[1])
        warehouse.execute("DELETE FROM main.judgments WHERE page_id = ?", [chosen])
    assert order == ["pillar", "a-welsh-pillar", "detailed", "report", "force", "table"]


def test_all_else_equal_the_page_id_decides_whatever_the_order_of_rows(warehouse: Any, insert: Insert) -> None:
    ids = [f"peel-assessments/peel-2017/kent/{name}" for name in ("b", "a", "c")]
    insert("pages", *[page(one) for one in ids])
    insert("judgments", *[judgment(one, 3, "good", pillar="effectiveness") for one in ids])
    assert ask(warehouse, "SELECT page_id FROM main.grades") == [("peel-assessments/peel-2017/kent/a",)]


def test_the_standing_row_of_a_page_goes_before_its_disagreeing_one(warehouse: Any, insert: Insert) -> None:
    insert("pages", page(P2017))
    insert("judgments", judgment(P2017, 3, "inadequate", disagrees=True), judgment(P2017, 3, "good"))
    assert ask(warehouse, "SELECT grade, disagreeing FROM main.grades") == [("good", 1)]


def test_a_statement_without_a_grade_does_not_disagree(warehouse: Any, insert: Insert) -> None:
    other = "peel-assessments/peel-2017/kent"
    insert("pages", page(P2017), page(other))
    insert(
        "judgments",
        judgment(P2017, 3, "good"),
        judgment(other, 3, None, status="not yet graded", source="note", pillar="effectiveness"),
    )
    assert ask(warehouse, "SELECT grade, disagreeing FROM main.grades") == [("good", 0)]


def test_a_missing_grade_is_never_read_as_ungraded(warehouse: Any, insert: Insert) -> None:
    insert("pages", page(P2017))
    insert("judgments", judgment(P2017, 3, None), judgment(P2017, 5, None, status="ungraded"))
    assert ask(warehouse, "SELECT question, grade, status, score FROM main.grades ORDER BY question") == [
        (3, None, "not stated", None),
        (5, None, "ungraded", None),
    ]


def carried(page_id: str, number: int | None, from_round: str, grade: str | None = None) -> dict[str, Any]:
    return judgment(page_id, number, grade, status="carried over", source="note", grade_round=from_round)


def test_a_carried_over_grade_that_is_not_printed_is_filled_and_marked(warehouse: Any, insert: Insert) -> None:
    insert("pages", page(P2016), page(P2017))
    insert("judgments", judgment(P2016, 3, "outstanding"), carried(P2017, 3, "2016"))
    assert ask(
        warehouse, "SELECT round, grade, status, filled, grade_round, score FROM main.grades ORDER BY round"
    ) == [
        ("2016", "outstanding", "graded", False, "2016", 4),
        ("2017", "outstanding", "carried over", True, "2016", 4),
    ]


def test_a_printed_carried_over_grade_is_not_marked_as_filled(warehouse: Any, insert: Insert) -> None:
    insert("pages", page(P2016), page(P2017))
    insert("judgments", judgment(P2016, 3, "outstanding"), carried(P2017, 3, "2016", "good"))
    assert ask(warehouse, "SELECT grade, filled FROM main.grades WHERE round = '2017'") == [("good", False)]


def test_a_carried_over_pillar_is_filled_from_the_pillar(warehouse: Any, insert: Insert) -> None:
    insert("pages", page(P2016), page(P2017))
    insert("judgments", judgment(P2016, None, "good"), judgment(P2016, 3, "inadequate"), carried(P2017, None, "2016"))
    assert ask(warehouse, "SELECT grade, is_pillar FROM main.grades WHERE round = '2017'") == [("good", True)]


def test_a_carried_over_grade_stays_empty_where_its_round_is_not_loaded_or_of_another_force(
    warehouse: Any, insert: Insert
) -> None:
    elsewhere = "peel-assessments/peel-2016/surrey/effectiveness"
    insert("pages", page(elsewhere), page(P2017))
    insert("judgments", judgment(elsewhere, 3, "good"), carried(P2017, 3, "2016"))
    assert ask(warehouse, "SELECT grade, filled FROM main.grades WHERE force = 'kent'") == [(None, False)]


def test_a_renamed_force_carries_on_the_grades_it_had_under_its_former_name(warehouse: Any, insert: Insert) -> None:
    named = {"service": "police", "name": "x", "nation": "England", "region": "x"}
    insert("forces", named | {"force": "old", "successor": "kent"}, named | {"force": "kent"})
    before = "peel-assessments/peel-2016/old/effectiveness"
    insert("pages", page(before), page(P2017))
    insert("judgments", judgment(before, 3, "good"), carried(P2017, 3, "2016"))
    assert ask(warehouse, "SELECT force, grade, filled FROM main.grades WHERE round = '2017'") == [
        ("kent", "good", True)
    ]


def test_merged_forces_that_were_graded_differently_leave_what_came_of_them_open(
    warehouse: Any, insert: Insert
) -> None:
    named = {"service": "police", "name": "x", "nation": "England", "region": "x"}
    insert(
        "forces",
        *[named | {"force": one, "successor": "kent"} for one in ("north", "south")],
        named | {"force": "kent"},
    )
    for one, grade in (("north", "good"), ("south", "inadequate")):
        before = f"peel-assessments/peel-2016/{one}/effectiveness"
        insert("pages", page(before))
        insert("judgments", judgment(before, 3, grade))
    insert("pages", page(P2017), page(P2018))
    insert("judgments", carried(P2017, 3, "2016"), judgment(P2018, 3, "good"))
    assert ask(warehouse, "SELECT grade, filled FROM main.grades WHERE round = '2017'") == [(None, False)]
    assert ask(warehouse, "FROM main.grade_changes") == []


def test_a_question_without_a_grade_does_not_take_its_theme_from_one_that_has_it(
    warehouse: Any, insert: Insert
) -> None:
    insert("themes", {"question_id": "police/2017/effectiveness/5", "theme": "protecting people"})
    insert("pages", page(P2017))
    insert("judgments", judgment(P2017, 3, "good"), judgment(P2017, 5, None, status="ungraded"))
    columns = "theme, grade, questions, graded"
    assert ask(warehouse, f"SELECT {columns} FROM main.theme_grades ORDER BY theme") == [
        ("protecting people", "good", 2, 1),
        ("specialist capabilities", None, 1, 0),
    ]


def test_a_table_confirms_or_contradicts_what_a_page_of_the_force_says(warehouse: Any, insert: Insert) -> None:
    table = "peel-assessments/peel-2017/grades"
    insert("pages", page(P2017), page(table, family="table", force=None))
    said = [judgment(table, 3, grade, force=force, source="table", pillar="effectiveness") for force, grade in
            (("kent", "inadequate"), ("surrey", "good"))]  # fmt: skip
    insert("judgments", judgment(P2017, 3, "good"), *said)
    assert ask(warehouse, "SELECT force, grade, source, disagreeing FROM main.grades ORDER BY force") == [
        ("kent", "good", "badge", 1),
        ("surrey", "good", "table", 0),
    ]


def test_a_revised_table_says_of_which_force_a_grade_was_revised(warehouse: Any, insert: Insert) -> None:
    table = "peel-assessments/peel-2017/grades"
    insert("history.pages", page(table, family="table", force=None, content_sha256=sha("old")))
    insert("pages", page(table, family="table", force=None, version=2))
    for name, version, grades in (("history.judgments", 1, ("good", "good")), ("judgments", 2, ("good", "inadequate"))):
        for force, grade in zip(("kent", "surrey"), grades, strict=True):
            insert(name, judgment(table, 3, grade, force=force, version=version, pillar="effectiveness"))
    assert ask(warehouse, "SELECT kind, subject, value_before, value_after FROM main.revisions") == [
        ("grade", "surrey", "good", "inadequate")
    ]


def test_an_interim_page_gives_way_to_the_graded_one_whatever_their_dates(warehouse: Any, insert: Insert) -> None:
    interim = "peel-assessments/peel-2017/kent"
    insert("pages", page(P2017, last_updated=date(2017, 3, 1)), page(interim, last_updated=date(2018, 6, 1)))
    insert("judgments", judgment(interim, 3, None, status="not yet graded", source="note", pillar="effectiveness"))
    assert ask(warehouse, "SELECT grade, status FROM main.grades") == [(None, "not yet graded")]
    insert("judgments", judgment(P2017, 3, "good"))
    assert ask(warehouse, "SELECT grade, status FROM main.grades") == [("good", "graded")]
    assert ask(warehouse, "SELECT graded, mean_score FROM main.force_scores") == [(1, 3.0)]


def test_a_welsh_twin_that_says_otherwise_is_shown_and_not_chosen(warehouse: Any, insert: Insert) -> None:
    welsh = "peel-assessments/peel-2017/kent/a-welsh-page"
    insert("pages", page(P2017), page(welsh, family="pillar", language="cy"))
    insert("judgments", judgment(P2017, 3, "good"), judgment(welsh, 3, "inadequate", pillar="effectiveness"))
    assert ask(warehouse, "SELECT page_id, grade, disagreeing FROM main.grades") == [(P2017, "good", 1)]


def test_an_area_graded_in_some_forces_only_counts_those(warehouse: Any, insert: Insert) -> None:
    for force, status in (("kent", "graded"), ("surrey", "ungraded"), ("dorset", "not inspected")):
        page_id = f"peel-assessments/peel-2017/{force}/effectiveness"
        insert("pages", page(page_id))
        insert("judgments", judgment(page_id, 5, "good" if status == "graded" else None, status=status))
    assert ask(warehouse, "SELECT grade, forces FROM main.grade_counts") == [("good", 1)]
    assert ask(warehouse, "SELECT force, questions, graded, mean_score FROM main.force_scores ORDER BY force") == [
        ("dorset", 1, 0, None), ("kent", 1, 1, 3.0), ("surrey", 1, 0, None),
    ]  # fmt: skip


def test_a_renumbered_question_is_filled_by_its_theme_and_not_by_its_number(warehouse: Any, insert: Insert) -> None:
    insert("questions", question("police/2021-22/effectiveness/5", "guarding the weak"))
    insert("themes", {"question_id": "police/2021-22/effectiveness/5", "theme": "protecting people"})
    later = "peel-assessments/peel-2021-22/kent/effectiveness"
    insert("pages", page(P2016), page(later))
    insert("judgments", judgment(P2016, 3, "good"), judgment(P2016, 5, "inadequate"), carried(later, 5, "2016"))
    assert ask(warehouse, "SELECT grade FROM main.grades WHERE round = '2021-22'") == [("good",)]


def test_the_question_most_alike_fills_a_carried_over_grade_and_not_any_that_shares_a_theme(
    warehouse: Any, insert: Insert
) -> None:
    broader = "police/2016/effectiveness/7"
    insert("questions", question(broader, "a broader one"))
    insert("themes", *[{"question_id": broader, "theme": theme} for theme in ("protecting people", "leadership")])
    insert("pages", page(P2016), page(P2017))
    insert("judgments", judgment(P2016, 3, "good"), judgment(P2016, 7, "inadequate"), carried(P2017, 3, "2016"))
    assert ask(warehouse, "SELECT grade FROM main.grades WHERE round = '2017'") == [("good",)]


def test_equally_alike_questions_that_differ_leave_a_carried_over_grade_open(warehouse: Any, insert: Insert) -> None:
    insert("questions", question("police/2021-22/effectiveness/9", "guarding the weak"))
    insert(
        "questions", question("police/2016/effectiveness/7", "one"), question("police/2016/effectiveness/8", "other")
    )
    for question_id in ("2021-22/effectiveness/9", "2016/effectiveness/7", "2016/effectiveness/8"):
        insert("themes", {"question_id": f"police/{question_id}", "theme": "leadership"})
    later = "peel-assessments/peel-2021-22/kent/effectiveness"
    insert("pages", page(P2016), page(later))
    insert("judgments", judgment(P2016, 7, "good"), judgment(P2016, 8, "inadequate"), carried(later, 9, "2016"))
    assert ask(warehouse, "SELECT grade, filled FROM main.grades WHERE round = '2021-22'") == [(None, False)]


def test_a_question_may_bear_two_themes_and_one_that_bears_none_has_an_empty_list(
    warehouse: Any, insert: Insert
) -> None:
    insert("themes", {"question_id": "police/2017/effectiveness/3", "theme": "leadership"})
    insert("pages", page(P2017))
    insert("judgments", judgment(P2017, 3, "good"), judgment(P2017, None, "good"))
    assert ask(warehouse, "SELECT question, themes FROM main.grades ORDER BY question NULLS FIRST") == [
        (None, []),
        (3, ["leadership", "protecting people"]),
    ]
    assert ask(warehouse, "SELECT protecting_people, leadership FROM main.grade_matrix") == [("good", "good")]


def test_the_matrix_is_made_of_questions_and_not_of_pillars(warehouse: Any, insert: Insert) -> None:
    insert("themes", {"question_id": "police/2017/effectiveness", "theme": "leadership"})
    insert("pages", page(P2017))
    insert("judgments", judgment(P2017, None, "inadequate"), judgment(P2017, 3, "good"))
    assert ask(warehouse, "SELECT * FROM main.grade_matrix") == [("police", "kent", "2017", "good", None, None)]


def test_questions_of_one_theme_that_differ_leave_it_empty_in_the_matrix(warehouse: Any, insert: Insert) -> None:
    insert("themes", {"question_id": "police/2017/effectiveness/5", "theme": "protecting people"})
    insert("pages", page(P2017))
    insert("judgments", judgment(P2017, 3, "good"), judgment(P2017, 5, "inadequate"))
    query = "SELECT protecting_people, specialist_capabilities FROM main.grade_matrix"
    assert ask(warehouse, query) == [(None, "inadequate")]
    warehouse.execute("UPDATE main.judgments SET grade = 'good'")
    assert ask(warehouse, query) == [("good", "good")]


def test_a_carried_over_grade_is_in_the_matrix(warehouse: Any, insert: Insert) -> None:
    insert("pages", page(P2016), page(P2017))
    insert("judgments", judgment(P2016, 3, "good"), carried(P2017, 3, "2016"))
    assert ask(warehouse, "SELECT round, protecting_people FROM main.grade_matrix") == [
        ("2016", "good"),
        ("2017", "good"),
    ]


def test_themes_become_columns_in_their_order_whatever_marks_they_bear(warehouse: Any) -> None:
    create_views(warehouse, ["Crime & data", 'O\'Neil "quoted"; DROP TABLE main.pages'])
    columns = [row[0] for row in ask(warehouse, "DESCRIBE main.grade_matrix")]
    assert columns == ["service", "force", "round", "crime_data", "o_neil_quoted_drop_table_main_pages"]
    assert ask(warehouse, "SELECT count(*) FROM main.pages") == [(0,)]


def test_two_themes_of_one_column_name_are_refused() -> None:
    assert column_name("Serious and organised crime") == "serious_and_organised_crime"
    with pytest.raises(ValueError, match="names of their own"):
        view_sql("grade_matrix", ("crime data", "Crime-data"))


def test_scores_count_what_was_graded_this_round_with_pillars_apart(warehouse: Any, insert: Insert) -> None:
    insert("questions", question("police/2017/effectiveness/1"), question("police/2017/effectiveness/2"))
    insert("pages", page(P2016), page(P2017))
    insert("judgments", judgment(P2016, 3, "good"), carried(P2017, 3, "2016"), judgment(P2017, None, "inadequate"))
    insert("judgments", judgment(P2017, 1, "outstanding"), judgment(P2017, 2, "requires improvement"))
    insert("judgments", judgment(P2017, 5, None, status="ungraded"))
    found = ask(
        warehouse,
        "SELECT tiers, mean_score, questions, graded, carried_over, outstanding, good, requires_improvement, "
        "pillar_mean_score, pillars_graded FROM main.force_scores WHERE round = '2017'",
    )
    assert found == [(4, 2.5, 4, 2, 1, 1, 0, 1, 0.0, 1)]


def test_counts_say_how_many_forces_hold_a_grade(warehouse: Any, insert: Insert) -> None:
    for force, grade in (("kent", "good"), ("surrey", "good"), ("dorset", "inadequate"), ("essex", None)):
        page_id = f"peel-assessments/peel-2017/{force}/effectiveness"
        insert("pages", page(page_id))
        insert("judgments", judgment(page_id, 3, grade))
    assert ask(warehouse, "SELECT round, theme, grade, forces FROM main.grade_counts ORDER BY forces DESC") == [
        ("2017", "protecting people", "good", 2),
        ("2017", "protecting people", "inadequate", 1),
    ]


def test_changes_join_inspected_rounds_over_a_carried_over_one(warehouse: Any, insert: Insert) -> None:
    insert("comparability", comparable("2016", "2018-19", False), comparable("2016", "2017", True))
    insert("pages", page(P2016), page(P2017), page(P2018))
    insert("judgments", judgment(P2016, 3, "good"), carried(P2017, 3, "2016", "good"), judgment(P2018, 3, "inadequate"))
    found = ask(
        warehouse,
        "SELECT force, round_from, round_to, grade_from, grade_to, direction, comparable FROM main.grade_changes",
    )
    assert found == [("kent", "2016", "2018-19", "good", "inadequate", "declined", False)]


def comparable(round_from: str, round_to: str, says: bool | None, pillar: str | None = None) -> dict[str, Any]:
    return {"service": "police", "pillar": pillar, "round_from": round_from, "round_to": round_to, "comparable": says}


def test_what_is_said_of_a_pillar_goes_before_what_is_said_of_the_round(warehouse: Any, insert: Insert) -> None:
    insert("comparability", comparable("2016", "2017", True), comparable("2016", "2017", False, "effectiveness"))
    insert("pages", page(P2016), page(P2017), page(P2018))
    insert("judgments", judgment(P2016, 3, "good"), judgment(P2017, 3, "good"), judgment(P2018, 3, "outstanding"))
    found = ask(warehouse, "SELECT round_to, direction, comparable FROM main.grade_changes")
    assert found == [("2017", "same", False), ("2018-19", "improved", None)]


def test_a_force_that_took_anothers_place_goes_on_with_its_grades(warehouse: Any, insert: Insert) -> None:
    named = {"service": "police", "name": "x", "nation": "England", "region": "x"}
    insert("forces", named | {"force": "old", "successor": "kent"}, named | {"force": "kent"})
    old = "peel-assessments/peel-2016/old/effectiveness"
    insert("pages", page(old), page(P2017))
    insert("judgments", judgment(old, 3, "good"), judgment(P2017, 3, "outstanding"))
    assert ask(warehouse, "SELECT force, grade_from, grade_to FROM main.grade_changes") == [
        ("kent", "good", "outstanding")
    ]


def versions(insert: Insert) -> None:
    later = datetime(2026, 11, 9, 12)
    insert("history.pages", page(P2017, content_sha256=sha("old"), last_updated=date(2017, 1, 1)))
    insert("pages", page(P2017, version=2, fetched_at=later))
    insert("history.judgments", judgment(P2017, 3, None, status="not yet graded", source="note"))
    insert("judgments", judgment(P2017, 3, "good", version=2))
    insert("history.findings", finding(P2017, 3, "Dropped."), finding(P2017, 4, "Kept.", detail="Old words."))
    insert("findings", finding(P2017, 5, "Kept.", detail="New words.", version=2), finding(P2017, 6, "New.", version=2))
    insert("history.sections", section(P2017, 1, "Before."), section(P2017, 2, "Same."))
    insert("sections", section(P2017, 1, "After.", version=2), section(P2017, 2, "Same.", version=2))
    moments = [T0, datetime(2026, 11, 5, 12), later, datetime(2026, 11, 20)]
    shown = [sha("old"), sha("old"), sha(P2017), sha(P2017)]
    insert(
        "ops.captures",
        *[capture(P2017, at, offset, content_sha256=shown[offset]) for offset, at in enumerate(moments)],
    )


def test_only_captures_that_showed_a_version_say_when_it_was_last_seen(warehouse: Any, insert: Insert) -> None:
    versions(insert)
    later = [datetime(2026, 11, 6), datetime(2026, 11, 21), datetime(2026, 11, 22)]
    texts: list[dict[str, Any]] = [
        {"content_sha256": sha("text")},
        {"http_status": 404, "content_sha256": None},
        {"content_sha256": None},
    ]
    insert("ops.captures", *[capture(P2017, at, 9, **more) for at, more in zip(later, texts, strict=True)])
    found = ask(warehouse, "SELECT last_seen_at FROM main.page_history")
    assert found == [(datetime(2026, 11, 5, 12),), (datetime(2026, 11, 20),)]


def test_page_history_dates_each_version(warehouse: Any, insert: Insert) -> None:
    versions(insert)
    found = ask(warehouse, "SELECT version, first_seen_at, last_seen_at, current FROM main.page_history")
    assert found == [
        (1, T0, datetime(2026, 11, 5, 12), False),
        (2, datetime(2026, 11, 9, 12), datetime(2026, 11, 20), True),
    ]


def test_revisions_say_every_fact_that_changed_and_no_other(warehouse: Any, insert: Insert) -> None:
    versions(insert)
    found = ask(warehouse, "SELECT kind, subject, value_before, value_after FROM main.revisions ORDER BY ALL")
    assert found == [
        ("date", None, "2017-01-01", "2018-03-22"),
        ("finding added", "area for improvement", None, "New."),
        ("finding removed", "area for improvement", "Dropped.", None),
        ("grade", "kent", None, "good"),
        ("status", "kent", "not yet graded", "graded"),
        ("text", "Kept.", "Old words.", "New words."),
        ("text", "Part 1", "Before.", "After."),
    ]


def test_every_view_works_where_the_file_is_attached_under_another_name(
    warehouse: Any, insert: Insert, tmp_path: Path
) -> None:
    versions(insert)
    expected = {view: ask(warehouse, f"SELECT * FROM main.{view} ORDER BY ALL") for view in VIEWS}
    names = [row[0] for row in ask(warehouse, "SHOW TABLES")]
    warehouse.close()
    with duckdb.connect() as other:
        # Tables of the same names that are not meant must not be found instead.
        for name in names:
            other.execute(f"CREATE TABLE main.{name} (x INTEGER)")
        other.execute(f"ATTACH '{tmp_path / 'views.duckdb'}' AS elsewhere (READ_ONLY)")
        for view in VIEWS:
            assert ask(other, f"SELECT * FROM elsewhere.main.{view} ORDER BY ALL") == expected[view]
        assert expected["grades"]


def test_every_view_and_each_of_its_columns_says_what_it_is(warehouse: Any) -> None:
    silent = ask(
        warehouse,
        "SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL UNION ALL "
        "SELECT column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL AND table_name IN "
        "(SELECT view_name FROM duckdb_views() WHERE NOT internal)",
    )
    assert silent == []


@pytest.mark.parametrize("view", VIEWS)
def test_every_table_that_a_view_reads_is_named_with_its_schema(view: str) -> None:
    sql = re.sub(r"--.*", "", view_sql(view, THEMES)).split("COMMENT ON")[0]
    own = set(re.findall(r"(\w+)(?:\([^)]*\))? AS \(", sql))
    read = set(re.findall(r"(?<!DISTINCT )\b(?:FROM|JOIN) (\w+(?:\.\w+)?)", sql))
    assert read
    assert {name for name in read if "." not in name} <= own
