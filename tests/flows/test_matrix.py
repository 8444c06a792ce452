"""The grades laid out as a matrix for a terminal."""

from __future__ import annotations

from flows.matrix import Graded, matrix

JUDGMENTS = (
    Graded("durham", "Effectiveness", None, "requires improvement", "graded"),
    Graded("durham", "Protecting vulnerable people and supporting victims", 3, "good", "carried over"),
    Graded("kent", "Effectiveness", None, None, "not yet graded"),
    Graded("kent", "Specialist capabilities", 5, None, "ungraded"),
)


def test_a_matrix_has_a_line_for_each_question_and_a_column_for_each_force() -> None:
    assert matrix(JUDGMENTS, 80) == [
        "                                    durham        kent",
        "--------------------------------------------------------------",
        "Effectiveness                       requires      not yet",
        "                                    improvement   graded",
        "  3 Protecting vulnerable people    good*         -",
        "    and supporting victims",
        "  5 Specialist capabilities         -             ungraded",
        "",
    ]


def test_forces_that_do_not_fit_the_terminal_go_into_another_block() -> None:
    lines = matrix(JUDGMENTS, 50)
    assert max(map(len, lines)) <= 50
    assert [line.split() for line in lines if line.startswith(" " * 30) and "durham" in line] == [["durham"]]
    assert sum("kent" in line for line in lines) == 1


def test_a_narrow_terminal_still_gets_one_force_a_block() -> None:
    assert sum("---" in line for line in matrix(JUDGMENTS, 10)) == 2
