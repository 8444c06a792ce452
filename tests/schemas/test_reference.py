"""The facts that the warehouse loads: that they are whole, and that each is said somewhere."""

from __future__ import annotations

import itertools

import polars as pl
import pytest

from schemas import reference, vocabulary
from schemas.table_names import REFERENCE
from schemas.tables import shape


@pytest.mark.parametrize("table", REFERENCE)
def test_a_table_of_facts_has_its_shape_and_every_line_of_its_csv(table: str) -> None:
    frame: pl.DataFrame = getattr(reference, table)()
    assert frame.schema == shape(table)
    assert frame.height == len(vocabulary.table(f"{table}.csv"))


def test_every_question_but_a_pillar_bears_one_or_two_themes() -> None:
    themes = reference.themes().group_by("question_id").len("themes")
    asked = reference.questions().filter(pl.col("pillar").is_null() | pl.col("number").is_not_null())
    bearing = asked.join(themes, on="question_id", how="full")
    assert bearing.filter(pl.col("themes").is_null() | pl.col("label").is_null()).is_empty()
    assert bearing.filter(~pl.col("themes").is_between(1, 2)).is_empty()


def test_two_graded_questions_of_a_round_never_bear_the_same_theme() -> None:
    graded = reference.questions().filter(pl.col("graded") != "never").join(reference.themes(), on="question_id")
    twice = graded.group_by("service", "round", "theme").len().filter(pl.col("len") > 1)
    assert twice.is_empty(), "the grades of such a theme would hide one another"


def test_a_police_theme_lines_rounds_up_and_fire_has_its_own() -> None:
    borne = reference.questions().join(reference.themes(), on="question_id").filter(pl.col("graded") != "never")
    rounds_of = {
        (service, theme): set(rounds)
        for service, theme, rounds in borne.group_by("service", "theme").agg("round").iter_rows()
    }
    lasting = rounds_of["police", "investigating crime"]
    assert lasting == {round_ for service, round_ in vocabulary.rounds() if service == "police"}
    fire = {theme for service, theme in rounds_of if service == "fire"}
    assert len(fire) == 11
    assert not fire & {theme for service, theme in rounds_of if service == "police"}


def test_what_is_said_on_comparing_is_quoted_with_its_address_and_is_short() -> None:
    said = reference.comparability().filter(pl.col("comparable").is_not_null())
    assert said.height > 0
    assert said.filter(pl.col("quote").is_null() | pl.col("url").is_null()).is_empty()
    assert said.filter(pl.col("quote").str.len_chars() > 160).is_empty()
    silent = reference.comparability().filter(pl.col("comparable").is_null())
    assert silent.filter(pl.col("quote").is_not_null() | pl.col("url").is_not_null()).is_empty()


def test_every_round_and_the_next_are_compared_or_said_not_to_be() -> None:
    pairs = {(row[0], row[2], row[3]) for row in reference.comparability().iter_rows() if row[1] is None}
    for service in vocabulary.SERVICES:
        rounds = [round_ for of, round_ in vocabulary.rounds() if of == service]
        for earlier, later in itertools.pairwise(rounds):
            assert (service, earlier, later) in pairs
    order = {key: number for number, key in enumerate(vocabulary.rounds())}
    assert all(order[service, earlier] < order[service, later] for service, earlier, later in pairs)


def test_grades_are_never_called_comparable_across_scales() -> None:
    tiers = {key: record.tiers for key, record in vocabulary.rounds().items()}
    for service, _, earlier, later, comparable, _, _ in reference.comparability().iter_rows():
        if tiers[service, earlier] != tiers[service, later]:
            assert comparable is False
