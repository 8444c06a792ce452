"""The five tables of facts about the inspections, which come from the CSVs beside this file and not from pages."""

import pandera.polars as pa
import polars as pl

from schemas import columns as column
from schemas import laws, vocabulary
from schemas.columns import law

THEME = r"^[a-z][a-z ]+$"


class Forces(pa.DataFrameModel):
    """Police forces, and fire and rescue services, that are inspected."""

    service: str = column.text("police or fire.", one_of=vocabulary.SERVICES)
    force: str = column.text("Slug on the site; police and fire share slugs, so the key is service and force.")
    name: str = column.text("Official name.")
    nation: str = column.text("England or Wales.", one_of=("England", "Wales"))
    region: str = column.text("Region of England, London, or Wales.")
    gss_code: str = column.text("Code of the police force area in official statistics.", null=True, like=r"^[EW]\d{8}$")
    successor: str = column.text("Slug of the force that took its place, where it was renamed or merged.", null=True)
    from_round: str = column.text("First round in which it was inspected under this name, if not the first.", null=True)

    class Config(column.Strict):
        """What there is one row for."""

        title = "service, force"

    unique = law("the same force twice", laws.unique("service", "force"))
    successor_is_known = law("a successor that its service does not have", laws.known_force("successor"))
    round_is_known = law("a round that its service does not have", laws.known_round("from_round"))


class Rounds(pa.DataFrameModel):
    """Inspection programmes, each with its own questions and scale of grades."""

    service: str = column.text("police or fire.", one_of=vocabulary.SERVICES)
    round: str = column.text("Name of the round, e.g. 2018-19; not the year of a date.", like=r"^20\d\d(-\d\d)?$")
    label: str = column.text("Name as the site prints it, e.g. 2018/19.")
    first_year: pl.Int32 = column.number("Year in which it began.", least=2014)
    tiers: pl.Int32 = column.number("How many grades its scale has: four, or five with adequate.", least=4, most=5)
    has_pillars: bool = column.given("True where questions are grouped in pillars that are graded themselves.")
    path_key: str = column.text("What it is called in the site's addresses.")
    open: bool = column.given("True where new pages of it may still appear.")

    class Config(column.Strict):
        """What there is one row for."""

        title = "service, round"

    unique = law("the same round twice", laws.unique("service", "round"))


class Questions(pa.DataFrameModel):
    """Questions of every round; a pillar is one too, and so is an area of the rounds without pillars."""

    question_id: str = column.text("Key, e.g. police/2017/effectiveness/3; the pillar police/2017/effectiveness.")
    service: str = column.text("police or fire.", one_of=vocabulary.SERVICES)
    round: str = column.text("Round that asks it.")
    pillar: str = column.text("Pillar it belongs to; empty for areas.", null=True, one_of=vocabulary.PILLARS)
    number: pl.Int32 = column.number("Its number in the pillar; empty for a pillar and for areas.", null=True, least=1)
    wording: str = column.text("Wording as the pages print it; of a pillar its headline question.")
    label: str = column.text("Short name of what it is about.")
    graded: str = column.text("Whether the round grades it: always, sometimes or never.", one_of=vocabulary.GRADED)

    class Config(column.Strict):
        """What there is one row for."""

        title = "question of a round; a pillar is one too (number empty)"

    unique = law("the same question twice", laws.unique("question_id"))
    round_is_known = law("a round that its service does not have", laws.known_round())
    is_of_its_round = law("an id of another service or round", laws.question_of_round())


class Themes(pa.DataFrameModel):
    """What makes questions of different rounds line up; doubtful ones give a reason that an analyst can argue with."""

    question_id: str = column.text("Question.")
    theme: str = column.text("What it is about, in the words used for all rounds; a question may bear two.", like=THEME)
    reason: str = column.text("Why, where it could be seen otherwise.", null=True)

    class Config(column.Strict):
        """What there is one row for."""

        title = "question_id, theme"

    unique = law("the same theme of a question twice", laws.unique("question_id", "theme"))


class Comparability(pa.DataFrameModel):
    """What the inspectorate itself says about comparing the grades of two rounds."""

    service: str = column.text("police or fire.", one_of=vocabulary.SERVICES)
    pillar: str = column.text("Pillar it is said of; empty for all.", null=True, one_of=vocabulary.PILLARS)
    round_from: str = column.text("Earlier round.")
    round_to: str = column.text("Later round.")
    comparable: bool = column.given("True or false as it says; empty where it says nothing.", null=True)
    quote: str = column.text("Its words, short.", null=True)
    url: str = column.text("Where it says so.", null=True, like=r"^https?://")

    class Config(column.Strict):
        """What there is one row for."""

        title = "service, pillar or all of them, round_from, round_to"

    unique = law("the same pair of rounds twice", laws.unique("service", "pillar", "round_from", "round_to"))
    rounds_are_known = law(
        "a round that its service does not have", laws.known_round("round_from") & laws.known_round("round_to")
    )
    says_so_somewhere = law(
        "a judgement on comparing without the words it rests on",
        (pl.col("comparable").is_null()) | (pl.col("quote").is_not_null() & pl.col("url").is_not_null()),
    )
