"""Settle what a page says about each question from all its statements: badge, table, note and prose.

One row a question. The grade is from the best source, the status from a note where there is one; what disagrees is kept
as a row of its own, never settled silently. A question that is printed without a grade is ``not stated``; one that is
not printed has no row.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from schemas import vocabulary
from schemas.records import Address, Judgment
from schemas.vocabulary import Question
from transforms.blocks import Block
from transforms.grades import Grade, grade_of
from transforms.gradetable import Entry, question_labelled, table_entries
from transforms.lexicon import Lexicon
from transforms.lines import unbulleted
from transforms.marks import Mark
from transforms.notes import note_of
from transforms.outline import Outline
from transforms.printed import printed_in
from transforms.prose import questions_beside, said_in, summed_up
from transforms.refusal import NotReadable

_SOURCES = ("badge", "table", "note", "prose")
"""Best first."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a page says about a question."""

    question: Question
    source: str
    grade: str | None
    status: str
    evidence: str
    label: str | None = None
    grade_round: str | None = None


def judgments_of(
    marks: Sequence[Mark], outline: Outline, address: Address, lexicon: Lexicon | None, blocks: Iterable[Block]
) -> tuple[Judgment, ...]:
    """Settle a page's judgments, in the order in which the round asks its questions.

    No question of the page's ``blocks`` that is always graded goes without a row, whatever it stands in.
    """
    if lexicon is None or address.force is None or address.family in ("context", "other"):
        return ()
    printed = {question.question_id: (question, label) for question, label in outline.asked}
    said: dict[str, list[Statement]] = {
        question.question_id: [] for question, _ in printed.values() if question.graded != "sometimes"
    }
    for statement in (
        *_badges(marks),
        *_rows(marks, lexicon, address.force),
        *_notes(outline, lexicon),
        *_sentences(outline, address),
    ):
        said.setdefault(statement.question.question_id, []).append(statement)
    for question, wording in printed_in(blocks, lexicon, address, said):
        said[question.question_id] = []
        printed[question.question_id] = (question, wording)
    rows: list[Judgment] = []
    for question in vocabulary.questions(lexicon.service, lexicon.round):
        if question.question_id not in said or address.pillar not in (None, question.pillar):
            continue  # a pillar's page may name another pillar's grade in a menu; its own page says it better
        statements = said[question.question_id]
        _, label = printed.get(question.question_id, (question, next((s.label for s in statements if s.label), None)))
        rows.extend(_settle(question, label or question.label, statements, address))
    return tuple(rows)


def judgments_of_forces(entries: Sequence[Entry], address: Address, lexicon: Lexicon) -> tuple[Judgment, ...]:
    """Settle the judgments of a page about many forces: force by force in page order, each in the round's order."""
    said: dict[str, dict[str, list[Statement]]] = {}
    for entry in entries:
        of_question = said.setdefault(entry.force, {}).setdefault(entry.question.question_id, [])
        of_question.extend(_stated(entry.question, entry.grade, "table", entry.printed, entry.label))
    return tuple(
        row
        for force, questions in said.items()
        for question in vocabulary.questions(lexicon.service, lexicon.round)
        if (statements := questions.get(question.question_id))
        for row in _settle(question, statements[0].label or question.label, statements, replace(address, force=force))
    )


def _stated(
    question: Question, grade: Grade, source: str, evidence: str, label: str | None = None
) -> Iterable[Statement]:
    """Give what a printed grade states: itself, and that it is carried over where it says so."""
    yield Statement(question, source, grade.grade, grade.status, evidence, label)
    if grade.carried_from is not None:
        known = vocabulary.rounds().values()
        earlier = [r.round for r in known if r.service == question.service and r.first_year == grade.carried_from]
        yield Statement(question, "note", None, "carried over", evidence, None, next(iter(earlier), None))


def _badges(marks: Iterable[Mark]) -> Iterable[Statement]:
    """Give what each badge says of the question it stands next to; one that bears a later month comes first."""
    badges = [mark for mark in marks if mark.kind == "grade"]
    for mark in sorted(badges, key=lambda mark: (mark.grade and mark.grade.month) or (0, 0), reverse=True):
        if mark.question and mark.grade:
            yield from _stated(mark.question, mark.grade, "badge", mark.block.text)


def _rows(marks: Sequence[Mark], lexicon: Lexicon, force: str) -> Iterable[Statement]:
    """Give what summaries of judgments, and rows of question and grade, say."""
    for mark in marks:
        for told in mark.block.told:
            asked, read = vocabulary.question(told.question_id), grade_of(told.grade)
            if asked is not None and read is not None:
                yield Statement(asked, "table", read.grade, read.status, told.evidence, told.label)
    tables = itertools.groupby(marks, key=lambda mark: mark.block.table if mark.kind == "row" else 0)
    for rows in (list(group) for table, group in tables if table):
        entries = list(_own_entries(rows, lexicon, force))
        yield from _row_notes(rows, lexicon) if entries else ()
        for entry in entries:
            others = {other.grade for other in entries if other.question == entry.question}
            if len(others) == 1:
                yield Statement(
                    entry.question, "table", entry.grade.grade, entry.grade.status, entry.printed, entry.label
                )


def _row_notes(rows: Sequence[Mark], lexicon: Lexicon) -> Iterable[Statement]:
    """Give what the notes in a table of judgments say, each of the question in its row."""
    for cells in (mark.block.cells for mark in rows if not mark.block.others):
        asked = next(filter(None, (question_labelled(cell, lexicon) for cell in cells)), None)
        note = next(filter(None, (note_of(cell, lexicon.service, lexicon.round) for cell in cells)), None)
        if asked is not None and note is not None:
            yield Statement(asked, "note", note.grade, note.status, note.evidence, None, note.grade_round)


def _own_entries(rows: Sequence[Mark], lexicon: Lexicon, force: str) -> Iterable[Entry]:
    """Give the grades of a table on a force's page that are the force's own."""
    entries = table_entries([mark.block for mark in rows if not (mark.block.told or mark.block.others)], lexicon, force)
    return (entry for entry in entries if entry.force == force)


def _notes(outline: Outline, lexicon: Lexicon) -> Iterable[Statement]:
    """Give what the notes under each question say."""
    for question, text in outline.prose:
        if question is None:
            continue
        note = note_of(text, lexicon.service, lexicon.round)
        if note is not None:
            yield Statement(question, "note", note.grade, note.status, note.evidence, None, note.grade_round)


def _sentences(outline: Outline, address: Address) -> Iterable[Statement]:
    """Give the grades that sentences state, each only of the question under which it stands.

    On a force page a sentence about what its introduction sums up may stand under no question, since it names its own.
    """
    assert address.force is not None
    assert address.round is not None
    candidates, pillars = questions_beside(address.service, address.round, address.pillar)
    anywhere = summed_up(address.service, address.round) if address.family == "force" else frozenset()
    for asked, text in outline.prose:
        if asked is None and not anywhere:
            continue
        for said in said_in(unbulleted(text), address.service, address.force, candidates, pillars, asked):
            named = said.question.question_id in anywhere and (asked is None or asked.pillar == said.question.pillar)
            if not named and said.question != asked:
                continue
            yield Statement(said.question, "prose", said.grade, said.status, said.evidence, said.subject)


def _noted(notes: Sequence[Statement]) -> Statement | None:
    """Join the notes on a question: one may say that it was not inspected, and the next that its grade stands."""
    carried = next((s for s in notes if s.status == "carried over"), None)
    if carried is None or len(notes) == 1:
        return carried or next(iter(notes), None)
    return replace(carried, evidence=" ".join(s.evidence for s in notes))


def _is_muddled(said: Sequence[Statement]) -> bool:
    """Tell whether there are sentences alone, of which one gives a grade and one says that there is none.

    One of the two is about something else, as where a page words two pillars alike; which one, nobody can say.
    """
    if any(statement.source != "prose" for statement in said):
        return False
    return len({statement.grade is None for statement in said}) > 1


def _settle(question: Question, label: str, said: Sequence[Statement], address: Address) -> Iterable[Judgment]:
    """Make the row of one question from all that is said of it, and a second where a statement disagrees."""
    assert address.force is not None
    assert address.round is not None
    note = _noted([s for s in said if s.source == "note"])
    ranked = sorted((s for s in said if s.source != "note"), key=lambda s: _SOURCES.index(s.source))
    best = ranked[0] if ranked else note

    def row(statement: Statement | None, status: str, grade_round: str | None, *, disagrees: bool = False) -> Judgment:
        return Judgment(
            service=address.service,
            force=address.force or "",
            round=address.round or "",
            pillar=question.pillar,
            question=question.number,
            question_id=question.question_id,
            label=label,
            grade=statement.grade if statement else None,
            status=status,
            source=statement.source if statement else None,
            grade_round=grade_round,
            evidence=statement.evidence if statement else None,
            disagrees=disagrees,
        )

    if note is None and _is_muddled(ranked):
        yield row(None, "not stated", None)
        return
    if best is None:
        yield row(None, "ungraded" if question.graded == "never" else "not stated", None)
        return
    if note is not None:
        chosen = best if best.grade is not None else note
        carried = chosen.grade is not None or note.status == "carried over"
        yield row(chosen, "carried over" if carried else note.status, note.grade_round)
        return
    rival = next((s for s in ranked if s.source == best.source == "table" and s.grade != best.grade), None)
    if (
        rival is not None
        and address.family != "table"
        and len({s.grade for s in ranked if s.source == "table"} - {None}) > 1
    ):
        raise NotReadable(f"its tables give two different grades for '{label}': '{best.evidence}', '{rival.evidence}'")
    yield row(best, best.status, address.round if best.grade else None)
    for other in ranked[1:]:
        if (other.grade, other.status) != (best.grade, best.status):
            yield row(other, other.status, address.round if other.grade else None, disagrees=True)
            return
