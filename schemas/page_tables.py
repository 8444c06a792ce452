"""The four tables that are read from pages: pages, sections, judgments and findings.

The same shapes hold current versions (``main``) and superseded ones (``history``): ``version`` is part of each key.
"""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas import columns as column
from schemas import laws, vocabulary
from schemas.columns import PAGE_ID, SHA256, SITE_URL, law

_PAGE_ID = "Page it stands on: the readable path of the page's url."
_VERSION = "Version of the page, counted from 1 by time of capture."
_PILLAR = "Pillar it is about; empty where the round has none, or the part concerns no one pillar."
_QUESTION = "Number of the question in its pillar; empty for a pillar and for areas without a number."
_QUESTION_ID = "Question it is about, e.g. police/2017/effectiveness/3."
_POSITION = "Place on the page, from 1; sections and findings share one sequence."


class Pages(pa.DataFrameModel):
    """Inspection pages that were read, with what each says of itself."""

    page_id: str = column.text(
        "Readable path of the canonical url, e.g. peel-assessments/peel-2017/kent.", like=PAGE_ID
    )
    url: str = column.text("Canonical url: https, today's host, trailing slash, no query.", like=SITE_URL)
    service: str = column.text("police or fire.", one_of=vocabulary.SERVICES)
    force: str = column.text("Slug of the force; empty for a table, which is about many.", null=True)
    round: str = column.text("Inspection round, e.g. 2018-19; not the year of a date.", null=True)
    family: str = column.text(
        "Kind of page: force, pillar, detailed, leadership, other, context (the force's own words), report or table.",
        one_of=vocabulary.FAMILIES,
    )
    pillar: str = column.text("Pillar that its address names.", null=True, one_of=vocabulary.PILLARS)
    title: str = column.any_text("Title as printed.")
    language: str = column.text("en (English) or cy (Welsh).", one_of=vocabulary.LANGUAGES)
    third_party: bool = column.given("True where the words are the force's own, not the inspectorate's.")
    last_updated: pl.Date = column.day("Date printed as last updated; the latest where a page prints several.")
    published_on: pl.Date = column.day("Date printed as published.")
    fetched_at: Annotated[pl.Datetime, "us", None] = column.given("First time this version was seen, UTC.")
    content_sha256: str = column.text("Hash of the page's cleaned words: same words, same version.", like=SHA256)
    parser_version: str = column.text("Hash of the code and data that read the page.")
    words: pl.Int32 = column.number("Words of the page's content.")
    coverage: float = column.number(
        "Share of the content's words that were placed in a section, a finding or a field; 1.0 is all of them.",
        most=1.1,
    )
    version: pl.Int32 = column.number(_VERSION, least=1)
    media_type: str = column.text(
        "text/html, or text/plain for a plain-text capture.", one_of=("text/html", "text/plain")
    )

    class Config(column.Strict):
        """What there is one row for."""

        title = "page, its current version"

    unique = law("the same version of the same page twice", laws.unique("page_id", "version"))
    force_is_known = law("a force that its service does not have", laws.known_force())
    round_is_known = law("a round that its service does not have", laws.known_round())
    force_unless_table = law("a page without a force that is no table, or a table with one", laws.force_unless_table())


class Sections(pa.DataFrameModel):
    """The prose of every page, by heading."""

    page_id: str = column.text(_PAGE_ID, like=PAGE_ID)
    version: pl.Int32 = column.number(_VERSION, least=1)
    position: pl.Int32 = column.number(_POSITION, least=1)
    level: pl.Int32 = column.number("Depth of its heading: 1 is a chapter of the page.")
    heading: str = column.any_text("Heading as printed; empty where the part has none of its own.")
    path: Annotated[pl.List, pl.String()] = column.given("Headings above it, outermost first.")
    kind: str = column.text(
        "summary, question, chapter, observations (the inspector's), context (of the force) or other.",
        one_of=vocabulary.SECTION_KINDS,
    )
    pillar: str = column.text(_PILLAR, null=True, one_of=vocabulary.PILLARS)
    question: pl.Int32 = column.number(_QUESTION, null=True, least=1)
    question_id: str = column.text(_QUESTION_ID, null=True)
    text: str = column.any_text("Paragraphs under the heading, findings left out.")
    words: pl.Int32 = column.number("Words of heading and text.")

    class Config(column.Strict):
        """What there is one row for."""

        title = "headed part of a page, in reading order"

    unique = law("two sections at the same place of a page", laws.unique("page_id", "version", "position"))
    question_is_known = law("a question that is not known, or not of that pillar and number", laws.known_question())


class Judgments(pa.DataFrameModel):
    """What each page says about each question that it prints."""

    page_id: str = column.text(_PAGE_ID, like=PAGE_ID)
    version: pl.Int32 = column.number(_VERSION, least=1)
    service: str = column.text("police or fire.", one_of=vocabulary.SERVICES)
    force: str = column.text("Slug of the force that is judged.")
    round: str = column.text("Inspection round of the page.")
    pillar: str = column.text(_PILLAR, null=True, one_of=vocabulary.PILLARS)
    question: pl.Int32 = column.number(_QUESTION, null=True, least=1)
    question_id: str = column.text("Question that is judged, e.g. police/2017/effectiveness/3, or its pillar.")
    label: str = column.text("Wording of the question as printed on this page.")
    grade: str = column.text(
        "outstanding, good, adequate, requires improvement or inadequate; empty where none is stated.",
        null=True,
        one_of=vocabulary.GRADES,
    )
    status: str = column.text(
        "graded, carried over (an earlier grade stands), ungraded, not inspected, not yet graded, not graded, "
        "or not stated (the question is printed without a grade).",
        one_of=vocabulary.STATUSES,
    )
    source: str = column.text(
        "Where it was read: badge, table, note or prose; empty where only the round's data speak.",
        null=True,
        one_of=vocabulary.SOURCES,
    )
    grade_round: str = column.text("Round that earned the grade: the page's own, or an earlier one.", null=True)
    evidence: str = column.text("The words it was read from.", null=True)
    disagrees: bool = column.given("True for a further statement of the same page that says otherwise.")

    class Config(column.Strict):
        """What there is one row for."""

        title = "page, force, question_id (and a further row, marked, for a statement that disagrees)"

    unique = law(
        "the same statement twice",
        laws.unique("page_id", "version", "service", "force", "question_id", "grade", "status", "disagrees"),
    )
    one_stands = law("two standing statements of one page on one question", laws.one_statement_stands())
    force_is_known = law("a force that its service does not have", laws.known_force())
    round_is_known = law("a round that its service does not have", laws.known_round() & laws.known_round("grade_round"))
    question_is_known = law("a question that is not known, or not of that pillar and number", laws.known_question())
    question_is_of_its_round = law("a question of another service or round", laws.question_of_round())
    grade_in_scale = law("a grade that is not on the scale of its round", laws.grade_in_scale())
    status_fits_grade = law("graded without a grade, or a grade although it was not graded", laws.status_fits_grade())
    graded_in_its_round = law(
        "a grade of this round that names another, or one of another round that names this", laws.graded_in_its_round()
    )
    grade_is_read_from_words = law(
        "a grade without a source, or a source without the words it was read from", laws.grade_is_read_from_words()
    )


class Findings(pa.DataFrameModel):
    """Areas for improvement, causes of concern, recommendations and practice, as published."""

    page_id: str = column.text(_PAGE_ID, like=PAGE_ID)
    version: pl.Int32 = column.number(_VERSION, least=1)
    service: str = column.text("police or fire.", one_of=vocabulary.SERVICES)
    force: str = column.text("Slug of the force.", null=True)
    round: str = column.text("Inspection round of the page.", null=True)
    pillar: str = column.text(_PILLAR, null=True, one_of=vocabulary.PILLARS)
    question: pl.Int32 = column.number(_QUESTION, null=True, least=1)
    question_id: str = column.text(_QUESTION_ID, null=True)
    label: str = column.text("Wording of the question as printed on this page.", null=True)
    kind: str = column.text(
        "area for improvement, cause of concern, recommendation, effective practice, improvement needed, "
        "innovative practice or promising practice.",
        one_of=vocabulary.FINDING_KINDS,
    )
    position: pl.Int32 = column.number(_POSITION, least=1)
    lead_in: str = column.text("Words that lead in the list it is an item of.", null=True)
    text: str = column.text(
        "The item as published; nothing says whether it is still open. A page and its detailed twin print the same "
        "items: count(DISTINCT text) counts each once."
    )
    detail: str = column.text("Paragraphs that explain it.", null=True)
    deadline: str = column.text("Deadline of a recommendation, as printed.", null=True)
    parent: pl.Int32 = column.number("Position of the cause of concern that a recommendation belongs to.", null=True)

    class Config(column.Strict):
        """What there is one row for."""

        title = "quotable item of a page"

    unique = law("two findings at the same place of a page", laws.unique("page_id", "version", "position"))
    force_and_round_are_known = law(
        "a force or round that its service does not have", laws.known_force() & laws.known_round()
    )
    question_is_known = law("a question that is not known, or not of that pillar and number", laws.known_question())
    question_is_of_its_round = law("a question of another service or round", laws.question_of_round())
