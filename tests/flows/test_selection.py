"""What a person types as forces and rounds, and what it selects."""

from __future__ import annotations

import pytest

from flows.selection import EVERYTHING, Selection, select
from schemas.errors import PeelError
from transforms.addresses import address_of

SITE = "https://hmicfrs.justiceinspectorates.gov.uk"


def test_nothing_named_selects_everything() -> None:
    assert select() == EVERYTHING
    assert EVERYTHING.covers("fire", "avon", "2018-19")
    assert str(EVERYTHING) == "all forces and rounds"


def test_forces_and_rounds_are_selected_by_slug_name_and_label() -> None:
    wanted = Selection(None, ("lancashire", "west-midlands"), ("2017", "2018-19"))
    assert select(None, ["west-midlands", "lancashire"], ["2018-19", "2017"]) == wanted
    assert select(None, ["West Midlands Police", "Lancashire Constabulary"], ["2018/19", "peel-2017"]) == wanted


def test_the_word_open_stands_for_the_rounds_that_are_not_closed_yet() -> None:
    assert select(None, [], ["open"]).rounds == ("2023-25", "2025-27")
    assert select(None, [], ["2017", "Open"]).rounds == ("2017", "2023-25", "2025-27")


def test_a_selection_says_itself_in_words() -> None:
    assert str(select("police", ["kent", "lancashire"], ["2017"])) == "police, kent and lancashire, 2017"


def test_a_force_selects_its_own_pages_and_none_that_speak_of_all_forces() -> None:
    chosen = select("police", ["lancashire"], ["2017"])
    assert chosen.covers_address(address_of(f"{SITE}/peel-assessments/peel-2017/lancashire/efficiency/"))
    assert not chosen.covers_address(address_of(f"{SITE}/peel-assessments/peel-2017/kent/efficiency/"))
    assert not chosen.covers_address(address_of(f"{SITE}/peel-assessments/peel-2017/"))
    assert select("police", [], ["2017"]).covers_address(address_of(f"{SITE}/peel-assessments/peel-2017/"))


@pytest.mark.parametrize(
    ("service", "forces", "rounds", "says"),
    [
        (None, ["lancashir"], [], "There is no force 'lancashir': did you mean lancashire"),
        (None, ["Narnia"], [], "There is no force 'Narnia'"),
        (None, [], ["20117"], "There is no round '20117': did you mean 2017"),
        (None, [], ["nonsense"], "the rounds are 2014, 2015"),
        (None, [], ["2018"], "There is no round '2018': did you mean 2018-19?"),
        (None, [], ["2019"], "There is no round '2019': did you mean 2018-19?"),
        (None, [], ["2022"], "There is no round '2022': did you mean 2021-22?"),
        (None, [], ["2025"], "There is no round '2025': did you mean 2023-25 or 2025-27?"),
        (None, [], ["2020"], "There is no round '2020': the rounds are 2014, 2015"),
        ("fire", [], ["2017"], "There is no round '2017' of fire, only of police: the rounds are 2018-19, 2021-22"),
        ("ambulance", [], [], "There is no service 'ambulance': the services are police and fire"),
        ("police", ["avon"], [], "There is no force 'avon'"),
        (None, ["avon"], ["2017"], "avon is a fire service, which has no round 2017"),
    ],
)
def test_what_is_not_known_is_refused_in_one_sentence_with_near_names(
    service: str | None, forces: list[str], rounds: list[str], says: str
) -> None:
    with pytest.raises(PeelError) as refused:
        select(service, forces, rounds)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)
