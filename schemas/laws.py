"""What the values of a row must be to one another: the laws of the tables, as polars expressions true of a good row.

An expression never gives null, so that a law cannot be passed by leaving a value out.
"""

from __future__ import annotations

from functools import lru_cache

import polars as pl

from schemas import vocabulary

_MARK = "|"
"""Joins the values that are looked up together; no slug, round or id holds it."""


def unique(*columns: str) -> pl.Expr:
    """Ask that no other row has the same values in these columns."""
    return pl.struct(columns).is_unique()


def together(*columns: str) -> pl.Expr:
    """Join the values of columns, empty for null, as they are looked up."""
    return pl.concat_str([pl.col(column).cast(pl.String).fill_null("") for column in columns], separator=_MARK)


def known_force(force: str = "force") -> pl.Expr:
    """Ask that a force, where one is given, is one of its service."""
    known = [_MARK.join(key) for key in vocabulary.forces()]
    return pl.col(force).is_null() | together("service", force).is_in(known)


def known_round(round_: str = "round") -> pl.Expr:
    """Ask that a round, where one is given, is one of its service."""
    known = [_MARK.join(key) for key in vocabulary.rounds()]
    return pl.col(round_).is_null() | together("service", round_).is_in(known)


@lru_cache(maxsize=1)
def _questions() -> tuple[vocabulary.Question, ...]:
    """Give every question of every round."""
    return tuple(item for key in vocabulary.rounds() for item in vocabulary.questions(*key))


def known_question() -> pl.Expr:
    """Ask that a question, where one is given, is known, and of the pillar and number it says."""
    known = [_MARK.join((q.question_id, q.pillar or "", str(q.number or ""))) for q in _questions()]
    return pl.col("question_id").is_null() | together("question_id", "pillar", "question").is_in(known)


def question_of_round() -> pl.Expr:
    """Ask that a question, where one is given, is of the row's own service and round."""
    prefix = pl.concat_str([pl.col("service"), pl.col("round").fill_null("")], separator="/") + "/"
    return pl.col("question_id").is_null() | pl.col("question_id").str.starts_with(prefix)


def grade_in_scale() -> pl.Expr:
    """Ask that a grade, where there is one, is of its round's scale: ``adequate`` came with the scale of five."""
    known = [
        _MARK.join((*key, grade))
        for key, record in vocabulary.rounds().items()
        for grade in vocabulary.grades_of(record.tiers)
    ]
    return pl.col("grade").is_null() | together("service", "round", "grade").is_in(known)


def status_fits_grade() -> pl.Expr:
    """Ask that what is graded has a grade, what is carried over may have one, and nothing else has."""
    graded = pl.col("status").fill_null("") == "graded"
    carried = pl.col("status").fill_null("") == "carried over"
    return (graded & pl.col("grade").is_not_null()) | carried | (~graded & pl.col("grade").is_null())


def graded_in_its_round() -> pl.Expr:
    """Ask that a grade of this round says so, and a carried-over one names another round where it names any."""
    own = pl.col("grade_round").eq_missing(pl.col("round"))
    return pl.when(pl.col("status").eq_missing("graded")).then(own).otherwise(~own)


def grade_is_read_from_words() -> pl.Expr:
    """Ask that a grade comes from somewhere on the page, and that a source has the words it was read from."""
    has_source = pl.col("source").is_not_null()
    return (has_source == pl.col("evidence").is_not_null()) & (pl.col("grade").is_null() | has_source)


def one_statement_stands() -> pl.Expr:
    """Ask that of all that a page says on one question one row stands; the others are marked as disagreeing."""
    key = ["page_id", "version", "service", "force", "question_id"]
    standing = (~pl.col("disagrees")).fill_null(value=False).cast(pl.Int32)
    return standing.sum().over(key) <= 1


def force_unless_table() -> pl.Expr:
    """Ask that a page is of one force, but for a table, which is of none."""
    return pl.col("force").is_null() == (pl.col("family").fill_null("") == "table")
