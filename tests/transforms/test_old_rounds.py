"""Police pages of 2014 to 2018/19: the forms in which they state, and do not state, a grade."""

from __future__ import annotations

import pytest

from schemas.records import Judgment, Reading
from transforms.addresses import SITE, address_of
from transforms.read import read_page

FIRST = "This is the first assessment of its kind of the force, made from the inspections of the year before it."


def _text(path: str, *lines: str) -> Reading:
    body = "\n\n".join(lines).encode()
    return read_page(body, "text/plain", address_of(f"{SITE}/peel-assessments/{path}/"))


def _graded(reading: Reading) -> dict[str, tuple[str | None, str, str | None]]:
    assert reading.unplaced == ()
    return {_short(row): (row.grade, row.status, row.source) for row in reading.judgments if not row.disagrees}


def _short(row: Judgment) -> str:
    return row.question_id.split("/", 2)[2]


@pytest.mark.parametrize(
    ("sentence", "grades"),
    [
        (
            "in terms of its effectiveness, in general, the force is good at investigating offending, good at tackling "
            "anti-social behaviour and outstanding at reducing crime and preventing offending;",
            ("outstanding", "good", "good"),
        ),
        (
            "in terms of its effectiveness, in general, the force is good at reducing crime and preventing offending, "
            "investigating offending and tackling anti-social behaviour;",
            ("good", "good", "good"),
        ),
        (
            "in terms of its effectiveness, in general, the force requires improvement in reducing crime and preventing "
            "offending, is inadequate at investigating offending and good at tackling anti-social behaviour;",
            ("requires improvement", "inadequate", "good"),
        ),
        (
            "in terms of its effectiveness, in general, the force is good at reducing crime and preventing offending and is "
            "good at tackling anti-social behaviour, however it requires improvement in the way it investigates offending;",
            ("good", "requires improvement", "good"),
        ),
    ],
)
def test_the_force_page_of_2014_grades_three_questions_in_one_sentence(sentence: str, grades: tuple[str, ...]) -> None:
    reading = _text(
        "peel-2014/norfolk",
        "Norfolk 2014",
        f"Read more about Norfolk{FIRST}",
        "The available evidence indicates that:",
        sentence,
        "the efficiency with which the force carries out its responsibilities is outstanding; and",
        "the force is acting to achieve fairness and legitimacy in most of the practices that were examined this year.",
        "HMI's observations",
        "The force knows its villages, and has kept the teams that work in them while it saved money elsewhere.",
    )
    found = _graded(reading)
    assert [found.pop(f"effectiveness/{number}")[0] for number in (1, 2, 3)] == list(grades)
    assert found == {"efficiency": ("outstanding", "graded", "prose")}
    assert all(row.evidence in (sentence, None) or "efficiency" in str(row.evidence) for row in reading.judgments)


def test_the_narrative_questions_of_2014_are_ungraded_by_the_rounds_own_data() -> None:
    reading = _text(
        "peel-2014/norfolk/legitimacy",
        "Norfolk PEEL 2014",
        "Does the force act with integrity and provide a service the public expects?",
        "Last updated 12/11/2014",
        "The force has told its people what it expects of them, and they know whom to turn to.",
        "Further insights on legitimacy",
        "Most callers who answered the survey were content with how they had been spoken to.",
        "Questions for Legitimacy",
        "To what extent does the force ensure that the workforce acts with integrity?",
        "Leaders speak of it often, and new officers are taught what it means.",
        "What are the public perceptions of the force?",
        "Six in ten of those asked said that the police did a good job.",
    )
    assert set(_graded(reading).values()) == {(None, "ungraded", None)}
    assert len(reading.judgments) == 3


def test_a_pillar_that_was_not_graded_after_all_is_neither_graded_nor_ungraded() -> None:
    reading = _text(
        "peel-2017/greater-manchester",
        "Greater Manchester 2017",
        "The extent to which the force is effective at keeping people safe and reducing crime requires improvement.",
        "The extent to which the force is efficient at keeping people safe and reducing crime is not graded.",
        "The extent to which the force is legitimate at keeping people safe and reducing crime is not yet graded.",
        "How efficient is the force at keeping people safe and reducing crime?",
        "Last updated 09/11/2017",
        "Not being graded",
        "The force had other things to do that spring, and only a part of the usual work could be done.",
    )
    assert _graded(reading) == {
        "effectiveness": ("requires improvement", "graded", "prose"),
        "efficiency": (None, "not graded", "badge"),
        "legitimacy": (None, "not yet graded", "prose"),
    }


def test_the_notes_of_2018_say_which_round_earned_a_grade_that_stands() -> None:
    carried = "This question was not subject to {}inspection in 2018/19, and our judgment from the {} {} inspection has been carried over."
    reading = _text(
        "peel-2018/cumbria/effectiveness",
        "Cumbria PEEL 2018",
        "How effectively does the force reduce crime and keep people safe?",
        "How effective is the force at preventing crime, tackling anti-social behaviour and keeping people safe?",
        carried.format("detailed ", 2016, "effectiveness"),
        "How effective is the force at investigating crime and reducing re-offending?",
        carried.format("", 2017, "effectiveness") + " However, we looked at a sample of its files.",
        "How effective is the force at protecting those who are vulnerable from harm, and supporting victims?",
        "It has learned much since 2017, when we judged it inadequate at this.",
        "Cumbria Constabulary is good at protecting vulnerable people.",
        "Detailed findings for question 3",
        "How effective are the force’s specialist capabilities?",
        "We have looked at armed policing before, in our 2016 and 2017 inspections, and found it good.",
    )
    assert _graded(reading) == {
        "effectiveness": (None, "not stated", None),
        "effectiveness/1": (None, "carried over", "note"),
        "effectiveness/2": (None, "carried over", "note"),
        "effectiveness/3": ("good", "graded", "prose"),
        "effectiveness/5": (None, "ungraded", None),
    }
    assert [row.grade_round for row in reading.judgments] == [None, "2016", "2017", "2018-19", None]
    assert reading.boilerplate == ("Detailed findings for question 3",)


TRANCHE = "Northumbria Police was inspected in tranche two and we found:"
REPORT = "PEEL: Police effectiveness, efficiency and legitimacy 2018/19 – Northumbria Police"


def test_the_line_of_the_report_on_a_force_page_of_2018_is_not_its_title() -> None:
    reading = _text(
        "peel-2018/northumbria",
        "Northumbria 2018/19",
        "Read more about Northumbria",
        FIRST,
        TRANCHE,
        "the extent to which the force is effective at reducing crime and keeping people safe requires improvement.",
        "the extent to which the force operates efficiently and sustainably is good.",
        "the extent to which the force treats the public and its workforce legitimately is outstanding.",
        "Download the full report",
        REPORT,
        "HMI's observations",
        "The force investigates crime well, but it does not yet plan for the demand that it knows will come.",
    )
    assert reading.page.title == "Northumbria 2018/19"
    assert REPORT in reading.boilerplate
    assert FIRST in reading.sections[0].text
    assert TRANCHE in reading.sections[0].text
    assert _graded(reading) == {
        "effectiveness": ("requires improvement", "graded", "prose"),
        "efficiency": ("good", "graded", "prose"),
        "legitimacy": ("outstanding", "graded", "prose"),
    }


@pytest.mark.parametrize(
    ("pillar", "sentence", "grade"),
    [
        ("legitimacy", "Kent Police is good in how legitimately it keeps people safe and reduces crime.", "good"),
        ("legitimacy", "Kent Police requires improvement in how legitimately it treats the public.", None),
        ("effectiveness", "Kent Police is good at how effectively it reduces crime and keeps people safe.", "good"),
        ("effectiveness", "Kent Police is good at preventing crime and tackling anti-social behaviour.", None),
        ("effectiveness", "Kent Police is good at preventing crime and keeping people safe.", None),
        ("effectiveness", "Kent Police is effective at reducing crime and keeping people safe.", None),
        ("efficiency", "Kent Police has been assessed as requires improvement in respect of its efficiency.", "poor"),
        ("efficiency", "Kent Police operates efficiently, and its services to the public are sustainable.", None),
        ("efficiency", "Kent Police is outstanding at planning for the future.", None),
        ("efficiency", "HMICFRS judges Kent Police to require improvement.", "poor"),
        ("efficiency", "Kent Police is good in some aspects of its efficiency.", None),
        ("effectiveness", "Kent Police is good at working with others to keep people safe and reduce crime.", None),
        ("effectiveness", "Kent Fire and Rescue Service is good at reducing crime and keeping people safe.", None),
        ("effectiveness", "‘Kent Police is good at reducing crime and keeping people safe,’ the mayor said.", None),
        (
            "effectiveness",
            "Although it was good last year, the force is inadequate in its effectiveness.",
            "inadequate",
        ),
        ("efficiency", "Kent Police’s efficiency requires improvement, where last year it was good.", "poor"),
    ],
)
def test_a_first_sentence_grades_the_pillar_only_where_it_speaks_of_the_pillar(
    pillar: str, sentence: str, grade: str | None
) -> None:
    headlines = {
        "effectiveness": "How effectively does the force reduce crime and keep people safe?",
        "efficiency": "How efficiently does the force operate and how sustainable are its services to the public?",
        "legitimacy": "How legitimately does the force treat the public and its workforce?",
    }
    reading = _text(
        f"peel-2018/kent/{pillar}",
        "Kent PEEL 2018",
        headlines[pillar],
        "Last updated 02/05/2019",
        sentence,
        "Its leaders have set out what they want to do, and by when, and most of their people know it.",
    )
    wanted = "requires improvement" if grade == "poor" else grade
    expected = (wanted, "graded", "prose") if wanted else (None, "not stated", None)
    assert _graded(reading) == {pillar: expected}
