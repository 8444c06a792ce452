"""The laws of the CSVs: what an analyst who edits them must keep to."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pytest

from schemas import vocabulary
from schemas.vocabulary import Question

ROUNDS = list(vocabulary.rounds())
QUESTIONS: list[Question] = [item for key in ROUNDS for item in vocabulary.questions(*key)]


def same_words(text: str) -> str:
    """Fold a wording as far as no reader may tell it apart."""
    plain = re.sub(r"[^\w\s]+", " ", text.casefold().replace("’", "").replace("'", "").replace("-", " "))
    return " ".join(plain.split()).replace("anti social", "antisocial")


def test_every_line_of_every_csv_has_all_its_columns() -> None:
    names = (
        "forces",
        "forces_aliases",
        "rounds",
        "questions",
        "question_wordings",
        "grades",
        "themes",
        "comparability",
    )
    for name in names:
        for line in vocabulary.table(f"{name}.csv"):
            assert None not in line, f"{name}: too many values in {line}"
            assert None not in line.values(), f"{name}: too few values in {line}"
            assert all(value == value.strip() for value in line.values()), f"{name}: blanks around a value in {line}"


def test_keys_are_unique() -> None:
    for name, key in [
        ("forces.csv", ("service", "force")),
        ("rounds.csv", ("service", "round")),
        ("rounds.csv", ("service", "path_key")),
        ("questions.csv", ("question_id",)),
        ("question_wordings.csv", ("question_id", "wording")),
        ("grades.csv", ("grade",)),
        ("themes.csv", ("question_id", "theme")),
        ("comparability.csv", ("service", "pillar", "round_from", "round_to")),
    ]:
        found = Counter(tuple(line[column] for column in key) for line in vocabulary.table(name))
        assert [item for item, count in found.items() if count > 1] == [], name


def test_there_are_forty_three_police_forces_and_forty_four_fire_services_today() -> None:
    today = Counter(force.service for force in vocabulary.forces().values() if force.successor is None)
    assert today == {"police": 43, "fire": 44}


def test_a_successor_is_a_force_of_the_same_service_that_has_none_itself() -> None:
    for force in vocabulary.forces().values():
        if force.successor:
            assert vocabulary.forces()[force.service, force.successor].successor is None


def test_another_name_stands_for_one_known_force_and_is_nobodys_slug_or_official_name() -> None:
    forces = vocabulary.forces()
    names = {(force.service, force.name.lower()) for force in forces.values()}
    seen: dict[tuple[str, str], str] = {}
    for line in vocabulary.table("forces_aliases.csv"):
        key = (line["service"], line["alias"].lower())
        assert (line["service"], line["force"]) in forces, line
        assert key not in seen, line
        assert key not in forces, line
        assert key not in names, line
        assert line["language"] in vocabulary.LANGUAGES
        seen[key] = line["force"]
    assert seen == dict(vocabulary.force_aliases())


@pytest.mark.parametrize(
    ("service", "alias", "force"),
    [
        ("police", "heddlu-gogledd-cymru", "north-wales"),
        ("police", "heddlu-de-cymru", "south-wales"),
        ("police", "heddlu-dyfed-powys", "dyfed-powys"),
        ("police", "heddlu-gwent", "gwent"),
        ("police", "metropolitan police", "metropolitan"),
        ("police", "thames valley", "thames-valley"),
        ("fire", "london fire and rescue service", "london"),
    ],
)
def test_names_that_pages_use_lead_to_their_force(service: str, alias: str, force: str) -> None:
    assert vocabulary.force_aliases()[service, alias] == force


def test_every_round_is_of_a_known_service_and_has_a_scale_and_questions() -> None:
    for key, record in vocabulary.rounds().items():
        assert record.service in vocabulary.SERVICES
        assert len(vocabulary.grades_of(record.tiers)) == record.tiers
        assert vocabulary.questions(*key), f"{key} asks nothing"
        assert bool(vocabulary.pillars(*key)) == record.has_pillars
        assert record.round.startswith(str(record.first_year))


def test_the_rounds_are_those_that_were_held() -> None:
    assert [round_ for service, round_ in ROUNDS if service == "police"] == [
        "2014", "2015", "2016", "2017", "2018-19", "2021-22", "2023-25", "2025-27",
    ]  # fmt: skip
    assert [round_ for service, round_ in ROUNDS if service == "fire"] == ["2018-19", "2021-22", "2023-25", "2025-27"]


def test_adequate_is_on_the_scale_of_five_alone() -> None:
    assert vocabulary.grades_of(4) == ("outstanding", "good", "requires improvement", "inadequate")
    assert vocabulary.grades_of(5) == ("outstanding", "good", "adequate", "requires improvement", "inadequate")
    five = {key for key, record in vocabulary.rounds().items() if record.tiers == 5}
    assert five == {
        ("police", "2021-22"),
        ("police", "2023-25"),
        ("police", "2025-27"),
        ("fire", "2023-25"),
        ("fire", "2025-27"),
    }
    assert dict(vocabulary.SCORES) == dict(zip(reversed(vocabulary.grades_of(5)), range(5), strict=True))


def test_grade_words_are_understood_in_both_languages_and_mean_one_grade_each() -> None:
    assert vocabulary.grade_words(4)["requires improvement"] == "requires improvement"
    assert "adequate" not in vocabulary.grade_words(4)
    assert vocabulary.grade_words(5)["adequate"] == "adequate"
    assert vocabulary.grade_words(5, "cy")["dda"] == "good"
    assert "digonol" not in vocabulary.grade_words(4, "cy")
    for line in vocabulary.table("grades.csv"):
        for language, column in (("en", "english"), ("cy", "welsh")):
            for form in line[column].split("|"):
                assert form == form.lower()
                assert vocabulary.grade_words(5, language)[form] == line["grade"]


def test_a_questions_id_is_made_of_its_service_round_pillar_and_number() -> None:
    for item in QUESTIONS:
        parts = item.question_id.split("/")
        assert parts[:2] == [item.service, item.round]
        if item.pillar is None:
            assert item.number is None
            assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", parts[2])
            assert len(parts) == 3
        else:
            assert parts[2:] == [item.pillar, *([str(item.number)] if item.number else [])]
        assert vocabulary.question(item.question_id) is item


def test_every_question_is_of_a_known_round_and_its_pillar_is_one_of_the_rounds() -> None:
    assert len(vocabulary.table("questions.csv")) == len(QUESTIONS)
    for item in QUESTIONS:
        assert item.graded in vocabulary.GRADED
        assert item.wording
        assert item.label
        assert (item.pillar is not None) == vocabulary.rounds()[item.service, item.round].has_pillars


def test_questions_of_a_pillar_follow_it_and_are_numbered_from_one_without_a_gap() -> None:
    for key in ROUNDS:
        of_pillar: dict[str, list[int | None]] = defaultdict(list)
        for item in vocabulary.questions(*key):
            if item.pillar:
                of_pillar[item.pillar].append(item.number)
        for pillar, numbers in of_pillar.items():
            assert pillar in vocabulary.PILLARS
            assert numbers == [None, *range(1, len(numbers))], (key, pillar)


@pytest.mark.parametrize(
    ("service", "round_", "questions"),
    [
        ("police", "2014", 13),
        ("police", "2015", 15),
        ("police", "2016", 14),
        ("police", "2017", 11),
        ("police", "2018-19", 10),
        ("fire", "2018-19", 11),
        ("fire", "2021-22", 11),
        ("fire", "2023-25", 11),
        ("fire", "2025-27", 10),
    ],
)
def test_a_round_asks_as_many_questions_as_it_says(service: str, round_: str, questions: int) -> None:
    asked = [item for item in vocabulary.questions(service, round_) if item.number or item.pillar is None]
    assert len(asked) == questions


def test_no_two_questions_of_a_round_share_a_wording() -> None:
    for key in ROUNDS:
        owners: dict[str, str] = {}
        for item in vocabulary.questions(*key):
            for wording in item.wordings:
                owner = owners.setdefault(same_words(wording), item.question_id)
                assert owner == item.question_id, f"{wording!r} words both {owner} and {item.question_id}"


def test_no_wording_is_a_grade_a_pillars_name_or_another_wording_of_itself() -> None:
    names = {*vocabulary.PILLARS, *vocabulary.grade_words(5), *vocabulary.grade_words(5, "cy")}
    for item in QUESTIONS:
        folded = [same_words(wording) for wording in item.wordings]
        assert not names & set(folded), item.question_id
        assert len(item.wordings) == len(set(item.wordings)), item.question_id


def test_other_wordings_are_of_known_questions() -> None:
    for line in vocabulary.table("question_wordings.csv"):
        found = vocabulary.question(line["question_id"])
        assert found is not None, line
        assert line["wording"] in found.wordings[1:]
        assert line["language"] in vocabulary.LANGUAGES


def test_each_wording_says_whether_it_was_seen_on_a_page_or_comes_from_memory() -> None:
    for name in ("questions.csv", "question_wordings.csv", "grades.csv"):
        assert {line["wording_source"] for line in vocabulary.table(name)} <= {"seen", "memory"}


@pytest.mark.parametrize(
    ("question_id", "graded"),
    [
        ("police/2014/effectiveness", "never"),
        ("police/2014/effectiveness/3", "always"),
        ("police/2014/effectiveness/4", "never"),
        ("police/2014/efficiency", "always"),
        ("police/2014/legitimacy/1", "never"),
        ("police/2015/legitimacy/2", "never"),
        ("police/2015/leadership/1", "never"),
        ("police/2016/effectiveness/5", "never"),
        ("police/2017/effectiveness/5", "never"),
        ("police/2018-19/effectiveness/5", "never"),
        ("police/2017/effectiveness/3", "always"),
        ("police/2021-22/victim-service", "never"),
        ("police/2021-22/armed-threats", "never"),
        ("police/2021-22/crime-data-integrity", "sometimes"),
        ("police/2021-22/investigating-crime", "always"),
        ("police/2023-25/crime-data-integrity", "sometimes"),
        ("fire/2023-25/leadership", "always"),
    ],
)
def test_what_is_graded_is_what_the_round_promises(question_id: str, graded: str) -> None:
    found = vocabulary.question(question_id)
    assert found is not None
    assert found.graded == graded


def test_what_is_not_known_is_none_or_empty() -> None:
    assert vocabulary.question("police/2017/effectiveness/9") is None
    assert vocabulary.questions("police", "1999") == ()
    assert vocabulary.pillars("fire", "2023-25") == ()


def test_a_mistyped_name_leads_to_near_ones() -> None:
    slugs = [force for service, force in vocabulary.forces() if service == "police"]
    assert vocabulary.near_names("lancashir", slugs)[0] == "lancashire"
    assert vocabulary.near_names("Wiltshre", slugs)[0] == "wiltshire"
    assert vocabulary.near_names("avon", slugs) == ["avon-and-somerset"]
    assert vocabulary.near_names("qqq", slugs) == []


def test_what_callers_share_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        vocabulary.forces()["police", "kent"] = None  # type: ignore[index]
